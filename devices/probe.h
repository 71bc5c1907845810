#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "devices/boot_clock.h"
#include "scoring/time.h"

namespace sandau::devices {

/// What a port was asked as, and what came of it.
struct Tried {
    std::string spec;
    std::uint64_t bytes = 0;
};

struct Probed {
    std::string spec;  ///< what `Devices::open` takes; empty: nothing was understood
    std::vector<Tried> tried;
};

/// Opens a serial port as each kind of timer in turn, the likeliest first, and listens for a few seconds,
/// until what comes is understood: two minutes at most where nothing is. Boards that reset when their port is
/// opened do so. `wait` passes the time given and says whether to go on; it is called ten times a second,
/// with what was tried so far: the last of it is being tried now.
Probed probe_port(const std::string& port,
                  const std::function<bool(Duration, const std::vector<Tried>& so_far)>& wait,
                  TimeSource time = {});

}  // namespace sandau::devices
