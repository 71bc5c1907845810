#include "desk/queue.h"

#include <gtest/gtest.h>

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
