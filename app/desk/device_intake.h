#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "desk/desk.h"
#include "desk/device_backlog.h"
#include "desk/device_steadiness.h"
#include "desk/device_watch.h"
#include "devices/devices.h"

namespace sandau {

/// Takes what the devices deliver to the desk: at once for the scoreboard, and as a command for the journal
/// when it is in order; and what is wrong with a device, from its first moment to its last: that it never
/// came, too, and that a run's finish did not. What the disk refuses is kept and told again. Heartbeats and
/// the like are the devices' own business.
class DeviceIntake {
public:
    /// Tells the devices which inputs of a device mirror a stop (Devices::set_stop_inputs).
    using SetStops = std::function<void(const DeviceId&, std::uint32_t mask)>;

    /// `clock` is the desk's own. Without `set_stops` no stop is mirrored.
    DeviceIntake(Desk& desk, std::function<Instant()> clock, SetStops set_stops = {})
        : desk_(desk), clock_(std::move(clock)), set_stops_(std::move(set_stops)), backlog_(desk) {}

    /// To be given to `Devices`; called on their thread.
    devices::Sink sink();

private:
    void deliver(const devices::Delivery& delivery);
    void show(const devices::Delivery& delivery);
    void report(const devices::Delivery& delivery);
    void tell_fault(const devices::EventHeader& header, const devices::Fault& fault);
    void tell_stop(const devices::EventHeader& header, const devices::EmergencyStop& stop);
    /// A heartbeat: its silence is over, and its stops are to be watched from now on.
    void hear_from(const devices::EventHeader& header);
    void look_around();
    template <class Payload>
    void submit(CommandId id, const Payload& payload);
    /// More than so many of one kind and device in a minute: a broken beam that flickers would fill the
    /// journal.
    bool is_flooding(const std::string& what, MonoTime at, int per_minute_max);

    struct Rate {
        MonoTime since;
        int events = 0;
    };
    /// The stamp on both clocks; the wall clock's part is only for people.
    Instant instant_of(MonoTime at) const;

    Desk& desk_;
    std::function<Instant()> clock_;
    SetStops set_stops_;
    DeviceBacklog backlog_;
    DeviceWatch watch_;
    std::map<std::string, Rate> rates_;
    std::set<DeviceId> silent_;
    DeviceSteadiness steadiness_;
    std::map<DeviceId, std::uint32_t> stops_;  ///< as they were told to the devices
};

}  // namespace sandau
