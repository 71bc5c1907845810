#include "devices/transport/port_choice.h"

namespace sandau::devices {

std::string port_to_open(const std::string& named, const std::string& there, std::string_view usb_serial,
                         const std::vector<PortInfo>& ports) {
    if (usb_serial.empty()) return named;
    const PortInfo* same = nullptr;
    for (const PortInfo& port : ports) {
        if (port.usb_serial != usb_serial) continue;
        if (port.path == there || same != nullptr) return named;
        same = &port;
    }
    return same == nullptr ? named : same->path;
}

}  // namespace sandau::devices
