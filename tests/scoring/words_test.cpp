#include "scoring/words.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "scoring/definition.h"
#include "scoring/presets.h"

namespace sandau {
namespace {

TEST(Words, SayARefusalInBothLanguages) {
    const Refusal refusal{"document.missing_key", {{"key", "game"}}, "stages[0].game"};
    EXPECT_EQ(say(Language::English, refusal), "the key “game” is missing: write it here");
    EXPECT_EQ(say(Language::Vietnamese, refusal), "thiếu khóa “game”: hãy viết thêm");
}

TEST(Words, ShowACodeThatNobodyWroteWordsFor) {
    EXPECT_EQ(say(Language::English, Refusal{"made.up", {{"why", "nothing"}}, ""}), "made.up why=nothing");
}

TEST(Words, SayArgumentsThatAreCodes) {
    const Refusal refusal{"document.wrong_type", {{"found", "@type.number"}, {"expected", "@type.text"}}, ""};
    EXPECT_EQ(say(Language::English, refusal), "this is a number: it must be text");
}

TEST(Words, PutAProblemOnOneLine) {
    const DefinitionReading reading =
        read_definition("{\"format\":\"sandau.contest/1\",\"id\":\"a\",\"x\\ny\":1}");
    for (const Problem& problem : reading.problems)
        EXPECT_EQ(say_problem(Language::English, problem).find('\n'), std::string::npos);
    EXPECT_EQ(say_problem(Language::English, reading.problems.front()),
              "divisions: the key “divisions” is missing: write it here");
}

TEST(Words, HaveEachCodeOnceAndInBothLanguages) {
    std::set<std::string_view> seen;
    for (const WordsTable& table : words_tables()) {
        for (const WordsRow& row : table) {
            EXPECT_TRUE(seen.insert(row.code).second) << row.code;
            EXPECT_FALSE(row.vi.empty()) << row.code;
            EXPECT_FALSE(row.en.empty()) << row.code;
        }
    }
}

/// The text literals of a source that are codes of the engine's areas: `evaluate.number_too_large`.
std::vector<std::string> codes_in(const std::string& source) {
    std::vector<std::string> codes;
    for (std::size_t open = source.find('"'); open != std::string::npos; open = source.find('"', open + 1)) {
        const std::size_t close = source.find('"', open + 1);
        const std::string literal = source.substr(open + 1, close - open - 1);
        const std::size_t dot = literal.find('.');
        if (dot == std::string::npos || dot + 1 == literal.size()) continue;
        const std::string area = literal.substr(0, dot);
        const bool ours = area == "@type" || area == "json" || area == "number" || area == "formula" ||
                          area == "document" || area == "definition" || area == "results" ||
                          area == "evaluate";
        const char* word = "abcdefghijklmnopqrstuvwxyz0123456789_";
        if (ours && literal.find_first_not_of(word, dot + 1) == std::string::npos) codes.push_back(literal);
    }
    return codes;
}

TEST(Words, CoverEveryCodeOfTheEngine) {
    std::size_t found = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(SANDAU_SOURCE_DIR) + "/scoring")) {
        const std::string name = file.path().filename().string();
        // The words themselves, and what the desk's own words cover.
        const bool elsewhere =
            name.starts_with("words") || name.starts_with("decide") || name.starts_with("contest");
        if (file.path().extension() != ".cpp" || elsewhere) continue;
        std::ifstream stream(file.path());
        std::stringstream text;
        text << stream.rdbuf();
        for (const std::string& code : codes_in(text.str())) {
            ++found;
            EXPECT_TRUE(has_words(code)) << code << " in " << file.path().filename();
        }
    }
    EXPECT_GT(found, 100u);
}

TEST(Presets, AreTheShippedDefinitions) {
    EXPECT_EQ(presets().size(), 13u);
    const Preset* robocon = preset("provincial-robocon");
    ASSERT_NE(robocon, nullptr);
    EXPECT_EQ(robocon->name.en, "Bac Giang Robocon 2024");
    EXPECT_EQ(preset("nothing"), nullptr);
    for (const Preset& one : presets())
        EXPECT_EQ(read_definition(std::string(one.text)).definition.id.text, one.id);
}

}  // namespace
}  // namespace sandau
