#include "devices/probe.h"

#include <array>
#include <string_view>
#include <utility>

#include "devices/devices.h"

namespace sandau::devices {

namespace {

constexpr Duration step = milliseconds(100);
/// A start and a finish, if somebody walks through the beams meanwhile.
constexpr int steps_each = 30;
/// Half the makes of derby timers answer only when their own question comes round.
constexpr int derby_steps = 130;

constexpr std::array candidates = {
    "flp",       "derby",  "derby&baud=19200", "alge", "alge&baud=19200", "alge&baud=38400", "alge&baud=2400",
    "tag-heuer", "ukmars",
};

enum class Came { Understood, Nothing, Stopped };

Came listen(int steps, const std::function<bool(Duration, const std::vector<Tried>&)>& wait, TimeSource time,
            std::vector<Tried>& so_far) {
    Tried& tried = so_far.back();
    Options options;
    options.time = std::move(time);
    Devices devices(std::move(options), {[](const Delivery&) {}, {}});
    if (!devices.open(tried.spec)) return Came::Nothing;
    for (int i = 0; i < steps; ++i) {
        if (!wait(step, so_far)) return Came::Stopped;
        for (const LinkStatus& link : devices.status()) {
            tried.bytes = link.bytes;
            if (link.frames > 0 && link.state == LinkState::Live) return Came::Understood;
        }
    }
    return Came::Nothing;
}

}  // namespace

Probed probe_port(const std::string& port,
                  const std::function<bool(Duration, const std::vector<Tried>&)>& wait, TimeSource time) {
    Probed probed;
    for (const std::string_view candidate : candidates) {
        probed.tried.push_back({"serial:" + port + "?driver=" + std::string(candidate), 0});
        const int steps = candidate.starts_with("derby") ? derby_steps : steps_each;
        const Came came = listen(steps, wait, time, probed.tried);
        if (came == Came::Understood) probed.spec = probed.tried.back().spec;
        if (came != Came::Nothing) return probed;
    }
    return probed;
}

}  // namespace sandau::devices
