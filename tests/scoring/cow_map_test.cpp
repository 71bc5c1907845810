#include "scoring/cow_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace sandau {
namespace {

using Map = CowMap<std::string>;

std::string key(int number) {
    return "key " + std::to_string(number);
}

/// key → "old>new" of every change that is reported.
std::map<int, std::string> changes(const Map& before, const Map& after) {
    std::map<int, std::string> found;
    after.for_each_change(before, [&](const std::string* old, const std::string* now) {
        const std::string text = (old != nullptr ? *old : "") + ">" + (now != nullptr ? *now : "");
        found.emplace(std::stoi(now != nullptr ? *now : *old), text);
    });
    return found;
}

TEST(CowMapChanges, AreNoneBetweenCopies) {
    Map map;
    for (int i = 0; i < 1000; ++i) map.set(key(i), std::to_string(i));
    EXPECT_TRUE(changes(map, Map(map)).empty());
    EXPECT_TRUE(changes(Map(), Map()).empty());
}

TEST(CowMapChanges, AreWhatWasSetAndErased) {
    Map before;
    for (int i = 0; i < 1000; ++i) before.set(key(i), std::to_string(i));
    Map after = before;
    after.set(key(500), "500 anew");
    after.set(key(2000), "2000");
    after.erase(key(7));
    const std::map<int, std::string> expected{{7, "7>"}, {500, "500>500 anew"}, {2000, ">2000"}};
    EXPECT_EQ(changes(before, after), expected);
    EXPECT_EQ(changes(Map(), before).size(), 1000u);
    EXPECT_EQ(changes(before, Map()).size(), 1000u);
}

TEST(CowMapChanges, AgreeWithALookAtEveryKey) {
    std::mt19937 random(1);
    Map before;
    for (int round = 0; round < 200; ++round) {
        Map after = before;
        for (int i = 0; i < 20; ++i) {
            const int number = static_cast<int>(random() % 500);
            if (random() % 3 == 0) {
                after.erase(key(number));
            } else {
                after.set(key(number), std::to_string(number) + " " + std::to_string(round));
            }
        }
        std::map<int, std::string> expected;
        for (int number = 0; number < 500; ++number) {
            const std::string* old = before.find(key(number));
            const std::string* now = after.find(key(number));
            if (old != now)
                expected[number] = (old != nullptr ? *old : "") + ">" + (now != nullptr ? *now : "");
        }
        EXPECT_EQ(changes(before, after), expected);
        before = after;
    }
}

TEST(CowMap, IsSortedByItsKeysAndAgreesWithAnOrdinaryMap) {
    std::mt19937 random(2);
    Map map;
    std::map<std::string, std::string> ordinary;
    for (int step = 0; step < 5000; ++step) {
        const std::string at = key(static_cast<int>(random() % 400));
        if (random() % 3 == 0) {
            EXPECT_EQ(map.erase(at), ordinary.erase(at) == 1);
        } else {
            map.set(at, std::to_string(step));
            ordinary[at] = std::to_string(step);
        }
        const std::string from = key(static_cast<int>(random() % 400));
        const Map::Iterator found = map.from(from);
        const auto expected = ordinary.lower_bound(from);
        ASSERT_EQ(found == map.end(), expected == ordinary.end());
        if (found != map.end()) {
            ASSERT_EQ(found.key(), expected->first);
            ASSERT_EQ(*found, expected->second);
        }
    }
    ASSERT_EQ(map.size(), ordinary.size());
    auto expected = ordinary.begin();
    for (Map::Iterator at = map.begin(); at != map.end(); ++at, ++expected) {
        EXPECT_EQ(at.key(), expected->first);
        EXPECT_EQ(*at, expected->second);
    }
}

TEST(CowMapChanges, AreToldInTheOrderOfTheirKeys) {
    Map before;
    for (int i = 0; i < 3000; i += 2) before.set(key(i), std::to_string(i));
    Map after = before;
    for (int i = 0; i < 3000; i += 7) after.set(key(i), std::to_string(i));
    for (int i = 0; i < 3000; i += 10) after.erase(key(i));
    std::vector<std::string> told;
    after.for_each_change(before, [&](const std::string* old, const std::string* now) {
        told.push_back(key(std::stoi(now != nullptr ? *now : *old)));
    });
    EXPECT_GT(told.size(), 600u);
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
}

TEST(CowMap, HoldsManyThousandThatComeAndGoInAnyOrder) {
    constexpr int many = 20'000;
    std::vector<std::string> keys;
    for (int i = 0; i < many; ++i) keys.push_back(key(i));
    std::mt19937 random(3);
    for (const bool rising : {true, false}) {
        std::sort(keys.begin(), keys.end());
        const std::vector<std::string> sorted = keys;
        if (!rising) std::shuffle(keys.begin(), keys.end(), random);
        Map map;
        for (const std::string& at : keys) map.set(at, at);
        EXPECT_TRUE(std::equal(map.begin(), map.end(), sorted.begin(), sorted.end()));
        std::shuffle(keys.begin(), keys.end(), random);
        for (int gone = 0; gone < many; ++gone) {
            ASSERT_TRUE(map.erase(keys[static_cast<std::size_t>(gone)]));
            if (gone % 4'000 != 0) continue;
            ASSERT_EQ(map.size(), static_cast<std::size_t>(many - gone - 1));
            ASSERT_EQ(std::distance(map.begin(), map.end()), many - gone - 1);
            ASSERT_TRUE(std::is_sorted(map.begin(), map.end()));
        }
        EXPECT_TRUE(map.empty());
        EXPECT_TRUE(map.begin() == map.end());
    }
}

TEST(CowMap, ACopyStaysAsItWas) {
    Map map;
    for (int i = 0; i < 300; ++i) map.set(key(i), "old");
    const Map copy = map;
    for (int i = 0; i < 300; i += 2) map.set(key(i), "new");
    for (int i = 1; i < 300; i += 2) map.erase(key(i));
    EXPECT_EQ(copy.size(), 300u);
    for (const std::string& value : copy) EXPECT_EQ(value, "old");
    EXPECT_EQ(map.size(), 150u);
    EXPECT_FALSE(copy == map);
}

}  // namespace
}  // namespace sandau
