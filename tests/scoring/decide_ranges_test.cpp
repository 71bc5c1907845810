#include <gtest/gtest.h>

#include <limits>

#include "support/a_contest.h"

// Numbers come from outside: what no contest has is refused by its path before anything is reckoned with it.

namespace sandau {
namespace {

using test::ContestUnderTest;
using namespace commands;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

class Range : public testing::Test {
protected:
    template <class Payload>
    void expect_out_of_range(const Payload& payload, const std::string& path,
                             const UserId& actor = keyboard_actor) {
        const Seq before = contest.contest.seq;
        const Result<Json> answer = contest.tell(payload, actor);
        ASSERT_FALSE(answer) << path;
        EXPECT_EQ(answer.error().code, "record.range") << path;
        EXPECT_EQ(answer.error().path, path);
        EXPECT_EQ(contest.contest.seq, before) << "nothing has changed";
    }

    RunId running() { return contest.with_eligible(2).start_run("T001"); }

    ContestUnderTest contest;
};

TEST_F(Range, OfADevicesReportIsThatOfClocks) {
    contest.assign_gate("F1-start", "F1");
    DeviceReport good;
    good.device = DeviceId("F1-start");
    good.boot = "7A3F";
    good.seq = 1;
    good.channel = 1;
    good.type = "edge";
    good.at = contest.now;
    for (const std::int64_t absurd : {largest, smallest, std::int64_t{-1}}) {
        DeviceReport report = good;
        report.at.mono.ns = absurd;
        expect_out_of_range(report, "at.mono_ns", device_actor);
        report = good;
        report.at.wall.utc_ms = absurd;
        expect_out_of_range(report, "at.utc_ms", device_actor);
        report = good;
        report.bound_ns = absurd;
        expect_out_of_range(report, "bound_ns", device_actor);
    }
    EXPECT_EQ(contest.contest.table<DeviceRecord>().size(), 0u);
    EXPECT_TRUE(contest.tell(good, device_actor));
}

TEST_F(Range, OfAClockThatIsSetIsADay) {
    const RunId run = running();
    contest.must(RunPause{run, ""});
    for (const std::int64_t absurd : {largest, smallest, std::int64_t{-1}, std::int64_t{86'400'001}})
        expect_out_of_range(RunSetClock{run, absurd, "sai giờ"}, "elapsed_ms");
    contest.must(RunSetClock{run, 86'400'000, "sai giờ"});
}

TEST_F(Range, OfATimetableIsThatOfACalendar) {
    contest.with_eligible(2);
    StageSchedule good;
    good.stage = StageId("final");
    good.start = contest.now.wall;
    for (const std::int64_t absurd : {largest, smallest, std::int64_t{-1}}) {
        StageSchedule schedule = good;
        schedule.start.utc_ms = absurd;
        expect_out_of_range(schedule, "start");
        schedule = good;
        schedule.breaks = {{WallTime{0}, WallTime{1}}, {WallTime{absurd}, good.start}};
        expect_out_of_range(schedule, "breaks[1].from");
        schedule.breaks = {{good.start, WallTime{absurd}}};
        expect_out_of_range(schedule, "breaks[0].until");
    }
    EXPECT_EQ(contest.contest.table<Slot>().size(), 0u);
    contest.must(good);
}

TEST_F(Range, OfATimetablesLengthsIsSaid) {
    contest.with_eligible(2);
    const auto refused = [&](auto change) {
        StageSchedule schedule;
        schedule.stage = StageId("final");
        schedule.start = contest.now.wall;
        change(schedule);
        const Result<Json> answer = contest.tell(schedule);
        return !answer && answer.error().code == "timetable.request";
    };
    for (const std::int64_t absurd : {largest, smallest, std::int64_t{-1}}) {
        EXPECT_TRUE(refused([&](StageSchedule& one) { one.slot_ms = absurd; }));
        EXPECT_TRUE(refused([&](StageSchedule& one) { one.rest_ms = absurd; }));
    }
    EXPECT_TRUE(refused([](StageSchedule& one) { one.fields_count = std::numeric_limits<int>::max(); }));
    EXPECT_TRUE(refused([](StageSchedule& one) {
        one.breaks.assign(101, {WallTime{1}, WallTime{2}});
    })) << "each break costs time at each slot";
}

TEST_F(Range, OfATimeOnASheetIsADay) {
    const RunId run = running();
    for (const std::int64_t absurd : {largest, smallest, std::int64_t{-1}}) {
        ScoreSet set;
        set.sheet = run;
        set.time_ms = absurd;
        expect_out_of_range(set, "time_ms");
        set.time_ms.reset();
        set.hand_ms = absurd;
        expect_out_of_range(set, "hand_ms");
        ScoreImport import;
        import.stage = StageId("final");
        import.results.resize(1);
        import.results[0].entry = EntryId("T002");
        import.results[0].runs.resize(1);
        import.results[0].runs[0].time_ms = absurd;
        expect_out_of_range(import, "results[0].runs[0].time_ms");
    }
}

TEST_F(Range, OfVersionsAndSeqsIsWhatHasBeen) {
    const RunId run = running();
    for (const std::int64_t absurd : {largest, smallest}) {
        Command stale = command_of(CommandId("c"), keyboard_actor, RunPause{run, ""});
        stale.expect["run:" + run.text] = absurd;
        EXPECT_EQ(contest.tell(stale).error().code, "command.stale");
        EXPECT_EQ(
            contest
                .tell(RunLoad{StageId("final"), EntryId("T002"), FieldId("F2"),
                              absurd < 0 ? std::numeric_limits<int>::min() : std::numeric_limits<int>::max()})
                .error()
                .code,
            "run.not_next");
    }
}

TEST(Timetable, WithALongRestBetweenShortSlotsIsMadeAtOnce) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    StageSchedule schedule;
    schedule.stage = StageId("final");
    schedule.start = WallTime{0};
    schedule.slot_ms = 1'000;
    schedule.rest_ms = 3'600'500;
    // The break moves the steps of the timetable by half a slot.
    schedule.breaks = {{WallTime{60'000}, WallTime{90'500}}};
    contest.must(schedule);
    std::vector<std::int64_t> starts;
    for (const Slot& slot : contest.contest.table<Slot>()) starts.push_back(slot.starts_at.utc_ms);
    EXPECT_EQ(starts, (std::vector<std::int64_t>{0, 3'601'500}));
}

}  // namespace
}  // namespace sandau
