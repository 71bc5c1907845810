#include "devices/day_clock.h"

#include <cstdlib>

namespace sandau::devices {

namespace {

constexpr std::int64_t day_ns = 24LL * 3600 * 1'000'000'000;
constexpr std::int64_t parting_per_million = 50;
/// A fresh line that is later than this was not stamped by the clock that we know.
constexpr Duration fresh_most = seconds(10);
/// After so long a pause nothing runs that began before it, and the offset is found anew.
constexpr Duration pause = seconds(3600);
constexpr Duration future_most = milliseconds(5);

/// The offset within a day that is nearest to nothing: over midnight the clock goes on.
std::int64_t nearest_day(std::int64_t ns) {
    std::int64_t within = ns % day_ns;
    if (within > day_ns / 2) within -= day_ns;
    if (within < -day_ns / 2) within += day_ns;
    return within;
}

}  // namespace

void DayClock::begin(Duration since_midnight, const Line& line) {
    // It left somewhere within what a line takes at most: its middle, and half of it either way.
    anchor_ = Anchor{line.from - Duration{arrival_bound.ns / 2}, since_midnight, line.at};
}

std::optional<DayClock::Placed> DayClock::place(Duration since_midnight, const Line& line, Sent sent) {
    if (!anchor_ && sent == Sent::Remembered) return std::nullopt;
    Placed placed;
    if (!anchor_) {
        begin(since_midnight, line);
    } else if (sent == Sent::Fresh && line.at - anchor_->last > pause) {
        begin(since_midnight, line);
        ++number_;
    }
    const auto put = [&] {
        // Days since the anchor, by the arrival; then what is left, to the nearest.
        const Duration elapsed = line.at - anchor_->host;
        const std::int64_t expected = anchor_->day.ns + elapsed.ns;
        placed.at = line.at + Duration{nearest_day(since_midnight.ns - expected)};
        placed.bound = {arrival_bound.ns / 2 +
                        std::abs((placed.at - anchor_->host).ns) / 1'000'000 * parting_per_million};
    };
    put();
    const bool in_future = placed.at > line.at + placed.bound + future_most;
    // What is remembered has happened: at this time of yesterday, then.
    if (sent == Sent::Remembered && in_future) placed.at = placed.at - Duration{day_ns};
    if (sent == Sent::Fresh) {
        const bool too_old = line.from - placed.at > fresh_most + placed.bound;
        if (in_future || too_old) {
            begin(since_midnight, line);
            ++number_;
            put();
            placed.restarted = true;
        }
        anchor_->last = line.at;
    }
    return placed;
}

}  // namespace sandau::devices
