#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "devices/boot_clock.h"
#include "devices/event.h"
#include "devices/old_recordings.h"
#include "devices/spec.h"
#include "devices/status.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::devices {

/// The last event of a device that the caller still knows from before.
struct LastEvent {
    DeviceId device;
    std::string boot;
    std::uint32_t seq = 0;
};

struct Options {
    std::filesystem::path
        record_directory;  ///< every chunk is written there before it is parsed; empty: nowhere
    /// Of that directory's recordings from before: when a new one begins, with the first link that comes up,
    /// the oldest beyond these are removed.
    RecordingBounds recording_bounds;
    /// Names of recordings that what the caller keeps leads back to: they stay longest.
    std::set<std::string> needed_recordings;
    Duration shortest_lap;  ///< for every channel that has none of its own; 0: none
    /// A host that was restarted hands over what it remembers: a device that is still in the same boot is
    /// then asked for what happened meanwhile, as far as it keeps it. Of any other device, what was before is
    /// not asked.
    std::vector<LastEvent> resume;
    TimeSource time;  ///< the boot clock unless a demonstration runs faster
};

/// Called on the devices' own thread, one call at a time. Be quick: put it in a queue and return, and do not
/// call back into Devices.
struct Sink {
    std::function<void(const Delivery&)> delivered;
    /// On a change of state, not on each byte; a link that is no more is told once, as ended. May be empty.
    std::function<void(const LinkStatus&)> status_changed;
    /// Once a real second, however fast the time source runs: for what no event brings to mind. May be empty.
    std::function<void()> each_second = {};
};

enum class Key { Start, Finish };

/// All the timers and sensors of a host, and the threads they need. Serial ports need a QCoreApplication to
/// exist; it needs no running event loop.
class Devices {
public:
    Devices(Options options, Sink sink);
    ~Devices();  ///< no call into the sink after it returns
    Devices(const Devices&) = delete;
    Devices& operator=(const Devices&) = delete;

    /// Opens a link and keeps it open: a port that is not there yet, or goes away, is tried again each
    /// second. Refused: what `parse_device_spec` refuses, `device.rules_unreadable` {file} and what its map
    /// or rules are refused for, `device.already_open` {spec}, `device.replay_unreadable` {file},
    /// `device.port_taken` {address} for a listener, `device.address` {address}, `device.too_many` {limit}.
    Result<void> open(std::string_view spec);
    /// Refused: `device.not_open` {spec}.
    Result<void> close(std::string_view spec);

    /// A person pressed the key of a `keyboard:NAME` link: a start or finish by hand, stamped now. Refused:
    /// `device.not_open` {spec}.
    Result<void> press(std::string_view spec, Key key);

    std::vector<LinkStatus> status() const;

    /// Lights or relays. Refused: `device.unknown` {device} when it is not connected.
    Result<void> set_lights(const DeviceId& device, std::uint32_t mask);
    /// An edge sooner after the last one of its channel is kept but marked suppressed. 0: none. Does not
    /// wait.
    void set_shortest_lap(const DeviceId& device, std::uint8_t channel, Duration shortest);
    /// The inputs that mirror a wired emergency stop, active low: level 0 reads as pressed, and so does
    /// silence. The one call that the sink may make: it does not wait.
    void set_stop_inputs(const DeviceId& device, std::uint32_t mask);
    /// A device that calls over the network is heard from this address alone (a status's `peer` without its
    /// port); empty: from any. Does not wait.
    void pin_address(const DeviceId& device, const std::string& address);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// Where Linux keeps the ports under names that last.
inline constexpr const char* serial_links = "/dev/serial";

/// The same port by a path that outlives its number: a spec to remember. A device with a USB serial number of
/// its own is named by it and found in any plug; one without, by the plug that it is in. A port that the
/// system
/// (`serial_tree`) keeps no such path for, and what is no serial port, stay as they are written.
std::string stable_spec(const std::string& spec, const std::filesystem::path& serial_tree = serial_links);

/// The serial ports that the system knows now.
std::vector<PortInfo> list_ports();

}  // namespace sandau::devices
