#pragma once

#include <functional>
#include <map>
#include <string>

#include "desk/desk.h"
#include "devices/devices.h"

namespace sandau {

/// Takes what the devices deliver to the desk: at once for the scoreboard, and as a command for the journal
/// when it is in order. Heartbeats and the like are the devices' own business.
class DeviceIntake {
public:
    /// `clock` is the desk's own.
    DeviceIntake(Desk& desk, std::function<Instant()> clock) : desk_(desk), clock_(std::move(clock)) {}

    /// To be given to `Devices`; called on their thread.
    devices::Sink sink();

private:
    void deliver(const devices::Delivery& delivery);
    void show(const devices::Delivery& delivery);
    void report(const devices::Delivery& delivery);
    /// At most so many events a minute of one device may wait in the inbox: a broken beam that flickers
    /// would fill the journal.
    bool is_flooding(const std::string& device, MonoTime at);

    struct Rate {
        MonoTime since;
        int events = 0;
    };
    /// The stamp on both clocks; the wall clock's part is only for people.
    Instant instant_of(MonoTime at) const;

    Desk& desk_;
    std::function<Instant()> clock_;
    std::map<std::string, Rate> rates_;
};

}  // namespace sandau
