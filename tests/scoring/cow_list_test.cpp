#include "scoring/cow_list.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace sandau {
namespace {

using List = CowList<std::string>;

List list_of(std::size_t count) {
    List list;
    for (std::size_t i = 0; i < count; ++i) list.push_back(std::to_string(i));
    return list;
}

std::vector<std::size_t> changes(const List& before, const List& after) {
    std::vector<std::size_t> found;
    after.for_each_change(before, [&](std::size_t index) { found.push_back(index); });
    return found;
}

TEST(CowList, HoldsWhatWasPutIn) {
    const List list = list_of(200);
    ASSERT_EQ(list.size(), 200u);
    EXPECT_EQ(list[0], "0");
    EXPECT_EQ(list[127], "127");
    EXPECT_EQ(list.back(), "199");
    std::size_t next = 0;
    for (const std::string& one : list) EXPECT_EQ(one, std::to_string(next++));
    EXPECT_EQ(next, 200u);
}

TEST(CowList, ACopyKeepsWhatItHad) {
    List list = list_of(200);
    const List before = list;
    list.set(3, "three");
    list.set(199, "last");
    list.push_back("200");
    EXPECT_EQ(before, list_of(200));
    EXPECT_EQ(list[3], "three");
    EXPECT_EQ(list[199], "last");
    EXPECT_EQ(list.size(), 201u);
}

TEST(CowList, ValuesKeepTheirPlaceInMemory) {
    List list = list_of(200);
    const std::string* fifth = &list[5];
    const List copy = list;
    list.set(6, "six");
    EXPECT_EQ(&list[5], fifth);
    EXPECT_EQ(&copy[5], fifth);
}

TEST(CowListChanges, AreWhatWasSetAndAdded) {
    const List before = list_of(300);
    List after = before;
    EXPECT_TRUE(changes(before, after).empty());
    EXPECT_TRUE(after.same_as(before));
    after.set(70, "seventy");
    after.set(299, "last");
    after.push_back("300");
    EXPECT_EQ(changes(before, after), (std::vector<std::size_t>{70, 299, 300}));
    EXPECT_FALSE(after.same_as(before));
    EXPECT_EQ(changes(List(), before).size(), 300u);
}

TEST(CowList, IsEqualByWhatItHolds) {
    EXPECT_EQ(list_of(130), list_of(130));
    EXPECT_FALSE(list_of(130).same_as(list_of(130)));
    List other = list_of(130);
    other.set(0, "another");
    EXPECT_FALSE(other == list_of(130));
}

TEST(CowList, DoesWhatAVectorDoes) {
    EXPECT_TRUE(rc::check([](const std::vector<std::pair<std::uint16_t, int>>& steps) {
        CowList<int> list;
        std::vector<int> plain;
        for (const auto& [where, value] : steps) {
            const CowList<int> kept = list;
            const std::vector<int> kept_plain = plain;
            // Many appends for each change, so that chunks fill.
            for (int i = 0; i < 40; ++i) {
                list.push_back(value + i);
                plain.push_back(value + i);
            }
            list.set(where % plain.size(), value);
            plain[where % plain.size()] = value;
            RC_ASSERT(std::vector<int>(kept.begin(), kept.end()) == kept_plain);
        }
        RC_ASSERT(std::vector<int>(list.begin(), list.end()) == plain);
    }));
}

}  // namespace
}  // namespace sandau
