#pragma once

#include <string>
#include <vector>

// What the server asks of the machine that it runs on.

namespace sandau::server {

/// The names by which this machine may be called: localhost, its own name, NAME.local, and the addresses of
/// its network interfaces; sorted.
std::vector<std::string> names_of_this_machine();

/// Each connection is a descriptor, and what a process may have by default is a thousand: asks for as many
/// as it may have at all.
void allow_all_descriptors();

}  // namespace sandau::server
