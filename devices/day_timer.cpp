#include "devices/day_timer.h"

#include <utility>

namespace sandau::devices {

namespace {

constexpr std::size_t line_bytes_max = 80;
constexpr std::size_t seen_max = 10'000;

}  // namespace

DayTimer::DayTimer(std::string name, std::uint32_t baud)
    : name_(std::move(name)), lines_(line_bytes_max, baud) {}

void DayTimer::received(const Chunk& chunk, DriverOutput& out) {
    lines_.feed(
        chunk, [&](const Line& line) { take_line(line, out); }, out);
}

void DayTimer::datagram_ended(MonoTime, DriverOutput& out) {
    lines_.finish([&](const Line& line) { take_line(line, out); }, out);
}

std::string DayTimer::without_leading_zeros(std::string_view digits) {
    const std::size_t first = digits.find_first_not_of("0 ");
    return first == std::string_view::npos ? std::string() : std::string(digits.substr(first));
}

void DayTimer::taken(const Line& line, DriverOutput& out) {
    presence_ = Presence::Present;
    out.frames.emplace_back(line.text);
}

bool DayTimer::is_new(const Impulse& impulse, const Line& line, DriverOutput& out) {
    const bool takes_back = impulse.is == Impulse::Is::TakenBack;
    const std::string key = std::string(takes_back ? "-" : "") + std::to_string(impulse.input) +
                            (impulse.by == StampedBy::Hand ? "M" : " ") +
                            std::to_string(impulse.time.since_midnight.ns);
    const auto [known, added] = seen_.emplace(key, impulse.number);
    if (added) {
        seen_in_order_.push_back(key);
        if (seen_in_order_.size() > seen_max) {
            seen_.erase(seen_in_order_.front());
            seen_in_order_.pop_front();
        }
        return true;
    }
    ++out.duplicates;
    if (!takes_back && !impulse.number.empty() && known->second != impulse.number) {
        known->second = impulse.number;
        out.events.push_back(heard_on_arrival(Competitor{impulse.number}, line));
    }
    return false;
}

void DayTimer::give(const Impulse& impulse, const Line& line, DriverOutput& out) {
    const DayClock::Sent sent =
        impulse.is == Impulse::Is::New ? DayClock::Sent::Fresh : DayClock::Sent::Remembered;
    const std::optional<DayClock::Placed> placed = clock_.place(impulse.time.since_midnight, line, sent);
    if (!placed) {
        out.dropped.push_back({"before_the_clock", std::string(line.text)});
        return;
    }
    Heard heard = heard_on_arrival({}, line);
    heard.clock = clock_.number();
    if (placed->restarted) {
        heard.body = Fault{FaultKind::ClockRestarted, 0};
        out.events.push_back(heard);
    }
    heard.at = placed->at;
    heard.bound = placed->bound + impulse.time.resolution;
    heard.own_bound = impulse.time.resolution;
    heard.source = StampSource::TimeOfDay;
    if (impulse.is == Impulse::Is::TakenBack) {
        heard.body = Cancel{impulse.input, impulse.number};
    } else if (impulse.input == 1) {
        heard.body = Start{1, impulse.by, impulse.input, impulse.number};
    } else if (impulse.input == 2) {
        heard.body = Finish{1, impulse.by, impulse.input, impulse.number};
    } else {
        heard.body =
            Split{1, static_cast<std::uint8_t>(impulse.input - 2), impulse.by, impulse.input, impulse.number};
    }
    out.events.push_back(std::move(heard));
}

}  // namespace sandau::devices
