#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scoring/command_payloads.h"
#include "scoring/field_pace.h"
#include "scoring/schedule_conflicts.h"
#include "support/a_contest.h"

namespace sandau {
namespace {

using test::ContestUnderTest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t start_ms = 1'723'248'000'000;
constexpr std::int64_t slot_ms = 240'000;

/// Four teams on two fields; the first and the second have a child in common.
struct TimetableUnderTest : ContestUnderTest {
    TimetableUnderTest() {
        commands::EntryImport import;
        for (const auto& [name, child] :
             {std::pair("Một", "Nguyễn An"), {"Hai", "Nguyễn An"}, {"Ba", "Lê Chi"}, {"Bốn", "Trần Bình"}}) {
            commands::ImportRow row;
            row.name = name;
            row.division = DivisionId("A");
            row.members = {{child, "2013-05-01", "", ""}};
            import.rows.push_back(row);
        }
        must(import);
        must(commands::EntryQualify{{EntryId("T001"), EntryId("T002"), EntryId("T003"), EntryId("T004")},
                                    commands::Verdict::Eligible,
                                    "thử"});
        commands::StageSchedule schedule;
        schedule.stage = StageId("final");
        schedule.fields_count = 2;
        schedule.start = WallTime{start_ms};
        schedule.slot_ms = slot_ms;
        must(schedule);
    }
    /// The first run of a team.
    Slot slot_of(const std::string& entry) const {
        for (const Slot& slot : contest.table<Slot>())
            if (slot.entry.text == entry && slot.number == 1) return slot;
        ADD_FAILURE() << entry;
        return {};
    }
    commands::ScheduleMove a_move(const Slot& slot, const std::string& field, std::int64_t at_ms) const {
        return {slot.stage, slot.id, FieldId(field), WallTime{at_ms}};
    }
    Result<Json> refused(const commands::ScheduleMove& move) { return tell(move); }
};

TEST(ScheduleMove, BringsOnePlaceElsewhereAndNothingElse) {
    TimetableUnderTest contest;
    const std::vector<Slot> before(contest.contest.table<Slot>().begin(),
                                   contest.contest.table<Slot>().end());
    const Slot moved = contest.slot_of("T003");
    contest.must(contest.a_move(moved, "F1", start_ms + 100 * slot_ms));
    for (const Slot& slot : before) {
        const Slot& now = *contest.contest.table<Slot>().find(slot.id.text);
        if (slot.id != moved.id) {
            EXPECT_EQ(now, slot);
            continue;
        }
        EXPECT_EQ(now.field, FieldId("F1"));
        EXPECT_EQ(now.starts_at.utc_ms, start_ms + 100 * slot_ms);
        EXPECT_EQ(now.duration_ms, slot.duration_ms);
    }
}

TEST(ScheduleMove, MayOpenAFieldThatNobodyHasNamed) {
    TimetableUnderTest contest;
    contest.must(contest.a_move(contest.slot_of("T003"), "F7", start_ms));
    EXPECT_NE(contest.contest.table<Field>().find("F7"), nullptr);
    for (const char* odd : {"F65", "F0", "Sân", "F1x", ""}) {
        const auto answer = contest.refused(contest.a_move(contest.slot_of("T003"), odd, start_ms));
        ASSERT_FALSE(answer) << odd;
        EXPECT_EQ(answer.error().code, "not_found") << odd;
    }
}

TEST(ScheduleMove, IsRefusedForWhatWasCalledAlready) {
    TimetableUnderTest contest;
    const Slot slot = contest.slot_of("T003");
    contest.must(commands::RunLoad{slot.stage, slot.entry, slot.field, 0});
    const auto answer = contest.refused(contest.a_move(slot, "F2", start_ms + slot_ms));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "schedule.played");
}

TEST(ScheduleMove, IsRefusedForNoPlaceAndNoDate) {
    TimetableUnderTest contest;
    const Slot slot = contest.slot_of("T003");
    commands::ScheduleMove elsewhere = contest.a_move(slot, "F1", start_ms);
    elsewhere.stage = StageId("online");
    EXPECT_EQ(contest.refused(elsewhere).error().code, "not_found") << "of another stage";
    elsewhere = contest.a_move(slot, "F1", start_ms);
    elsewhere.slot = SlotId("final.999");
    EXPECT_EQ(contest.refused(elsewhere).error().code, "not_found");
    EXPECT_EQ(
        contest.refused(contest.a_move(slot, "F1", std::numeric_limits<std::int64_t>::max())).error().path,
        "starts_at");
}

TEST(ScheduleConflicts, AreNoneInATimetableThatWasMade) {
    const TimetableUnderTest contest;
    EXPECT_THAT(schedule_conflicts(contest.contest), IsEmpty());
}

TEST(ScheduleConflicts, ABusyField) {
    TimetableUnderTest contest;
    const Slot there = contest.slot_of("T003");
    Slot moved = contest.slot_of("T004");
    moved.field = there.field;
    moved.starts_at.utc_ms = there.starts_at.utc_ms + slot_ms / 2;
    std::vector<SlotConflictKind> kinds;
    for (const SlotConflict& conflict : conflicts_of(contest.contest, moved))
        if (conflict.other == there.id) kinds.push_back(conflict.kind);
    EXPECT_THAT(kinds, ElementsAre(SlotConflictKind::Field));
    contest.must(contest.a_move(moved, moved.field.text, moved.starts_at.utc_ms));
    bool is_found = false;
    for (const SlotConflict& conflict : schedule_conflicts(contest.contest))
        is_found = is_found || (conflict.kind == SlotConflictKind::Field && conflict.slot == there.id &&
                                conflict.other == moved.id && conflict.who == there.field.text);
    EXPECT_TRUE(is_found) << "said once, from the earlier one";
    moved.starts_at.utc_ms = there.starts_at.utc_ms + 500 * slot_ms;
    EXPECT_THAT(conflicts_of(contest.contest, moved), IsEmpty());
}

TEST(ScheduleConflicts, ATeamInTwoPlacesAndAChildOfTwoTeams) {
    TimetableUnderTest contest;
    const Slot first = contest.slot_of("T001");
    Slot second = contest.slot_of("T002");
    second.field = FieldId("F9");
    second.starts_at = first.starts_at;
    const auto with_child = conflicts_of(contest.contest, second);
    ASSERT_EQ(with_child.size(), 1U);
    EXPECT_EQ(with_child[0].kind, SlotConflictKind::Person);
    EXPECT_EQ(contest.contest.table<Person>().find(with_child[0].who)->name, "Nguyễn An");
    Slot own;
    for (const Slot& slot : contest.contest.table<Slot>())
        if (slot.entry == first.entry && slot.number == 2) own = slot;
    own.field = FieldId("F9");
    own.starts_at = first.starts_at;
    const auto with_itself = conflicts_of(contest.contest, own);
    ASSERT_EQ(with_itself.size(), 1U) << "its people go with it";
    EXPECT_EQ(with_itself[0].kind, SlotConflictKind::Entry);
    EXPECT_EQ(with_itself[0].who, "T001");
}

TEST(ScheduleConflicts, AJudgeOfTheFieldWhoDeclaredOne) {
    TimetableUnderTest contest;
    commands::UserGrant grant;
    grant.name = "Lan";
    grant.grants = {Grant{Role::Referee, {}, {}, FieldId("F2"), {}, {}}};
    const std::string judge = *contest.must(grant).find("user")->as_string();
    commands::ConflictDeclare declared;
    declared.judge = UserId(judge);
    declared.entry = EntryId("T004");
    declared.reason = "cô giáo của đội";
    contest.must(declared);
    Slot slot = contest.slot_of("T004");
    slot.starts_at.utc_ms += 500 * slot_ms;
    slot.field = FieldId("F1");
    EXPECT_THAT(conflicts_of(contest.contest, slot), IsEmpty());
    slot.field = FieldId("F2");
    EXPECT_THAT(conflicts_of(contest.contest, slot),
                ElementsAre(SlotConflict{SlotConflictKind::Judge, slot.id, SlotId(), judge}));
}

TEST(FieldPace, IsMeasuredByTheFieldsOwnResults) {
    TimetableUnderTest contest;
    std::vector<Slot> on_first;
    for (const Slot& slot : contest.contest.table<Slot>())
        if (slot.field == FieldId("F1")) on_first.push_back(slot);
    std::sort(on_first.begin(), on_first.end(),
              [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
    ASSERT_GE(on_first.size(), 4U);
    const std::int64_t first_ms = on_first[0].starts_at.utc_ms;
    const auto pace = [&] { return pace_of(contest.contest, FieldId("F1"), contest.now.wall); };
    contest.now.wall.utc_ms = first_ms - 60'000;
    EXPECT_FALSE(pace()) << "its time has not come";
    contest.pass(milliseconds(60'000 + 120'000));
    ASSERT_TRUE(pace());
    EXPECT_EQ(pace()->late_ms, 120'000) << "nobody has come and it is two minutes past";
    EXPECT_FALSE(pace()->is_measured);
    EXPECT_EQ(pace()->cycle_ms, slot_ms);
    for (std::size_t run = 0; run < 2; ++run) {
        const RunId id = contest.start_run(on_first[run].entry.text);
        contest.pass(milliseconds(60'000));
        contest.must(commands::RunEnd{id, {}});
        commands::ScoreSet answered;
        answered.sheet = id;
        answered.items.set("finish", false);
        contest.must(answered);
        contest.must(commands::ScoreReview{id, {}});
        contest.must(commands::ScoreCommit{id, {}});
        contest.pass(milliseconds(240'000));
        contest.must(commands::ScorePublish{id, {}});
    }
    const auto later = pace();
    ASSERT_TRUE(later);
    EXPECT_TRUE(later->is_measured);
    EXPECT_EQ(later->cycle_ms, 300'000) << "five minutes instead of four";
    EXPECT_EQ(later->left, static_cast<std::int64_t>(on_first.size()) - 2);
    EXPECT_EQ(later->late_ms, 120'000 + 2 * (300'000 - slot_ms));
    EXPECT_EQ(later->free_at, contest.now.wall) << "nobody stands there";
    EXPECT_EQ(later->over_at.utc_ms, contest.now.wall.utc_ms + later->left * 300'000);
    contest.start_run("T001", "F2");
    contest.pass(milliseconds(60'000));
    EXPECT_EQ(pace_of(contest.contest, FieldId("F2"), contest.now.wall)->free_at.utc_ms,
              contest.now.wall.utc_ms - 60'000 + slot_ms)
        << "a cycle after the one who is there began";
}

}  // namespace
}  // namespace sandau
