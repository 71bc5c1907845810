#include "devices/tag_heuer.h"

#include <utility>

namespace sandau::devices {

namespace {

// Columns from 0 of `TN NNNN SSSS CC HH:MM:SS.FFFFF DDDDD`.
constexpr std::size_t columns = 36;
constexpr std::size_t number_at = 3, count_at = 8, input_at = 13, time_at = 16, day_at = 31;
constexpr std::size_t number_size = 4, count_size = 4, time_size = 14, day_size = 5;
constexpr std::size_t line_bytes_max = 80;
constexpr std::size_t seen_max = 10'000;
constexpr std::uint32_t counts = 10'000;  ///< SSSS begins anew after 9999
/// More than this cannot be told from a timer that was set back to nothing.
constexpr std::uint32_t gap_max = 100;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

TagHeuerDriver::TagHeuerDriver(std::uint32_t baud) : lines_(line_bytes_max, baud) {}

void TagHeuerDriver::received(const Chunk& chunk, DriverOutput& out) {
    lines_.feed(
        chunk, [&](const Line& line) { take_line(line, out); }, out);
}

void TagHeuerDriver::datagram_ended(MonoTime, DriverOutput& out) {
    lines_.finish([&](const Line& line) { take_line(line, out); }, out);
}

void TagHeuerDriver::take_line(const Line& line, DriverOutput& out) {
    const auto drop = [&](std::string_view reason) {
        out.dropped.push_back({reason, std::string(line.text)});
    };
    const std::string_view text = line.text;
    if (text.front() != 'T') return drop("noise");
    if (text.size() < 2 || std::string_view("N-*").find(text[1]) == std::string_view::npos)
        return drop("unknown_kind");
    if (text.size() < day_at) return drop("cut");
    if (text.size() > columns) return drop("bad_field");
    const std::string_view number = trimmed(text.substr(number_at, number_size));
    const std::string_view count = trimmed(text.substr(count_at, count_size));
    const std::string_view day = trimmed(text.substr(day_at, day_size));
    const char by = text[input_at];
    const char input = text[input_at + 1];
    const std::optional<TimeOfDay> time = read_time_of_day(text.substr(time_at, time_size));
    const bool blanks =
        text[2] == ' ' && text[7] == ' ' && text[12] == ' ' && text[15] == ' ' && text[30] == ' ';
    const bool is_right = blanks && time && (number.empty() || read_whole(number)) && read_whole(count) &&
                          (day.empty() || read_whole(day)) && (by == ' ' || by == 'M' || by == '0') &&
                          input >= '1' && input <= '9';
    if (!is_right) return drop("bad_field");
    presence_ = Presence::Present;
    out.frames.emplace_back(text);
    Impulse impulse;
    impulse.kind = text[1];
    impulse.number = number.find_first_not_of('0') == std::string_view::npos
                         ? ""
                         : std::string(number.substr(number.find_first_not_of('0')));
    impulse.count = *read_whole(count);
    impulse.input = static_cast<std::uint8_t>(input - '0');
    impulse.by = by == 'M' ? StampedBy::Hand : StampedBy::Device;
    impulse.time = *time;
    take_impulse(impulse, line, out);
}

/// Whether the impulse is new. What the count skips has been lost on the way.
bool TagHeuerDriver::take_count(const Impulse& impulse, const Line& line, DriverOutput& out) {
    const std::string key =
        std::to_string(impulse.count) + "@" + std::to_string(impulse.time.since_midnight.ns);
    if (!seen_.insert(key).second) {
        ++out.duplicates;
        return false;
    }
    seen_in_order_.push_back(key);
    if (seen_in_order_.size() > seen_max) {
        seen_.erase(seen_in_order_.front());
        seen_in_order_.pop_front();
    }
    if (last_count_) {
        const std::uint32_t skipped = (impulse.count + counts - *last_count_ - 1) % counts;
        if (skipped != 0 && skipped <= gap_max)
            out.events.push_back(heard_on_arrival(Fault{FaultKind::EventsMissing, skipped}, line));
    }
    last_count_ = impulse.count;
    return true;
}

void TagHeuerDriver::take_impulse(const Impulse& impulse, const Line& line, DriverOutput& out) {
    if (impulse.kind == '*') {
        out.events.push_back(heard_on_arrival(Competitor{impulse.number}, line));
        return;
    }
    const bool cancels = impulse.kind == '-';
    if (!cancels && !take_count(impulse, line, out)) return;
    const std::optional<DayClock::Placed> placed = clock_.place(
        impulse.time.since_midnight, line, cancels ? DayClock::Sent::Remembered : DayClock::Sent::Fresh);
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
    if (cancels) {
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
