#include "scoring/group_draw.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "scoring/random.h"

namespace sandau {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

/// Entries of so many organizations; number 0 is none.
GroupDraw a_draw(const std::vector<int>& organizations, std::size_t groups) {
    GroupDraw draw;
    for (const int one : organizations)
        draw.organizations.push_back(one == 0 ? OrganizationId() : OrganizationId("S" + std::to_string(one)));
    draw.groups = groups;
    return draw;
}

std::size_t pairs_of(std::size_t count) {
    return count < 2 ? 0 : count * (count - 1) / 2;
}

std::size_t pairs_together(const GroupDraw& draw, const Groups& groups) {
    std::size_t pairs = 0;
    for (const auto& group : groups) {
        std::map<OrganizationId, std::size_t> counts;
        for (const std::size_t entry : group)
            if (!draw.organizations[entry].empty()) ++counts[draw.organizations[entry]];
        for (const auto& [organization, count] : counts) pairs += pairs_of(count);
    }
    return pairs;
}

/// No draw can have fewer: each organization spread over the groups as evenly as its number goes.
std::size_t fewest_pairs(const GroupDraw& draw) {
    std::map<OrganizationId, std::size_t> counts;
    for (const OrganizationId& one : draw.organizations)
        if (!one.empty()) ++counts[one];
    std::size_t pairs = 0;
    for (const auto& [organization, count] : counts) {
        const std::size_t more = count % draw.groups;
        pairs +=
            more * pairs_of(count / draw.groups + 1) + (draw.groups - more) * pairs_of(count / draw.groups);
    }
    return pairs;
}

GroupDraw any_draw() {
    const auto count = *rc::gen::inRange<std::size_t>(1, 60);
    std::vector<int> organizations;
    const int schools = *rc::gen::inRange(1, 20);
    for (std::size_t i = 0; i < count; ++i) organizations.push_back(*rc::gen::inRange(0, schools));
    GroupDraw draw = a_draw(organizations, *rc::gen::inRange<std::size_t>(1, count + 1));
    draw.seed = *rc::gen::arbitrary<std::uint64_t>();
    for (std::size_t i = 0; i < count; ++i) draw.seeding.push_back(i);
    Random(draw.seed).shuffle(draw.seeding);
    draw.seeding.resize(*rc::gen::inRange<std::size_t>(0, count + 1));
    return draw;
}

TEST(GroupDraw, PutsEverybodyIntoOneGroupAndSizesDifferByOneAtMost) {
    EXPECT_TRUE(rc::check([] {
        const GroupDraw draw = any_draw();
        const Groups groups = *draw_groups(draw);
        RC_ASSERT(groups.size() == draw.groups);
        std::vector<int> times(draw.organizations.size());
        for (const auto& group : groups) {
            RC_ASSERT(group.size() == draw.organizations.size() / draw.groups ||
                      group.size() == (draw.organizations.size() - 1) / draw.groups + 1);
            for (const std::size_t entry : group) ++times[entry];
        }
        RC_ASSERT(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
    }));
}

TEST(GroupDraw, KeepsOrganizationsApartAsFarAsCanBe) {
    EXPECT_TRUE(rc::check([] {
        const GroupDraw draw = any_draw();
        RC_ASSERT(pairs_together(draw, *draw_groups(draw)) == fewest_pairs(draw));
    }));
}

TEST(GroupDraw, PutsOneOfEachPotIntoAGroup) {
    EXPECT_TRUE(rc::check([] {
        const GroupDraw draw = any_draw();
        std::vector<std::size_t> pot_of(draw.organizations.size(), draw.organizations.size());
        for (std::size_t i = 0; i < draw.seeding.size(); ++i) pot_of[draw.seeding[i]] = i / draw.groups;
        const Groups groups = *draw_groups(draw);
        for (const auto& group : groups) {
            for (std::size_t i = 1; i < group.size(); ++i) {
                RC_ASSERT(pot_of[group[i - 1]] <= pot_of[group[i]]);
                if (pot_of[group[i]] < draw.organizations.size())
                    RC_ASSERT(pot_of[group[i - 1]] != pot_of[group[i]]);
            }
        }
    }));
}

TEST(GroupDraw, IsTheSameAgainAndAnotherSeedDrawsAnother) {
    GroupDraw draw = a_draw(std::vector<int>(32, 0), 8);
    const Groups first = *draw_groups(draw);
    EXPECT_EQ(first, *draw_groups(draw));
    draw.seed = 2;
    EXPECT_NE(first, *draw_groups(draw));
}

TEST(GroupDraw, MeetsEveryOtherAboutAsOften) {
    // Eight entries, the first two of one school, in four groups of two: each other is met in one draw of
    // six.
    std::vector<int> met(8);
    for (std::uint64_t seed = 0; seed < 6000; ++seed) {
        GroupDraw draw = a_draw({1, 1, 0, 0, 0, 0, 0, 0}, 4);
        draw.seed = seed;
        const Groups groups = *draw_groups(draw);
        for (const auto& group : groups) {
            if (group[0] == 0) ++met[group[1]];
            if (group[1] == 0) ++met[group[0]];
        }
    }
    EXPECT_EQ(met[1], 0);
    for (std::size_t other = 2; other < 8; ++other) EXPECT_NEAR(met[other], 1000, 150) << other;
}

TEST(GroupDraw, RefusesMoreGroupsThanEntries) {
    EXPECT_EQ(draw_groups(a_draw({0, 0, 0}, 4)).error().code, "draw.groups");
    EXPECT_EQ(draw_groups(a_draw({0, 0, 0}, 0)).error().code, "draw.groups");
    EXPECT_EQ(*draw_groups(a_draw({}, 1)), Groups{{}});
}

TEST(GroupDraw, CountsGroupsByTheirNumberOrTheirSize) {
    EXPECT_EQ(groups_for(17, 4, 0), 4u);
    EXPECT_EQ(groups_for(17, 0, 4), 5u);
    EXPECT_EQ(groups_for(16, 0, 4), 4u);
    EXPECT_EQ(groups_for(0, 0, 4), 1u);
    EXPECT_EQ(groups_for(17, 0, 0), 1u);
}

}  // namespace
}  // namespace sandau
