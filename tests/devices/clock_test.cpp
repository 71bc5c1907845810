#include "devices/clock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace sandau::devices {
namespace {

constexpr std::uint32_t hz = 2'000'000;

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

PingSample ping(const TrueClock& truth, MonoTime sent, Duration out, Duration back) {
    const MonoTime received = sent + out;
    const MonoTime answered = received + Duration{106'000};
    return {sent, truth.ticks(received), truth.ticks(answered), answered + back, {}, {}};
}

MonoTime at_ms(std::int64_t ms) {
    return MonoTime{5'000'000'000} + milliseconds(ms);
}

std::int64_t error_ns(const DeviceClock& clock, const TrueClock& truth, MonoTime at) {
    return (clock.stamp(truth.ticks(at))->at - at).ns;
}

TEST(DeviceClock, KnowsNothingBeforeItHeardAnything) {
    EXPECT_FALSE(DeviceClock(hz).stamp(1));
}

TEST(DeviceClock, OnePingGivesATimeWithItsBound) {
    const TrueClock truth{0.004};
    DeviceClock clock(hz);
    clock.pinged(ping(truth, at_ms(1000), milliseconds(2), milliseconds(4)));
    const Stamp stamp = *clock.stamp(truth.ticks(at_ms(1010)));
    EXPECT_LE(std::abs((stamp.at - at_ms(1010)).ns), stamp.bound.ns);
    EXPECT_GE(stamp.bound, milliseconds(3));
    EXPECT_LE(stamp.bound, milliseconds(4));
}

TEST(DeviceClock, FindsTheRateFromPings) {
    const TrueClock truth{0.005};
    DeviceClock clock(hz);
    for (int second = 0; second < 60; ++second) {
        clock.pinged(ping(truth, at_ms(second * 1000), Duration{200'000}, Duration{200'000}));
    }
    EXPECT_NEAR(static_cast<double>(clock.status().rate_ppb), -0.005 / 1.005 * 1e9, 20'000);
    EXPECT_LT(std::abs(error_ns(clock, truth, at_ms(61'000))), 20'000);
}

TEST(DeviceClock, UnwrapsAcrossTheEndOfTheCounter) {
    const TrueClock truth{0, 4'294'967'295u - 10 * hz};
    DeviceClock clock(hz);
    for (int second = 0; second < 20; ++second) {
        clock.pinged(ping(truth, at_ms(second * 1000), Duration{100'000}, Duration{100'000}));
        EXPECT_FALSE(clock.runs_backwards(truth.ticks(at_ms(second * 1000 + 500))));
    }
    EXPECT_LT(std::abs(error_ns(clock, truth, at_ms(9'000))), 10'000);
    EXPECT_LT(std::abs(error_ns(clock, truth, at_ms(19'500))), 10'000);
}

TEST(DeviceClock, NoticesTicksThatRunBackwards) {
    const TrueClock truth{};
    DeviceClock clock(hz);
    clock.heard(truth.ticks(at_ms(60'000)), at_ms(60'000), {});
    EXPECT_FALSE(clock.runs_backwards(truth.ticks(at_ms(59'500))));
    EXPECT_TRUE(clock.runs_backwards(truth.ticks(at_ms(1'000))));
}

TEST(DeviceClock, ASilenceOfAQuarterTurnIsTooLong) {
    const TrueClock truth{};
    DeviceClock clock(hz);
    clock.heard(truth.ticks(at_ms(0)), at_ms(0), {});
    EXPECT_FALSE(clock.silent_too_long(at_ms(530'000)));
    EXPECT_TRUE(clock.silent_too_long(at_ms(540'000)));
}

TEST(DeviceClock, RefusesARateBeyondOnePercent) {
    const TrueClock good{0.0095};
    const TrueClock bad{0.0105};
    DeviceClock accepted(hz);
    DeviceClock refused(hz);
    for (int second = 0; second < 30; ++second) {
        accepted.pinged(ping(good, at_ms(second * 1000), Duration{100'000}, Duration{100'000}));
        refused.pinged(ping(bad, at_ms(second * 1000), Duration{100'000}, Duration{100'000}));
    }
    EXPECT_FALSE(accepted.rate_refused());
    EXPECT_TRUE(refused.rate_refused());
    EXPECT_FALSE(refused.stamp(bad.ticks(at_ms(30'000))));
}

TEST(DeviceClock, AfterAnOutageDatesWhatHappenedInItByTheRateItKnew) {
    const TrueClock truth{0.005};
    DeviceClock clock(hz);
    for (int second = 0; second < 90; ++second) {
        clock.pinged(ping(truth, at_ms(second * 1000), Duration{500'000}, Duration{500'000}));
    }
    ASSERT_TRUE(clock.stamp(truth.ticks(at_ms(90'000))));
    clock.pinged(ping(truth, at_ms(390'000), Duration{500'000}, Duration{500'000}));
    const Stamp stamp = *clock.stamp(truth.ticks(at_ms(150'000)));
    EXPECT_LE(std::abs((stamp.at - at_ms(150'000)).ns), stamp.bound.ns);
    EXPECT_LT(stamp.bound, milliseconds(50));
}

TEST(DeviceClock, SubtractsTheTimeOnTheWire) {
    const TrueClock truth{};
    DeviceClock clock(hz);
    const Duration wire_out{1'040'000};
    const Duration wire_back{3'120'000};
    for (int second = 0; second < 30; ++second) {
        PingSample sample =
            ping(truth, at_ms(second * 1000), wire_out + Duration{50'000}, wire_back + Duration{50'000});
        sample.wire_out = wire_out;
        sample.wire_back = wire_back;
        clock.pinged(sample);
    }
    EXPECT_LT(std::abs(error_ns(clock, truth, at_ms(30'000))), 5'000);
    EXPECT_LT(clock.status().bound.ns, 100'000);
}

TEST(DeviceClock, SubtractsNothingOnALinkWithoutAWire) {
    const TrueClock truth{};
    DeviceClock clock(hz);
    for (int second = 0; second < 30; ++second) {
        PingSample sample = ping(truth, at_ms(second * 1000), Duration{30'000}, Duration{30'000});
        sample.wire_out = Duration{1'040'000};
        sample.wire_back = Duration{3'120'000};
        clock.pinged(sample);
    }
    EXPECT_LT(std::abs(error_ns(clock, truth, at_ms(30'000))), 5'000);
}

TEST(DeviceClock, AFewSlowPingsDoNotShowThatThereIsAWire) {
    const TrueClock truth{0.001};
    DeviceClock clock(hz);
    for (int quarter = 0; quarter < 4; ++quarter) {
        // A busy laptop: the ping goes out at once, the answer is read late, and no byte was on a wire.
        PingSample sample = ping(truth, at_ms(quarter * 250), Duration{1'100'000}, Duration{6'000'000});
        sample.wire_out = Duration{1'040'000};
        sample.wire_back = Duration{3'120'000};
        clock.pinged(sample);
        const Stamp stamp = *clock.stamp(truth.ticks(at_ms(quarter * 250 + 50)));
        EXPECT_LE(std::abs((stamp.at - at_ms(quarter * 250 + 50)).ns), stamp.bound.ns);
        sample = ping(truth, at_ms(quarter * 250 + 100), Duration{5'000}, Duration{6'000'000});
        sample.wire_out = Duration{1'040'000};
        sample.wire_back = Duration{3'120'000};
        clock.pinged(sample);
        const Stamp other = *clock.stamp(truth.ticks(at_ms(quarter * 250 + 150)));
        EXPECT_LE(std::abs((other.at - at_ms(quarter * 250 + 150)).ns), other.bound.ns);
    }
}

TEST(DeviceClock, HeartbeatsAloneGiveATimeWhoseBoundSaysSo) {
    const TrueClock truth{-0.003};
    DeviceClock clock(hz);
    for (int beat = 0; beat < 150; ++beat) {
        const MonoTime made = at_ms(beat * 200);
        clock.heard(truth.ticks(made), made + milliseconds(1 + beat * 7 % 13), {});
    }
    const Stamp stamp = *clock.stamp(truth.ticks(at_ms(30'000)));
    EXPECT_EQ(stamp.model, ClockModel::Hull);
    EXPECT_GE(stamp.bound, milliseconds(20));
    EXPECT_LE(std::abs((stamp.at - at_ms(30'000)).ns), stamp.bound.ns);
}

// The links of the design, by how long a line takes each way.
struct LinkModel {
    const char* name;
    double out_least_ms, out_even_ms,
        out_tail_ms;  ///< constant, plus evenly up to, plus exponential with this mean
    double back_least_ms, back_even_ms, back_tail_ms;
    double to_beat_ms;  ///< median of the 95th percentile of a 30 s run's error
};

class Links : public testing::TestWithParam<LinkModel> {};

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

struct Outcome {
    double error_95_ms = 0;
    double raw_95_ms = 0;
    double arrival_95_ms = 0;
    double inside_bound = 0;  ///< the part of the runs whose error was within both bounds
};

class Simulation {
public:
    Simulation(const LinkModel& link, std::uint32_t seed) : link_(link), random_(seed) {
        truth_.rate = std::uniform_real_distribution<double>(-0.005, 0.005)(random_);
    }

    Outcome play() {
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
    double delay_ns(double least, double even, double tail) {
        double ms = least + std::uniform_real_distribution<double>(0, 1)(random_) * even;
        if (tail > 0) ms += std::exponential_distribution<double>(1 / tail)(random_);
        return ms * 1e6;
    }
    double out_ns() { return delay_ns(link_.out_least_ms, link_.out_even_ms, link_.out_tail_ms); }
    double back_ns() { return delay_ns(link_.back_least_ms, link_.back_even_ms, link_.back_tail_ms); }

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

    LinkModel link_;
    std::mt19937 random_;
    TrueClock truth_;
    DeviceClock clock_{hz};
    std::int64_t now_ms_ = 0;
};

TEST_P(Links, TimesARunBetterThanTheDesignAsks) {
    std::vector<double> errors, raw, arrival, inside;
    for (std::uint32_t seed = 1; seed <= 25; ++seed) {
        const Outcome outcome = Simulation(GetParam(), seed).play();
        errors.push_back(outcome.error_95_ms);
        raw.push_back(outcome.raw_95_ms);
        arrival.push_back(outcome.arrival_95_ms);
        inside.push_back(outcome.inside_bound);
    }
    const double error = percentile(errors, 0.5);
    RecordProperty("error_95_ms", std::to_string(error));
    std::printf("%-20s 30 s run, 95th percentile: %.4f ms; raw ticks %.1f ms; arrival times %.3f ms\n",
                GetParam().name, error, percentile(raw, 0.5), percentile(arrival, 0.5));
    EXPECT_LT(error, GetParam().to_beat_ms);
    EXPECT_GE(percentile(inside, 0.05), 0.99) << "the published bound must hold";
}

INSTANTIATE_TEST_SUITE_P(OfTheDesign, Links,
                         testing::Values(LinkModel{"usb_cdc", 0.05, 1, 0.1, 0.05, 1, 0.1, 0.11},
                                         LinkModel{"ftdi_16_ms", 0.05, 1, 0.1, 0.1, 16, 0.1, 1.5},
                                         LinkModel{"wired_network", 0.05, 0, 0.05, 0.05, 0, 0.05, 0.01},
                                         LinkModel{"wifi", 1, 0, 3, 1, 0, 3, 0.2},
                                         LinkModel{"wifi_power_save", 1, 102, 2, 1, 0, 8, 1.6}),
                         [](const auto& link) { return std::string(link.param.name); });

}  // namespace
}  // namespace sandau::devices
