#include "devices/tag_heuer.h"

#include <gtest/gtest.h>

#include "devices/driver_trial.h"

namespace sandau::devices {
namespace {

Trial tag_heuer() {
    return Trial({DriverKind::TagHeuer, 9600, {}, {}});
}

TEST(TagHeuer, ReadsStartsAndFinishes) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN   12    1  1 10:33:36.96900 12345\r");
    trial.hear(43'000, "TN   12    2  2 10:34:18.21950 12345\r");
    ASSERT_EQ(trial.kinds(), "start finish");
    EXPECT_EQ(trial.first<Start>(), (Start{1, StampedBy::Device, 1, "12"}));
    EXPECT_EQ((trial.of<Finish>()[0].at - trial.of<Start>()[0].at).ns, 41'250'500'000);
    EXPECT_EQ(trial.of<Finish>()[0].own_bound, Duration{10'000});
}

TEST(TagHeuer, TellsHandsFromBeams) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN         1 M1  9:00:00.00000 12345\r");
    EXPECT_EQ(trial.first<Start>(), (Start{1, StampedBy::Hand, 1, ""}));
}

TEST(TagHeuer, CountsWhatWasLostOnTheWay) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN    1    1  1 10:00:00.00000 12345\r");
    trial.hear(9000, "TN    1    4  2 10:00:08.00000 12345\r");
    EXPECT_EQ(trial.kinds(), "start fault finish");
    EXPECT_EQ(trial.first<Fault>(), (Fault{FaultKind::EventsMissing, 2}));
}

TEST(TagHeuer, NoiseThatEndedLongAgoDoesNotSpoilTheNextImpulse) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN    1    1  1 10:00:00.00000 12345\r");
    trial.hear(2000, std::string("\xFF\x00", 2));
    trial.hear(9000, "TN    1    2  2 10:00:08.00000 12345\r");
    EXPECT_EQ(trial.kinds(), "start finish");
    EXPECT_EQ(trial.drops(), "not_ascii");
}

TEST(TagHeuer, TheCountBeginsAnewAfter9999) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN    1 9999  1 10:00:00.00000 12345\r");
    trial.hear(9000, "TN    1    0  2 10:00:08.00000 12345\r");
    EXPECT_EQ(trial.kinds(), "start finish");
}

TEST(TagHeuer, GoesOnOverMidnight) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN    1    1  1 23:59:59.50000 12345\r");
    trial.hear(3000, "TN    1    2  2 00:00:01.50000 12346\r");
    EXPECT_EQ((trial.of<Finish>()[0].at - trial.of<Start>()[0].at).ns, 2'000'000'000);
}

TEST(TagHeuer, TakesBackAndRenumbers) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN    1    1  1 10:00:00.00000 12345\r");
    trial.hear(2000, "T*    3    1  1 10:00:00.00000 12345\r");
    trial.hear(3000, "T-    1    1  1 10:00:00.00000 12345\r");
    ASSERT_EQ(trial.kinds(), "start competitor cancel");
    EXPECT_EQ(trial.of<Cancel>()[0].at, trial.of<Start>()[0].at);
}

TEST(TagHeuer, SaysWhyItDropsALine) {
    Trial trial = tag_heuer();
    trial.hear(1000, "TN    1    1  1 10:0\rAN hello\rTX\rTN    1    1  1 10:00:99.00000 12345\r\xFFTN\r");
    EXPECT_EQ(trial.drops(), "cut noise unknown_kind bad_field not_ascii");
}

}  // namespace
}  // namespace sandau::devices
