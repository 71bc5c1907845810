#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "devices/driver.h"

namespace sandau::devices {

/// How long an event that only its arrival dates may have been on its way.
inline constexpr Duration arrival_bound = milliseconds(100);

struct Line {
    std::string_view text;
    MonoTime at;    ///< when its last byte arrived
    MonoTime from;  ///< when its first byte left, by the time that it takes on the wire
    RawPlace raw;
};

/// The event of a line that nothing but its arrival dates.
Heard heard_on_arrival(EventBody body, const Line& line, Duration bound = arrival_bound);

/// Cuts bytes into lines of printable ASCII that end with CR, LF or both. Lines that are empty are no lines.
class LineReader {
public:
    enum class HighBit { Kept, Cleared };  ///< Cleared: seven data bits that came over eight
    using OnLine = std::function<void(const Line& line)>;

    LineReader(std::size_t bytes_max, std::uint32_t baud, HighBit high_bit = HighBit::Kept)
        : bytes_max_(bytes_max), baud_(baud), high_bit_(high_bit) {}

    void feed(const Chunk& chunk, const OnLine& on_line, DriverOutput& out);
    /// What is there so far is a line: the end of a datagram, or a pause that no line has in it.
    void finish(const OnLine& on_line, DriverOutput& out);
    bool is_within_a_line() const { return !text_.empty() || skipping_; }
    /// What there is of a line that has not ended.
    std::string_view begun() const {
        return skipping_ || !printable_ ? std::string_view() : std::string_view(text_);
    }
    MonoTime last_byte_at() const { return last_.at; }
    void forget();

private:
    void drop(std::string_view reason, DriverOutput& out);

    std::size_t bytes_max_;
    std::uint32_t baud_;
    HighBit high_bit_;
    std::string text_;
    bool printable_ = true;
    bool skipping_ = false;  ///< until the end of a line that was too long
    Line last_;              ///< time and place of the newest byte
};

/// A moment of the day, `HH:MM:SS` and up to five decimals, blanks for leading zeros and missing decimals
/// allowed. Nothing where it is none.
struct TimeOfDay {
    Duration since_midnight;
    Duration resolution;  ///< the last decimal's worth
};
std::optional<TimeOfDay> read_time_of_day(std::string_view text);

/// Seconds with decimals, `31.0589`: exact. Nothing where it is none, or not below a day.
std::optional<TimeOfDay> read_seconds(std::string_view text);

/// Digits only, at most nine of them.
std::optional<std::uint32_t> read_whole(std::string_view text);

}  // namespace sandau::devices
