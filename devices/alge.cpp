#include "devices/alge.h"

#include <utility>

namespace sandau::devices {

namespace {

constexpr std::size_t columns = 26;
constexpr std::size_t columns_with_checksum = 28;
constexpr std::size_t line_bytes_max = 80;
constexpr std::size_t seen_max = 10'000;
constexpr std::string_view ask_for_the_memory = "RSM\r";

std::string without_leading_zeros(std::string_view digits) {
    const std::size_t first = digits.find_first_not_of("0 ");
    return first == std::string_view::npos ? std::string() : std::string(digits.substr(first));
}

bool checksum_is_right(std::string_view line) {
    unsigned sum = 0;
    for (const char c : line.substr(0, columns)) sum += static_cast<unsigned char>(c);
    return line[columns] == static_cast<char>(((sum >> 4) & 0xF) + 0x30) &&
           line[columns + 1] == static_cast<char>((sum & 0xF) + 0x30);
}

/// Runs and totals that the timer itself has reckoned.
bool is_derived(std::string_view channel) {
    return channel == "RT" || channel == "TT" || channel == "SQ" || channel == "DT";
}

bool is_one_of(char c, std::string_view set) {
    return set.find(c) != std::string_view::npos;
}

}  // namespace

AlgeDriver::AlgeDriver(std::uint32_t baud) : lines_(line_bytes_max, baud) {}

void AlgeDriver::opened(MonoTime, DriverOutput& out) {
    lines_.forget();
    // What happened while nobody listened is in the timer's memory.
    if (std::exchange(was_open_, true)) out.sends.emplace_back(ask_for_the_memory);
}

void AlgeDriver::received(const Chunk& chunk, DriverOutput& out) {
    lines_.feed(
        chunk, [&](const Line& line) { take_line(line, out); }, out);
}

void AlgeDriver::datagram_ended(MonoTime, DriverOutput& out) {
    lines_.finish([&](const Line& line) { take_line(line, out); }, out);
}

void AlgeDriver::take_line(const Line& line, DriverOutput& out) {
    const auto drop = [&](std::string_view reason) {
        out.dropped.push_back({reason, std::string(line.text)});
    };
    const auto taken = [&] {
        presence_ = Presence::Present;
        out.frames.emplace_back(line.text);
    };
    const char flag = line.text.front();
    if (is_one_of(flag, "ns")) {
        const std::string_view rest = line.text.substr(1);
        const std::string_view digits = rest.substr(0, rest.find(' '));
        if (digits.size() != 4 || !read_whole(digits)) return drop("bad_field");
        taken();
        Heard selected = heard_on_arrival(Competitor{without_leading_zeros(digits)}, line);
        out.events.push_back(std::move(selected));
        return;
    }
    if (is_one_of(flag, "ipbt")) return taken();
    if (!is_one_of(flag, " ?mcCd")) return drop("unknown_kind");
    std::string text(line.text);
    if (text.size() < 18) return drop("cut");
    if (text.size() > columns_with_checksum) return drop("bad_field");
    if (text.size() == columns_with_checksum && text.substr(columns) != "  " && !checksum_is_right(text))
        return drop("bad_checksum");
    if (text.size() == columns + 1) return drop("bad_field");
    text.resize(columns, ' ');
    if (is_derived(std::string_view(text).substr(6, 2))) return taken();

    Impulse impulse;
    impulse.flag = flag;
    const std::string_view number = std::string_view(text).substr(1, 4);
    const std::optional<TimeOfDay> time = read_time_of_day(std::string_view(text).substr(10, 13));
    const bool is_right = text[5] == ' ' && text[6] == 'C' && text[7] >= '0' && text[7] <= '9' &&
                          is_one_of(text[8], " M") && text[9] == ' ' && text[23] == ' ' && time &&
                          read_whole(number);
    if (!is_right) return drop("bad_field");
    taken();
    if (flag != '?') impulse.number = without_leading_zeros(number);
    impulse.channel = static_cast<std::uint8_t>(text[7] - '0');
    impulse.by = text[8] == 'M' ? StampedBy::Hand : StampedBy::Device;
    impulse.time = *time;
    take_impulse(impulse, line, out);
}

/// The same channel and time is the same impulse; a person may have given it another number since.
bool AlgeDriver::known_already(const Impulse& impulse, const Line& line, DriverOutput& out) {
    const std::string key = std::to_string(impulse.channel) + (impulse.by == StampedBy::Hand ? "M" : " ") +
                            std::to_string(impulse.time.since_midnight.ns);
    const auto found = seen_.find(key);
    if (found == seen_.end()) {
        seen_.emplace(key, impulse.number);
        seen_in_order_.push_back(key);
        if (seen_in_order_.size() > seen_max) {
            seen_.erase(seen_in_order_.front());
            seen_in_order_.pop_front();
        }
        return false;
    }
    ++out.duplicates;
    if (found->second != impulse.number && !impulse.number.empty()) {
        found->second = impulse.number;
        out.events.push_back(heard_on_arrival(Competitor{impulse.number}, line));
    }
    return true;
}

void AlgeDriver::take_impulse(const Impulse& impulse, const Line& line, DriverOutput& out) {
    const bool cancels = is_one_of(impulse.flag, "cCd");
    if (!cancels && known_already(impulse, line, out)) return;
    const DayClock::Sent sent =
        impulse.flag == ' ' || impulse.flag == '?' ? DayClock::Sent::Fresh : DayClock::Sent::Remembered;
    const std::optional<DayClock::Placed> placed = clock_.place(impulse.time.since_midnight, line, sent);
    if (!placed) {
        out.dropped.push_back({"before_the_clock", std::string(line.text)});
        return;
    }
    Heard heard = heard_on_arrival({}, line);
    if (placed->restarted) {
        heard.clock = clock_.number();
        heard.body = Fault{FaultKind::ClockRestarted, 0};
        out.events.push_back(heard);
    }
    heard.at = placed->at;
    heard.bound = placed->bound + impulse.time.resolution;
    heard.own_bound = impulse.time.resolution;
    heard.source = StampSource::TimeOfDay;
    heard.clock = clock_.number();
    const auto channel = static_cast<std::uint8_t>(impulse.channel + 1);
    if (cancels) {
        heard.body = Cancel{channel, impulse.number};
    } else if (impulse.channel == 0) {
        heard.body = Start{1, impulse.by, channel, impulse.number};
    } else if (impulse.channel == 1) {
        heard.body = Finish{1, impulse.by, channel, impulse.number};
    } else {
        heard.body =
            Split{1, static_cast<std::uint8_t>(impulse.channel - 1), impulse.by, channel, impulse.number};
    }
    out.events.push_back(std::move(heard));
}

}  // namespace sandau::devices
