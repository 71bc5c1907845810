#include "devices/simulator/faulty_line.h"

#include <algorithm>
#include <utility>

namespace sandau::devices {

namespace {
constexpr std::size_t underway_max = 4096;
constexpr Duration overtaken_for = milliseconds(30);
}  // namespace

/// Not the library's distributions: those differ between compilers, and a seed must mean the same everywhere.
std::uint32_t FaultyLine::below(std::uint32_t limit) {
    return limit == 0 ? 0 : static_cast<std::uint32_t>(random_() % limit);
}

bool FaultyLine::happens(std::uint32_t per_mille) {
    return per_mille != 0 && below(1000) < per_mille;
}

std::string FaultyLine::garble(std::string line) {
    if (below(2) == 0) {
        std::string noise;
        for (std::uint32_t left = 1 + below(40); left > 0; --left)
            noise.push_back(static_cast<char>(below(256)));
        return noise + line;
    }
    const std::uint32_t at = below(static_cast<std::uint32_t>(line.size()));
    line[at] = static_cast<char>(static_cast<unsigned char>(line[at]) ^ (1u << below(8)));
    return line;
}

void FaultyLine::set_faults(const SimulatedFaults& faults) {
    faults_ = faults;
    const LineDelays delays = delays_of(faults.line);
    delay_ = way_ == Way::ToHost ? delays.to_host : delays.to_device;
}

Duration FaultyLine::delay() {
    Duration delay = delay_.draw(random_);
    if (faults_.delay_max.ns > 0) {
        const auto most = static_cast<std::uint64_t>(faults_.delay_max.ns);
        delay = delay + Duration{static_cast<std::int64_t>(random_() % most)};
    }
    return delay;
}

void FaultyLine::send(std::string line, MonoTime now) {
    if (line.empty() || underway_.size() >= underway_max || happens(faults_.loss_per_mille)) return;
    if (happens(faults_.garbage_per_mille)) line = garble(std::move(line));
    MonoTime arrival = now + delay();
    if (happens(faults_.reorder_per_mille)) {
        arrival = arrival + overtaken_for;
    } else {
        // Without a reordering fault a line stays behind the one before it, as on a wire.
        arrival = std::max(arrival, std::min(last_arrival_, now + delay_.most() + faults_.delay_max));
        last_arrival_ = arrival;
    }
    if (happens(faults_.duplicate_per_mille)) underway_.emplace(arrival, line);
    underway_.emplace(arrival, std::move(line));
}

std::vector<std::string> FaultyLine::arrived(MonoTime now) {
    std::vector<std::string> lines;
    while (!underway_.empty() && underway_.begin()->first <= now) {
        lines.push_back(std::move(underway_.extract(underway_.begin()).mapped()));
    }
    return lines;
}

std::optional<MonoTime> FaultyLine::next_arrival() const {
    if (underway_.empty()) return std::nullopt;
    return underway_.begin()->first;
}

}  // namespace sandau::devices
