#include "cli/date_time.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>

namespace sandau::cli {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::sys_days;

/// A whole number of exactly that many digits.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
    if (text.size() < from + count) return std::nullopt;
    int value = 0;
    const char* end = text.data() + from + count;
    const auto [at, error] = std::from_chars(text.data() + from, end, value);
    if (error != std::errc{} || at != end || text[from] == '-') return std::nullopt;
    return value;
}

/// "07:30" as minutes of the day.
std::optional<minutes> time_of_day(std::string_view text) {
    const std::optional<int> hour = digits(text, 0, 2);
    const std::optional<int> minute = digits(text, 3, 2);
    if (text.size() != 5 || text[2] != ':' || !hour || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    return minutes(*hour * 60 + *minute);
}

WallTime wall(sys_days day, minutes time, int utc_offset_min) {
    return {std::chrono::duration_cast<milliseconds>(day.time_since_epoch() + time - minutes(utc_offset_min))
                .count()};
}

}  // namespace

Result<WallTime> read_date_time(std::string_view text, int utc_offset_min) {
    const auto wrong = refuse("usage.date_time", {{"text", std::string(text)}});
    if (text.size() != 16 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' '))
        return wrong;
    const std::optional<int> year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const std::optional<minutes> time = time_of_day(text.substr(11));
    if (!year || !month || !day || !time) return wrong;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return wrong;
    return wall(sys_days(date), *time, utc_offset_min);
}

Result<std::int64_t> read_duration_ms(std::string_view text) {
    std::int64_t value = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(at, static_cast<std::size_t>(text.data() + text.size() - at));
    std::int64_t factor = 0;
    if (unit == "ms") factor = 1;
    if (unit == "s") factor = 1'000;
    if (unit == "m") factor = 60'000;
    if (unit == "h") factor = 3'600'000;
    if (error != std::errc{} || factor == 0 || value < 0 || value > 1'000'000)
        return refuse("usage.duration", {{"text", std::string(text)}});
    return value * factor;
}

Result<commands::Break> read_break(std::string_view text, WallTime day, int utc_offset_min) {
    const std::size_t slash = text.find('/');
    const std::optional<minutes> from = time_of_day(text.substr(0, slash));
    const std::optional<minutes> until =
        slash == std::string_view::npos ? std::nullopt : time_of_day(text.substr(slash + 1));
    if (!from || !until || *until <= *from) return refuse("usage.break", {{"text", std::string(text)}});
    const auto local = milliseconds(day.utc_ms) + minutes(utc_offset_min);
    const sys_days date{std::chrono::floor<days>(local)};
    return commands::Break{wall(date, *from, utc_offset_min), wall(date, *until, utc_offset_min)};
}

std::string date_time_text(WallTime time, int utc_offset_min) {
    const auto local = milliseconds(time.utc_ms) + minutes(utc_offset_min);
    const sys_days day{std::chrono::floor<days>(local)};
    const std::chrono::year_month_day date(day);
    const auto minute = std::chrono::duration_cast<minutes>(local - day.time_since_epoch()).count();
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), minute / 60,
                       minute % 60);
}

}  // namespace sandau::cli
