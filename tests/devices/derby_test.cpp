#include "devices/derby.h"

#include <gtest/gtest.h>

#include "devices/driver_trial.h"

namespace sandau::devices {
namespace {

Trial derby(const std::string& profile, std::uint32_t baud = 9600) {
    return Trial({DriverKind::Derby, baud, profile, {}});
}

std::string times_of(const Trial& trial) {
    std::string all;
    for (const Heard& one : trial.of<LaneTime>()) {
        const LaneTime& lane = std::get<LaneTime>(one.body);
        all += (all.empty() ? "" : " ") + std::to_string(lane.lane) + "=" +
               std::to_string(lane.time.ns / 1000) + "/" + std::to_string(lane.place) +
               (lane.finished == Finished::No ? "!" : "");
    }
    return all;
}

TEST(DerbyProfiles, AreAllThatTheDesignNames) {
    EXPECT_EQ(derby_profile_ids(),
              "fasttrack, champ, derbytimer, pdt, derbymagic, newbold, bertdrake, judge");
}

TEST(DerbyProfiles, RefuseWithTheirPlace) {
    const auto refusal = [](const char* text) { return read_derby_profiles(text).error(); };
    EXPECT_EQ(refusal(R"({"profiles":[{"id":"a","gate":{"closed":"0","open":"("}}]})").path,
              "profiles[0].gate.open");
    EXPECT_EQ(refusal(R"({"profiles":[{"id":"a","results":[{"match":"a","all":true}]}]})").code,
              "device.rules_key");
    EXPECT_EQ(refusal(R"({"profiles":[{"id":"a","baud":5}]})").code, "device.rules_value");
}

TEST(DerbyFastTrack, IsAskedWhatItIsAndGivesTimesAndPlaces) {
    Trial trial = derby("fasttrack");
    EXPECT_EQ(trial.sent(), "RV");
    trial.hear(50, "Copyright (C) 2004 Micro Wizard\r\nK1 Version 1.09D Serial Number 12345\r\n");
    EXPECT_EQ(trial.driver->presence(), Presence::Present);
    trial.hear(60'000, " A=4.009\" B=3.261! C=4.129$ D=0.000 \r\n");
    EXPECT_EQ(times_of(trial), "1=4009000/2 2=3261000/1 3=4129000/4 4=0/0!");
}

TEST(DerbyFastTrack, AGateCountsOnceItHasHeld) {
    Trial trial = derby("fasttrack");
    trial.hear(50, "Copyright (C) 2004 Micro Wizard\r\n");
    const auto answer = [&](std::int64_t ms, const char* text) { trial.hear(ms, text); };
    for (int ms = 300; ms <= 900; ms += 100) answer(ms, "RG1\r\n");
    EXPECT_EQ(trial.kinds(), "identity gate");
    answer(1000, "RG0\r\n");  // bounces
    answer(1100, "RG1\r\n");
    answer(2000, "RG1\r\n");
    EXPECT_EQ(trial.kinds(), "identity gate");
    answer(3000, "RG0\r\n");
    answer(3250, "RG0\r\n");
    answer(3499, "RG0\r\n");
    EXPECT_EQ(trial.kinds(), "identity gate");
    answer(3500, "RG0\r\n");
    ASSERT_EQ(trial.kinds(), "identity gate gate");
    EXPECT_EQ(std::get<Gate>(trial.of<Gate>()[1].body).state, GateState::Open);
    EXPECT_LT(trial.of<Gate>()[1].at, ms_in(3001)) << "it opened when it was first seen open";
}

TEST(DerbyFastTrack, IsNotAskedWhileARaceRuns) {
    Trial trial = derby("fasttrack");
    trial.hear(50, "Copyright (C) 2004 Micro Wizard\r\n");
    for (int ms = 300; ms <= 900; ms += 200) trial.hear(ms, "RG0\r\n");
    const std::size_t asked = trial.out.sends.size();
    trial.wait_until(8000);
    EXPECT_EQ(trial.out.sends.size(), asked);
    trial.hear(8100, " A=4.009! B=3.261\"\r\n");
    trial.wait_until(9000);
    EXPECT_GT(trial.out.sends.size(), asked);
}

TEST(DerbyFastTrack, ATimerThatCannotTellItsGateIsNotAskedAgain) {
    Trial trial = derby("fasttrack");
    trial.hear(50, "Copyright (C) 2004 Micro Wizard\r\n");
    trial.hear(400, "RG\r\nX\r\n");
    const std::size_t asked = trial.out.sends.size();
    trial.wait_until(20'000);
    EXPECT_EQ(trial.out.sends.size(), asked);
    EXPECT_EQ(trial.driver->presence(), Presence::Present);
}

TEST(DerbyChamp, AnswersWithoutALineEndAreAnswersToo) {
    Trial trial = derby("champ");
    EXPECT_EQ(trial.sent(), "\rv\r");
    trial.hear(50, "eTekGadget SmartLine Timer v20.06 (B0007)\r\n");
    trial.hear(400, "0");
    trial.wait_until(610);
    trial.hear(1400, "0");
    trial.wait_until(1700);
    EXPECT_EQ(trial.kinds(), "identity gate");
    EXPECT_EQ(trial.first<Gate>().state, GateState::Closed);
    trial.hear(30'000, "A=3.0010! B=3.1000\"\r\n");
    EXPECT_EQ(times_of(trial), "1=3001000/1 2=3100000/2");
}

TEST(DerbyChamp, AsksForTheResultsWhenTheGateHasOpened) {
    Trial trial = derby("champ");
    trial.hear(50, "eTekGadget SmartLine Timer v20.06 (B0007)\r\n");
    trial.hear(400, "1\r\n");
    trial.hear(1000, "1\r\n");
    EXPECT_TRUE(trial.sent().ends_with("rg\r"));
}

TEST(DerbyTimer, ReadsARace) {
    Trial trial = derby("derbytimer");
    trial.hear(50, "RESET\r\nREADY 2 LANES\r\n");
    trial.hear(1500, "RACE\r\n");
    trial.hear(12'000, "1 1.3186\r\n2 0.0000\r\nFINISH\r\n");
    EXPECT_EQ(trial.kinds(), "identity start lane_time lane_time");
    EXPECT_EQ(times_of(trial), "1=1318600/0 2=0/0!");
}

TEST(DerbyTimer, HalfALineIsNoTime) {
    Trial trial = derby("derbytimer");
    trial.hear(50, "RESET\r\n");
    trial.hear(1500, "RACE\r\n1 1.31");
    trial.hear(9000, "86\r\n");
    EXPECT_EQ(times_of(trial), "1=1318600/0");
}

TEST(DerbyFastTrack, AGarbledLaneMakesTheLineDoubtful) {
    Trial trial = derby("fasttrack");
    trial.hear(50, "Copyright (C) 2004 Micro Wizard\r\n A=4.0x9\" B=3.261!\r\n");
    EXPECT_EQ(times_of(trial), "");
    EXPECT_EQ(trial.drops(), "not_a_result");
}

TEST(DerbyPdt, ReadsARace) {
    Trial trial = derby("pdt");
    trial.hear(50, "vert=3.20\r\n");
    trial.hear(1500, "B\r\n");
    trial.hear(12'000, "1 - 0.222\r\n2 - 3.5000\r\n");
    trial.hear(15'000, "K\r\n");
    EXPECT_EQ(trial.kinds(), "identity start lane_time lane_time");
    EXPECT_EQ(times_of(trial), "1=222000/0 2=3500000/0");
}

TEST(DerbyMagic, ReadsARace) {
    Trial trial = derby("derbymagic", 19200);
    trial.hear(50, "DerbyMagic Timer\r\nB\r\n1=3.1415! 2=3.2000\"\r\n");
    EXPECT_EQ(times_of(trial), "1=3141500/1 2=3200000/2");
}

TEST(DerbyNewBold, ReadsSevenBitsThatCameOverEight) {
    Trial trial = derby("newbold", 1200);
    std::string line = "1  3.1415\r\n2  3.2000\r\n";
    for (char& c : line) c = static_cast<char>(static_cast<unsigned char>(c) | 0x80);
    trial.hear(5000, line);
    EXPECT_EQ(times_of(trial), "1=3141500/0 2=3200000/0");
    EXPECT_EQ(trial.driver->presence(), Presence::Present);
    EXPECT_EQ(trial.sent(), "") << "it only talks";
}

TEST(DerbyBertDrake, ReadsARaceAndItsGate) {
    Trial trial = derby("bertdrake");
    trial.hear(50, "Pinewood Timer v1.26\r\nby Bert Drake\r\n");
    for (int ms = 300; ms <= 900; ms += 200) trial.hear(ms, "Gc\r\n");
    trial.hear(1500, "B\r\n");
    trial.hear(12'000, "1 3.1415\r\nE\r\n");
    EXPECT_EQ(trial.kinds(), "identity gate start lane_time");
}

TEST(DerbyJudge, AGivenUpLaneHasNotFinished) {
    Trial trial = derby("judge");
    EXPECT_EQ(trial.sent(), "*");
    trial.hear(50, "Checking Valid Lanes\r\nNumber of Lanes: 6\r\nGo!\r\n");
    trial.hear(9000, "Lane 3    3.1234   Win\r\nLane 6  31.0589   DNF\r\nRace Over\r\n");
    EXPECT_EQ(times_of(trial), "3=3123400/0 6=31058900/0!");
}

TEST(DerbyProbe, AsksEachMakeInTurnAndTellsWhatItTried) {
    Trial trial = derby("");
    trial.wait_until(7000);
    EXPECT_EQ(trial.driver->presence(), Presence::Unknown);
    trial.hear(7100, "vert=3.20\r\n");
    EXPECT_EQ(trial.driver->presence(), Presence::Present);
    EXPECT_EQ(trial.driver->model(), "PDT (dfgtec, MiscJunk)");
    ASSERT_EQ(trial.driver->probes().size(), 4u);
    EXPECT_EQ(trial.driver->probes().back(), "pdt: V → vert=3.20");
}

TEST(DerbyProbe, ATimerThatNoLongerAnswersIsSilent) {
    Trial trial = derby("derbytimer");
    trial.hear(50, "RESET\r\n");
    for (int ms = 300; ms <= 1200; ms += 100) trial.hear(ms, "U\r\n");
    trial.wait_until(6000);
    EXPECT_EQ(trial.driver->presence(), Presence::Silent);
    EXPECT_EQ(trial.first<Fault>().kind, FaultKind::Silent);
}

}  // namespace
}  // namespace sandau::devices
