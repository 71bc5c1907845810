#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scoring/result.h"

namespace sandau::devices {

enum class LinkKind { Serial, Tcp, TcpListen, Udp, Replay };
enum class Driver { Flp };

/// How a device is reached and what it speaks. The text forms:
/// `serial:/dev/ttyACM0?driver=flp&baud=115200`, `tcp:192.168.1.50:7000?driver=flp`,
/// `tcp-listen::7000?driver=flp` or `tcp-listen:127.0.0.1:7000?…`, `udp::9700?driver=flp`,
/// `replay:run7.rec?speed=4`. `driver` is flp unless said; `baud` 115200; `speed` 1 (0: as fast as it goes).
struct DeviceSpec {
    LinkKind kind = LinkKind::Serial;
    std::string address;  ///< a serial port, a host (empty: any), a file
    std::uint16_t port = 0;
    Driver driver = Driver::Flp;
    std::uint32_t baud = 115200;
    std::uint32_t speed = 1;

    bool operator==(const DeviceSpec&) const = default;
};

/// Refused: `device.spec_empty`, `device.spec_link` {link, known}, `device.spec_address` {spec, right},
/// `device.spec_port` {port}, `device.spec_option` {option, known}, `device.spec_driver` {driver, known},
/// `device.spec_baud` {baud}, `device.spec_speed` {speed}.
Result<DeviceSpec> parse_device_spec(std::string_view text);

/// The shortest text that parses to the same.
std::string to_text(const DeviceSpec& spec);

}  // namespace sandau::devices
