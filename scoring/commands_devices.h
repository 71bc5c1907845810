#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scoring/ids.h"
#include "scoring/record.h"
#include "scoring/records_devices.h"
#include "scoring/time.h"

// Devices: what they are, what they report, what becomes of it.

namespace sandau::commands {

/// Says what a device is and what its channels mean.
struct DeviceAssign {
    static constexpr std::string_view kind = "device.assign";
    Device device;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("device", self.device);
    }
    bool operator==(const DeviceAssign&) const = default;
};

/// What a device reported. Given by the device lane only. Where it goes, `decide` says: to the run on
/// the field of its channel, or to the inbox. Answers {place, run}.
struct DeviceReport {
    static constexpr std::string_view kind = "device.event";
    DeviceId device;
    std::string boot;
    std::int64_t seq = 0;  ///< 0: no numbered event of its own, as a stop
    int channel = 0;
    std::string type;
    std::int64_t value = 0;
    Instant at;
    std::int64_t bound_ns = 0;
    std::string stamp;
    std::string raw;
    /// A code when the hub does not trust it (gap, suppressed); of a stop: why it reads as pressed.
    std::string fault;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
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
        visit("fault", self.fault);
    }
    bool operator==(const DeviceReport&) const = default;
};

/// What went wrong with a device, and that it is heard again. Given by the device lane only; for a device
/// that the contest knows. Refused: `device.no_change` for a silence that is known, or over already.
struct DeviceFault {
    static constexpr std::string_view kind = "device.fault";
    DeviceId device;
    std::string fault;  ///< a code: device.silent, device.rebooted, …; empty: it is heard again
    std::int64_t count = 0;
    WallTime at;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("device", self.device);
        visit("fault", self.fault);
        visit("count", self.count);
        visit("at", self.at);
    }
    bool operator==(const DeviceFault&) const = default;
};

/// A person takes an event from the inbox: into a run, or away (role `unused`).
struct EventAdopt {
    static constexpr std::string_view kind = "event.adopt";
    DeviceEventId event;
    RunId run;
    ChannelRole role = ChannelRole::Unused;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("event", self.event);
        visit("run", self.run);
        visit("role", self.role);
        visit("reason", self.reason);
    }
    bool operator==(const EventAdopt&) const = default;
};

}  // namespace sandau::commands
