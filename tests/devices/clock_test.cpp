#include "devices/clock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "devices/clock_simulation.h"

namespace sandau::devices {
namespace {

using namespace simulated;

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

/// The links of the design, and the median of the 95th percentile of a 30 s run's error to beat.
struct Goal {
    LineModel link;
    double to_beat_ms;
};

class Links : public testing::TestWithParam<Goal> {};

TEST_P(Links, TimesARunBetterThanTheDesignAsks) {
    const ClockOutcome outcome = clock_outcome(GetParam().link);
    RecordProperty("error_95_ms", std::to_string(outcome.error_95_ms));
    std::printf("%-20s 30 s run, 95th percentile: %.4f ms; raw ticks %.1f ms; arrival times %.3f ms\n",
                std::string(line_model_code(GetParam().link)).c_str(), outcome.error_95_ms, outcome.raw_95_ms,
                outcome.arrival_95_ms);
    EXPECT_LT(outcome.error_95_ms, GetParam().to_beat_ms);
    EXPECT_GE(outcome.inside_bound, 0.99) << "the published bound must hold";
}

INSTANTIATE_TEST_SUITE_P(OfTheDesign, Links,
                         testing::Values(Goal{LineModel::UsbCdc, 0.11}, Goal{LineModel::Ftdi, 1.5},
                                         Goal{LineModel::Wired, 0.01}, Goal{LineModel::Wifi, 0.2},
                                         Goal{LineModel::WifiPowerSave, 1.6}),
                         [](const auto& goal) {
                             std::string name(line_model_code(goal.param.link));
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace sandau::devices
