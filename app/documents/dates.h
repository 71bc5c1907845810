#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandau::documents {

/// A day of the calendar.
struct Date {
    int year = 0;
    int month = 0;
    int day = 0;

    auto operator<=>(const Date&) const = default;
};

bool exists(const Date& date);
/// Days since 1970-01-01.
Date date_of_days(std::int64_t days);
/// "2012-07-31"
std::string date_text(const Date& date);
/// Of "2012-07-31", also with a time behind it; nothing where it is none.
std::optional<Date> date_of_text(std::string_view iso);

enum class DateFault {
    None,
    Unreadable,  ///< "không rõ"
    Impossible,  ///< "31/02/2012"
    Incomplete   ///< "2012", "7/2012"
};

struct ReadDate {
    DateFault fault = DateFault::None;
    std::string iso;        ///< "2012-07-31", with "T08:05:00" where the text has a time
    std::string other_iso;  ///< where it is impossible day first, but is a day month first
};

/// A date as people type it: day, month, year with / - . or blanks between, or year first, or
/// "ngày 7 tháng 7 năm 2011"; a time may follow. Years of two digits are the last hundred before
/// `year_max`.
ReadDate read_date(std::string_view text, int year_max);

}  // namespace sandau::documents
