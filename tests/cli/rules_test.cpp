#include <gtest/gtest.h>

#include "cli/program.h"
#include "scoring/json_compare.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

namespace fs = std::filesystem;

const fs::path examples = data("examples");

/// The results that there are examples of, by name.
std::vector<std::string> example_names() {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(examples / "results")) {
        const std::string name = file.path().filename().string();
        if (name.ends_with(".results.json")) names.push_back(name.substr(0, name.size() - 13));
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// Several results may be under one definition: `_definition` names it where they do not.
std::string definition_of(const std::string& name) {
    const Json results = *read_json(bytes_of(examples / "results" / (name + ".results.json")));
    const Json* named = results.find("_definition");
    return (examples / (named != nullptr ? *named->as_string() : name + ".json")).string();
}

std::string results_of(const std::string& name) {
    return (examples / "results" / (name + ".results.json")).string();
}

class Example : public ::testing::TestWithParam<std::string> {};

TEST_P(Example, IsCheckedWithoutAProblem) {
    const Ran ran = sandau({"check", definition_of(GetParam()), results_of(GetParam())});
    EXPECT_EQ(ran.code, 0) << ran.out;
    EXPECT_EQ(ran.out, "");
}

TEST_P(Example, IsEvaluatedToItsStandings) {
    const Ran ran = sandau({"evaluate", definition_of(GetParam()), results_of(GetParam())});
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
    const Result<Json> standings = read_json(ran.out);
    ASSERT_TRUE(standings) << ran.out;
    const Json expected = *read_json(bytes_of(examples / "results" / (GetParam() + ".standings.json")));
    EXPECT_EQ(write_json_pretty(testing::comparable_standings(*standings)),
              write_json_pretty(testing::comparable_standings(expected)));
}

INSTANTIATE_TEST_SUITE_P(All, Example, ::testing::ValuesIn(example_names()), [](const auto& test) {
    std::string name = test.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

const std::string definition = (examples / "mini-sumo.json").string();
const std::string results = results_of("mini-sumo");

TEST(Evaluate, ReadsStandardInput) {
    const Ran ran = sandau({"evaluate", definition, "-"}, bytes_of(results));
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.out, sandau({"evaluate", definition, results}).out);
}

TEST(Evaluate, ListsEveryProblemAndPrintsNothingElse) {
    const Ran ran =
        sandau({"evaluate", definition, "-"},
               R"({"format":"sandau.results/1","entries":[{"id":"T1"}],"stages":{"nowhere":{}}})");
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.out, "entries[0].division: ")) << ran.out;
    EXPECT_TRUE(contains(ran.out, "stages.nowhere: ")) << ran.out;
    EXPECT_FALSE(contains(ran.out, "sandau.standings"));
}

TEST(Check, NamesTheKeyAndWhatWouldBeRight) {
    const Ran ran = sandau({"check", "-"}, R"({"format":"sandau.contest/1","id":"x","stage":[]})");
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.out, "stage: ")) << ran.out;
    EXPECT_TRUE(contains(ran.out, "divisions: ")) << ran.out;
    EXPECT_GE(lines_of(ran.out), 3) << "each problem on a line of its own:\n" << ran.out;
}

TEST(Check, SaysWhereTheJsonBreaks) {
    const Ran ran = sandau({"check", "-"}, "{\n \"format\": \n}");
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.out, "3")) << ran.out;
}

TEST(Check, SaysItInTheLanguageThatIsAskedFor) {
    const Ran english = sandau({"check", "-"}, "{}");
    const Ran vietnamese = sandau({"--lang", "vi", "check", "-"}, "{}");
    EXPECT_EQ(vietnamese.code, 1);
    EXPECT_EQ(lines_of(english.out), lines_of(vietnamese.out));
    EXPECT_NE(english.out, vietnamese.out);
}

TEST(Check, CannotReadWhatIsNotThere) {
    const Ran ran = sandau({"check", "/nowhere/rules.json"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "/nowhere/rules.json")) << ran.err;
    EXPECT_EQ(ran.out, "");
}

TEST(Analyse, PrintsTheJudgesStatisticsOfAStage) {
    const Ran ran = sandau({"analyse", (examples / "youth-creativity.json").string(),
                            results_of("youth-creativity"), "--stage", "soKhao"});
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
    const Result<Json> analysis = read_json(ran.out);
    ASSERT_TRUE(analysis) << ran.out;
    EXPECT_EQ(*analysis->find("stage")->as_string(), "soKhao");
    EXPECT_EQ(analysis->find("divisions")->as_array()->size(), 5u);
}

TEST(Analyse, RefusesAStageThatNoPanelJudges) {
    const Ran ran = sandau({"analyse", (examples / "youth-creativity.json").string(),
                            results_of("youth-creativity"), "--stage", "huyen"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "huyen")) << ran.err;
}

TEST(Presets, AreListedAndPrintedByteForByte) {
    const Ran list = sandau({"presets"});
    EXPECT_EQ(list.code, 0);
    for (const char* id : {"provincial-robocon", "youth-creativity", "mini-sumo"})
        EXPECT_TRUE(contains(list.out, id)) << list.out;
    const Ran one = sandau({"presets", "provincial-robocon"});
    EXPECT_EQ(one.code, 0);
    EXPECT_EQ(one.out, bytes_of(examples / "provincial-robocon.json"));
}

TEST(Presets, NamesTheOneThatIsNotThere) {
    const Ran ran = sandau({"presets", "chess"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "chess")) << ran.err;
}

TEST(Check, WarnsOfMoreJudgesThanThePanelHas) {
    const testing::TemporaryFolder folder;
    write_bytes(folder / "rules.json", R"({"format":"sandau.contest/1","id":"x","divisions":[{"id":"A"}],
        "rubrics":{"r":{"criteria":[{"id":"a","max":10}]}},
        "stages":[{"id":"s","format":"rubric","rubric":"r","panel":{"size":2}}]})");
    write_bytes(
        folder / "results.json",
        R"({"format":"sandau.results/1","entries":[{"id":"P1","division":"A"},{"id":"P2","division":"A"}],
        "stages":{"s":{"marks":{"P1":{"J1":{"a":1},"J2":{"a":2},"J3":{"a":3}},
                                "P2":{"J1":{"a":1},"J2":{"a":2},"J3":{"recused":true}}}}}})");
    const Ran ran = sandau({"check", (folder / "rules.json").string(), (folder / "results.json").string()});
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
    EXPECT_TRUE(ran.out.starts_with("stages.s.marks.P1: warning: ")) << ran.out;
    EXPECT_EQ(lines_of(ran.out), 1) << ran.out;
}

}  // namespace
}  // namespace sandau::cli_test
