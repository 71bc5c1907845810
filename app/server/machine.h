#pragma once

#include <string>
#include <vector>

// What the server asks of the machine that it runs on.

namespace sandau::server {

/// The names by which this machine may be called: localhost, its own name, NAME.local, and the addresses of
/// its network interfaces; sorted.
std::vector<std::string> names_of_this_machine();

struct NetworkInterface {
    std::string name;     ///< eth0, wlp3s0
    std::string address;  ///< an IP address; one of a single link (fe80::) with the link's name
    bool is_loopback = false;
    bool operator==(const NetworkInterface&) const = default;
};

/// Those that are up, once for each of their addresses.
std::vector<NetworkInterface> network_interfaces();

/// What others call the sockets that are bound so, ADDRESS:PORT: 0.0.0.0 and :: are all this machine's
/// addresses. First those that other machines of the hall can use, IPv4 before IPv6; bridges of virtual
/// machines after real networks; this machine's own loopback last.
std::vector<std::string> reachable_addresses(const std::vector<std::string>& bound,
                                             const std::vector<NetworkInterface>& interfaces);

/// Each connection is a descriptor, and what a process may have by default is a thousand: asks for as many
/// as it may have at all.
void allow_all_descriptors();

}  // namespace sandau::server
