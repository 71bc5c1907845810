#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support/a_contest.h"

namespace sandau {
namespace {

using test::ContestUnderTest;

commands::ImportRow a_team(const std::string& name, const std::string& division, const std::string& child) {
    commands::ImportRow row;
    row.name = name;
    row.division = DivisionId(division);
    row.members = {{child, "2013-05-01", "", ""}};
    return row;
}

commands::StageSchedule on_fields(const char* stage, int fields) {
    commands::StageSchedule schedule;
    schedule.stage = StageId(stage);
    schedule.fields_count = fields;
    schedule.start = WallTime{1'723'248'000'000};
    schedule.slot_ms = 240'000;
    schedule.rest_ms = 600'000;
    return schedule;
}

TEST(Schedule, HasNoChildOfTwoTeamsInTwoPlaces) {
    ContestUnderTest contest;
    commands::EntryImport import;
    import.rows = {a_team("Một", "A", "Nguyễn An"), a_team("Hai", "B", "Nguyễn An"),
                   a_team("Ba", "A", "Nguyễn An"), a_team("Bốn", "B", "Trần Bình")};
    contest.must(import);
    contest.must(commands::EntryQualify{{EntryId("T001"), EntryId("T002"), EntryId("T003"), EntryId("T004")},
                                        commands::Verdict::Eligible,
                                        "thử"});
    ASSERT_EQ(contest.contest.table<Person>().size(), 2U);
    contest.must(on_fields("final", 4));
    std::set<std::int64_t> starts;
    for (const Slot& slot : contest.contest.table<Slot>())
        if (slot.entry != EntryId("T004")) starts.insert(slot.starts_at.utc_ms);
    ASSERT_EQ(starts.size(), 6U) << "three teams, two runs each, one child";
    for (auto start = starts.begin(); std::next(start) != starts.end(); ++start)
        EXPECT_GE(*std::next(start) - *start, 240'000 + 600'000);
}

constexpr const char* two_stages = R"json({"format":"sandau.contest/1","id":"x","divisions":[{"id":"A"}],
 "games":{"ball":{"kind":"match","sides":["red","blue"],"items":[{"id":"goals","kind":"count","points":1}],
   "derived":[{"id":"total","formula":"POINTS(goals)"}],"decide":[{"key":"total"}]}},
 "stages":[{"id":"form","format":"import","columns":[{"id":"points","kind":"number"}],
   "rank":[{"key":"points"}]},
  {"id":"league","format":"round_robin","game":"ball",
   "groups":{"count":3,"draw":{"seed_from":"form","avoid_same":"organization"}}},
  {"id":"side","format":"swiss","game":"ball","rounds":2}]})json";

commands::DrawStage draw_of(const char* stage) {
    commands::DrawStage draw;
    draw.stage = StageId(stage);
    return draw;
}

TEST(Draw, PutsTheBestOfAnotherStageIntoDifferentGroups) {
    for (std::int64_t seed = 1; seed < 20; ++seed) {
        ContestUnderTest contest(two_stages);
        contest.with_eligible(9);
        commands::ScoreImport form;
        form.stage = StageId("form");
        form.source = "bảng điểm";
        for (int n = 1; n <= 9; ++n) {
            Json scores;
            scores.set("points", 100 - n);
            form.results.push_back({EntryId("T00" + std::to_string(n)), {}, scores});
        }
        contest.must(form);
        commands::DrawStage draw = draw_of("league");
        draw.seed = seed;
        contest.must(draw);
        for (const auto& [group, entries] : contest.contest.table<StageDraw>().find("league")->groups) {
            std::set<int> pots;
            for (const EntryId& entry : entries) pots.insert((entry.text.back() - '1') / 3);
            EXPECT_EQ(pots.size(), 3U) << "one of the first three, one of the next, one of the last";
        }
    }
}

TEST(Schedule, OfTwoStagesHasNobodyInBothAtOnce) {
    ContestUnderTest contest(two_stages);
    contest.with_eligible(6);
    contest.must(draw_of("league"));
    contest.must(draw_of("side"));
    contest.must(on_fields("league", 2));
    contest.must(on_fields("side", 4));
    std::map<EntryId, std::set<std::int64_t>> starts;
    std::set<std::pair<std::string, std::int64_t>> fields;
    for (const Slot& slot : contest.contest.table<Slot>()) {
        EXPECT_TRUE(fields.insert({slot.field.text, slot.starts_at.utc_ms}).second);
        for (const auto& [side, entry] : contest.contest.table<Match>().find(slot.match.text)->sides)
            EXPECT_TRUE(starts[entry].insert(slot.starts_at.utc_ms).second) << entry.text;
    }
    for (const auto& [entry, those] : starts)
        for (auto start = those.begin(); std::next(start) != those.end(); ++start)
            EXPECT_GE(*std::next(start) - *start, 240'000 + 600'000) << entry.text;
}

TEST(Schedule, OfAMatchThatIsPlayedStays) {
    ContestUnderTest contest(two_stages);
    contest.with_eligible(4);
    contest.must(draw_of("side"));
    contest.must(on_fields("side", 1));
    const std::vector<Slot> before(contest.contest.table<Slot>().begin(),
                                   contest.contest.table<Slot>().end());
    ASSERT_EQ(before.size(), 2U);
    contest.must(commands::MatchLoad{before[0].match, before[0].field, {}});
    commands::StageSchedule later = on_fields("side", 1);
    later.start.utc_ms += 3'600'000;
    contest.must(later);
    ASSERT_EQ(contest.contest.table<Slot>().size(), 2U);
    EXPECT_EQ(*contest.contest.table<Slot>().find(before[0].id.text), before[0]);
    for (const Slot& slot : contest.contest.table<Slot>())
        EXPECT_EQ(slot.starts_at, slot.match == before[0].match ? before[0].starts_at : later.start);
}

}  // namespace
}  // namespace sandau
