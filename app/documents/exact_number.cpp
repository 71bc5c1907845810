#include "documents/exact_number.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

constexpr std::size_t digits_max = 40;

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "1 234" or "1.234" → "1234"; nothing where groups are not of three digits.
std::optional<std::string> whole_digits(std::string_view text) {
    const std::size_t first = text.find_first_of(" .,");
    if (first == std::string_view::npos)
        return all_digits(text) ? std::optional(std::string(text)) : std::nullopt;
    const char separator = text[first];
    std::string digits(text.substr(0, first));
    if (!all_digits(digits) || digits.size() > 3) return std::nullopt;
    for (std::size_t at = first; at < text.size(); at += 4) {
        const std::string_view group = text.substr(at, 4);
        if (group.size() != 4 || group[0] != separator || !all_digits(group.substr(1))) return std::nullopt;
        digits += group.substr(1);
    }
    return digits;
}

/// Seconds without a sign, in whole milliseconds.
ReadTime milliseconds_of(const std::string& decimal) {
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::string digits = decimal.substr(0, point);
    std::string fraction = point < decimal.size() ? decimal.substr(point + 1) : "";
    if (fraction.size() > 3) return {TimeFault::TooFine, 0};
    fraction.resize(3, '0');
    digits += fraction;
    std::int64_t ms = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), ms);
    if (error != std::errc{} || end != digits.data() + digits.size() || ms > 1'000'000'000'000)
        return {TimeFault::NotATime, 0};
    return {TimeFault::None, ms};
}

/// "1:16,15" and "1:02:03"; minutes and seconds below 60 behind a colon.
ReadTime time_of_clock(std::string_view text) {
    std::int64_t minutes = 0;
    std::size_t colons = 0;
    for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':')) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + colon, value);
        if (error != std::errc{} || end != text.data() + colon || value < 0 || value > 100'000 ||
            ++colons > 2 || (colons == 2 && value > 59))
            return {TimeFault::NotATime, 0};
        minutes = minutes * 60 + value;
        text.remove_prefix(colon + 1);
    }
    const std::optional<std::string> seconds = exact_number(text);
    if (!seconds || seconds->starts_with('-')) return {TimeFault::NotATime, 0};
    ReadTime time = milliseconds_of(*seconds);
    if (time.fault == TimeFault::None && time.ms >= 60'000) return {TimeFault::NotATime, 0};
    time.ms += minutes * 60'000;
    return time;
}

}  // namespace

std::optional<std::string> exact_number(std::string_view typed) {
    std::string text = squeeze_blanks(typed);
    if (text.size() > digits_max * 2) return std::nullopt;
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.erase(0, 1);

    const std::size_t last = text.find_last_of(",.");
    std::string whole = text.substr(0, last);
    std::string fraction;
    if (last != std::string::npos) {
        fraction = text.substr(last + 1);
        // "1.234.567": the same mark twice parts thousands.
        const bool is_grouping = whole.find(text[last]) != std::string::npos;
        if (is_grouping) {
            whole = text;
            fraction.clear();
        } else if (!all_digits(fraction)) {
            return std::nullopt;
        }
        if (whole.empty()) whole = "0";
    }
    const std::optional<std::string> digits = whole_digits(whole);
    if (!digits || digits->size() + fraction.size() > digits_max) return std::nullopt;

    std::string out = digits->substr(std::min(digits->find_first_not_of('0'), digits->size() - 1));
    while (fraction.ends_with('0')) fraction.pop_back();
    if (!fraction.empty()) out += "." + fraction;
    return is_negative && out != "0" ? "-" + out : out;
}

ReadTime time_of_seconds(std::string_view text) {
    if (text.find(':') != std::string_view::npos) return time_of_clock(text);
    const std::optional<std::string> number = exact_number(text);
    if (!number) return {TimeFault::NotATime, 0};
    if (number->starts_with('-')) return {TimeFault::Negative, 0};
    return milliseconds_of(*number);
}

ReadTime time_of_milliseconds(std::string_view text) {
    if (text.find(':') != std::string_view::npos) return time_of_clock(text);
    const std::optional<std::string> number = exact_number(text);
    if (!number) return {TimeFault::NotATime, 0};
    if (number->starts_with('-')) return {TimeFault::Negative, 0};
    if (number->find('.') != std::string::npos) return {TimeFault::NotWhole, 0};
    std::int64_t ms = 0;
    const auto [end, error] = std::from_chars(number->data(), number->data() + number->size(), ms);
    if (error != std::errc{} || end != number->data() + number->size() || ms > 1'000'000'000'000)
        return {TimeFault::NotATime, 0};
    return {TimeFault::None, ms};
}

}  // namespace sandau::documents
