#include "scoring/cow_map.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace sandau {
namespace {

using Map = CowMap<int, std::string>;

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
    for (int i = 0; i < 1000; ++i) map.set(i, std::to_string(i));
    EXPECT_TRUE(changes(map, Map(map)).empty());
    EXPECT_TRUE(changes(Map(), Map()).empty());
}

TEST(CowMapChanges, AreWhatWasSetAndErased) {
    Map before;
    for (int i = 0; i < 1000; ++i) before.set(i, std::to_string(i));
    Map after = before;
    after.set(500, "500 anew");
    after.set(2000, "2000");
    after.erase(7);
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
            const int key = static_cast<int>(random() % 500);
            if (random() % 3 == 0) {
                after.erase(key);
            } else {
                after.set(key, std::to_string(key) + " " + std::to_string(round));
            }
        }
        std::map<int, std::string> expected;
        for (int key = 0; key < 500; ++key) {
            const std::string* old = before.find(key);
            const std::string* now = after.find(key);
            if (old != now) expected[key] = (old != nullptr ? *old : "") + ">" + (now != nullptr ? *now : "");
        }
        EXPECT_EQ(changes(before, after), expected);
        before = after;
    }
}

}  // namespace
}  // namespace sandau
