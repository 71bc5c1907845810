#include <gtest/gtest.h>

#include <set>

#include "scoring/bracket.h"
#include "scoring/contest_results.h"
#include "scoring/cross_groups.h"
#include "scoring/grants.h"
#include "support/a_contest.h"

namespace sandau {
namespace {

using test::ContestUnderTest;

constexpr const char* matches_rules = R"json({"format":"sandau.contest/1","id":"red-blue",
 "name":{"vi":"Đỏ xanh"},"divisions":[{"id":"A"}],
 "games":{"ball":{"kind":"match","sides":["red","blue"],"periods":[{"id":"play","ms":60000}],
   "items":[{"id":"goals","kind":"count","points":1}],
   "shared":[{"id":"ttt","kind":"grid","rows":1,"cols":2}],
   "derived":[{"id":"total","formula":"POINTS(goals)"}],"decide":[{"key":"total"}]}},
 "stages":[{"id":"league","format":"round_robin","game":"ball",
   "groups":{"count":2,"draw":{"avoid_same":"organization"}}},
  {"id":"cup","format":"single_elimination","game":"ball","seeding":"draw"}]})json";

commands::DrawStage draw_of(const char* stage, std::int64_t seed) {
    commands::DrawStage draw;
    draw.stage = StageId(stage);
    draw.seed = seed;
    return draw;
}

commands::ScoreSet goals(const RunId& sheet, const std::string& side, int number) {
    commands::ScoreSet set;
    set.sheet = sheet;
    set.match.emplace();
    set.match->sides[side].items.set("goals", number);
    return set;
}

const RunId first_match{"league.m001"};

ContestUnderTest drawn_league() {
    ContestUnderTest contest(matches_rules);
    contest.with_eligible(8);
    contest.must(draw_of("league", 7));
    return contest;
}

TEST(Draw, WithTheSameSeedComesOutTheSame) {
    const ContestUnderTest one = drawn_league(), other = drawn_league();
    const StageDraw& draw = *one.contest.table<StageDraw>().find("league");
    EXPECT_EQ(draw, *other.contest.table<StageDraw>().find("league"));
    EXPECT_EQ(draw.seed, 7);
    EXPECT_EQ(draw.groups.size(), 2U);
    EXPECT_EQ(draw.groups.begin()->second.size(), 4U);
    EXPECT_EQ(one.contest.table<Match>().size(), 12U) << "two groups of four";
}

TEST(Draw, IsMadeAnewWhileNobodyHasPlayed) {
    ContestUnderTest contest = drawn_league();
    contest.must(draw_of("league", 8));
    EXPECT_EQ(contest.contest.table<StageDraw>().find("league")->seed, 8);
    contest.must(goals(first_match, "red", 1));
    const Result<Json> late = contest.tell(draw_of("league", 9));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "draw.played");
}

TEST(MatchSheet, SidesHaveVersionsOfTheirOwn) {
    ContestUnderTest contest = drawn_league();
    contest.must(goals(first_match, "red", 1));
    const Seq red = contest.contest.version("sheet:league.m001:red");
    contest.must(goals(first_match, "blue", 2));
    EXPECT_EQ(contest.contest.version("sheet:league.m001:red"), red);
    EXPECT_GT(contest.contest.version("sheet:league.m001:blue"), red);

    Command stale = command_of(CommandId("late"), keyboard_actor, goals(first_match, "blue", 3));
    stale.expect["sheet:league.m001:blue"] = red;
    const Result<Json> refused = contest.tell(stale);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "command.stale");
}

TEST(MatchSheet, ARefereeOfOneSideFillsInThatSideOnly) {
    ContestUnderTest contest = drawn_league();
    commands::UserGrant grant;
    grant.name = "Trọng tài đỏ";
    grant.grants = {{Role::Referee, {}, {}, {}, "red", {}}};
    const UserId referee(*contest.must(grant).find("user")->as_string());
    EXPECT_TRUE(contest.tell(goals(first_match, "red", 1), referee));
    const Result<Json> blue = contest.tell(goals(first_match, "blue", 1), referee);
    ASSERT_FALSE(blue);
    EXPECT_EQ(blue.error().code, "grant.missing");
}

TEST(MatchSheet, SharedStateThatDoesNotFitIsRefusedByItsPath) {
    ContestUnderTest contest = drawn_league();
    commands::ScoreSet set = goals(first_match, "red", 1);
    set.match->shared.set("ttt", *read_json(R"([["red"]])"));
    const Result<Json> refused = contest.tell(set);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().path, "match.shared.ttt[0]");
    set.match->shared.set("ttt", *read_json(R"([["red",null]])"));
    EXPECT_TRUE(contest.tell(set));
}

TEST(MatchSheet, OfARunAndOfAMatchAreNotMixedUp) {
    ContestUnderTest contest = drawn_league();
    commands::ScoreSet set;
    set.sheet = first_match;
    set.items.set("goals", 3);
    const Result<Json> refused = contest.tell(set);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "sheet.of_a_match");
}

TEST(Rules, WhatWasDrawnUnderThemStays) {
    ContestUnderTest contest = drawn_league();
    std::string other = matches_rules;
    other.replace(other.find("[\"red\",\"blue\"]"), 14, "[\"one\",\"two\"]");
    const Result<Json> refused = contest.tell(commands::DefinitionAmend{other, "đổi tên bên"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "definition.in_use");
}

/// The round in which two slots of a bracket meet, from 1.
std::size_t meeting_round(std::size_t a, std::size_t b) {
    std::size_t round = 0;
    for (; a != b; a /= 2, b /= 2) ++round;
    return round;
}

TEST(CrossGroups, WhoComesFromOneGroupMeetsInTheFinalAtTheEarliest) {
    for (const std::size_t groups : {2u, 4u, 8u, 16u}) {
        std::vector<std::vector<FromGroup>> tiers(2);
        for (std::size_t tier = 0; tier < 2; ++tier)
            for (std::size_t g = 0; g < groups; ++g) tiers[tier].push_back({g, EntryId(std::to_string(g))});
        const std::vector<EntryId> seeds = cross_group_seeds(tiers);
        const std::vector<std::size_t> slots = standard_seeding(groups * 2);
        std::map<EntryId, std::vector<std::size_t>> slots_of;
        for (std::size_t slot = 0; slot < slots.size(); ++slot) slots_of[seeds[slots[slot]]].push_back(slot);
        std::size_t rounds = 0;
        for (std::size_t size = groups * 2; size > 1; size /= 2) ++rounds;
        for (const auto& [group, two] : slots_of) EXPECT_EQ(meeting_round(two[0], two[1]), rounds);
        EXPECT_EQ(std::set<EntryId>(seeds.begin(), seeds.begin() + static_cast<long>(groups)).size(), groups)
            << "winners are seeded before runners-up";
    }
}

}  // namespace
}  // namespace sandau
