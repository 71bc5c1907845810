#include "desk/desk.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>

#include "db/maintenance.h"
#include "desk/device_intake.h"
#include "devices/boot_clock.h"
#include "scoring/command_payloads.h"
#include "support/a_contest.h"
#include "support/temporary_folder.h"

namespace sandau {
namespace {

using testing::TemporaryFolder;

class DeskTest : public ::testing::Test {
protected:
    void make(DeskOptions options = {}) {
        Result<std::unique_ptr<Desk>> made =
            Desk::create(path, test::a_small_definition(), std::move(options));
        ASSERT_TRUE(made) << made.error().code;
        desk = std::move(*made);
    }
    template <class Payload>
    Answer must(const Payload& payload) {
        const Result<Answer> answer = desk->ask(command_of(new_command_id(), keyboard_actor, payload));
        if (!answer) {
            ADD_FAILURE() << "refused: " << answer.error().code;
            return {};
        }
        return *answer;
    }
    void add_entries(int count) {
        commands::EntryImport import;
        for (int n = 1; n <= count; ++n) {
            commands::ImportRow row;
            row.name = "Đội " + std::to_string(n);
            row.division = DivisionId("B");
            row.members = {{"Nguyễn Văn " + std::to_string(n), "2012-01-01", "", ""}};
            import.rows.push_back(row);
        }
        must(import);
        must(commands::EntryQualify{});
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "a.sandau";
    std::unique_ptr<Desk> desk;
};

TEST_F(DeskTest, AnswersOnlyWhenItIsOnTheDisk) {
    make();
    add_entries(3);
    const Result<ContestFile> beside = ContestFile::open(path, FileMode::ReadOnly);
    ASSERT_TRUE(beside) << beside.error().code;
    EXPECT_EQ(beside->load()->table<Entry>().size(), 3u);
}

TEST_F(DeskTest, TheSameIdGetsTheSameAnswerAndHasNoSecondEffect) {
    make();
    commands::EntryAdd add;
    add.row.name = "Sao Mai";
    add.row.division = DivisionId("B");
    const Command command = command_of(CommandId("one"), keyboard_actor, add);
    const Result<Answer> first = desk->ask(command);
    const Result<Answer> second = desk->ask(command);
    ASSERT_TRUE(first);
    EXPECT_EQ(first, second);
    EXPECT_EQ(desk->snapshot()->contest->table<Entry>().size(), 1u);
}

TEST_F(DeskTest, TheSameIdIsRememberedAfterARestart) {
    make();
    commands::EntryAdd add;
    add.row.name = "Sao Mai";
    add.row.division = DivisionId("B");
    const Command command = command_of(CommandId("one"), keyboard_actor, add);
    const Result<Answer> first = desk->ask(command);
    desk.reset();
    desk = std::move(*Desk::open(path));
    EXPECT_EQ(desk->ask(command), first);
    EXPECT_EQ(desk->snapshot()->contest->table<Entry>().size(), 1u);
}

TEST_F(DeskTest, SomebodyElsesIdTellsNothing) {
    make();
    add_entries(1);
    commands::UserGrant grant;
    grant.name = "Trọng tài";
    grant.grants = {{Role::Referee, {}, {}, {}, "", ""}};
    const UserId user(*must(grant).result.find("user")->as_string());
    must(commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    commands::ScoreSet set;
    set.sheet = RunId("final.T001.1");
    ASSERT_TRUE(desk->ask(command_of(CommandId("one"), keyboard_actor, set)));
    const Result<Answer> stolen = desk->ask(command_of(CommandId("one"), user, set));
    ASSERT_FALSE(stolen);
    EXPECT_EQ(stolen.error().code, "command.id_taken");
}

TEST_F(DeskTest, ARefusalIsNotRememberedAndChangesNothing) {
    make();
    const Seq before = desk->snapshot()->contest->seq;
    EXPECT_FALSE(
        desk->ask(command_of(CommandId("one"), keyboard_actor, commands::RunStart{RunId("none"), ""})));
    EXPECT_EQ(desk->snapshot()->contest->seq, before);
    commands::EntryAdd add;
    add.row.name = "Sao Mai";
    add.row.division = DivisionId("B");
    EXPECT_TRUE(desk->ask(command_of(CommandId("one"), keyboard_actor, add)));
}

TEST_F(DeskTest, ASecondHostOnTheFileIsRefused) {
    make();
    const Result<std::unique_ptr<Desk>> second = Desk::open(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "file.hosted");
}

TEST_F(DeskTest, SubscribersSeeEachStateAndNoneAfterTheEnd) {
    make();
    std::mutex mutex;
    std::vector<Seq> seen;
    {
        const Subscription subscription = desk->subscribe([&](const SnapshotPtr& snapshot) {
            const std::lock_guard lock(mutex);
            seen.push_back(snapshot->contest->seq);
        });
        add_entries(1);
        // Published after the answer: the next answer comes after it.
        add_entries(1);
    }
    const std::size_t count = [&] {
        const std::lock_guard lock(mutex);
        return seen.size();
    }();
    EXPECT_GE(count, 3u);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    add_entries(1);
    const std::lock_guard lock(mutex);
    EXPECT_EQ(seen.size(), count);
}

TEST_F(DeskTest, AFullQueueSaysBusyAtOnceAndTheDevicesLaneStaysOpen) {
    DeskOptions options;
    options.people_queue_max = 4;
    make(std::move(options));
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    std::promise<void> entered;
    std::once_flag once;
    Subscription subscription = desk->subscribe([&](const SnapshotPtr&) {
        std::call_once(once, [&] {
            entered.set_value();
            released.wait();
        });
    });
    commands::EntryAdd add;
    add.row.division = DivisionId("B");
    std::mutex mutex;
    std::condition_variable changed;
    int accepted = 0;
    int busy = 0;
    int device_answers = 0;
    const auto ask = [&](Lane lane) {
        add.row.name = new_command_id().text;
        desk->submit(command_of(new_command_id(), keyboard_actor, add), lane,
                     [&, lane](const Result<Answer>& answer) {
                         const std::lock_guard lock(mutex);
                         if (!answer) {
                             EXPECT_EQ(answer.error().code, "busy");
                         }
                         ++(!answer ? busy : lane == Lane::Devices ? device_answers : accepted);
                         changed.notify_all();
                     });
    };
    ask(Lane::People);
    entered.get_future().wait();
    for (int n = 0; n < 10; ++n) ask(Lane::People);
    ask(Lane::Devices);
    {
        const std::lock_guard lock(mutex);
        EXPECT_EQ(busy, 6);
    }
    release.set_value();
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return accepted == 5 && device_answers == 1; });
}

TEST_F(DeskTest, WhatHappenedReplaysToTheSameTables) {
    make();
    add_entries(6);
    must(commands::DeviceAssign{{DeviceId("00C0FFEE"), "", "", {{1, FieldId("F1"), ChannelRole::Start, 1}}}});
    for (const char* id : {"T001", "T002", "T003"}) {
        const RunId run(*must(commands::RunLoad{StageId("final"), EntryId(id), FieldId("F1"), 0})
                             .result.find("run")
                             ->as_string());
        must(commands::RunReady{run, ""});
        must(commands::RunStart{run, ""});
        must(commands::RunEnd{run, ""});
        commands::ScoreSet set;
        set.sheet = run;
        set.items = read_json(R"({"zone": 3})").value();
        must(set);
        must(commands::ScoreCommit{run, ""});
        must(commands::ScorePublish{run, ""});
    }
    must(commands::RunRerun{RunId("final.T003.1"), "mất điện"});
    must(commands::StageSchedule{
        StageId("final"), DivisionId(), 2, WallTime{1'700'000'000'000}, 240'000, 0, {}, 3});
    must(commands::SchedulePublish{StageId("final")});
    must(commands::StagePublish{StageId("final")});
    commands::EntryWithdraw withdraw{EntryId("T006"), "ốm"};
    const Seq withdrawn = must(withdraw).seq;
    must(commands::JournalUndo{withdrawn});
    const Contest before = *desk->snapshot()->contest;
    desk.reset();
    const Result<VerifyReport> report = verify(path);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->fine()) << (report->fine() ? "" : report->problems.front().what.code);
    desk = std::move(*Desk::open(path));
    const Contest& after = *desk->snapshot()->contest;
    EXPECT_EQ(after.tables, before.tables);
    EXPECT_EQ(after.versions, before.versions);
    EXPECT_EQ(after.personal, before.personal);
}

TEST_F(DeskTest, UndoNamesWhatIsInTheWay) {
    make();
    add_entries(1);
    const Seq first = must(commands::EntryCheckIn{EntryId("T001"), true}).seq;
    const Seq second = must(commands::EntryCheckIn{EntryId("T001"), false}).seq;
    const Result<Answer> undo =
        desk->ask(command_of(new_command_id(), keyboard_actor, commands::JournalUndo{first}));
    ASSERT_FALSE(undo);
    EXPECT_EQ(undo.error().code, "undo.in_the_way");
    EXPECT_EQ(undo.error().arguments[1].second, std::to_string(second));
    must(commands::JournalUndo{second});
    EXPECT_TRUE(desk->snapshot()->contest->table<Entry>().find("T001")->checked_in);
}

TEST_F(DeskTest, UndoBringsPersonalDataBackToo) {
    make();
    commands::EntryImport import;
    commands::ImportRow row;
    row.name = "Sao Mai";
    row.division = DivisionId("B");
    row.members = {{"Nguyễn An", "2012-01-01", "", ""}};
    import.rows = {row};
    must(import);
    import.rows[0].entry = EntryId("T001");
    import.rows[0].members[0].birth = "2013-03-03";
    const Seq changed = must(import).seq;
    const auto birth = [&] { return desk->snapshot()->contest->personal.find("P0001")->birth; };
    EXPECT_EQ(birth(), "2013-03-03");
    must(commands::JournalUndo{changed});
    EXPECT_EQ(birth(), "2012-01-01");
}

TEST_F(DeskTest, PersonalDataIsErasedFromTheContestAndTheFileVerifies) {
    make();
    add_entries(2);
    EXPECT_EQ(desk->snapshot()->contest->personal.size(), 2u);
    ASSERT_TRUE(desk->erase_personal());
    EXPECT_EQ(desk->snapshot()->contest->personal.size(), 0u);
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
}

TEST_F(DeskTest, ABadDefinitionLeavesNoFileBehind) {
    const Result<std::unique_ptr<Desk>> made = Desk::create(path, R"({"format": "sandau.contest/1"})");
    EXPECT_FALSE(made);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(DeskTest, ADeliveredEventIsShownAtOnceAndJournaledWhenItIsInOrder) {
    make();
    add_entries(1);
    must(commands::DeviceAssign{{DeviceId("00C0FFEE"), "", "", {{1, FieldId("F1"), ChannelRole::Start, 1}}}});
    const RunId run(*must(commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0})
                         .result.find("run")
                         ->as_string());
    must(commands::RunReady{run, ""});
    DeviceIntake intake(*desk, devices::now_instant);
    devices::Delivery delivery;
    delivery.event.header.device = DeviceId("00C0FFEE");
    delivery.event.header.boot = "7A3F";
    delivery.event.header.seq = 1;
    delivery.event.header.at = devices::now_mono();
    delivery.event.header.bound = Duration{300'000};
    delivery.event.header.source = devices::StampSource::Device;
    delivery.event.body = devices::Edge{1, devices::EdgeKind::Broken};
    delivery.phase = devices::Phase::Provisional;
    const devices::Sink sink = intake.sink();

    std::mutex mutex;
    std::condition_variable changed;
    SnapshotPtr latest;
    const Subscription subscription = desk->subscribe([&](SnapshotPtr snapshot) {
        const std::lock_guard lock(mutex);
        latest = std::move(snapshot);
        changed.notify_all();
    });
    const auto wait_until = [&](const auto& holds) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds(20), [&] { return latest && holds(*latest); });
    };
    sink.delivered(delivery);
    ASSERT_TRUE(wait_until([](const Snapshot& one) { return one.provisional.size() == 1; }));
    EXPECT_EQ(desk->snapshot()->contest->table<DeviceRecord>().size(), 0u);
    delivery.phase = devices::Phase::Ordered;
    sink.delivered(delivery);
    ASSERT_TRUE(
        wait_until([](const Snapshot& one) { return one.contest->table<DeviceRecord>().size() == 1; }));
    EXPECT_EQ(desk->snapshot()->contest->table<sandau::Run>().find(run.text)->state, RunState::Running);
    EXPECT_TRUE(desk->snapshot()->provisional.empty());
    // Delivered again: it counts once.
    sink.delivered(delivery);
    must(commands::EntryCheckIn{EntryId("T001"), true});
    EXPECT_EQ(desk->snapshot()->contest->table<DeviceRecord>().size(), 1u);
}

TEST_F(DeskTest, WhatAPersonPressedAndWhatATimerTimedKeepWhatTheyAre) {
    make();
    DeviceIntake intake(*desk, devices::now_instant);
    const devices::Sink sink = intake.sink();
    std::uint32_t seq = 0;
    const auto hear = [&](devices::EventBody body) {
        devices::Delivery delivery;
        delivery.event.header.device = DeviceId("timer");
        delivery.event.header.boot = "1";
        delivery.event.header.seq = ++seq;
        delivery.event.header.at = devices::now_mono();
        delivery.event.body = std::move(body);
        delivery.phase = devices::Phase::Ordered;
        sink.delivered(delivery);
    };
    hear(devices::Start{1, devices::StampedBy::Hand, 1, {}});
    hear(devices::LaneTime{2, milliseconds(3141), 0, devices::Finished::Yes, Duration{500'000}});
    hear(devices::LaneTime{3, milliseconds(9999), 0, devices::Finished::No, Duration{500'000}});
    add_entries(1);
    const SnapshotPtr snapshot = desk->snapshot();
    const auto& events = snapshot->contest->table<DeviceRecord>();
    ASSERT_EQ(events.size(), 3u);
    EXPECT_EQ(events.find("timer-1-1")->stamp, "hand");
    EXPECT_EQ(events.find("timer-1-2")->type, "lane_time");
    EXPECT_EQ(events.find("timer-1-2")->value, 3'141'000'000);
    EXPECT_EQ(events.find("timer-1-2")->channel, 2);
    EXPECT_EQ(events.find("timer-1-2")->bound_ns, 500'000);
    EXPECT_EQ(events.find("timer-1-3")->value, 0) << "a lane that nobody finished on has no time";
}

}  // namespace
}  // namespace sandau
