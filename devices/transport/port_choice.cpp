#include "devices/transport/port_choice.h"

#include <algorithm>
#include <system_error>

namespace sandau::devices {

namespace {

namespace fs = std::filesystem;

/// The first by name, so that the same is chosen each time: newer systems keep several.
std::string link_to(const fs::path& port, const fs::path& folder) {
    std::string first;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone;
        const std::string link = at->path().string();
        if (fs::canonical(link, gone) == port && !gone && (first.empty() || link < first)) first = link;
    }
    return first;
}

bool has_a_number_of_its_own(const fs::path& port, const std::vector<PortInfo>& ports) {
    const auto here =
        std::find_if(ports.begin(), ports.end(), [&](const PortInfo& one) { return one.path == port; });
    return here != ports.end() && !here->usb_serial.empty() &&
           std::count_if(ports.begin(), ports.end(),
                         [&](const PortInfo& one) { return one.usb_serial == here->usb_serial; }) == 1;
}

}  // namespace

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

std::string stable_path(const std::string& port, const std::vector<PortInfo>& ports, const fs::path& tree) {
    std::error_code error;
    const fs::path real = fs::canonical(port, error);
    if (error) return {};
    std::string link;
    if (has_a_number_of_its_own(real, ports)) link = link_to(real, tree / "by-id");
    return link.empty() ? link_to(real, tree / "by-path") : link;
}

}  // namespace sandau::devices
