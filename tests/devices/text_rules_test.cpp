#include "devices/text_rules.h"

#include <gtest/gtest.h>

#include <chrono>

#include "devices/driver_trial.h"

namespace sandau::devices {
namespace {

constexpr const char* rules = R"({"rules":[
  {"match":"^GO$","event":"start"},
  {"match":"^END (?P<lane>\\d)$","event":"finish"},
  {"match":"^LANE (?P<lane>\\d+) (?P<time>[0-9.]+)s(?: #(?P<place>\\d))?$","event":"lane_time"},
  {"match":"^LAP (?P<value>-?\\d+)$","event":"count","channel":5},
  {"match":"^KG (?P<value>\\d+)$","event":"weight","channel":6},
  {"match":"^STOP (?P<value>[01])$","event":"stop","channel":7},
  {"match":"^ALIVE","event":"heartbeat"},
  {"match":"^--","event":"ignore"}
]})";

Trial text() {
    return Trial({DriverKind::Text, 9600, {}, rules});
}

TEST(TextRules, MakeTheEventOfTheFirstRuleThatFits) {
    Trial trial = text();
    trial.hear(1000, "GO\nEND 2\nLANE 3 31.0589s #2\nLAP 12\nKG 1250\nSTOP 1\nALIVE\n-- hello\n");
    ASSERT_EQ(trial.kinds(), "start finish lane_time count weight emergency_stop");
    EXPECT_EQ(trial.first<Finish>(), (Finish{2, StampedBy::Device, 2, ""}));
    EXPECT_EQ(trial.first<LaneTime>(),
              (LaneTime{3, Duration{31'058'900'000}, 2, Finished::Yes, Duration{100'000}}));
    EXPECT_EQ(trial.first<Count>(), (Count{5, 12}));
    EXPECT_EQ(trial.first<EmergencyStop>(), (EmergencyStop{7, Pressed::Yes}));
    EXPECT_EQ(trial.of<Start>()[0].source, StampSource::HostArrival);
    EXPECT_EQ(trial.drops(), "");
}

TEST(TextRules, SaysWhatNoRuleFits) {
    Trial trial = text();
    trial.hear(1000, "what is this\nLANE 99 31.0s\nLANE 1 9.9.9s\n");
    EXPECT_EQ(trial.kinds(), "");
    EXPECT_EQ(trial.drops(), "no_rule bad_field bad_field");
}

TEST(TextRules, RefuseWithTheirPlace) {
    const auto refusal = [](const char* text) {
        return make_driver({DriverKind::Text, 0, {}, text}).error();
    };
    EXPECT_EQ(refusal(R"({"rules":[]})").code, "device.rules_empty");
    EXPECT_EQ(refusal(R"({"rules":[{"match":"(","event":"start"}]})").code, "device.pattern");
    EXPECT_EQ(refusal(R"({"rules":[{"match":"(","event":"start"}]})").path, "rules[0].match");
    EXPECT_EQ(refusal(R"({"rules":[{"match":"a","event":"fly"}]})").code, "device.rules_value");
    EXPECT_EQ(refusal(R"({"rules":[{"match":"a","event":"start","lanes":1}]})").code, "device.rules_key");
    EXPECT_EQ(refusal(R"({"rules":[{"match":"a"}]})").code, "device.rules_missing");
    EXPECT_EQ(refusal(R"([])").code, "device.rules_object");
    EXPECT_EQ(refusal(R"({"rules":[)").code, "json.syntax");
    EXPECT_EQ(refusal(R"({"rules":[{"match":"(a)\\1","event":"start"}]})").code, "device.pattern");
}

/// With a backtracking engine each of these would take longer than the universe is old.
TEST(TextRules, AnEvilPatternTakesNoLongerThanAnyOther) {
    Trial trial({DriverKind::Text, 0, {}, R"({"rules":[{"match":"^(a+)+$","event":"start"},
        {"match":"(x*)*(x*)*(x*)*y","event":"start"}]})"});
    const auto before = std::chrono::steady_clock::now();
    for (int line = 0; line < 200; ++line) {
        trial.hear(1000 + line, std::string(250, 'a') + "!\n");
        trial.hear(1000 + line, std::string(250, 'x') + "\n");
    }
    EXPECT_EQ(trial.kinds(), "");
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
}

}  // namespace
}  // namespace sandau::devices
