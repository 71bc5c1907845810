#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/time.h"

namespace sandau::devices {

/// Where an event's time comes from. Only `Device` is free of the jitter of the way here.
enum class StampSource { Device, TimeOfDay, HostArrival };

/// Where the bytes behind an event lie: a recording and the byte offset of the chunk's record in it.
/// An empty name: nothing was recorded.
struct RawPlace {
    std::string recording;
    std::uint64_t offset = 0;

    bool operator==(const RawPlace&) const = default;
};

struct EventHeader {
    DeviceId device;          ///< the UID it keeps for ever; the link's address for a device without one
    std::string boot;         ///< changes each time the device starts; two boots never make one time
    std::uint32_t clock = 0;  ///< counts the clocks of this device: a new boot, or ticks that ran backwards
    std::uint32_t seq = 0;    ///< the device's count from 1 in each boot; 0: not an event of the device's own
    MonoTime at;              ///< on the host's boot clock
    Duration bound;           ///< `at` is right to within plus or minus this
    StampSource source = StampSource::HostArrival;
    RawPlace raw;
    /// What the stamp itself may be off on the device's own clock: the difference of two stamps of one device
    /// and boot is right to within both of these. 0: nothing better than `bound` is known.
    Duration own_bound{};

    bool operator==(const EventHeader&) const = default;
};

enum class EdgeKind { Broken, Clear };
enum class GateState { Closed, Open };
enum class Pressed { No, Yes };
enum class StampedBy { Device, Hand };

/// An edge of an input nobody has given a role here: routing (device, channel) to field, lane and role
/// is the contest's business.
struct Edge {
    std::uint8_t channel = 0;
    EdgeKind kind = EdgeKind::Broken;
    bool operator==(const Edge&) const = default;
};
/// A signed number of a channel, absolute: what it measures is the contest's business too.
struct Value {
    std::uint8_t channel = 0;
    std::int64_t value = 0;
    bool operator==(const Value&) const = default;
};
// Events of timers that know their own roles (the drivers that are told so emit them; FLP does not). The
// channel is what routing goes by; `number` is the competitor's, as the timer says it: empty where it says
// none.
struct Start {
    std::uint8_t lane = 0;
    StampedBy by = StampedBy::Device;
    std::uint8_t channel = 0;
    std::string number{};
    bool operator==(const Start&) const = default;
};
struct Finish {
    std::uint8_t lane = 0;
    StampedBy by = StampedBy::Device;
    std::uint8_t channel = 0;
    std::string number{};
    bool operator==(const Finish&) const = default;
};
struct Split {
    std::uint8_t lane = 0;
    std::uint8_t point = 0;
    StampedBy by = StampedBy::Device;
    std::uint8_t channel = 0;
    std::string number{};
    bool operator==(const Split&) const = default;
};
enum class Finished { No, Yes };
struct LaneTime {
    std::uint8_t lane = 0;
    Duration time;
    std::uint8_t place = 0;             ///< 0: the timer gave none
    Finished finished = Finished::Yes;  ///< No: the timer gave up waiting for this lane
    Duration bound{};  ///< of `time`, by its last digit; the stamp's own bound is another thing
    /// Of a timer whose beams have channels too: the one that its finish has. 0: the lane's own number.
    std::uint8_t channel = 0;
    bool operator==(const LaneTime&) const = default;
};
struct Count {
    std::uint8_t channel = 0;
    std::int64_t total = 0;  ///< absolute, never "+1"
    bool operator==(const Count&) const = default;
};
struct Weight {
    std::uint8_t channel = 0;
    std::int64_t grams = 0;
    bool operator==(const Weight&) const = default;
};
struct Button {
    std::uint8_t channel = 0;
    Pressed pressed = Pressed::Yes;
    bool operator==(const Button&) const = default;
};
/// A mirror of the wired stop, never the stop itself. A missing heartbeat reads as pressed.
struct EmergencyStop {
    std::uint8_t channel = 0;
    Pressed pressed = Pressed::Yes;
    bool operator==(const EmergencyStop&) const = default;
};
struct Gate {
    GateState state = GateState::Closed;
    bool operator==(const Gate&) const = default;
};
struct Competitor {
    std::string number{};
    bool operator==(const Competitor&) const = default;
};
/// A person took back, at the timer, what came with this channel and stamp.
struct Cancel {
    std::uint8_t channel = 0;
    std::string number{};
    bool operator==(const Cancel&) const = default;
};
struct Heartbeat {
    std::uint32_t last_seq = 0;
    std::uint64_t lost = 0;    ///< events that never fitted in the device's own queue, since its boot
    std::uint32_t levels = 0;  ///< the inputs, one bit a channel
    bool operator==(const Heartbeat&) const = default;
};
struct Identity {
    std::string model;
    std::string firmware;
    std::uint32_t ticks_per_second = 0;
    std::uint8_t channels = 0;
    bool operator==(const Identity&) const = default;
};

enum class FaultKind {
    Rebooted,         ///< a new boot: times across it cannot be made
    ClockRestarted,   ///< ticks ran backwards, or too long a silence to unwrap them
    RateRefused,      ///< the clock is more than 1 % off: its stamps are not used
    OtherBody,        ///< one sequence number, two different events
    EventsMissing,    ///< a gap was given up: `count` events are gone
    LostInDevice,     ///< the device's own queue overflowed: `count` events are gone
    QueueFull,        ///< more than the host holds at once: `count` frames are gone
    Silent,           ///< three heartbeats missed
    Flooding,         ///< cut off: more bytes or lines a second than any device sends
    SecondDevice,     ///< another link claims an identity that is in use
    RecordingFailed,  ///< the disk refused the recording: events go on, without their raw bytes
};

/// Something people must see. `count` where something was counted, else 0.
struct Fault {
    FaultKind kind = FaultKind::Rebooted;
    std::uint64_t count = 0;
    bool operator==(const Fault&) const = default;
};

using EventBody = std::variant<Edge, Value, Start, Finish, Split, LaneTime, Count, Weight, Button,
                               EmergencyStop, Gate, Competitor, Cancel, Heartbeat, Identity, Fault>;

struct Event {
    EventHeader header;
    EventBody body;

    bool operator==(const Event&) const = default;
};

/// Each edge, value, start, finish, split, lane time, count, weight, button and cancel comes twice:
/// `Provisional` at once, for what is shown; `Ordered` by stamp across all devices once the hold-back is over
/// and the gaps before it are closed or given up. Only ordered events may make a result. Everything else
/// (heartbeats, identities, faults, stops) comes once, as `Provisional`.
enum class Phase { Provisional, Ordered };

enum class Suppressed {
    No,
    ShortLap
};  ///< too soon after the edge before: kept, marked, a judge may restore it
enum class Tie { No, WithPrevious };     ///< closer to the ordered edge before than both bounds can tell
enum class Order { Kept, Late };         ///< Late: an event with a later stamp was ordered before
enum class Gap { None, Open, GivenUp };  ///< Open: an earlier event is still missing; GivenUp: it is gone

struct Delivery {
    Event event;
    Phase phase = Phase::Provisional;
    Suppressed suppressed = Suppressed::No;
    Tie tie = Tie::No;
    Order order = Order::Kept;
    Gap gap = Gap::None;

    bool operator==(const Delivery&) const = default;
};

/// `00C0FFEE-7A3F-41`: the same event always has the same id, in both phases and in a replay.
/// Empty for what is no numbered event.
DeviceEventId event_id(const EventHeader& header);

/// The event as JSON, for journals, displays and the regression corpus:
/// `{"kind":"edge","device":"00C0FFEE","boot":"7A3F","clock":1,"seq":41,"at_ns":…,"bound_ns":…,
/// "stamp":"device","raw":{"recording":"…","offset":…},"channel":1,"edge":"broken"}`.
Json event_json(const Event& event);

/// `edge`, `value`, `heartbeat`, …
std::string_view event_kind(const EventBody& body);
/// Whether it is a reading that may make a result, and so is numbered and comes in both phases.
bool is_reading(const EventBody& body);
/// `rebooted`, `events_missing`, …
std::string_view fault_code(FaultKind kind);

}  // namespace sandau::devices
