#include "desk/queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sandau {
namespace {

TEST(TwoLaneQueue, GivesDevicesFirstAndKeepsTheOrderOfEachLane) {
    TwoLaneQueue<int> queue(10, 10);
    EXPECT_TRUE(queue.push_people(1));
    EXPECT_TRUE(queue.push_people(2));
    EXPECT_TRUE(queue.push_devices(11));
    EXPECT_TRUE(queue.push_devices(12));
    EXPECT_EQ(queue.pop(), 11);
    EXPECT_EQ(queue.pop(), 12);
    EXPECT_EQ(queue.pop(), 1);
    EXPECT_EQ(queue.pop(), 2);
}

TEST(TwoLaneQueue, AFloodOfDevicesLeavesPeopleTheirTurn) {
    constexpr int flood = 5 * TwoLaneQueue<int>::devices_in_a_row_max;
    TwoLaneQueue<int> queue(10, flood);
    for (int i = 0; i < flood; ++i) ASSERT_TRUE(queue.push_devices(i + 100));
    EXPECT_TRUE(queue.push_people(1));
    EXPECT_TRUE(queue.push_people(2));
    std::vector<int> given;
    while (!queue.is_empty()) given.push_back(*queue.pop());
    constexpr auto in_a_row = static_cast<std::size_t>(TwoLaneQueue<int>::devices_in_a_row_max);
    EXPECT_EQ(given[in_a_row], 1);
    EXPECT_EQ(given[2 * in_a_row + 1], 2);
    std::erase_if(given, [](int one) { return one < 100; });
    EXPECT_EQ(given.size(), static_cast<std::size_t>(flood));
    EXPECT_TRUE(std::is_sorted(given.begin(), given.end()));
}

TEST(TwoLaneQueue, RefusesWhatIsBeyondItsBoundAndLeavesItWithTheCaller) {
    TwoLaneQueue<std::string> queue(1, 1);
    std::string first = "one";
    std::string second = "two";
    EXPECT_TRUE(queue.push_people(std::move(first)));
    EXPECT_FALSE(queue.push_people(std::move(second)));
    EXPECT_EQ(second, "two");
    EXPECT_TRUE(queue.push_devices("three"));
}

TEST(TwoLaneQueue, ClosedTakesNothingButGivesWhatItHas) {
    TwoLaneQueue<int> queue(10, 10);
    EXPECT_TRUE(queue.push_people(1));
    queue.close();
    EXPECT_FALSE(queue.push_people(2));
    EXPECT_EQ(queue.pop(), 1);
    EXPECT_EQ(queue.pop(), std::nullopt);
}

}  // namespace
}  // namespace sandau
