#include <gtest/gtest.h>

#include <chrono>
#include <future>

#include "cli/program.h"
#include "db/contest_file.h"
#include "devices/boot_clock.h"
#include "devices/simulator/field_sim.h"
#include "support/temporary_folder.h"

// `sandau assign`: a gate's channel gets its field and role, by name or by breaking its beam.

namespace sandau::cli_test {
namespace {

class Assign : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0); }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
};

TEST_F(Assign, GivesANamedChannelItsFieldAndRole) {
    const Ran start = sandau({"assign", file, "--device", "00C0FFEE", "--channel", "1", "--field", "F1",
                              "--role", "start", "--name", "Cổng 1", "--address", "192.168.1.51"});
    ASSERT_EQ(start.code, 0) << start.err;
    EXPECT_TRUE(contains(start.out, R"("device":"00C0FFEE")")) << start.out;
    ASSERT_EQ(sandau({"assign", file, "--device", "00C0FFEE", "--channel", "3", "--field", "F1", "--role",
                      "start", "--lane", "2"})
                  .code,
              0);
    const std::string journal = sandau({"journal", file}).out;
    EXPECT_TRUE(contains(journal, "192.168.1.51")) << journal;
    const std::string last = journal.substr(journal.rfind("device.assign"));
    EXPECT_TRUE(contains(last, R"("channel":3)")) << last;
    EXPECT_FALSE(contains(last, R"("channel":1)")) << "another channel took the role: " << last;
}

TEST_F(Assign, TheChannelWhoseBeamIsBrokenGetsTheRole) {
    const auto gate = std::move(devices::SimulatedField::open({}).value());
    Serving serving(file, {"--device", gate->spec()});
    std::future<Ran> assigning = std::async(std::launch::async, [&] {
        return sandau({"assign", file, "--field", "F1", "--role", "finish", "--lane", "2", "--wait", "60s"});
    });
    // Again and again, as a person does until it was seen.
    while (assigning.wait_for(std::chrono::milliseconds(300)) != std::future_status::ready)
        gate->break_beam(3, devices::now_mono());
    const Ran ran = assigning.get();
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(contains(ran.err, "Break the beam (or press the button) now")) << ran.err;
    EXPECT_TRUE(contains(ran.out, R"("device":"00C0FFEE","channel":3)")) << ran.out;
    EXPECT_EQ(serving.stop(), 0);

    const Result<ContestFile> after = ContestFile::open(file, FileMode::ReadOnly);
    ASSERT_TRUE(after) << after.error().code;
    const Result<Contest> contest = after->load();
    ASSERT_TRUE(contest) << contest.error().code;
    const Device* assigned = contest->table<Device>().find("00C0FFEE");
    ASSERT_NE(assigned, nullptr);
    EXPECT_EQ(assigned->channels, (std::vector<ChannelUse>{{3, FieldId("F1"), ChannelRole::Finish, 2}}));
    const DeviceRecord& trial = *contest->table<DeviceRecord>().begin();
    EXPECT_EQ(trial.place, EventPlace::Dismissed) << "a trial waits for nobody";
    EXPECT_EQ(trial.why, "event.tried");
}

TEST_F(Assign, WithoutAHostNoBeamIsHeard) {
    const Ran ran = sandau({"assign", file, "--field", "F1", "--role", "start"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "run sandau serve first")) << ran.err;
}

TEST_F(Assign, ARoleThatIsNoneIsRefusedWithThoseThatAre) {
    const Ran ran = sandau({"assign", file, "--field", "F1", "--role", "end"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(contains(ran.err, "start, finish")) << ran.err;
}

TEST_F(Assign, WhatIsMissingOrNoSuchThingIsWrongUsage) {
    const std::vector<std::vector<std::string>> wrong = {
        {"assign"},
        {"assign", file, "--role", "start"},
        {"assign", file, "--field", "F1"},
        {"assign", file, "--field", "F1", "--role", "start", "--channel", "33"},
        {"assign", file, "--field", "F1", "--role", "start", "--lane", "0"},
        {"assign", file, "--field", "F1", "--role", "start", "--speed", "1"}};
    for (const std::vector<std::string>& arguments : wrong) {
        const Ran ran = sandau(arguments);
        EXPECT_EQ(ran.code, 2) << ran.err;
        EXPECT_NE(ran.err, "");
    }
    EXPECT_FALSE(contains(sandau({"journal", file}).out, "device.assign"));
}

TEST_F(Assign, ATimeThatIsNoneIsRefused) {
    for (const char* option : {"--wait", "--shortest-lap"}) {
        const Ran ran = sandau({"assign", file, "--field", "F1", "--role", "start", option, "soon"});
        EXPECT_EQ(ran.code, 1) << option;
        EXPECT_TRUE(contains(ran.err, "soon")) << ran.err;
    }
}

TEST_F(Assign, SaysThatNothingFired) {
    const Serving serving(file);
    const Ran ran = sandau({"assign", file, "--field", "F1", "--role", "start", "--wait", "1s"});
    EXPECT_EQ(ran.code, 3) << "a device that does not speak has failed";
    EXPECT_TRUE(contains(ran.err, "no channel fired within 1s")) << ran.err;
}

}  // namespace
}  // namespace sandau::cli_test
