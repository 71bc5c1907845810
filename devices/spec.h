#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scoring/result.h"

namespace sandau::devices {

enum class LinkKind { Serial, Tcp, TcpListen, Udp, Modbus, Keyboard, Replay, Simulation };
enum class DriverKind { Flp, Derby, Alge, TagHeuer, Ukmars, Modbus, Text, Keyboard };

/// How a device is reached and what it speaks. The text forms:
/// `serial:/dev/ttyACM0?driver=flp&baud=115200`, `tcp:192.168.1.50:7000?driver=tag-heuer`,
/// `tcp-listen::7000?driver=flp` or `tcp-listen:127.0.0.1:7000?…`, `udp::9700?driver=flp`,
/// `serial:/dev/ttyUSB0?driver=derby&profile=fasttrack` (without a profile the timer is asked what it is),
/// `serial:/dev/ttyUSB0?driver=text&rules=FILE`, `modbus:192.168.1.60:502?map=FILE`, `keyboard:NAME`,
/// `replay:run7.rec?speed=4`, `sim:gate?seed=7&drift=3000&loss=20` (a simulated field inside the host, by the
/// options of `sim_options`; its name and seed make its UID). `driver` is flp unless said; `baud` what the
/// driver's devices usually have; `speed` 1 (0: as fast as it goes).
struct DeviceSpec {
    LinkKind kind = LinkKind::Serial;
    std::string address;  ///< a serial port, a host (empty: any), a file, a name
    std::uint16_t port = 0;
    DriverKind driver = DriverKind::Flp;
    std::uint32_t baud = 115200;  ///< of a serial port
    std::uint32_t speed = 1;
    std::string profile{};  ///< of driver derby; empty: to be found
    std::string file{};     ///< `map` of modbus, `rules` of text
    /// Of a simulation: its options but driver and profile, as they were written.
    std::string simulation{};

    bool operator==(const DeviceSpec&) const = default;
};

/// Refused: `device.spec_empty`, `device.spec_link` {link, known}, `device.spec_address` {spec, right},
/// `device.spec_port` {port}, `device.spec_option` {option, known}, `device.spec_driver` {driver, known},
/// `device.spec_profile` {profile, known}, `device.spec_needs` {option} where a file must be named,
/// `device.spec_baud` {baud}, `device.spec_speed` {speed}, `device.spec_link_driver` {driver, link} where
/// they do not go together.
Result<DeviceSpec> parse_device_spec(std::string_view text);

/// The shortest text that parses to the same.
std::string to_text(const DeviceSpec& spec);

/// Where it is, without what it speaks: `serial:/dev/ttyUSB0`, `tcp:192.168.1.50:7000`. Names a device that
/// has no identity of its own.
std::string address_text(const DeviceSpec& spec);

/// `flp`, `derby`, …
std::string_view driver_code(DriverKind driver);

}  // namespace sandau::devices
