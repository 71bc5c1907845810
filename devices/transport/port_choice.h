#pragma once

#include <filesystem>
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

/// The link in `tree` (/dev/serial) that leads to `port` and still will under another number: of those by
/// identity, where the port's USB serial number is among `ports` and no other's; else of those by plug.
/// Empty: there is none. Links by identity without a number are shared by all devices of one make, and so
/// name none.
std::string stable_path(const std::string& port, const std::vector<PortInfo>& ports,
                        const std::filesystem::path& tree);

}  // namespace sandau::devices
