#include "scoring/many_sided_draw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandau {
namespace {

struct Counted {
    std::map<std::pair<std::size_t, std::size_t>, int> meetings;
    std::map<std::size_t, int> plays;
    std::map<std::pair<std::size_t, std::size_t>, int> on_side;
    bool once_in_a_round = true;
};

Counted count(const std::vector<ManySidedMatch>& matches) {
    Counted counted;
    std::set<std::pair<std::size_t, std::size_t>> in_round;
    for (const ManySidedMatch& match : matches)
        for (std::size_t i = 0; i < match.entries.size(); ++i) {
            const std::size_t entry = match.entries[i];
            ++counted.plays[entry];
            ++counted.on_side[{entry, i}];
            counted.once_in_a_round = in_round.insert({match.round, entry}).second && counted.once_in_a_round;
            for (std::size_t j = 0; j < i; ++j) ++counted.meetings[std::minmax(entry, match.entries[j])];
        }
    return counted;
}

TEST(ManySidedDraw, LetsEverybodyPlayAsOftenAndStandOnTheSidesEvenly) {
    for (const std::size_t sides : {3U, 4U, 5U})
        for (std::size_t entries = sides; entries < sides + 6; ++entries) {
            const std::vector<ManySidedMatch> matches = draw_many_sided(entries, sides, 1, entries);
            EXPECT_EQ(matches, draw_many_sided(entries, sides, 1, entries)) << "the same seed";
            Counted counted = count(matches);
            EXPECT_TRUE(counted.once_in_a_round) << entries << " " << sides;
            EXPECT_EQ(counted.plays.size(), entries);
            const int plays = counted.plays[0];
            for (std::size_t entry = 0; entry < entries; ++entry) {
                EXPECT_EQ(counted.plays[entry], plays) << entries << " " << sides;
                for (std::size_t side = 0; side < sides; ++side) {
                    const int times = counted.on_side[{entry, side}];
                    EXPECT_LE(std::abs(times * static_cast<int>(sides) - plays), 2 * static_cast<int>(sides))
                        << entries << " " << sides;
                }
            }
            for (const ManySidedMatch& match : matches)
                EXPECT_EQ(std::set(match.entries.begin(), match.entries.end()).size(), sides);
        }
}

TEST(ManySidedDraw, LetsEveryTwoMeet) {
    for (const std::size_t sides : {3U, 4U})
        for (std::size_t entries = sides; entries <= 11; ++entries) {
            const Counted counted = count(draw_many_sided(entries, sides, 1, 7));
            EXPECT_EQ(counted.meetings.size(), entries * (entries - 1) / 2) << entries << " " << sides;
        }
}

TEST(ManySidedDraw, FindsTheDesignsInWhichEveryTwoMeetOnce) {
    // Seven in the lines of the Fano plane, nine in those of the affine plane of order three.
    for (const std::size_t entries : {7U, 9U}) {
        const Counted counted = count(draw_many_sided(entries, 3, 1, 1));
        EXPECT_EQ(counted.meetings.size(), entries * (entries - 1) / 2);
        for (const auto& [pair, times] : counted.meetings) EXPECT_EQ(times, 1);
    }
}

TEST(ManySidedDraw, PlaysSoManyLegs) {
    const Counted counted = count(draw_many_sided(4, 4, 3, 1));
    for (const auto& [pair, times] : counted.meetings) EXPECT_EQ(times, 3);
}

TEST(ManySidedDraw, OfManyEndsSoon) {
    const std::vector<ManySidedMatch> matches = draw_many_sided(many_sided_entries_max, 4, 1, 1);
    EXPECT_TRUE(count(matches).once_in_a_round);
}

}  // namespace
}  // namespace sandau
