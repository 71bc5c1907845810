#include "devices/simulator/field_sim.h"

#include <fmt/format.h>

#include <chrono>
#include <random>
#include <thread>
#include <vector>

#include "devices/simulator/run_plan.h"

namespace sandau::devices {

namespace {

constexpr std::uint32_t fields_max = 64;
constexpr std::uint32_t speed_max = 100;
constexpr std::int32_t drift_ppm_max = 50'000;
/// 2^32 ticks of half a microsecond are 35 minutes and 47 seconds.
constexpr Duration wrap_after_max = seconds(35 * 60);

/// `{}` in the link is the field's number; a TCP port counts up with it, but 0 stays any free one.
std::string link_of(const std::string& pattern, std::uint32_t field) {
    std::string link = pattern;
    const std::size_t mark = link.find("{}");
    if (mark != std::string::npos) return link.replace(mark, 2, std::to_string(field));
    const std::size_t colon = link.rfind(':');
    if (!link.starts_with("tcp-listen:") || colon == std::string::npos || field == 1) return link;
    const std::string port = link.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos)
        return link;
    const unsigned long first = std::stoul(port);
    return first == 0 ? link : link.substr(0, colon + 1) + std::to_string(first + field - 1);
}

/// One field's runs and the gate that sees them.
struct Play {
    RunPlan plan;
    std::unique_ptr<SimulatedField> gate;
};

std::uint32_t lanes_max(DriverKind driver) {
    const bool tells_lanes = driver == DriverKind::Flp || driver == DriverKind::Alge ||
                             driver == DriverKind::TagHeuer || driver == DriverKind::Derby;
    return tells_lanes ? 6 : 1;
}

}  // namespace

SimulatedFieldOptions gate_of(const FieldSimOptions& options) {
    SimulatedFieldOptions gate;
    gate.faults = options.faults;
    gate.driver = options.driver;
    gate.profile = options.profile;
    gate.lanes = options.lanes;
    // A counter that stands at minus so many ticks when it boots wraps when they have passed.
    if (options.wrap_after.ns > 0)
        gate.first_ticks = static_cast<std::uint32_t>(0 - static_cast<std::uint64_t>(options.wrap_after.ns) *
                                                              gate.ticks_per_second / 1'000'000'000);
    return gate;
}

Result<void> check_field_sim(const FieldSimOptions& options) {
    if (options.fields < 1 || options.fields > fields_max) {
        return refuse("device.sim_fields",
                      {{"fields", std::to_string(options.fields)}, {"limit", std::to_string(fields_max)}});
    }
    if (options.speed < 1 || options.speed > speed_max) {
        return refuse("device.sim_speed",
                      {{"speed", std::to_string(options.speed)}, {"limit", std::to_string(speed_max)}});
    }
    if (options.fastest.ns <= 0 || options.slowest < options.fastest || options.pause.ns < 0) {
        return refuse("device.sim_times");
    }
    if (options.wrap_after.ns < 0 || options.wrap_after > wrap_after_max)
        return refuse("device.sim_wrap", {{"limit", std::to_string(wrap_after_max.ns / 60'000'000'000)}});
    const SimulatedFaults& faults = options.faults;
    for (const std::uint32_t part :
         {options.unfinished_per_mille, options.stray_per_mille, faults.loss_per_mille,
          faults.duplicate_per_mille, faults.reorder_per_mille, faults.garbage_per_mille}) {
        if (part > 1000) return refuse("device.sim_part", {{"part", std::to_string(part)}});
    }
    if (faults.drift_ppm < -drift_ppm_max || faults.drift_ppm > drift_ppm_max) {
        return refuse("device.sim_drift", {{"drift", std::to_string(faults.drift_ppm)},
                                           {"limit", std::to_string(drift_ppm_max)}});
    }
    const std::uint32_t limit = lanes_max(options.driver);
    if (options.lanes < 1 || options.lanes > limit) {
        return refuse("device.sim_lanes", {{"lanes", std::to_string(options.lanes)},
                                           {"limit", std::to_string(limit)},
                                           {"driver", std::string(driver_code(options.driver))}});
    }
    return {};
}

Result<void> run_field_sim(const FieldSimOptions& options,
                           const std::function<void(const FieldSimNews&)>& tell,
                           const std::atomic<bool>& stop) {
    if (Result<void> checked = check_field_sim(options); !checked) return checked;
    const TimeSource time = faster_time(options.speed);
    std::vector<Play> plays;
    std::mt19937_64 random(options.seed);
    for (std::uint32_t field = 1; field <= options.fields; ++field) {
        SimulatedFieldOptions gate = gate_of(options);
        gate.link = link_of(options.link, field);
        gate.uid = fmt::format("5A{:02X}{:04X}", field, options.seed & 0xFFFFu);
        gate.seed = options.seed * 100 + field;
        // Each gate's clock is off by its own amount, at most the one asked for.
        if (const std::int32_t most = std::abs(options.faults.drift_ppm); most != 0) {
            gate.faults.drift_ppm =
                static_cast<std::int32_t>(random() % (2u * static_cast<unsigned>(most) + 1u)) - most;
        }
        gate.time = time;
        Result<std::unique_ptr<SimulatedField>> opened = SimulatedField::open(gate);
        if (!opened) return tl::unexpected(opened.error());
        tell({FieldSimWhat::Ready, field, 0, (*opened)->spec(), (*opened)->device(), {}});
        plays.push_back({RunPlan(options, field, time.now()), std::move(*opened)});
    }
    while (!stop) {
        bool all_done = true;
        const MonoTime now = time.now();
        for (Play& play : plays) {
            play.plan.advance(
                now, [&](std::uint8_t channel, MonoTime at) { play.gate->break_beam(channel, at); },
                [&](FieldSimNews news) {
                    news.device = play.gate->device();
                    tell(news);
                });
            all_done = all_done && play.plan.done(now);
        }
        if (all_done) break;
        // A beam is told with its moment, so telling it late makes no stamp late; and whoever wants an end
        // only sets a flag, which cannot be waited for.
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    tell({FieldSimWhat::Done, 0, 0, {}, {}, {}});
    return {};
}

}  // namespace sandau::devices
