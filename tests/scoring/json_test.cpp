#include "scoring/json.h"

#include <gtest/gtest.h>

namespace sandau {
namespace {

TEST(Json, KeepsTheTextOfNumbers) {
    const Result<Json> read = read_json(R"({"a": 0.10, "b": 123456789012345678901234567890, "c": -1e400})");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->find("a")->as_number()->text, "0.10");
    EXPECT_EQ(read->find("b")->as_number()->text, "123456789012345678901234567890");
    EXPECT_EQ(read->find("c")->as_number()->text, "-1e400");
}

TEST(Json, KeepsTheOrderOfKeysAndWritesBackWhatItRead) {
    const std::string text = R"({"z":[1,2.50,{"ă":"\"Đội\"\n"}],"a":null,"m":true})";
    EXPECT_EQ(write_json(read_json(text).value()), text);
}

TEST(Json, RefusesARepeatedKey) {
    const Result<Json> read = read_json("{\"a\": 1,\n \"b\": {\"x\": 1, \"x\": 2}}");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "json.repeated_key");
}

TEST(Json, SaysWhereTheSyntaxIsWrong) {
    const Result<Json> read = read_json("{\"a\": 1,\n \"b\": ]}");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "json.syntax");
    EXPECT_EQ(read.error().arguments[0].second, "2");
}

TEST(Json, RefusesWhatIsCutOffOrFollowedByMore) {
    EXPECT_FALSE(read_json(""));
    EXPECT_FALSE(read_json("{\"a\":"));
    EXPECT_FALSE(read_json("1 2"));
    EXPECT_FALSE(read_json("\"\xff\""));
}

TEST(Json, RefusesWhatIsTooDeep) {
    const Result<Json> read = read_json(std::string(1000, '['));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "json.too_deep");
}

}  // namespace
}  // namespace sandau
