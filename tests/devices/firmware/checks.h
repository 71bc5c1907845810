#pragma once

#include <string>
#include <vector>

namespace sandau::devices {

/// What the firmware promises, each promise tried on a board of its own. The names of those that are broken.
/// `slow` is the same firmware at 4800 baud, where its queues can be filled.
enum class Until { TheFirst, TheLast };
std::vector<std::string> broken_promises(const std::string& elf, const std::string& slow, Until until);

}  // namespace sandau::devices
