#include "devices/simulator/field_sim.h"

#include <fmt/format.h>

#include <chrono>
#include <random>
#include <thread>
#include <vector>

namespace sandau::devices {

namespace {

constexpr std::uint32_t fields_max = 64;
constexpr std::uint32_t speed_max = 100;
constexpr std::uint8_t start_channel = 1;
constexpr std::uint8_t finish_channel = 2;
/// Before the first run, so that hosts find the gates and learn their clocks.
constexpr Duration before_the_first = seconds(5);
/// After the last one, so that what was lost on the way can be asked for.
constexpr Duration after_the_last = seconds(3);

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

/// One field's runs, decided by the seed alone.
class Plan {
public:
    Plan(const FieldSimOptions& options, std::uint32_t field, std::unique_ptr<SimulatedField> gate,
         MonoTime now)
        : options_(options), field_(field), gate_(std::move(gate)), random_(options.seed * 1000 + field) {
        // Fields do not all begin in the same moment.
        next_ = now + before_the_first + between({}, options.pause);
    }

    const SimulatedField& gate() const { return *gate_; }
    bool done(MonoTime now) const { return phase_ == Phase::Over && next_ <= now; }

    void advance(MonoTime now, const std::function<void(const FieldSimNews&)>& tell) {
        while (phase_ != Phase::Over && next_ <= now) step(tell);
    }

private:
    enum class Phase { Waiting, Running, Over };

    Duration between(Duration least, Duration most) {
        const auto room = static_cast<std::uint64_t>(most.ns - least.ns) + 1;
        return least + Duration{static_cast<std::int64_t>(random_() % room)};
    }
    bool happens(std::uint32_t per_mille) { return random_() % 1000 < per_mille; }

    void step(const std::function<void(const FieldSimNews&)>& tell) {
        FieldSimNews news{FieldSimWhat::Start, field_, run_, {}, gate_->device(), {}};
        if (phase_ == Phase::Waiting) {
            ++run_;
            news.run = run_;
            gate_->break_beam(start_channel, next_);
            tell(news);
            started_ = next_;
            unfinished_ = happens(options_.unfinished_per_mille);
            next_ = next_ + between(options_.fastest, options_.slowest);
            phase_ = Phase::Running;
            return;
        }
        news.what = unfinished_ ? FieldSimWhat::Unfinished : FieldSimWhat::Finish;
        if (!unfinished_) {
            news.time = next_ - started_;
            gate_->break_beam(finish_channel, next_);
        }
        tell(news);
        const Duration pause = between({options_.pause.ns / 2}, options_.pause);
        if (happens(options_.stray_per_mille)) {
            news.what = FieldSimWhat::Stray;
            news.time = {};
            gate_->break_beam(finish_channel, next_ + Duration{pause.ns / 2});
            tell(news);
        }
        const bool last = options_.runs != 0 && run_ == options_.runs;
        next_ = next_ + (last ? std::max(pause, after_the_last) : pause);
        phase_ = last ? Phase::Over : Phase::Waiting;
    }

    FieldSimOptions options_;
    std::uint32_t field_;
    std::unique_ptr<SimulatedField> gate_;
    std::mt19937_64 random_;
    Phase phase_ = Phase::Waiting;
    std::uint32_t run_ = 0;
    MonoTime started_;
    MonoTime next_;
    bool unfinished_ = false;
};

Result<void> check(const FieldSimOptions& options) {
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
    return {};
}

}  // namespace

Result<void> run_field_sim(const FieldSimOptions& options,
                           const std::function<void(const FieldSimNews&)>& tell,
                           const std::atomic<bool>& stop) {
    if (Result<void> checked = check(options); !checked) return checked;
    const TimeSource time = faster_time(options.speed);
    std::vector<Plan> plans;
    std::mt19937_64 random(options.seed);
    for (std::uint32_t field = 1; field <= options.fields; ++field) {
        SimulatedFieldOptions gate;
        gate.link = link_of(options.link, field);
        gate.uid = fmt::format("5A{:02X}{:04X}", field, options.seed & 0xFFFFu);
        gate.seed = options.seed * 100 + field;
        gate.faults = options.faults;
        gate.driver = options.driver;
        gate.profile = options.profile;
        // Each gate's clock is off by its own amount, at most the one asked for.
        if (const std::int32_t most = std::abs(options.faults.drift_ppm); most != 0) {
            gate.faults.drift_ppm =
                static_cast<std::int32_t>(random() % (2u * static_cast<unsigned>(most) + 1u)) - most;
        }
        gate.time = time;
        Result<std::unique_ptr<SimulatedField>> opened = SimulatedField::open(gate);
        if (!opened) return tl::unexpected(opened.error());
        tell({FieldSimWhat::Ready, field, 0, (*opened)->spec(), (*opened)->device(), {}});
        plans.emplace_back(options, field, std::move(*opened), time.now());
    }
    while (!stop) {
        bool all_done = true;
        const MonoTime now = time.now();
        for (Plan& plan : plans) {
            plan.advance(now, tell);
            all_done = all_done && plan.done(now);
        }
        if (all_done) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    tell({FieldSimWhat::Done, 0, 0, {}, {}, {}});
    return {};
}

}  // namespace sandau::devices
