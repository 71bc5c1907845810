#include "devices/day_clock.h"

#include <algorithm>
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
    // It left after what a line takes at most, and before it was here: the middle, and half of it either way.
    const MonoTime earliest = line.from - arrival_bound;
    const Duration half{(line.at - earliest).ns / 2};
    anchor_ = Anchor{earliest + half, since_midnight, line.at};
    band_ = {Duration{-half.ns}, half, line.at};
}

MonoTime DayClock::put(Duration since_midnight, MonoTime arrival) const {
    // Days since the anchor, by the arrival; then what is left, to the nearest.
    const std::int64_t expected_ns = anchor_->day.ns + (arrival - anchor_->host).ns;
    return arrival + Duration{nearest_day(since_midnight.ns - expected_ns)};
}

DayClock::Band DayClock::band_at(MonoTime at) const {
    const std::int64_t parted_ns = std::abs((at - band_.at).ns) / 1'000'000 * parting_per_million;
    return {Duration{band_.least.ns - parted_ns}, Duration{band_.most.ns + parted_ns}, at};
}

Duration DayClock::bound_of(const Band& band) {
    return {std::max(std::abs(band.least.ns), std::abs(band.most.ns))};
}

/// What this line says of the offset. False: it came before it can have been sent, by the clock that we know.
bool DayClock::narrow(MonoTime placed, const Line& line) {
    Band band = band_at(line.at);
    const Duration most = line.at - placed;
    if (most + future_most < band.least) return false;
    band.most = std::min(band.most, most);
    // A line that was under way for longer than we thought says nothing about the other side.
    const Duration least = line.from - arrival_bound - placed;
    if (least <= band.most) band.least = std::max(band.least, least);
    band.least = std::min(band.least, band.most);
    band_ = band;
    return true;
}

std::optional<DayClock::Placed> DayClock::place(Duration since_midnight, const Line& line, Sent sent) {
    if (!anchor_ && sent == Sent::Remembered) return std::nullopt;
    if (!anchor_) {
        begin(since_midnight, line);
    } else if (sent == Sent::Fresh && line.at - anchor_->last > pause) {
        begin(since_midnight, line);
        ++number_;
    }
    Placed placed;
    placed.at = put(since_midnight, line.at);
    if (sent == Sent::Remembered) {
        // What is remembered has happened: at this time of yesterday, then.
        const bool in_future = placed.at > line.at + bound_of(band_at(placed.at)) + future_most;
        if (in_future) placed.at = placed.at - Duration{day_ns};
    } else {
        const bool too_old = line.from - placed.at > fresh_most + bound_of(band_at(line.at));
        if (too_old || !narrow(placed.at, line)) {
            begin(since_midnight, line);
            ++number_;
            placed.at = put(since_midnight, line.at);
            placed.restarted = true;
        }
        anchor_->last = line.at;
    }
    placed.bound = bound_of(band_at(placed.at));
    return placed;
}

}  // namespace sandau::devices
