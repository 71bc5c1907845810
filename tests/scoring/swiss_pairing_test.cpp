#include "scoring/swiss_pairing.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "scoring/least_cost_matching.h"
#include "scoring/random.h"

namespace sandau {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

Pair sorted(Pair pair) {
    return {std::min(pair.first, pair.second), std::max(pair.first, pair.second)};
}

std::set<Pair> met_of(const SwissState& state) {
    std::set<Pair> met;
    for (const Pair& pair : state.met) met.insert(sorted(pair));
    return met;
}

/// Everybody once, nobody again, and the sum is what it says.
void expect_legal(const SwissState& state, const SwissPairing& pairing) {
    const std::set<Pair> met = met_of(state);
    std::vector<int> times(state.points.size());
    Rational sum;
    for (const Pair& pair : pairing.pairs) {
        RC_ASSERT(!met.contains(sorted(pair)));
        RC_ASSERT(state.points[pair.first] >= state.points[pair.second]);
        ++times[pair.first];
        ++times[pair.second];
        sum += state.points[pair.first] - state.points[pair.second];
    }
    RC_ASSERT(pairing.bye.has_value() == (state.points.size() % 2 == 1));
    if (pairing.bye) {
        ++times[*pairing.bye];
        RC_ASSERT(std::count(state.had_bye.begin(), state.had_bye.end(), *pairing.bye) == 0);
    }
    RC_ASSERT(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
    RC_ASSERT(sum == pairing.difference);
}

/// The least (bye's points, sum of differences) by trying every pairing.
struct Best {
    Rational bye_points;
    Rational difference;
    auto operator<=>(const Best&) const = default;
};

void try_all(const SwissState& state, const std::set<Pair>& met, std::vector<bool>& used, const Best& so_far,
             std::optional<Best>& best) {
    std::size_t first = 0;
    while (first < used.size() && used[first]) ++first;
    if (first == used.size()) {
        if (!best || so_far < *best) best = so_far;
        return;
    }
    used[first] = true;
    const std::size_t left = static_cast<std::size_t>(std::count(used.begin(), used.end(), false));
    const bool had = std::count(state.had_bye.begin(), state.had_bye.end(), first) != 0;
    if (left % 2 == 0 && !had)
        try_all(state, met, used, {so_far.bye_points + state.points[first], so_far.difference}, best);
    for (std::size_t other = first + 1; other < used.size(); ++other) {
        if (used[other] || met.contains({first, other})) continue;
        used[other] = true;
        const Rational apart = (state.points[first] - state.points[other]).abs();
        try_all(state, met, used, {so_far.bye_points, so_far.difference + apart}, best);
        used[other] = false;
    }
    used[first] = false;
}

std::optional<Best> best_of_all(const SwissState& state) {
    std::optional<Best> best;
    std::vector<bool> used(state.points.size());
    try_all(state, met_of(state), used, {}, best);
    return best;
}

void expect_best(const SwissState& state) {
    const std::optional<Best> best = best_of_all(state);
    const Result<SwissPairing> pairing = pair_swiss_round(state);
    RC_ASSERT(pairing.has_value() == best.has_value());
    if (!pairing) {
        RC_ASSERT(pairing.error().code == "pairing.none");
        return;
    }
    expect_legal(state, *pairing);
    RC_ASSERT(pairing->difference == best->difference);
    if (pairing->bye) RC_ASSERT(state.points[*pairing->bye] == best->bye_points);
}

/// Which pairs have met: bit by bit, in the order of the pairs.
std::vector<Pair> met_by_bits(std::size_t count, std::uint64_t bits) {
    std::vector<Pair> met;
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a + 1; b < count; ++b, bits >>= 1)
            if (bits & 1) met.push_back({a, b});
    return met;
}

SwissState state_by_bits(const std::vector<int>& table, std::size_t count, std::uint64_t met) {
    SwissState state;
    for (std::size_t i = 0; i < count; ++i) state.points.push_back(table[i]);
    state.met = met_by_bits(count, met);
    return state;
}

std::uint64_t met_sets(std::size_t count) {
    return std::uint64_t{1} << (count < 2 ? 0 : count * (count - 1) / 2);
}

TEST(SwissPairing, IsTheBestOfAllWhoeverMetAndWhoeverHadAByeInFieldsOfUpToFive) {
    const std::vector<std::vector<int>> tables = {
        {0, 0, 0, 0, 0}, {4, 3, 2, 1, 0}, {2, 2, 1, 1, 0}, {0, 1, 0, 3, 1}};
    for (const std::vector<int>& table : tables) {
        for (std::size_t count = 0; count <= 5; ++count) {
            for (std::uint64_t met = 0; met < met_sets(count); ++met) {
                SwissState state = state_by_bits(table, count, met);
                ASSERT_NO_THROW(expect_best(state)) << count << " entries, met " << met;
                for (std::size_t byes = 0; byes < count && count % 2 == 1; ++byes) {
                    state.had_bye.push_back(count - 1 - byes);
                    ASSERT_NO_THROW(expect_best(state)) << count << " entries, met " << met;
                }
            }
        }
    }
}

TEST(SwissPairing, IsTheBestOfAllWhoeverMetInAFieldOfSix) {
    for (std::uint64_t met = 0; met < met_sets(6); ++met)
        ASSERT_NO_THROW(expect_best(state_by_bits({5, 4, 4, 2, 1, 1}, 6, met))) << met;
}

TEST(SwissPairing, IsTheBestOfAllInFieldsOfUpToNine) {
    EXPECT_TRUE(rc::check([] {
        SwissState state;
        const std::size_t count = *rc::gen::inRange<std::size_t>(0, 10);
        for (std::size_t i = 0; i < count; ++i)
            state.points.push_back(
                Rational(*rc::gen::inRange<std::int64_t>(-3, 12), *rc::gen::inRange<std::int64_t>(1, 4)));
        const std::uint64_t dense =
            *rc::gen::arbitrary<std::uint64_t>() | *rc::gen::arbitrary<std::uint64_t>();
        state.met =
            met_by_bits(count, *rc::gen::arbitrary<bool>() ? dense : *rc::gen::arbitrary<std::uint64_t>());
        for (std::size_t i = 0; i < count; ++i)
            if (*rc::gen::inRange(0, 3) == 0) state.had_bye.push_back(i);
        state.seed = *rc::gen::inRange<std::uint64_t>(0, 5);
        expect_best(state);
    }));
}

/// Rounds played so far, the stronger always winning, and each paired as it would be.
SwissState after_rounds(std::size_t count, int rounds, std::uint64_t seed) {
    SwissState state;
    state.points.assign(count, 0);
    Random strength(seed);
    std::vector<std::uint64_t> strengths(count);
    for (std::uint64_t& one : strengths) one = strength.next();
    for (int round = 0; round < rounds; ++round) {
        const Result<SwissPairing> pairing = pair_swiss_round(state);
        if (!pairing) break;
        for (const Pair& pair : pairing->pairs) {
            state.met.push_back(pair);
            const bool draw = strength.below(5) == 0;
            const std::size_t winner =
                strengths[pair.first] > strengths[pair.second] ? pair.first : pair.second;
            const std::size_t loser = winner == pair.first ? pair.second : pair.first;
            state.points[winner] += draw ? Rational(1, 2) : Rational(1);
            if (draw) state.points[loser] += Rational(1, 2);
        }
        if (pairing->bye) {
            state.had_bye.push_back(*pairing->bye);
            state.points[*pairing->bye] += 1;
        }
    }
    return state;
}

/// The same in one piece, over every legal pair: what the pairing does with a few of them at a time.
/// An even field only.
std::int64_t least_halves(const SwissState& state) {
    const std::set<Pair> met = met_of(state);
    std::vector<MatchingEdge> edges;
    for (std::size_t a = 0; a < state.points.size(); ++a)
        for (std::size_t b = a + 1; b < state.points.size(); ++b)
            if (!met.contains({a, b}))
                edges.push_back({static_cast<int>(a), static_cast<int>(b),
                                 *(Rational(2) * (state.points[a] - state.points[b]).abs()).as_int64()});
    const auto matching = least_cost_matching(static_cast<int>(state.points.size()), edges);
    std::int64_t sum = 0;
    for (const MatchingEdge& edge : edges)
        if (matching->partner[static_cast<std::size_t>(edge.a)] == edge.b) sum += edge.cost;
    return sum;
}

TEST(SwissPairing, OfALargeFieldCostsNoMoreThanOverAllPairs) {
    EXPECT_TRUE(rc::check([] {
        const std::size_t count = 2 * *rc::gen::inRange<std::size_t>(10, 70);
        SwissState state =
            after_rounds(count, *rc::gen::inRange(1, 12), *rc::gen::arbitrary<std::uint64_t>());
        const Result<SwissPairing> pairing = pair_swiss_round(state);
        RC_ASSERT(pairing.has_value());
        expect_legal(state, *pairing);
        RC_ASSERT(Rational(2) * pairing->difference == Rational(least_halves(state)));
    }));
}

TEST(SwissPairing, NobodyMeetsAgainHoweverLongItGoesOn) {
    for (const std::size_t count : {2u, 3u, 4u, 5u, 6u, 7u, 8u, 12u, 16u, 31u}) {
        SwissState state = after_rounds(count, 100, count);
        const Result<SwissPairing> next = pair_swiss_round(state);
        ASSERT_FALSE(next) << count;
        EXPECT_EQ(next.error().code, "pairing.none");
        std::set<Pair> met = met_of(state);
        EXPECT_EQ(met.size(), state.met.size()) << "somebody met again";
        EXPECT_EQ(std::set<std::size_t>(state.had_bye.begin(), state.had_bye.end()).size(),
                  state.had_bye.size());
    }
}

TEST(SwissPairing, GivesTheByeToTheLowestThatMayHaveIt) {
    SwissState state;
    state.points = {3, 2, 1, 1, 0};
    state.had_bye = {4};
    const Result<SwissPairing> pairing = pair_swiss_round(state);
    ASSERT_TRUE(pairing);
    EXPECT_TRUE(*pairing->bye == 2 || *pairing->bye == 3);
    // A bye for 4 leaves 0, 1, 2 and 3; who met must not leave 0 without anybody.
    state.had_bye = {};
    state.met = {{0, 1}, {0, 2}, {0, 3}};
    const Result<SwissPairing> forced = pair_swiss_round(state);
    ASSERT_TRUE(forced);
    EXPECT_NE(*forced->bye, 4u);
    EXPECT_EQ(state.points[*forced->bye], Rational(1));
}

TEST(SwissPairing, SaysWhyThereIsNone) {
    const auto why = [](const SwissState& state) {
        const Result<SwissPairing> pairing = pair_swiss_round(state);
        return pairing ? std::string("paired") : pairing.error().arguments.front().second;
    };
    EXPECT_EQ(why({{0, 0}, {{1, 0}}, {}}), "@pairing.has_met_all");
    EXPECT_EQ(why({{0, 0, 0}, {}, {0, 1, 2}}), "@pairing.all_had_bye");
    EXPECT_EQ(why({{0}, {}, {0}}), "@pairing.all_had_bye");
    // Two threes who met nobody of the other three, both odd.
    SwissState threes;
    threes.points.assign(6, 0);
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 3; b < 6; ++b) threes.met.push_back({a, b});
    EXPECT_EQ(why(threes), "@pairing.too_many_met");
}

TEST(SwissPairing, OfNobodyIsEmptyAndOfOneIsABye) {
    EXPECT_EQ(*pair_swiss_round({}), SwissPairing{});
    const Result<SwissPairing> alone = pair_swiss_round({{5}, {}, {}});
    ASSERT_TRUE(alone);
    EXPECT_EQ(alone->bye, 0u);
    EXPECT_TRUE(alone->pairs.empty());
}

TEST(SwissPairing, IsTheSameAgainAndAnotherSeedGivesAnotherAsGood) {
    SwissState state = after_rounds(64, 3, 7);
    const SwissPairing first = *pair_swiss_round(state);
    EXPECT_EQ(first, *pair_swiss_round(state));
    state.seed = 1;
    const SwissPairing other = *pair_swiss_round(state);
    EXPECT_NE(first.pairs, other.pairs);
    EXPECT_EQ(first.difference, other.difference);
}

TEST(SwissPairing, ListsPairsFromTheTopOfTheTable) {
    SwissState state;
    state.points = {0, 3, 1, 3, 1, 0};
    const SwissPairing pairing = *pair_swiss_round(state);
    EXPECT_EQ(pairing.pairs, (std::vector<Pair>{{1, 3}, {2, 4}, {0, 5}}));
}

TEST(SwissPairing, RefusesPointsThatCannotBeAddedExactly) {
    SwissState state;
    state.points = {*Rational::parse("1e30"), 0, *Rational::parse("0.00001"), 1};
    const Result<SwissPairing> pairing = pair_swiss_round(state);
    ASSERT_FALSE(pairing);
    EXPECT_EQ(pairing.error().code, "pairing.points_too_fine");
    // Far from 0 but near each other is fine.
    state.points = {*Rational::parse("1e30"), *Rational::parse("1e30"),
                    Rational(1) + *Rational::parse("1e30"), *Rational::parse("1e30")};
    EXPECT_EQ(pair_swiss_round(state)->difference, Rational(1));
}

TEST(SwissPairing, RefusesMoreThanItCanHold) {
    SwissState state;
    state.points.assign(swiss_entries_max + 1, 0);
    EXPECT_EQ(pair_swiss_round(state).error().code, "pairing.too_many_entries");
}

}  // namespace
}  // namespace sandau
