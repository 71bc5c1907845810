#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "devices/clock.h"
#include "devices/simulator/line_model.h"

// What a run of 30 s over a link is wrong by: by the device's clock as the host fits it, by its raw ticks,
// and by when its lines arrive. From a seed.

namespace sandau::devices::simulated {

inline constexpr std::uint32_t hz = 2'000'000;

/// A device whose clock is `rate` too fast, read at the host's times.
struct TrueClock {
    double rate = 0;
    std::uint32_t first = 0;
    MonoTime boot{5'000'000'000};

    std::uint32_t ticks(MonoTime at) const {
        const double ticks = static_cast<double>((at - boot).ns) * (1 + rate) * (hz / 1e9);
        return first + static_cast<std::uint32_t>(static_cast<std::int64_t>(ticks));
    }
};

inline PingSample ping(const TrueClock& truth, MonoTime sent, Duration out, Duration back) {
    const MonoTime received = sent + out;
    const MonoTime answered = received + Duration{106'000};
    return {sent, truth.ticks(received), truth.ticks(answered), answered + back, {}, {}};
}

inline MonoTime at_ms(std::int64_t ms) {
    return MonoTime{5'000'000'000} + milliseconds(ms);
}

inline double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

struct ClockOutcome {
    double error_95_ms = 0;
    double raw_95_ms = 0;
    double arrival_95_ms = 0;
    double inside_bound = 0;  ///< the part of the runs whose error was within both bounds
};

class ClockSimulation {
public:
    ClockSimulation(LineModel link, std::uint32_t seed) : link_(delays_of(link)), random_(seed) {
        truth_.rate = std::uniform_real_distribution<double>(-0.005, 0.005)(random_);
    }

    ClockOutcome play() {
        for (; now_ms_ < 90'000; now_ms_ += 50) step();
        std::vector<double> errors, raw, arrival;
        int inside = 0;
        for (int run = 0; run < 12; ++run) {
            const MonoTime start = at_ms(now_ms_ + 17);
            const Stamp first = *clock_.stamp(truth_.ticks(start));
            const double first_arrival = back_ns();
            const std::uint32_t first_ticks = truth_.ticks(start);
            for (const std::int64_t end = now_ms_ + 30'000; now_ms_ < end; now_ms_ += 50) step();
            const MonoTime finish = at_ms(now_ms_ + 17);
            const Stamp second = *clock_.stamp(truth_.ticks(finish));
            const double truth_ns = static_cast<double>((finish - start).ns);
            const double error = static_cast<double>((second.at - first.at).ns) - truth_ns;
            errors.push_back(std::abs(error) / 1e6);
            raw.push_back(std::abs((truth_.ticks(finish) - first_ticks) * (1e9 / hz) - truth_ns) / 1e6);
            arrival.push_back(std::abs(back_ns() - first_arrival) / 1e6);
            if (std::abs(error) <= static_cast<double>((first.bound + second.bound).ns)) ++inside;
        }
        return {percentile(errors, 0.95), percentile(raw, 0.95), percentile(arrival, 0.95), inside / 12.0};
    }

private:
    double out_ns() { return static_cast<double>(link_.to_device.draw(random_).ns); }
    double back_ns() { return static_cast<double>(link_.to_host.draw(random_).ns); }

    void step() {
        const MonoTime now = at_ms(now_ms_);
        if (now_ms_ % 200 == 0) {
            clock_.heard(truth_.ticks(now), now + Duration{static_cast<std::int64_t>(back_ns())}, {});
        }
        if (now_ms_ % (now_ms_ < 5000 ? 250 : 1000) == 0) {
            clock_.pinged(ping(truth_, now, Duration{static_cast<std::int64_t>(out_ns())},
                               Duration{static_cast<std::int64_t>(back_ns())}));
        }
    }

    LineDelays link_;
    std::mt19937_64 random_;
    TrueClock truth_;
    DeviceClock clock_{hz};
    std::int64_t now_ms_ = 0;
};

/// Over 25 devices whose clocks are up to half a percent off: medians of the 95th percentiles, and the part
/// of the runs inside their bound that all but one of twenty devices reach.
inline ClockOutcome clock_outcome(LineModel link) {
    std::vector<double> errors, raw, arrival, inside;
    for (std::uint32_t seed = 1; seed <= 25; ++seed) {
        const ClockOutcome outcome = ClockSimulation(link, seed).play();
        errors.push_back(outcome.error_95_ms);
        raw.push_back(outcome.raw_95_ms);
        arrival.push_back(outcome.arrival_95_ms);
        inside.push_back(outcome.inside_bound);
    }
    return {percentile(errors, 0.5), percentile(raw, 0.5), percentile(arrival, 0.5),
            percentile(inside, 0.05)};
}

}  // namespace sandau::devices::simulated
