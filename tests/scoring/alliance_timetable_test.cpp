#include "scoring/alliance_timetable.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandau {
namespace {

constexpr std::int64_t minute_ms = 60'000;

AllianceRequest a_request(int teams, int plays, int fields = 1, std::int64_t rest_min = 0) {
    AllianceRequest request;
    request.teams = teams;
    request.plays = plays;
    request.fields = fields;
    request.slot_ms = 4 * minute_ms;
    request.rest_ms = rest_min * minute_ms;
    return request;
}

/// Nobody in two places, no field twice, rest kept.
bool keeps_the_hard_rules(const AllianceRequest& request, const std::vector<AllianceMatch>& matches) {
    std::set<std::pair<std::int64_t, int>> taken;
    std::map<int, std::vector<std::int64_t>> starts;
    std::int64_t before_ms = 0;
    for (const AllianceMatch& match : matches) {
        if (match.field < 0 || match.field >= request.fields || match.start_ms < before_ms) return false;
        if (match.start_ms % request.slot_ms != 0) return false;
        if (!taken.insert({match.start_ms, match.field}).second) return false;
        if (match.teams.size() != static_cast<std::size_t>(request.sides * request.per_side)) return false;
        for (const int team : match.teams) starts[team].push_back(match.start_ms);
        before_ms = match.start_ms;
    }
    for (const auto& [team, times] : starts)
        for (std::size_t i = 1; i < times.size(); ++i)
            if (times[i] - times[i - 1] < request.slot_ms + request.rest_ms) return false;
    return true;
}

/// Everybody as often, and the spare places of the last match are further plays of who plays there.
bool plays_are_fair(const AllianceRequest& request, const std::vector<AllianceMatch>& matches) {
    const int size = request.sides * request.per_side;
    const int wanted = request.teams * request.plays;
    if (static_cast<int>(matches.size()) != (wanted + size - 1) / size) return false;
    std::map<int, int> times;
    for (const AllianceMatch& match : matches)
        for (const int team : match.teams) ++times[team];
    int extra = 0;
    for (int team = 0; team < request.teams; ++team) {
        const int more = times[team] - request.plays;
        if (more < 0 || more > 1) return false;
        const auto& last = matches.back().teams;
        if (more == 1 && std::find(last.begin(), last.end(), team) == last.end()) return false;
        extra += more;
    }
    return extra == static_cast<int>(matches.size()) * size - wanted;
}

struct Size {
    int teams, plays, fields;
    std::int64_t rest_min;
};

class Qualification : public ::testing::TestWithParam<Size> {};

TEST_P(Qualification, HasNoPartnerAgainAndNoOpponentFourTimesAndIsEven) {
    const auto [teams, plays, fields, rest_min] = GetParam();
    const AllianceRequest request = a_request(teams, plays, fields, rest_min);
    const std::vector<AllianceMatch> matches = *make_alliance_timetable(request);
    EXPECT_TRUE(keeps_the_hard_rules(request, matches));
    EXPECT_TRUE(plays_are_fair(request, matches));
    const AllianceFaults faults = faults_of(request, matches);
    EXPECT_EQ(faults.partner_repeats, 0);
    EXPECT_EQ(faults.opponents_above_3, 0);
    EXPECT_EQ(faults.short_gaps, 0);
    EXPECT_EQ(faults.uneven_sides, 0);
    EXPECT_EQ(faults.uneven_stations, 0);
}

INSTANTIATE_TEST_SUITE_P(Sizes, Qualification,
                         ::testing::Values(Size{36, 8, 1, 0}, Size{36, 12, 1, 0}, Size{37, 9, 2, 0},
                                           Size{40, 10, 1, 15}, Size{41, 11, 2, 15}, Size{48, 12, 2, 10},
                                           Size{53, 9, 3, 0}, Size{60, 8, 2, 15}, Size{60, 12, 2, 0}));

TEST(AllianceTimetable, KeepsTheHardRulesOfAnySize) {
    EXPECT_TRUE(rc::check([] {
        AllianceRequest request = a_request(0, *rc::gen::inRange(1, 7), *rc::gen::inRange(1, 5),
                                            *rc::gen::inRange<std::int64_t>(0, 30));
        request.sides = *rc::gen::inRange(1, 4);
        request.per_side = *rc::gen::inRange(1, 4);
        const int size = request.sides * request.per_side;
        request.teams = size + *rc::gen::inRange(0, 12);
        request.seed = *rc::gen::arbitrary<std::uint64_t>();
        const std::vector<AllianceMatch> matches = *make_alliance_timetable(request);
        RC_ASSERT(keeps_the_hard_rules(request, matches));
        RC_ASSERT(plays_are_fair(request, matches));
    }));
}

TEST(AllianceTimetable, IsTheSameAgainAndAnotherSeedGivesAnother) {
    AllianceRequest request = a_request(24, 6, 2);
    const std::vector<AllianceMatch> first = *make_alliance_timetable(request);
    EXPECT_EQ(first, *make_alliance_timetable(request));
    request.seed = 2;
    EXPECT_NE(first, *make_alliance_timetable(request));
}

TEST(AllianceTimetable, WaitsNoLongerThanRestAsks) {
    // Six teams all play every match: four matches, each a slot and the rest after the one before.
    const std::vector<AllianceMatch> matches = *make_alliance_timetable(a_request(6, 4, 2, 10));
    for (std::size_t i = 0; i < matches.size(); ++i)
        EXPECT_EQ(matches[i].start_ms, static_cast<std::int64_t>(i) * 16 * minute_ms);
}

TEST(AllianceTimetable, PlaysNothingInABreak) {
    EXPECT_TRUE(rc::check([] {
        AllianceRequest request =
            a_request(6 + *rc::gen::inRange(0, 7), 3, *rc::gen::inRange(1, 3), *rc::gen::inRange(0, 20));
        for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
            const std::int64_t from_ms = *rc::gen::inRange<std::int64_t>(0, 90) * minute_ms;
            request.breaks.push_back({from_ms, from_ms + *rc::gen::inRange<std::int64_t>(1, 60) * minute_ms});
        }
        const std::vector<AllianceMatch> matches = *make_alliance_timetable(request);
        std::map<std::int64_t, int> at_once;
        std::map<int, std::int64_t> free_ms;
        for (const AllianceMatch& match : matches) {
            for (const Span& one : request.breaks)
                RC_ASSERT(!one.overlaps(match.start_ms, match.start_ms + request.slot_ms));
            RC_ASSERT(++at_once[match.start_ms] <= request.fields);
            for (const int team : match.teams) {
                RC_ASSERT(free_ms[team] <= match.start_ms);
                free_ms[team] = match.start_ms + request.slot_ms + request.rest_ms;
            }
        }
    }));
}

TEST(AllianceTimetable, SpreadsTeamsOverTheFields) {
    const AllianceRequest request = a_request(48, 8, 2);
    std::map<int, std::map<int, int>> fields;
    for (const auto matches = *make_alliance_timetable(request); const AllianceMatch& match : matches)
        for (const int team : match.teams) ++fields[team][match.field];
    for (auto& [team, times] : fields) EXPECT_LE(std::abs(times[0] - times[1]), 4) << team;
}

TEST(AllianceTimetable, CountsFaults) {
    const AllianceRequest request = a_request(6, 2);
    const std::vector<AllianceMatch> matches = {{0, 0, {0, 1, 2, 3, 4, 5}},
                                                {0, 4 * minute_ms, {0, 1, 3, 2, 4, 5}}};
    const AllianceFaults faults = faults_of(request, matches);
    EXPECT_EQ(faults.partner_repeats, 2);
    EXPECT_EQ(faults.opponents_above_3, 0);
    EXPECT_EQ(faults.short_gaps, 0);
    EXPECT_EQ(faults.sum(), 2);
}

TEST(AllianceTimetable, RefusesWhatCannotBe) {
    EXPECT_EQ(make_alliance_timetable(a_request(5, 4)).error().code, "timetable.too_few_teams");
    EXPECT_EQ(make_alliance_timetable(a_request(6, 0)).error().code, "timetable.request");
    EXPECT_EQ(make_alliance_timetable(a_request(6, 4, 0)).error().code, "timetable.request");
    EXPECT_EQ(make_alliance_timetable(a_request(1000, 100)).error().code, "timetable.request");
}

}  // namespace
}  // namespace sandau
