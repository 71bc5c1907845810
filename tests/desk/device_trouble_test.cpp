#include <gtest/gtest.h>

#include <optional>

#include "db/maintenance.h"
#include "desk/desk.h"
#include "desk/device_intake.h"
#include "desk/wait_until.h"
#include "devices/boot_clock.h"
#include "devices/event.h"
#include "scoring/command_payloads.h"
#include "scoring/words.h"
#include "support/a_contest.h"
#include "support/temporary_folder.h"

// What is wrong with a device, and a stop that it mirrors, on the way from its field to the journal.

namespace sandau {
namespace {

using devices::Delivery;
using devices::FaultKind;
using devices::Pressed;

const DeviceId gate("00C0FFEE");

class DeviceTrouble : public ::testing::Test {
protected:
    void SetUp() override {
        desk = std::move(*Desk::create(path, test::a_small_definition()));
        intake.emplace(*desk, devices::now_instant, [this](const DeviceId& device, std::uint32_t mask) {
            stop_masks.emplace_back(device.text, mask);
        });
        sink = intake->sink();
        must(commands::DeviceAssign{
            {gate,
             "Cổng xuất phát",
             "",
             {{1, FieldId("F1"), ChannelRole::Start, 1}, {3, FieldId("F1"), ChannelRole::Stop, 1}}}});
    }
    template <class Payload>
    Answer must(const Payload& payload) {
        const Result<Answer> answer = desk->ask(command_of(new_command_id(), keyboard_actor, payload));
        CHECK(answer, "the desk takes the test's command");
        return *answer;
    }
    /// On its field, ready to be started.
    RunId call_a_run() {
        commands::EntryImport import;
        import.rows.resize(1);
        import.rows[0].name = "Sao Mai";
        import.rows[0].division = DivisionId("B");
        import.rows[0].members = {{ "Nguyễn An", "2012-01-01", "", "" }};
        must(import);
        must(commands::EntryQualify{});
        must(commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
        const RunId run("final.T001.1");
        must(commands::RunReady{run, ""});
        return run;
    }
    /// The same, between the gate's two beams.
    RunId call_a_timed_run() {
        must(commands::DeviceAssign{
            {gate,
             "",
             "",
             {{1, FieldId("F1"), ChannelRole::Start, 1}, {2, FieldId("F1"), ChannelRole::Finish, 1}}}});
        return call_a_run();
    }
    RunId start_a_run() {
        const RunId run = call_a_run();
        must(commands::RunStart{run, ""});
        return run;
    }
    /// As the devices give it once it is in order.
    void order(devices::EventBody body, MonoTime at, std::uint32_t seq) {
        Delivery delivery;
        delivery.event.header.device = gate;
        delivery.event.header.boot = "7A3F";
        delivery.event.header.seq = seq;
        delivery.event.header.at = at;
        delivery.event.body = std::move(body);
        delivery.phase = devices::Phase::Ordered;
        sink.delivered(delivery);
        must(commands::DisplayShow{{"hall", "live", {}, {}, ""}});
    }
    std::shared_ptr<const DeviceRecord> record(std::uint32_t seq) {
        return now()->contest->table<DeviceRecord>().find_shared("00C0FFEE-7A3F-" + std::to_string(seq));
    }
    Sheet sheet_of(const RunId& run) { return *now()->contest->table<Sheet>().find(run.text); }
    void hear(devices::EventBody body, const DeviceId& device = gate) {
        Delivery delivery;
        delivery.event.header.device = device;
        delivery.event.header.boot = "7A3F";
        delivery.event.header.at = devices::now_mono();
        delivery.event.body = std::move(body);
        sink.delivered(delivery);
        // The device lane goes first: whoever is answered now comes after the little that was heard.
        must(commands::DisplayShow{{"hall", "live", {}, {}, ""}});
    }
    SnapshotPtr now() const { return desk->snapshot(); }
    sandau::Run run_of(const RunId& id) { return *now()->contest->table<sandau::Run>().find(id.text); }
    std::shared_ptr<const DeviceHealth> health() {
        return now()->contest->table<DeviceHealth>().find_shared(gate.text);
    }
    int entries_of(const std::string& kind) {
        int count = 0;
        const auto journal = desk->journal_since(0);
        for (const JournalEntry& entry : *journal) count += entry.kind == kind ? 1 : 0;
        return count;
    }

    testing::TemporaryFolder folder;
    std::filesystem::path path = folder / "a.sandau";
    std::unique_ptr<Desk> desk;
    std::optional<DeviceIntake> intake;
    devices::Sink sink;
    std::vector<std::pair<std::string, std::uint32_t>> stop_masks;
};

TEST_F(DeviceTrouble, ASilenceAndItsEndAreJournaledOnceEach) {
    EXPECT_EQ(health(), nullptr);
    const std::int64_t before_ms = devices::now_instant().wall.utc_ms;
    hear(devices::Fault{FaultKind::Silent, 0});
    hear(devices::Fault{FaultKind::Silent, 0});
    ASSERT_NE(health(), nullptr);
    EXPECT_EQ(health()->state, HealthState::Silent);
    EXPECT_EQ(health()->fault, "device.silent");
    EXPECT_GE(health()->since.utc_ms, before_ms - 1);
    EXPECT_EQ(entries_of("device.fault"), 1);
    hear(devices::Heartbeat{});
    hear(devices::Heartbeat{});
    EXPECT_EQ(health()->state, HealthState::Heard);
    EXPECT_EQ(health()->fault, "device.silent") << "the last one stays to be read";
    EXPECT_EQ(entries_of("device.fault"), 2);
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
}

TEST_F(DeviceTrouble, OneThatComesAndGoesCountsAsLostUntilItHasStayedForAWhile) {
    hear(devices::Heartbeat{});
    for (int i = 0; i < 50; ++i) {
        hear(devices::Fault{FaultKind::Silent, 0});
        hear(devices::Heartbeat{});
    }
    EXPECT_EQ(health()->state, HealthState::Silent);
    EXPECT_EQ(entries_of("device.fault"), 3) << "lost, back, and lost again";
    for (int look = 1; look < DeviceSteadiness::looks_to_return; ++look) {
        sink.each_second();
        hear(devices::Heartbeat{});
        EXPECT_EQ(health()->state, HealthState::Silent);
    }
    sink.each_second();
    hear(devices::Heartbeat{});
    EXPECT_EQ(health()->state, HealthState::Heard);
    EXPECT_EQ(entries_of("device.fault"), 4);
}

TEST_F(DeviceTrouble, OneThatWasLostAWhileAgoIsBackAtOnce) {
    for (int loss = 0; loss < 3; ++loss) {
        hear(devices::Fault{FaultKind::Silent, 0});
        EXPECT_EQ(health()->state, HealthState::Silent);
        // However long it is away: only staying counts.
        for (int look = 0; look < 2 * DeviceSteadiness::looks_to_calm; ++look) sink.each_second();
        hear(devices::Heartbeat{});
        EXPECT_EQ(health()->state, HealthState::Heard);
        for (int look = 0; look < DeviceSteadiness::looks_to_calm; ++look) sink.each_second();
    }
    EXPECT_EQ(entries_of("device.fault"), 6);
}

TEST_F(DeviceTrouble, HeardAgainBeforeItsLossIsInTheFileItDoesNotStayLost) {
    Delivery lost;
    lost.event.header.device = gate;
    lost.event.header.at = devices::now_mono();
    lost.event.body = devices::Fault{FaultKind::Silent, 0};
    sink.delivered(lost);
    hear(devices::Heartbeat{});
    EXPECT_EQ(health()->state, HealthState::Heard);
    EXPECT_EQ(entries_of("device.fault"), 2);
}

TEST_F(DeviceTrouble, EveryFaultLeavesItsCodeWithWordsForIt) {
    for (const FaultKind kind :
         {FaultKind::Rebooted, FaultKind::ClockRestarted, FaultKind::RateRefused, FaultKind::OtherBody,
          FaultKind::EventsMissing, FaultKind::LostInDevice, FaultKind::QueueFull, FaultKind::Silent,
          FaultKind::Flooding, FaultKind::SecondDevice, FaultKind::RecordingFailed}) {
        hear(devices::Fault{kind, 3});
        ASSERT_NE(health(), nullptr);
        EXPECT_EQ(health()->fault, "device." + std::string(devices::fault_code(kind)));
        EXPECT_EQ(health()->fault_count, 3);
        EXPECT_TRUE(has_words(health()->fault)) << health()->fault;
    }
}

TEST_F(DeviceTrouble, WhatABeamThatFlickersLeavesOutIsSaidOnce) {
    const MonoTime at = devices::now_mono();
    for (std::uint32_t seq = 1; seq <= 700; ++seq) {
        Delivery delivery;
        delivery.event.header.device = gate;
        delivery.event.header.boot = "7A3F";
        delivery.event.header.seq = seq;
        delivery.event.header.at = at + milliseconds(seq);
        delivery.event.body = devices::Edge{1, devices::EdgeKind::Broken};
        delivery.phase = devices::Phase::Ordered;
        sink.delivered(delivery);
    }
    ASSERT_TRUE(test::wait_until(
        *desk, [](const Snapshot& snapshot) { return snapshot.contest->table<DeviceHealth>().size() == 1; }));
    EXPECT_EQ(health()->fault, "device.queue_full");
    EXPECT_EQ(entries_of("device.fault"), 1);
    EXPECT_EQ(now()->contest->table<DeviceRecord>().size(), 600u);
}

TEST_F(DeviceTrouble, OfADeviceThatNobodyAssignedIsNotJournaled) {
    hear(devices::Fault{FaultKind::Rebooted, 0}, DeviceId("0000DEAD"));
    EXPECT_EQ(now()->contest->table<DeviceHealth>().size(), 0u);
    EXPECT_EQ(entries_of("device.fault"), 0);
}

TEST_F(DeviceTrouble, IsRememberedByTheFileUntilItIsHeardAgain) {
    hear(devices::Fault{FaultKind::Silent, 0});
    intake.reset();
    desk.reset();
    desk = std::move(*Desk::open(path));
    intake.emplace(*desk, devices::now_instant);
    sink = intake->sink();
    EXPECT_EQ(health()->state, HealthState::Silent);
    hear(devices::Heartbeat{});
    EXPECT_EQ(health()->state, HealthState::Heard);
}

TEST_F(DeviceTrouble, AnEmergencyStopPausesTheRunOnceAndSaysWhy) {
    const RunId run = start_a_run();
    hear(devices::EmergencyStop{3, Pressed::Yes});
    EXPECT_EQ(run_of(run).clock.state, ClockState::Paused);
    const DeviceRecord* stop = now()->contest->table<DeviceRecord>().find(run_of(run).stop_event.text);
    ASSERT_NE(stop, nullptr);
    EXPECT_EQ(stop->place, EventPlace::Used);
    EXPECT_EQ(stop->device, gate);
    EXPECT_EQ(stop->run, run);
    hear(devices::EmergencyStop{3, Pressed::No});
    EXPECT_EQ(run_of(run).clock.state, ClockState::Paused) << "a person lets it go on";
    must(commands::RunResume{run, ""});
    EXPECT_TRUE(run_of(run).stop_event.empty());
    hear(devices::Heartbeat{});
    EXPECT_EQ(run_of(run).clock.state, ClockState::Running);
}

TEST_F(DeviceTrouble, TheEdgeOfAStopThatComesAfterTheClockWentOnPausesNothing) {
    const RunId run = start_a_run();
    Delivery edge;
    edge.event.header.device = gate;
    edge.event.header.boot = "7A3F";
    edge.event.header.seq = 1;
    edge.event.header.at = devices::now_mono();
    edge.event.body = devices::Edge{3, devices::EdgeKind::Broken};
    edge.phase = devices::Phase::Ordered;
    hear(devices::EmergencyStop{3, Pressed::Yes});
    must(commands::RunResume{run, ""});
    sink.delivered(edge);
    must(commands::EntryCheckIn{EntryId("T001"), true});
    EXPECT_EQ(run_of(run).clock.state, ClockState::Running);
    for (const DeviceRecord& event : now()->contest->table<DeviceRecord>())
        EXPECT_NE(event.place, EventPlace::Inbox) << event.id.text << " waits for nobody";
}

TEST_F(DeviceTrouble, AStopThatFlickersFillsNoJournalAndStillStopsEveryClock) {
    const RunId run = start_a_run();
    for (int i = 0; i < 200; ++i) {
        hear(devices::EmergencyStop{3, Pressed::Yes});
        hear(devices::EmergencyStop{3, Pressed::No});
    }
    EXPECT_EQ(run_of(run).clock.state, ClockState::Paused);
    EXPECT_LE(entries_of("device.event"), 70);
    must(commands::RunResume{run, ""});
    hear(devices::EmergencyStop{3, Pressed::Yes});
    EXPECT_EQ(run_of(run).clock.state, ClockState::Paused);
}

TEST_F(DeviceTrouble, AMissingHeartbeatReadsAsAStopAndSaysSo) {
    const RunId run = start_a_run();
    hear(devices::Fault{FaultKind::Silent, 0});
    hear(devices::EmergencyStop{3, Pressed::Yes});
    EXPECT_EQ(run_of(run).clock.state, ClockState::Paused);
    EXPECT_EQ(now()->contest->table<DeviceRecord>().find(run_of(run).stop_event.text)->why, "device.silent");
}

TEST_F(DeviceTrouble, AnImpulseTakenBackAtTheTimerWithdrawsTheTimeAndWaitsForAPerson) {
    const RunId run = call_a_timed_run();
    const MonoTime start = devices::now_mono();
    order(devices::Start{1, devices::StampedBy::Device, 1, "7"}, start, 1);
    order(devices::Finish{1, devices::StampedBy::Device, 2, "7"}, start + milliseconds(41'253), 2);
    ASSERT_EQ(sheet_of(run).content.time_ms, 41'253);
    order(devices::Cancel{2, "7"}, start + milliseconds(41'253), 3);
    EXPECT_EQ(sheet_of(run).content.time_ms, std::nullopt);
    EXPECT_EQ(sheet_of(run).content.measured->fault, "time.cancelled");
    EXPECT_EQ(sheet_of(run).content.measured->time_ms, 41'253) << "what was measured is kept";
    EXPECT_EQ(record(2)->why, "event.cancelled");
    EXPECT_EQ(record(2)->place, EventPlace::Used) << "nothing is rewritten";
    EXPECT_EQ(record(3)->place, EventPlace::Inbox);
    EXPECT_EQ(record(3)->why, "event.cancels_used");
    EXPECT_EQ(record(3)->run, run);
    // Told once more out of the timer's memory, it is nothing new.
    order(devices::Cancel{2, "7"}, start + milliseconds(41'253), 4);
    EXPECT_EQ(record(4)->place, EventPlace::Dismissed);
    const Result<Answer> used = desk->ask(command_of(
        new_command_id(), keyboard_actor, commands::EventAdopt{record(3)->id, run, ChannelRole::Finish, ""}));
    ASSERT_FALSE(used);
    EXPECT_EQ(used.error().code, "event.is_a_cancel");
    for (const char* code :
         {"event.cancelled", "event.cancels", "event.cancels_confirmed", "event.cancels_used",
          "event.cancels_unknown", "event.is_a_cancel", "time.cancelled", "device.overdue"})
        EXPECT_TRUE(has_words(code)) << code;
}

TEST_F(DeviceTrouble, AConfirmedResultStandsWhenItsImpulseIsTakenBack) {
    const RunId run = call_a_timed_run();
    const MonoTime start = devices::now_mono();
    order(devices::Start{1, devices::StampedBy::Device, 1, ""}, start, 1);
    order(devices::Finish{1, devices::StampedBy::Device, 2, ""}, start + milliseconds(41'253), 2);
    commands::ScoreSet score;
    score.sheet = run;
    score.items.set("zone", std::int64_t{3});
    must(score);
    commands::ScoreCommit commit;
    commit.sheet = run;
    must(commit);
    order(devices::Cancel{2, ""}, start + milliseconds(41'253), 3);
    EXPECT_EQ(sheet_of(run).content.time_ms, 41'253);
    EXPECT_EQ(record(3)->place, EventPlace::Inbox);
    EXPECT_EQ(record(3)->why, "event.cancels_confirmed");
}

TEST_F(DeviceTrouble, TakingBackWhatWaitedSettlesItAndWhatNeverCameAsksAPerson) {
    const MonoTime at = devices::now_mono();
    order(devices::Start{1, devices::StampedBy::Device, 1, ""}, at, 1);
    ASSERT_EQ(record(1)->place, EventPlace::Inbox);
    order(devices::Cancel{1, ""}, at, 2);
    EXPECT_EQ(record(1)->place, EventPlace::Dismissed);
    EXPECT_EQ(record(2)->place, EventPlace::Dismissed);
    order(devices::Cancel{1, ""}, at + seconds(9), 3);
    EXPECT_EQ(record(3)->place, EventPlace::Inbox);
    EXPECT_EQ(record(3)->why, "event.cancels_unknown");
}

TEST_F(DeviceTrouble, AStopOnAnEmptyFieldIsNobodysBusiness) {
    hear(devices::EmergencyStop{3, Pressed::Yes});
    EXPECT_EQ(now()->contest->table<DeviceRecord>().size(), 0u);
}

TEST_F(DeviceTrouble, StopsAreWatchedOnceTheirDeviceIsHeard) {
    EXPECT_TRUE(stop_masks.empty());
    hear(devices::Heartbeat{});
    hear(devices::Heartbeat{});
    EXPECT_EQ(stop_masks, (std::vector<std::pair<std::string, std::uint32_t>>{{gate.text, 0b100}}));
}

}  // namespace
}  // namespace sandau
