#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "devices/status.h"
#include "scoring/time.h"

namespace sandau::devices {

/// One answered ping: t0, d1, d2, t3, and what the two lines spent on the wire.
struct PingSample {
    MonoTime host_sent;
    std::uint32_t device_received = 0;  ///< ticks
    std::uint32_t device_sent = 0;      ///< ticks
    MonoTime host_received;
    Duration wire_out;   ///< the ping's bytes at the line's rate
    Duration wire_back;  ///< the answer's
};

/// A device's ticks as host time, right to within plus or minus `bound`.
struct Stamp {
    MonoTime at;
    Duration bound;
    ClockModel model = ClockModel::None;
};

/// The clock of one device in one boot: unwraps its ticks and fits offset and rate against the host's clock,
/// from pings (least squares over those with the shortest way) and from heartbeats (the lower convex hull of
/// their arrivals). Whichever knows its error to be smaller stamps the events.
class DeviceClock {
public:
    explicit DeviceClock(std::uint32_t ticks_per_second);

    void pinged(const PingSample& sample);
    /// A line that was stamped when it was made: it cannot have arrived before.
    void heard(std::uint32_t ticks, MonoTime arrival, Duration wire);

    /// True for fresh ticks that lie more than a second before those already seen: another clock.
    bool runs_backwards(std::uint32_t ticks) const;
    /// True when the counter may have turned more than a quarter since it was last heard.
    bool silent_too_long(MonoTime now) const;
    /// True when the clock is certainly more than 1 % off: its stamps are worth nothing.
    bool rate_refused() const;

    /// Nothing before anything was heard, or when the rate is refused.
    std::optional<Stamp> stamp(std::uint32_t ticks) const;
    ClockStatus status() const;

private:
    struct Point {
        double x_ns = 0;       ///< device time since the reference, nominal
        double offset_ns = 0;  ///< host minus device, against the reference
    };
    struct Ping {
        Point out;   ///< the host's time is at least this late
        Point back;  ///< and at most this late
        double wire_out_ns = 0;
        double wire_back_ns = 0;
        MonoTime at;
    };
    /// A ping as a measure of the offset: in its middle, to within half its round trip.
    struct Sample {
        double round_trip = 0;
        Point middle;
    };
    struct Arrival {
        Point point;
        double wire_ns = 0;
        MonoTime at;
    };
    /// offset(x) = offset + rate · (x − centre), to within bound + slope_bound · |x − centre|.
    struct Line {
        double centre_ns = 0;
        double offset_ns = 0;
        double rate = 0;
        double bound_ns = 0;
        double slope_bound = 0;
        double span_ns = 0;  ///< of what the rate was found from; 0: it was not
        ClockModel model = ClockModel::None;

        double at(double x_ns) const { return offset_ns + rate * (x_ns - centre_ns); }
        double bound_at(double x_ns) const;
    };

    std::int64_t unwrap(std::uint32_t ticks) const;
    double since_reference_ns(std::int64_t unwrapped) const;
    void note(std::uint32_t ticks, MonoTime at);
    void forget_before(MonoTime oldest);
    void refit() const;
    std::vector<Sample> quickest_pings(bool wired) const;
    std::optional<Line> fit_pings(bool wired) const;
    std::optional<Line> fit_hull(bool wired) const;
    bool wire_is_real() const;
    double wire_doubt_ns(bool wired) const;

    std::uint32_t ticks_per_second_;
    std::optional<std::int64_t> latest_;  ///< unwrapped
    std::int64_t reference_ticks_ = 0;
    MonoTime reference_;
    MonoTime last_heard_;
    std::deque<Ping> pings_;
    std::deque<Arrival> arrivals_;

    /// The rate as it was last well known. Over an outage it changes a little, not by a percent.
    struct KnownRate {
        double rate = 0;
        double slope_bound = 0;
    };
    mutable std::optional<KnownRate> known_rate_;
    mutable bool stale_fit_ = true;
    mutable std::optional<Line> line_;
    mutable bool rate_refused_ = false;
};

}  // namespace sandau::devices
