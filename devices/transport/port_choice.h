#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devices/status.h"

namespace sandau::devices {

/// Where a port is now that was `named` when it was opened and then had this USB serial number: ports change
/// their names when they are plugged in again, and another device may have taken the old one. `there` is the
/// named port's own path, no link; empty while it is gone. The name wins where the number says nothing:
/// unknown, gone, or shared by several, as cheap adapters do.
std::string port_to_open(const std::string& named, const std::string& there, std::string_view usb_serial,
                         const std::vector<PortInfo>& ports);

}  // namespace sandau::devices
