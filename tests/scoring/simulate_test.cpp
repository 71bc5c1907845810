#include "scoring/simulate.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "scoring/random.h"

namespace sandau {
namespace {

Strengths any_strengths(std::size_t teams) {
    Strengths strengths(teams);
    for (std::size_t i = 0; i < teams; ++i) strengths[i] = i;
    Random(*rc::gen::arbitrary<std::uint64_t>()).shuffle(strengths);
    return strengths;
}

std::size_t any_number_of_teams() {
    return *rc::gen::oneOf(rc::gen::inRange<std::size_t>(2, 40),
                           rc::gen::element<std::size_t>(63, 64, 65, 127, 128, 129, 1023, 1024));
}

std::size_t of_rank(const Strengths& strengths, std::size_t rank) {
    return static_cast<std::size_t>(std::find(strengths.begin(), strengths.end(), rank) - strengths.begin());
}

std::size_t loser(const PlayedMatch& match) {
    return match.winner == match.upper ? match.lower : match.upper;
}

TEST(SimulatedSingleElimination, EverybodyButTheStrongestLosesOnce) {
    EXPECT_TRUE(rc::check([] {
        const Strengths strengths = any_strengths(any_number_of_teams());
        const std::vector<PlayedMatch> matches = play_single_elimination(strengths, ThirdPlace::Shared);
        RC_ASSERT(matches.size() == strengths.size() - 1);
        std::set<std::size_t> out;
        for (const PlayedMatch& match : matches) {
            RC_ASSERT(!out.contains(match.upper) && !out.contains(match.lower));
            RC_ASSERT(strengths[match.winner] < strengths[loser(match)]);
            out.insert(loser(match));
        }
        RC_ASSERT(matches.back().winner == of_rank(strengths, 0));
    }));
}

TEST(SimulatedSingleElimination, TheLosersOfTheSemiFinalsPlayForThirdPlace) {
    for (const std::size_t teams : {3u, 4u, 5u, 8u, 100u}) {
        Strengths strengths(teams);
        for (std::size_t i = 0; i < teams; ++i) strengths[i] = i;
        const std::vector<PlayedMatch> matches = play_single_elimination(strengths, ThirdPlace::Match);
        const std::size_t semi_finals = teams == 3 ? 1 : 2;
        EXPECT_EQ(matches.size(), teams - 1 + (semi_finals == 2));
        if (semi_finals != 2) continue;
        const PlayedMatch& third = matches.back();
        EXPECT_EQ(third.id.text, "T");
        EXPECT_EQ((std::set<std::size_t>{third.upper, third.lower}),
                  (std::set<std::size_t>{loser(matches[teams - 4]), loser(matches[teams - 3])}));
        EXPECT_EQ(third.winner, 2u);
    }
}

TEST(SimulatedDoubleElimination, NobodyPlaysAfterTheSecondDefeat) {
    EXPECT_TRUE(rc::check([] {
        const Strengths strengths = any_strengths(any_number_of_teams());
        const auto grand_final = *rc::gen::element(GrandFinalPlay::Straight, GrandFinalPlay::ResetLbWins,
                                                   GrandFinalPlay::ResetWbWins);
        std::vector<int> defeats(strengths.size());
        const std::vector<PlayedMatch> matches = play_double_elimination(strengths, grand_final);
        for (const PlayedMatch& match : matches) {
            const bool winners = match.id.text.starts_with("WB");
            const int before = winners ? 0 : 1;
            if (match.id.text.starts_with("LB") || winners) {
                RC_ASSERT(defeats[match.upper] == before);
                RC_ASSERT(defeats[match.lower] == before);
            }
            RC_ASSERT(defeats[match.upper] < 2 && defeats[match.lower] < 2);
            ++defeats[loser(match)];
        }
        const bool reset = grand_final != GrandFinalPlay::Straight;
        RC_ASSERT(matches.size() == 2 * strengths.size() - 2 + (reset ? 1 : 0));
        const std::size_t champion = matches.back().winner;
        for (std::size_t i = 0; i < defeats.size(); ++i)
            if (i != champion) RC_ASSERT(defeats[i] == 2);
        const std::size_t expected = grand_final == GrandFinalPlay::ResetLbWins ? 1 : 0;
        RC_ASSERT(strengths[champion] == expected);
        RC_ASSERT(matches[matches.size() - (reset ? 2 : 1)].id.text == "GF1");
        RC_ASSERT(matches.back().id.text == (reset ? "GF2" : "GF1"));
    }));
}

TEST(SimulatedSwiss, NobodyMeetsAgainAndByesAreFair) {
    EXPECT_TRUE(rc::check([] {
        const std::size_t teams = *rc::gen::inRange<std::size_t>(8, 60);
        const auto rounds = play_swiss(any_strengths(teams), 5, *rc::gen::inRange<std::uint64_t>(0, 3));
        RC_ASSERT(rounds.has_value());
        std::set<std::pair<std::size_t, std::size_t>> met;
        std::set<std::size_t> byes;
        for (const TableRound& round : *rounds) {
            for (const auto& [a, b] : round.pairs)
                RC_ASSERT(met.insert({std::min(a, b), std::max(a, b)}).second);
            RC_ASSERT(round.pairs.size() == teams / 2);
            if (teams % 2 == 1) RC_ASSERT(byes.insert(*round.bye).second);
        }
    }));
}

TEST(SimulatedSwiss, SaysInWhichRoundThereIsNoLegalPairing) {
    const auto rounds = play_swiss({0, 1}, 2, 0);
    ASSERT_FALSE(rounds);
    EXPECT_EQ(rounds.error().code, "pairing.none_in_round");
    EXPECT_EQ(rounds.error().arguments.front().second, "2");
}

}  // namespace
}  // namespace sandau
