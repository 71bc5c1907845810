#include "documents/dates.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <vector>

#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_of_month(int year, int month) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

struct Part {
    int value = 0;
    std::size_t digits = 0;
};

/// The numbers of a text that else has only what may stand in a date; nothing where it has more.
std::optional<std::vector<Part>> numbers_of(std::string_view text) {
    std::vector<Part> parts;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] < '0' || text[at] > '9') {
            if (std::string_view("/-. ,").find(text[at]) == std::string_view::npos) return std::nullopt;
            ++at;
            continue;
        }
        Part part;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && part.digits < 5; ++at, ++part.digits)
            part.value = part.value * 10 + (text[at] - '0');
        parts.push_back(part);
    }
    return parts;
}

std::optional<std::string> read_clock(std::string_view text) {
    bool afternoon = false;
    bool half_day = false;
    for (const std::string_view mark : {" am", " sa", " pm", " ch"}) {
        if (!text.ends_with(mark)) continue;
        half_day = true;
        afternoon = mark == " pm" || mark == " ch";
        text.remove_suffix(mark.size());
    }
    std::vector<int> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(":h", at), text.size());
        int value = 0;
        std::string_view piece = text.substr(at, end - at);
        if (const std::size_t point = piece.find('.'); parts.size() == 2 && point != std::string_view::npos)
            piece = piece.substr(0, point);
        const auto [stopped, error] = std::from_chars(piece.data(), piece.data() + piece.size(), value);
        if (error != std::errc{} || stopped != piece.data() + piece.size() || value < 0) return std::nullopt;
        parts.push_back(value);
        at = end + 1;
    }
    if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
    parts.resize(3);
    if (half_day) parts[0] = parts[0] % 12 + (afternoon ? 12 : 0);
    if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
    return fmt::format("{:02}:{:02}:{:02}", parts[0], parts[1], parts[2]);
}

/// Takes the words of "ngày 7 tháng 7 năm 2011" and of "sinh ngày …" away.
std::string without_words(std::string text) {
    for (const std::string_view word : {"sinh", "ngay", "thang", "nam"}) {
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at))
            text.replace(at, word.size(), " ");
    }
    return squeeze_blanks(text);
}

ReadDate from_parts(const std::vector<Part>& parts, int year_max) {
    if (parts.size() != 3) {
        const bool ends_in_year = !parts.empty() && parts.size() < 3 && parts.back().digits == 4;
        return {ends_in_year ? DateFault::Incomplete : DateFault::Unreadable, {}, {}};
    }
    const bool year_first = parts[0].digits == 4;
    const Part& year = year_first ? parts[0] : parts[2];
    const Part& day = year_first ? parts[2] : parts[0];
    if (day.digits > 2 || parts[1].digits > 2 || (year.digits != 4 && year.digits != 2))
        return {DateFault::Unreadable, {}, {}};
    Date date{year.value, parts[1].value, day.value};
    if (year.digits == 2) {
        date.year += year_max - year_max % 100;
        if (date.year > year_max) date.year -= 100;
    }
    if (exists(date)) return {DateFault::None, date_text(date), {}};
    ReadDate impossible{DateFault::Impossible, {}, {}};
    const Date swapped{date.year, date.day, date.month};
    if (!year_first && exists(swapped)) impossible.other_iso = date_text(swapped);
    return impossible;
}

}  // namespace

bool exists(const Date& date) {
    return date.year >= 1800 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_of_month(date.year, date.month);
}

Date date_of_days(std::int64_t days) {
    // Howard Hinnant's civil_from_days: years that begin in March put the leap day last.
    const std::int64_t z = days + 719'468;
    const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
    const std::int64_t day_of_era = z - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<int>(month),
            static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

std::string date_text(const Date& date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<Date> date_of_text(std::string_view iso) {
    const ReadDate read = read_date(iso, 2100);
    if (read.fault != DateFault::None || read.iso.size() < 10 || iso.substr(0, 10) != read.iso.substr(0, 10))
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        std::from_chars(iso.data() + at, iso.data() + at + count, value);
        return value;
    };
    return Date{number(0, 4), number(5, 2), number(8, 2)};
}

ReadDate read_date(std::string_view text, int year_max) {
    std::string folded = fold_text(text);
    if (folded.size() > 60) return {DateFault::Unreadable, {}, {}};
    std::string clock;
    if (const std::size_t colon = folded.find(':'); colon != std::string::npos) {
        const std::size_t start = folded.find_last_of(" t", colon);
        if (start == std::string::npos) return {DateFault::Unreadable, {}, {}};
        const std::optional<std::string> read = read_clock(std::string_view(folded).substr(start + 1));
        if (!read) return {DateFault::Impossible, {}, {}};
        clock = "T" + *read;
        folded.resize(start);
    }
    const std::optional<std::vector<Part>> parts = numbers_of(without_words(std::move(folded)));
    if (!parts) return {DateFault::Unreadable, {}, {}};
    ReadDate date = from_parts(*parts, year_max);
    if (date.fault == DateFault::None) date.iso += clock;
    return date;
}

}  // namespace sandau::documents
