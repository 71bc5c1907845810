#include "documents/import_map.h"

#include <gtest/gtest.h>

#include "documents/samples.h"

namespace sandau::documents {
namespace {

Refusal refusal(const std::string& json) {
    const Result<ImportMap> map = read_import_map(json);
    return map ? Refusal{} : map.error();
}

TEST(ImportMap, ReadsWhatItWrites) {
    for (const std::string file : {"robocon-map.json", "creativity-map.json", "qualifying-map.json"}) {
        const ImportMap map = sample_map(file);
        EXPECT_EQ(read_import_map(write_json(write_import_map(map))).value(), map) << file;
    }
}

TEST(ImportMap, KnowsEveryTarget) {
    for (const std::string text :
         {"number", "name", "division", "registered_at", "organization.name", "organization.parent",
          "coach.name", "coach.phone", "coach.email", "members[0].name", "members[12].birth",
          "members[].name", "members[].birth", "runs[0].items.points", "runs[1].time_s", "runs[1].time_ms",
          "runs[2].status", "scores.points"}) {
        const std::optional<Target> target = read_target(text);
        ASSERT_TRUE(target) << text;
        EXPECT_EQ(target_text(*target), text);
    }
    for (const std::string text : {"", "members[x].name", "members[100].name", "members[-1].name",
                                   "runs[0].items.", "runs[].time_s", "scores.", "Name", "members[0].phone"})
        EXPECT_FALSE(read_target(text)) << text;
}

TEST(ImportMap, RefusesWhatItDoesNotKnowAndSaysWhere) {
    EXPECT_EQ(refusal(R"({"column": {}})").code, "map.unknown_key");
    EXPECT_EQ(refusal(R"({"columns": {"Đội": "nam"}})").code, "map.unknown_target");
    EXPECT_EQ(refusal(R"({"columns": {"Đội": "nam"}})").path, "columns.Đội");
    EXPECT_EQ(refusal(R"({"columns": {"a": "name", "b": "name"}})").code, "map.target_twice");
    EXPECT_EQ(refusal(R"({"columns": ["name"]})").code, "map.wrong_type");
    EXPECT_EQ(refusal(R"({"values": {"division": {"x": 1}}})").path, "values.division.x");
    EXPECT_EQ(refusal(R"({"values": {"bảng": {}}})").code, "map.unknown_target");
    EXPECT_EQ(refusal(R"({"key": ["name", "size"]})").path, "key[1]");
    EXPECT_EQ(refusal("[]").code, "map.wrong_type");
    EXPECT_EQ(refusal("{").code, "json.syntax");
}

TEST(ImportMap, LetsACommentAndANullBe) {
    const ImportMap map = read_import_map(R"({"_": "2024", "columns": {"Ghi chú": null}})").value();
    ASSERT_EQ(map.columns.size(), 1u);
    EXPECT_EQ(map.columns[0].target.kind, Target::Kind::Extra);
}

TEST(ImportMap, FindsAMeaningAsWrittenElseFolded) {
    const ImportMap map = sample_map("robocon-map.json");
    EXPECT_EQ(map.meaning("division", "Bảng A"), "A");
    EXPECT_EQ(map.meaning("division", "BANG  b"), "B");
    EXPECT_EQ(map.meaning("division", "Bảng D"), std::nullopt);
}

}  // namespace
}  // namespace sandau::documents
