#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandau::documents {

/// The exact decimal of a number as people type it, with decimal comma or point ("76,15", "-3.50"),
/// thousands apart where that is plain ("1.234,5", "1 234,5"); without needless zeros. Nothing where
/// it is none, or has more than 40 digits. One comma or point alone is the decimal one.
std::optional<std::string> exact_number(std::string_view text);

enum class TimeFault {
    None,
    NotATime,
    TooFine,  ///< finer than a millisecond
    Negative,
    NotWhole  ///< of milliseconds
};
struct ReadTime {
    TimeFault fault = TimeFault::None;
    std::int64_t ms = 0;
};

/// Seconds to exact whole milliseconds: "76,15", "1:16,15", "00:01:16.150".
ReadTime time_of_seconds(std::string_view text);
/// Whole milliseconds: "76150"; or "1:16,15".
ReadTime time_of_milliseconds(std::string_view text);

}  // namespace sandau::documents
