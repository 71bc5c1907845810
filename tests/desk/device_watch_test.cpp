#include "desk/device_watch.h"

#include <gtest/gtest.h>

#include "support/a_contest.h"

// What never happens as an event of its own: a device that is not there, a finish that does not come.

namespace sandau {
namespace {

using devices::LinkState;

constexpr Duration within_the_limit = seconds(80);  // of the small contest's 90 s

class Watched : public ::testing::Test {
protected:
    Watched() {
        kit.with_eligible(1);
        kit.assign_gate("00C0FFEE", "F1");
    }
    std::vector<std::string> look() {
        std::vector<std::string> told;
        for (const commands::DeviceFault& fault : watch.look(kit.contest, kit.now)) {
            told.push_back(fault.device.text + " " + fault.fault);
            EXPECT_TRUE(kit.tell(fault, device_actor));
        }
        return told;
    }
    void wait_for_them() {
        for (int second = 1; second < 5; ++second) EXPECT_EQ(look(), std::vector<std::string>{});
    }
    void link(const std::string& device, LinkState state, const std::string& driver) {
        devices::LinkStatus status;
        status.link = 7;
        status.device = DeviceId(device);
        status.state = state;
        status.driver = driver;
        watch.link_changed(status);
    }
    RunId run_from_the_gate() {
        kit.must(commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
        const RunId run("final.T001.1");
        kit.must(commands::RunReady{run, ""});
        kit.gate("00C0FFEE", 1);
        return run;
    }

    test::ContestUnderTest kit;
    DeviceWatch watch;
};

using Told = std::vector<std::string>;

TEST_F(Watched, ADeviceThatIsNotThereAtTheStartIsSilentAfterFiveSeconds) {
    for (int second = 1; second < 5; ++second) EXPECT_EQ(look(), Told{});
    EXPECT_EQ(look(), Told{"00C0FFEE device.silent"});
    EXPECT_EQ(look(), Told{});
}

TEST_F(Watched, ADeviceThatWasHeardSpeaksForItself) {
    watch.heard(DeviceId("00C0FFEE"));
    wait_for_them();
    EXPECT_EQ(look(), Told{});
}

TEST_F(Watched, ATimerThatSpeaksOnlyOfImpulsesIsThereWhileItsLinkIs) {
    kit.assign_gate("serial:/dev/ttyUSB0", "F1");
    watch.heard(DeviceId("00C0FFEE"));
    link("serial:/dev/ttyUSB0", LinkState::Identifying, "alge");
    wait_for_them();
    EXPECT_EQ(look(), Told{});
    link("serial:/dev/ttyUSB0", LinkState::Opening, "alge");
    EXPECT_EQ(look(), Told{"serial:/dev/ttyUSB0 device.silent"});
    link("serial:/dev/ttyUSB0", LinkState::Identifying, "alge");
    EXPECT_EQ(look(), Told{"serial:/dev/ttyUSB0 "});
    EXPECT_EQ(look(), Told{});
}

TEST_F(Watched, ACallerThatHungUpIsNotThereAnyMore) {
    kit.assign_gate("192.168.1.60", "F1");
    watch.heard(DeviceId("00C0FFEE"));
    link("192.168.1.60", LinkState::Live, "alge");
    watch.heard(DeviceId("192.168.1.60"));
    wait_for_them();
    EXPECT_EQ(look(), Told{});
    link("", LinkState::Ended, "");
    EXPECT_EQ(look(), Told{"192.168.1.60 device.silent"});
}

TEST_F(Watched, AStartWithoutAFinishIsOverdueOnceWhenTheTimeIsUp) {
    watch.heard(DeviceId("00C0FFEE"));
    run_from_the_gate();
    kit.pass(within_the_limit);
    EXPECT_EQ(look(), Told{});
    kit.pass(seconds(14));
    EXPECT_EQ(look(), Told{"00C0FFEE device.overdue"});
    kit.pass(seconds(1));
    EXPECT_EQ(look(), Told{});
    EXPECT_EQ(kit.contest.table<DeviceHealth>().find("00C0FFEE")->fault, "device.overdue");
    DeviceWatch after_a_restart;
    after_a_restart.heard(DeviceId("00C0FFEE"));
    EXPECT_TRUE(after_a_restart.look(kit.contest, kit.now).empty());
}

TEST_F(Watched, AFinishedPausedOrHandStartedRunIsNotOverdue) {
    watch.heard(DeviceId("00C0FFEE"));
    const RunId run = run_from_the_gate();
    kit.pass(within_the_limit);
    kit.must(commands::RunPause{run, ""});
    kit.pass(seconds(100));
    EXPECT_EQ(look(), Told{});
    kit.must(commands::RunResume{run, ""});
    kit.gate("00C0FFEE", 2);
    kit.pass(seconds(100));
    EXPECT_EQ(look(), Told{});
}

}  // namespace
}  // namespace sandau
