#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/clock.h"
#include "devices/event.h"
#include "devices/flp.h"
#include "devices/sequence.h"
#include "devices/status.h"

namespace sandau::devices {

struct TrackLimits {
    SequenceLimits sequence;
    Duration arrival_bound = milliseconds(100);  ///< of an event that only its arrival dates
    Duration clock_wait = milliseconds(200);  ///< what an event waits at most for the first answer to a ping
    std::size_t pending_max = 1024;           ///< events held behind a gap
};

/// The last event of a device that a host remembers from before it started. What came since is asked for.
struct LastKnown {
    std::string boot;  ///< empty: nothing is remembered
    std::uint32_t seq = 0;
};

/// A frame as it came: when, from where, and its own bytes.
struct Arrival {
    MonoTime at;
    MonoTime now;
    RawPlace raw;
    Duration wire;
    std::string_view body;
};

struct TrackOutput {
    /// An event whose gaps are closed, on its way to be ordered.
    struct Settled {
        Delivery delivery;
        MonoTime arrival;
    };
    std::vector<Delivery> at_once;
    std::vector<Settled> settled;
    std::vector<std::string> bodies;  ///< to the device
};

/// One device by its UID, whatever link it is on at the moment: its boot, its clock, its numbered events.
class DeviceTrack {
public:
    DeviceTrack(DeviceId device, TrackLimits limits, LastKnown last = {});

    void attached(MonoTime now);
    void detached(MonoTime now, TrackOutput& out);

    /// What was dropped instead of taken, as a reason code; empty when it was taken.
    std::string_view take(const flp::FromDevice& message, const Arrival& arrival, TrackOutput& out);
    /// The answer to a ping; the sample's host times and wire are filled in.
    std::string_view take_pong(const flp::Pong& pong, PingSample sample, const Arrival& arrival,
                               TrackOutput& out);

    void advance(MonoTime now, TrackOutput& out);
    std::optional<MonoTime> next_deadline() const;

    void set_stop_inputs(std::uint32_t mask, MonoTime now, TrackOutput& out);

    bool attached() const { return attached_; }
    bool silent() const { return silent_; }
    /// Nothing is lost by forgetting it: it is not here, reported nothing, and nobody waits for its stops.
    bool forgettable() const { return !attached_ && events_ == 0 && stop_mask_ == 0; }
    /// When its present clock began: pings come often at first.
    MonoTime clock_began() const { return clock_began_; }
    bool has_heartbeat_since(MonoTime moment) const { return last_heartbeat_ && *last_heartbeat_ >= moment; }
    void describe(LinkStatus& status) const;

private:
    enum class BootIs { Current, Old, Unconfirmed };
    struct Pending {
        Delivery delivery;
        std::uint32_t ticks = 0;
        MonoTime arrival;
    };

    BootIs follow_boot(const std::string& boot, const Arrival& arrival, TrackOutput& out);
    void new_boot(const std::string& boot, const Arrival& arrival, TrackOutput& out);
    void new_clock(MonoTime now);
    std::string_view take_identity(const flp::Identity& identity, const Arrival& arrival, TrackOutput& out);
    std::string_view take_heartbeat(const flp::Heartbeat& beat, const Arrival& arrival, TrackOutput& out);
    std::string_view take_event(std::uint32_t seq, std::uint32_t ticks, EventBody body,
                                const Arrival& arrival, TrackOutput& out);
    void note_ticks(std::uint32_t ticks, const Arrival& arrival, TrackOutput& out);
    void date(EventHeader& header, std::uint32_t ticks, std::optional<MonoTime> missing_since,
              const Arrival& arrival);
    void settle(MonoTime now, TrackOutput& out);
    bool waits_for_its_clock(const Pending& pending) const;
    void ask_and_give_up(MonoTime now, TrackOutput& out);
    void acknowledge(MonoTime now, TrackOutput& out);
    void tell(EventBody body, MonoTime at, const RawPlace& raw, TrackOutput& out) const;
    void tell_count(FaultKind kind, std::uint64_t count, MonoTime at, TrackOutput& out) const;
    void refresh_stops(std::uint32_t pressed, MonoTime now, TrackOutput& out);
    void fall_silent(MonoTime now, TrackOutput& out);
    Duration silence() const;

    DeviceId device_;
    TrackLimits limits_;
    LastKnown last_known_;
    flp::Identity identity_;
    std::deque<std::string> old_boots_;
    std::string unconfirmed_boot_;
    std::uint32_t clock_count_ = 0;
    std::optional<DeviceClock> clock_;
    MonoTime clock_began_;
    std::uint32_t clock_after_seq_ = 0;  ///< events up to here happened before this clock
    bool rate_refusal_told_ = false;
    Sequence sequence_;
    std::map<std::uint32_t, Pending> pending_;
    std::uint32_t last_settled_ = 0;
    std::uint32_t acknowledged_ = 0;
    MonoTime acknowledged_at_;
    std::uint32_t claims_behind_ = 0;

    bool attached_ = false;
    bool silent_ = true;
    MonoTime attached_at_;
    std::optional<MonoTime> last_heartbeat_;
    std::optional<MonoTime> last_event_;
    std::deque<Duration> intervals_;
    std::uint32_t levels_ = 0;
    std::optional<std::uint32_t> lost_;
    std::uint32_t stop_mask_ = 0;
    std::uint32_t stops_pressed_ = 0;

    std::uint64_t heartbeats_ = 0;
    std::uint64_t events_ = 0;
    std::uint64_t duplicates_ = 0;
    std::uint64_t resends_asked_ = 0;
    std::uint64_t missing_ = 0;
    std::uint64_t attachments_ = 0;
};

}  // namespace sandau::devices
