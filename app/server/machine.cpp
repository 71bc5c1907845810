#include "server/machine.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace sandau::server {

namespace {

bool is_name(const std::string& text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '.';
    });
}

bool is_of_one_link(const NetworkInterface& interface) {
    return interface.address.find('%') != std::string::npos || interface.address.starts_with("169.254.");
}

/// Of virtual machines and containers: nobody in the hall comes that way.
bool is_virtual(const NetworkInterface& interface) {
    constexpr std::array<std::string_view, 5> kinds{"docker", "br-", "veth", "virbr", "vmnet"};
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](std::string_view kind) { return interface.name.starts_with(kind); });
}

/// The smaller, the likelier somebody else reaches it.
int distance_of(const NetworkInterface& interface) {
    const bool is_v6 = interface.address.find(':') != std::string::npos;
    return (interface.is_loopback ? 4 : 0) + (is_virtual(interface) ? 2 : 0) + (is_v6 ? 1 : 0);
}

}  // namespace

std::vector<NetworkInterface> network_interfaces() {
    std::vector<NetworkInterface> found;
    ifaddrs* interfaces = nullptr;
    if (::getifaddrs(&interfaces) != 0) return found;
    for (const ifaddrs* one = interfaces; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_UP) == 0) continue;
        const int family = one->ifa_addr->sa_family;
        if (family != AF_INET && family != AF_INET6) continue;
        std::array<char, NI_MAXHOST> text{};
        const socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
        if (::getnameinfo(one->ifa_addr, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0)
            found.push_back({one->ifa_name, text.data(), (one->ifa_flags & IFF_LOOPBACK) != 0});
    }
    ::freeifaddrs(interfaces);
    return found;
}

std::vector<std::string> reachable_addresses(const std::vector<std::string>& bound,
                                             const std::vector<NetworkInterface>& interfaces) {
    std::vector<NetworkInterface> nearest;
    for (const NetworkInterface& one : interfaces)
        if (!is_of_one_link(one)) nearest.push_back(one);
    std::stable_sort(
        nearest.begin(), nearest.end(),
        [](const NetworkInterface& a, const NetworkInterface& b) { return distance_of(a) < distance_of(b); });
    std::vector<std::string> addresses;
    const auto add = [&](std::string address) {
        if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
            addresses.push_back(std::move(address));
    };
    for (const std::string& text : bound) {
        const std::string host = text.substr(0, text.rfind(':'));
        const std::string port = text.substr(host.size());
        if (host != "0.0.0.0" && host != "[::]") {
            add(text);
            continue;
        }
        for (const NetworkInterface& one : nearest) {
            const bool is_v6 = one.address.find(':') != std::string::npos;
            if (!is_v6) add(one.address + port);
            if (is_v6 && host == "[::]") add("[" + one.address + "]" + port);
        }
    }
    return addresses;
}

std::vector<std::string> names_of_this_machine() {
    std::vector<std::string> names{"localhost"};
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) == 0 && is_name(host.data())) {
        const std::string name = host.data();
        names.push_back(name);
        if (name.find('.') == std::string::npos) names.push_back(name + ".local");
    }
    // One of a single link is called with the link's name, which no certificate can have.
    for (NetworkInterface& one : network_interfaces())
        if (!is_of_one_link(one)) names.push_back(std::move(one.address));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void allow_all_descriptors() {
    rlimit allowed{};
    if (::getrlimit(RLIMIT_NOFILE, &allowed) != 0) return;
    allowed.rlim_cur = allowed.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &allowed);
}

}  // namespace sandau::server
