#include "scoring/round_robin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace sandau {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

TEST(RoundRobin, EveryPairMeetsOnceInALeg) {
    for (std::size_t entries = 0; entries <= 40; ++entries) {
        for (std::size_t legs = 1; legs <= 4; ++legs) {
            std::map<Pair, std::size_t> times;
            for (const TableRound& round : round_robin(entries, legs))
                for (const auto& [a, b] : round.pairs) ++times[{std::min(a, b), std::max(a, b)}];
            for (std::size_t a = 0; a < entries; ++a)
                for (std::size_t b = a + 1; b < entries; ++b) EXPECT_EQ((times[{a, b}]), legs);
            EXPECT_EQ(times.size(), entries * (entries - (entries > 0)) / 2);
        }
    }
}

TEST(RoundRobin, NobodyIsTwiceInARoundAndTheOddOneHasTheBye) {
    for (std::size_t entries = 2; entries <= 40; ++entries) {
        std::vector<int> byes(entries);
        const std::vector<TableRound> rounds = round_robin(entries, 2);
        EXPECT_EQ(rounds.size(), 2 * (entries % 2 == 0 ? entries - 1 : entries));
        for (const TableRound& round : rounds) {
            std::vector<int> times(entries);
            for (const auto& [a, b] : round.pairs) ++times[a], ++times[b];
            ASSERT_EQ(round.bye.has_value(), entries % 2 == 1);
            if (round.bye) ++times[*round.bye], ++byes[*round.bye];
            EXPECT_EQ(times, std::vector<int>(entries, 1));
        }
        EXPECT_EQ(byes, std::vector<int>(entries, entries % 2 == 1 ? 2 : 0));
    }
}

TEST(RoundRobin, SidesAreEvenWithinOneAndTurnRoundInEverySecondLeg) {
    for (std::size_t entries = 2; entries <= 40; ++entries) {
        for (std::size_t legs = 1; legs <= 4; ++legs) {
            std::vector<int> balance(entries);
            for (const TableRound& round : round_robin(entries, legs))
                for (const auto& [a, b] : round.pairs) ++balance[a], --balance[b];
            const int most = legs % 2 == 1 && entries % 2 == 0 ? 1 : 0;
            for (const int one : balance) EXPECT_LE(std::abs(one), most) << entries << " entries";
        }
        const std::vector<TableRound> both = round_robin(entries, 2);
        for (std::size_t r = 0; r < both.size() / 2; ++r) {
            std::vector<Pair> turned = both[r].pairs;
            for (Pair& pair : turned) std::swap(pair.first, pair.second);
            EXPECT_EQ(turned, both[r + both.size() / 2].pairs);
        }
    }
}

}  // namespace
}  // namespace sandau
