#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "scoring/evaluate.h"
#include "scoring/json_compare.h"

namespace sandau {
namespace {

namespace fs = std::filesystem;

const fs::path examples = fs::path(SANDAU_SOURCE_DIR) / "tests/data/examples";

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string listed(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        text += problem.what.path + ": " + problem.what.code;
        for (const auto& [name, value] : problem.what.arguments) text += " " + name + "=" + value;
        text += "\n";
    }
    return text;
}

/// The examples by name of their results: the definition is said in `_definition`, or has the same name.
std::vector<std::string> example_names() {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(examples / "results")) {
        const std::string name = file.path().filename().string();
        if (name.ends_with(".results.json")) names.push_back(name.substr(0, name.size() - 13));
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Example : public ::testing::TestWithParam<std::string> {
protected:
    Json results_json() const {
        return *read_json(read_file(examples / "results" / (GetParam() + ".results.json")));
    }
    DefinitionReading definition() const {
        const Json results = results_json();
        const Json* named = results.find("_definition");
        return read_definition(
            read_file(examples / (named != nullptr ? *named->as_string() : GetParam() + ".json")));
    }
};

TEST_P(Example, HasNoProblems) {
    const DefinitionReading rules = definition();
    EXPECT_EQ(listed(rules.problems), "");
    EXPECT_EQ(listed(read_results(rules.definition, results_json()).problems), "");
}

TEST_P(Example, GivesItsStandings) {
    const DefinitionReading rules = definition();
    const ResultsReading happened = read_results(rules.definition, results_json());
    const Json expected = *read_json(read_file(examples / "results" / (GetParam() + ".standings.json")));
    const Result<Standings> standings =
        evaluate(rules.definition, happened.results, *expected.find("definition_sha256")->as_string());
    ASSERT_TRUE(standings.has_value()) << standings.error().code;
    EXPECT_EQ(write_json_pretty(testing::comparable_standings(to_json(*standings))),
              write_json_pretty(testing::comparable_standings(expected)));
}

TEST_P(Example, ReadsItsOwnResultsBack) {
    const DefinitionReading rules = definition();
    const ResultsReading happened = read_results(rules.definition, results_json());
    const ResultsReading again = read_results(rules.definition, to_json(rules.definition, happened.results));
    EXPECT_EQ(listed(again.problems), "");
    EXPECT_EQ(again.results, happened.results);
}

TEST_P(Example, GivesTheSameStageByItself) {
    const DefinitionReading rules = definition();
    const ResultsReading happened = read_results(rules.definition, results_json());
    const Result<Standings> all = evaluate(rules.definition, happened.results, "");
    ASSERT_TRUE(all.has_value()) << all.error().code;
    for (const Stage& stage : rules.definition.stages) {
        const Result<StageEvaluation> one = evaluate_stage(rules.definition, happened.results, stage.id);
        ASSERT_TRUE(one.has_value());
        EXPECT_EQ(one->standings, *all->stage(stage.id));
        for (std::size_t i = 0; i < stage.divisions.size(); ++i) {
            const DivisionId& division = stage.divisions[i].division;
            const Result<StageEvaluation> part =
                evaluate_stage(rules.definition, happened.results, stage.id, division);
            ASSERT_TRUE(part.has_value());
            std::vector<Ranking> expected = all->stage(stage.id)->rankings;
            std::erase_if(expected, [&](const Ranking& ranking) { return ranking.division != division; });
            EXPECT_EQ(part->standings.rankings, expected);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped, Example, ::testing::ValuesIn(example_names()), [](const auto& example) {
    std::string name = example.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

}  // namespace
}  // namespace sandau
