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

namespace sandau::server {

namespace {

bool is_name(const std::string& text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '.';
    });
}

}  // namespace

std::vector<std::string> names_of_this_machine() {
    std::vector<std::string> names{"localhost"};
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) == 0 && is_name(host.data())) {
        const std::string name = host.data();
        names.push_back(name);
        if (name.find('.') == std::string::npos) names.push_back(name + ".local");
    }
    ifaddrs* interfaces = nullptr;
    if (::getifaddrs(&interfaces) != 0) return names;
    for (const ifaddrs* one = interfaces; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_UP) == 0) continue;
        const int family = one->ifa_addr->sa_family;
        if (family != AF_INET && family != AF_INET6) continue;
        std::array<char, NI_MAXHOST> text{};
        const socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
        if (::getnameinfo(one->ifa_addr, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0)
            continue;
        const std::string address = text.data();
        // One of a single link is called with the link's name, which no certificate can have.
        if (address.find('%') == std::string::npos) names.push_back(address);
    }
    ::freeifaddrs(interfaces);
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
