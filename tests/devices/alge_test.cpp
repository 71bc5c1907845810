#include "devices/alge.h"

#include <gtest/gtest.h>

#include "devices/driver_trial.h"

namespace sandau::devices {
namespace {

Trial alge() {
    return Trial({DriverKind::Alge, 9600, {}, {}});
}

TEST(Alge, ReadsTheColumnsOfThePublishedLines) {
    Trial trial = alge();
    trial.hear(1000, " 0001 C0M 09:00:38.7600 00\r");
    trial.hear(365'000, "?0001 C1  09:06:42.7183 00\r");
    ASSERT_EQ(trial.kinds(), "start finish");
    const Heard start = trial.of<Start>()[0];
    EXPECT_EQ(std::get<Start>(start.body), (Start{1, StampedBy::Hand, 1, "1"}));
    EXPECT_EQ(start.source, StampSource::TimeOfDay);
    const Heard finish = trial.of<Finish>()[0];
    EXPECT_EQ(std::get<Finish>(finish.body), (Finish{1, StampedBy::Device, 2, ""}));
    EXPECT_EQ((finish.at - start.at).ns, 363'958'300'000);
    EXPECT_EQ(finish.own_bound, Duration{100'000});
}

TEST(Alge, StampsLieWithinTheirBoundOfTheTruth) {
    Trial trial = alge();
    // Stamped at 1000 ms of our clock, heard 35 ms later: 29 ms of them on the wire.
    trial.hear(1035, " 0001 C0  09:00:00.0000 00\r");
    const Heard start = trial.of<Start>()[0];
    EXPECT_LE(std::abs((start.at - ms_in(1000)).ns), start.bound.ns);
    EXPECT_GE(start.bound, milliseconds(50)) << "nobody knows how long the line was on its way";
}

TEST(Alge, GoesOnOverMidnight) {
    Trial trial = alge();
    trial.hear(1000, " 0007 C0  23:59:50.0000 00\r");
    trial.hear(21'300, " 0007 C1  00:00:10.2500 00\r");
    ASSERT_EQ(trial.kinds(), "start finish");
    EXPECT_EQ((trial.of<Finish>()[0].at - trial.of<Start>()[0].at).ns, 20'250'000'000);
    EXPECT_EQ(trial.of<Finish>()[0].clock, 1u);
}

TEST(Alge, AClockThatWasSetIsAnotherClock) {
    Trial trial = alge();
    trial.hear(1000, " 0001 C0  09:00:00.0000 00\r");
    trial.hear(9000, " 0001 C1  14:30:00.0000 00\r");
    ASSERT_EQ(trial.kinds(), "start fault finish");
    EXPECT_EQ(std::get<Fault>(trial.of<Fault>()[0].body).kind, FaultKind::ClockRestarted);
    EXPECT_NE(trial.of<Finish>()[0].clock, trial.of<Start>()[0].clock);
}

TEST(Alge, AMemorySentAgainGivesOnlyWhatWasMissed) {
    Trial trial = alge();
    trial.hear(1000, " 0001 C0  09:00:00.0000 00\r");
    trial.close(2000);
    trial.open(40'000);
    EXPECT_EQ(trial.sent(), "RSM\r");
    trial.hear(41'000, "m0001 C0  09:00:00.0000 00\rm0001 C1  09:00:31.5000 00\r");
    ASSERT_EQ(trial.kinds(), "start finish");
    EXPECT_EQ((trial.of<Finish>()[0].at - trial.of<Start>()[0].at).ns, 31'500'000'000);
    EXPECT_EQ(trial.out.duplicates, 1u);
}

TEST(Alge, AMemoryOfBeforeWeCameIsNobodysRun) {
    Trial trial = alge();
    trial.hear(1000, "m0001 C0  09:00:00.0000 00\r");
    EXPECT_EQ(trial.kinds(), "");
    EXPECT_EQ(trial.drops(), "before_the_clock");
}

TEST(Alge, ANumberGivenLaterIsTheSameImpulse) {
    Trial trial = alge();
    trial.hear(1000, "?     C1  09:00:00.0000 00\r?0000 C1  09:00:00.0000 00\r 0007 C1  09:00:00.0000 00\r");
    EXPECT_EQ(trial.kinds(), "finish competitor");
    EXPECT_EQ(trial.first<Competitor>().number, "7");
}

TEST(Alge, TakesBackWhatThePersonAtTheTimerTookBack) {
    Trial trial = alge();
    trial.hear(1000, " 0001 C0M 09:00:38.7600 00\r");
    trial.hear(3000, "c0001 C0M 09:00:38.7600 00\r");
    ASSERT_EQ(trial.kinds(), "start cancel");
    EXPECT_EQ(trial.of<Cancel>()[0].at, trial.of<Start>()[0].at);
    EXPECT_EQ(trial.first<Cancel>(), (Cancel{1, "1"}));
}

TEST(Alge, LeavesOutWhatTheTimerReckonedItself) {
    Trial trial = alge();
    trial.hear(1000, " 0001 RTM 00:00:38.7600 00\r 0001 TT  00:01:38.7600 00\rn0300\ri0001\r");
    EXPECT_EQ(trial.kinds(), "competitor");
    EXPECT_EQ(trial.drops(), "");
    EXPECT_EQ(trial.first<Competitor>().number, "300");
}

TEST(Alge, ChecksTheSumWhereThereIsOne) {
    const std::string line = " 0001 C0  09:00:38.7600 00";
    unsigned sum = 0;
    for (const char c : line) sum += static_cast<unsigned char>(c);
    const auto nibble = [&](unsigned shift) { return static_cast<char>(((sum >> shift) & 0xF) + 0x30); };
    Trial right = alge();
    right.hear(1000, line + nibble(4) + nibble(0) + "\r");
    EXPECT_EQ(right.kinds(), "start");
    Trial wrong = alge();
    wrong.hear(1000, line + nibble(4) + static_cast<char>(nibble(0) ^ 1) + "\r");
    EXPECT_EQ(wrong.kinds(), "");
    EXPECT_EQ(wrong.drops(), "bad_checksum");
}

TEST(Alge, SaysWhyItDropsALine) {
    Trial trial = alge();
    trial.hear(1000, " 0001 C0  09:00\r");
    trial.hear(1001, " 0001 C0  09:61:00.0000 00\r");
    trial.hear(1002, " 00x1 C0  09:01:00.0000 00\r");
    trial.hear(1003, "Z0001 C0  09:01:00.0000 00\r");
    trial.hear(1004, "\x8F\xE3\x12 0001\r");
    trial.hear(1005, std::string(200, 'x') + "\r 0001 C0  09:01:00.0000 00\r");
    EXPECT_EQ(trial.drops(), "cut bad_field bad_field unknown_kind not_ascii too_long");
    EXPECT_EQ(trial.kinds(), "start");
}

}  // namespace
}  // namespace sandau::devices
