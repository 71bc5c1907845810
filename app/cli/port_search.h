#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace sandau::cli {

/// What was tried on a port, and how many bytes came while it was.
struct PortTried {
    std::string driver;  ///< as a spec names it, e.g. `alge&baud=19200`
    std::uint64_t bytes = 0;
};

/// Tries what a serial port may speak, the likeliest first, until something is understood: about half a
/// minute where nothing is. Opening a port resets many boards. The spec that was understood; empty where
/// nothing was, or where `stop` said so.
std::string find_what_speaks(const std::string& port, const std::function<void(const PortTried&)>& tried,
                             const std::function<bool()>& stop);

}  // namespace sandau::cli
