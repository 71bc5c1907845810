#include "devices/tag_heuer.h"

#include <utility>

namespace sandau::devices {

namespace {

// Columns from 0 of `TN NNNN SSSS CC HH:MM:SS.FFFFF DDDDD`.
constexpr std::size_t columns = 36;
constexpr std::size_t number_at = 3, count_at = 8, input_at = 13, time_at = 16, day_at = 31;
constexpr std::size_t number_size = 4, count_size = 4, time_size = 14, day_size = 5;
constexpr std::uint32_t counts = 10'000;  ///< SSSS begins anew after 9999
/// More than this cannot be told from a timer that was set back to nothing.
constexpr std::uint32_t gap_max = 100;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

TagHeuerDriver::TagHeuerDriver(std::uint32_t baud) : DayTimer("tag-heuer", baud) {}

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
    taken(line, out);
    const std::string competitor = without_leading_zeros(number);
    if (text[1] == '*') {
        out.events.push_back(heard_on_arrival(Competitor{competitor}, line));
        return;
    }
    Impulse impulse;
    if (text[1] == '-') impulse.is = Impulse::Is::TakenBack;
    impulse.number = competitor;
    impulse.input = static_cast<std::uint8_t>(input - '0');
    impulse.by = by == 'M' ? StampedBy::Hand : StampedBy::Device;
    impulse.time = *time;
    if (!is_new(impulse, line, out)) return;
    if (impulse.is == Impulse::Is::New) follow_count(*read_whole(count), line, out);
    give(impulse, line, out);
}

/// What the count skips has been lost on the way.
void TagHeuerDriver::follow_count(std::uint32_t count, const Line& line, DriverOutput& out) {
    if (last_count_) {
        const std::uint32_t skipped = (count + counts - *last_count_ - 1) % counts;
        if (skipped != 0 && skipped <= gap_max)
            out.events.push_back(heard_on_arrival(Fault{FaultKind::EventsMissing, skipped}, line));
    }
    last_count_ = count;
}

}  // namespace sandau::devices
