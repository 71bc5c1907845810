#include "documents/xlsx_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "documents/dates.h"

namespace sandau::documents {

namespace {

constexpr std::int64_t ms_of_day = 86'400'000;

/// Only the letters that mean something: no quoted or escaped text, no colours or conditions; only the part
/// for positive numbers. [h], [m] and [s], a length of time, stay.
std::string bare_code(std::string_view code) {
    std::string bare;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', i), code.size());
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
                bare += inside;
            i = end;
        } else {
            bare += c;
        }
    }
    std::transform(bare.begin(), bare.end(), bare.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return bare;
}

/// Digits d₁d₂…  with the point after the first `whole` of them.
struct Digits {
    std::string digits;
    std::int64_t whole = 0;
};

std::optional<Digits> split_number(std::string_view text) {
    Digits out;
    std::int64_t exponent = 0;
    if (const std::size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
        std::string_view power = text.substr(e + 1);
        if (power.starts_with('+')) power.remove_prefix(1);
        const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
        if (error != std::errc{} || end != power.data() + power.size() || exponent < -400 || exponent > 400)
            return std::nullopt;
        text = text.substr(0, e);
    }
    bool after_point = false;
    for (const char c : text) {
        if (c == '.' && !after_point) {
            after_point = true;
        } else if (c >= '0' && c <= '9') {
            out.digits += c;
            if (!after_point) ++out.whole;
        } else {
            return std::nullopt;
        }
    }
    if (out.digits.empty()) return std::nullopt;
    out.whole += exponent;
    const std::size_t zeros = std::min(out.digits.find_first_not_of('0'), out.digits.size());
    out.digits.erase(0, zeros);
    out.whole -= static_cast<std::int64_t>(zeros);
    return out;
}

/// Excel keeps a binary number and shows 15 digits of it: 76.150000000000006 is 76.15.
void round_to_15(Digits& number) {
    constexpr std::size_t digits_max = 15;
    if (number.digits.size() <= digits_max) return;
    const bool up = number.digits[digits_max] >= '5';
    number.digits.resize(digits_max);
    std::size_t at = digits_max;
    while (up && at > 0) {
        char& digit = number.digits[--at];
        if (digit != '9') {
            ++digit;
            return;
        }
        digit = '0';
    }
    if (up) {
        number.digits.insert(number.digits.begin(), '1');
        ++number.whole;
    }
}

/// A day's fraction in whole milliseconds, half up: 0.336805555555556 is 08:05:00.000.
std::int64_t fraction_ms(std::string_view digits) {
    std::int64_t value = 0;
    std::int64_t scale = 1;
    for (const char c : digits.substr(0, 10)) {
        value = value * 10 + (c - '0');
        scale *= 10;
    }
    return (value * ms_of_day * 2 / scale + 1) / 2;
}

}  // namespace

std::optional<NumberMeaning> builtin_meaning(unsigned id) {
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
        return NumberMeaning::Date;
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return NumberMeaning::Time;
    if (id == 22) return NumberMeaning::DateTime;
    if (id < 164) return NumberMeaning::Number;
    return std::nullopt;
}

NumberMeaning meaning_of(std::string_view format_code) {
    const std::string code = bare_code(format_code);
    if (code.find("general") != std::string::npos) return NumberMeaning::Number;
    const bool has_time = code.find_first_of("hs") != std::string::npos;
    const bool has_day =
        code.find_first_of("yd") != std::string::npos || (!has_time && code.find('m') != std::string::npos);
    if (has_day) return has_time ? NumberMeaning::DateTime : NumberMeaning::Date;
    return has_time ? NumberMeaning::Time : NumberMeaning::Number;
}

std::optional<std::string> plain_decimal(std::string_view text) {
    if (text.size() > 64) return std::nullopt;
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    std::optional<Digits> number = split_number(text);
    if (!number) return std::nullopt;
    round_to_15(*number);
    while (number->digits.ends_with('0')) number->digits.pop_back();
    if (number->digits.empty()) return "0";

    const auto count = static_cast<std::int64_t>(number->digits.size());
    std::string out = is_negative ? "-" : "";
    if (number->whole <= 0) {
        out += "0." + std::string(static_cast<std::size_t>(-number->whole), '0') + number->digits;
    } else if (number->whole >= count) {
        out += number->digits + std::string(static_cast<std::size_t>(number->whole - count), '0');
    } else {
        const auto whole = static_cast<std::size_t>(number->whole);
        out += number->digits.substr(0, whole) + "." + number->digits.substr(whole);
    }
    return out;
}

Cell dated_cell(const std::string& decimal, NumberMeaning meaning, DateSystem system) {
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::int64_t days = 0;
    const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + point, days);
    // The last day that Excel knows is 9999-12-31.
    if (meaning == NumberMeaning::Number || decimal.starts_with('-') || error != std::errc{} ||
        days > 2'958'465)
        return {CellKind::Number, decimal};
    std::int64_t ms = point < decimal.size() ? fraction_ms(std::string_view(decimal).substr(point + 1)) : 0;
    if (ms >= ms_of_day) {
        ms -= ms_of_day;
        ++days;
    }
    const auto clock = [&](std::int64_t hours) {
        std::string text = fmt::format("{:02}:{:02}:{:02}", hours, ms / 60'000 % 60, ms / 1000 % 60);
        if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
        return text;
    };
    if (meaning == NumberMeaning::Time) return {CellKind::Time, clock(days * 24 + ms / 3'600'000)};
    // Excel's 1900 has a 29th of February, day 60, that never was.
    std::int64_t since_1970 = days - 25'569;
    if (system == DateSystem::From1904)
        since_1970 = days - 24'107;
    else if (days < 60)
        ++since_1970;
    std::string text = date_text(date_of_days(since_1970));
    if (meaning == NumberMeaning::DateTime) text += "T" + clock(ms / 3'600'000);
    return {CellKind::Date, std::move(text)};
}

std::optional<CellAddress> read_address(std::string_view text) {
    CellAddress address;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
        if (at > 5) return std::nullopt;
        address.column = address.column * 26 + static_cast<std::uint32_t>(text[at] - 'A' + 1);
    }
    if (at == 0) return std::nullopt;
    --address.column;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), address.row);
    if (error != std::errc{} || end != text.data() + text.size() || address.row == 0) return std::nullopt;
    return address;
}

}  // namespace sandau::documents
