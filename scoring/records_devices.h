#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"
#include "scoring/time.h"

// Devices, what their channels mean, and what they reported.

namespace sandau {

enum class ChannelRole { Unused, Start, Finish, Split, Zone, Scale, Button, Stop };
constexpr auto enum_words(ChannelRole) {
    return std::array<std::string_view, 8>{"unused", "start", "finish", "split",
                                           "zone",   "scale", "button", "stop"};
}

/// What one channel of a device means on which field. A channel may serve several fields: one start of all
/// the lanes that race together, one stop for the whole hall. Each lane of a track is a field.
struct ChannelUse {
    int channel = 1;
    FieldId field;
    ChannelRole role = ChannelRole::Unused;
    int lane = 1;                      ///< which lane of its track the field is, 1 to 99
    std::int64_t shortest_lap_ms = 0;  ///< an edge sooner after the last one is marked suppressed; 0: none

    bool operator==(const ChannelUse&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("channel", self.channel);
        visit("field", self.field);
        visit("role", self.role);
        visit("lane", self.lane);
        visit("shortest_lap_ms", self.shortest_lap_ms);
    }
};

struct Device {
    static constexpr std::string_view kind = "device";
    DeviceId id;  ///< the UID that it keeps for ever
    std::string name;
    /// How to reach it, e.g. serial:/dev/ttyACM0?driver=flp; empty: not opened by the file.
    std::string spec;
    std::vector<ChannelUse> channels;
    /// Of a device on the network: the only address that it is heard from; empty: any.
    std::string address{};

    std::string object() const { return "device:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Device&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("spec", self.spec);
        visit("channels", self.channels);
        visit("address", self.address);
    }
};

enum class HealthState { Heard, Silent };
constexpr auto enum_words(HealthState) {
    return std::array<std::string_view, 2>{"heard", "silent"};
}

/// How a device that the contest knows is: whether it is heard, and what went wrong with it last. Nothing of
/// a device that was always well.
struct DeviceHealth {
    static constexpr std::string_view kind = "device_health";
    DeviceId device;
    HealthState state = HealthState::Heard;
    WallTime since;     ///< since when it is heard again, or silent
    std::string fault;  ///< the code of its last fault: device.silent, device.rebooted, …
    WallTime fault_at;
    std::int64_t fault_count = 0;  ///< of a fault that is counted: how many events are gone

    std::string object() const { return "device_health:" + device.text; }
    std::string key() const { return device.text; }
    bool operator==(const DeviceHealth&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("device", self.device);
        visit("state", self.state);
        visit("since", self.since);
        visit("fault", self.fault);
        visit("fault_at", self.fault_at);
        visit("fault_count", self.fault_count);
    }
};

enum class EventPlace { Inbox, Used, Suppressed, Dismissed };
constexpr auto enum_words(EventPlace) {
    return std::array<std::string_view, 4>{"inbox", "used", "suppressed", "dismissed"};
}

/// One event of a device, with where it went. Never changed by undo but for its place.
struct DeviceRecord {
    static constexpr std::string_view kind = "device_event";
    /// UID-BOOT-SEQ; where its channel serves several fields, each has one of its own: UID-BOOT-SEQ@FIELD
    /// from the second on.
    DeviceEventId id;
    DeviceId device;
    std::string boot;
    std::int64_t seq = 0;
    int channel = 0;
    /// start finish split weight count button …, as the driver says; edge for FLP edges; lane_time, whose
    /// value is the lane's time in ns.
    std::string type;
    std::int64_t value = 0;
    Instant at;                 ///< the stamp on the host's clock
    std::int64_t bound_ns = 0;  ///< the true instant lies within ± this of `at`
    std::string stamp;          ///< device, time_of_day, arrival, hand
    std::string raw;            ///< where its raw bytes lie: RECORDING@OFFSET; empty: not recorded
    EventPlace place = EventPlace::Inbox;
    std::string why;  ///< the code of why it is where it is
    FieldId field;
    ChannelRole role = ChannelRole::Unused;
    RunId run;  ///< the run that uses it, or was loaded when it came

    std::string object() const { return "event:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const DeviceRecord&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("device", self.device);
        visit("boot", self.boot);
        visit("seq", self.seq);
        visit("channel", self.channel);
        visit("type", self.type);
        visit("value", self.value);
        visit("at", self.at);
        visit("bound_ns", self.bound_ns);
        visit("stamp", self.stamp);
        visit("raw", self.raw);
        visit("place", self.place);
        visit("why", self.why);
        visit("field", self.field);
        visit("role", self.role);
        visit("run", self.run);
    }
};

}  // namespace sandau
