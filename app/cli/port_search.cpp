#include "cli/port_search.h"

#include <array>
#include <chrono>
#include <thread>

#include "devices/devices.h"

namespace sandau::cli {

namespace {

constexpr std::chrono::milliseconds step_time{100};
constexpr std::array candidates = {
    "flp",       "derby",  "derby&baud=19200", "alge", "alge&baud=19200", "alge&baud=38400", "alge&baud=2400",
    "tag-heuer", "ukmars",
};
constexpr int listen_steps = 30;
/// Half the makes of derby timers answer only when their own question comes round.
constexpr int derby_steps = 130;

}  // namespace

std::string find_what_speaks(const std::string& port, const std::function<void(const PortTried&)>& tried,
                             const std::function<bool()>& stop) {
    for (const std::string candidate : candidates) {
        const std::string spec = "serial:" + port + "?driver=" + candidate;
        devices::Devices devices({}, {[](const devices::Delivery&) {}, {}});
        if (!devices.open(spec)) continue;
        const int steps = candidate.starts_with("derby") ? derby_steps : listen_steps;
        std::uint64_t bytes = 0;
        for (int step = 0; step < steps; ++step) {
            if (stop()) return {};
            std::this_thread::sleep_for(step_time);
            for (const devices::LinkStatus& link : devices.status()) {
                bytes = link.bytes;
                if (link.frames > 0 && link.state == devices::LinkState::Live) return spec;
            }
        }
        tried({candidate, bytes});
    }
    return {};
}

}  // namespace sandau::cli
