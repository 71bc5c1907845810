#include "devices/ukmars.h"

#include <gtest/gtest.h>

#include "devices/driver_trial.h"
#include "devices/keyboard.h"

namespace sandau::devices {
namespace {

Trial ukmars() {
    return Trial({DriverKind::Ukmars, 9600, {}, {}});
}

TEST(Ukmars, ReadsARun) {
    Trial trial = ukmars();
    trial.hear(1000, "<4,1>\r\n");
    trial.hear(2000, "<71,0> start\r\n");
    trial.hear(14'000, "<72,0> finish\r\n<13,12000>\r\n");
    trial.hear(14'100, "<13,12000>\r\n");
    ASSERT_EQ(trial.kinds(), "start finish lane_time");
    EXPECT_EQ(trial.first<LaneTime>(), (LaneTime{1, seconds(12), 0, Finished::Yes, milliseconds(1), 2}));
    EXPECT_EQ(trial.out.duplicates, 1u);
    EXPECT_EQ(trial.of<Start>()[0].source, StampSource::HostArrival);
    EXPECT_EQ(trial.of<Start>()[0].bound, milliseconds(100));
}

TEST(Ukmars, TheSameTimeAgainInAnotherRunIsAnotherRun) {
    Trial trial = ukmars();
    trial.hear(1000, "<13,9000><13,9000>");
    trial.hear(60'000, "<13,9000><13,9000>");
    EXPECT_EQ(trial.kinds(), "lane_time lane_time");
    EXPECT_EQ(trial.out.duplicates, 2u);
}

TEST(Ukmars, ANothingForATimeIsNoFinish) {
    Trial trial = ukmars();
    trial.hear(1000, "<13,0>");
    EXPECT_EQ(trial.first<LaneTime>().finished, Finished::No);
}

TEST(Ukmars, TheWatchdogThatStaysAwayIsASilence) {
    Trial trial = ukmars();
    for (int beat = 0; beat < 5; ++beat) trial.hear(1000 + beat * 500, "<0,0>");
    EXPECT_EQ(trial.driver->presence(), Presence::Present);
    trial.wait_until(3000 + 1499);
    EXPECT_EQ(trial.kinds(), "");
    trial.wait_until(3000 + 1500);
    EXPECT_EQ(trial.kinds(), "fault");
    EXPECT_EQ(trial.driver->presence(), Presence::Silent);
}

TEST(Ukmars, SaysWhyItDropsAFrame) {
    Trial trial = ukmars();
    trial.hear(1000, "junk<71,0><72<71,0><x,1><99,1><7\x01><123456789012345678901234567890>");
    EXPECT_EQ(trial.drops(), "noise cut bad_field unknown_kind not_ascii too_long");
    EXPECT_EQ(trial.kinds(), "start start");
}

TEST(Keyboard, IsByHandAndSaysSo) {
    Trial trial({DriverKind::Keyboard, 0, {}, {}});
    trial.hear(1000, "S");
    trial.hear(9000, "Fx");
    ASSERT_EQ(trial.kinds(), "start finish");
    EXPECT_EQ(trial.first<Start>(), (Start{1, StampedBy::Hand, 1, ""}));
    EXPECT_EQ(trial.of<Finish>()[0].bound, milliseconds(200));
    EXPECT_EQ(trial.drops(), "unknown_kind");
}

}  // namespace
}  // namespace sandau::devices
