#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "scoring/time.h"

namespace sandau::devices {

/// The host's boot clock: never set, never back, runs on while the machine sleeps.
MonoTime now_mono();

/// The id of this boot of the machine; the same for every process until it restarts.
const std::string& boot_id();

/// Both clocks and the boot, read together.
Instant now_instant();

/// What the devices and the simulated ones take for the time. `speed` above 1 is for demonstrations and
/// rehearsals: every host clock that is compared with theirs must then be this one.
struct TimeSource {
    std::function<MonoTime()> now = now_mono;
    std::uint32_t speed = 1;  ///< how many seconds of `now` pass in a real one
};

/// The boot clock, running `speed` times as fast from this moment on. 1 to 100.
TimeSource faster_time(std::uint32_t speed);

}  // namespace sandau::devices
