#include <gtest/gtest.h>

#include <map>

#include "db/maintenance.h"
#include "db/sqlite.h"
#include "desk/desk.h"
#include "scoring/command_payloads.h"
#include "support/temporary_folder.h"

namespace sandau {
namespace {

using testing::TemporaryFolder;

constexpr const char* rules = R"json({"format":"sandau.contest/1","id":"cup","divisions":[{"id":"A"}],
 "games":{"ball":{"kind":"match","sides":["red","blue"],"items":[{"id":"goals","kind":"count","points":1}],
   "derived":[{"id":"total","formula":"POINTS(goals)"}],"decide":[{"key":"total"}]}},
 "stages":[{"id":"double","format":"double_elimination","game":"ball","seeding":"draw","reset":true}]})json";

/// A double elimination in a contest file, and its table of rounds.
class Rounds : public ::testing::Test {
protected:
    void draw(int entries) {
        Result<std::unique_ptr<Desk>> made = Desk::create(path, rules, {});
        ASSERT_TRUE(made) << made.error().code;
        desk = std::move(*made);
        commands::EntryImport import;
        commands::DrawStage draw;
        draw.stage = StageId("double");
        for (int n = 1; n <= entries; ++n) {
            commands::ImportRow row;
            row.name = "Đội " + std::to_string(n);
            row.division = DivisionId("A");
            import.rows.push_back(row);
            draw.seeds.emplace_back("T00" + std::to_string(n));
        }
        must(import);
        must(commands::EntryQualify{});
        must(draw);
    }
    template <class Payload>
    void must(const Payload& payload) {
        const Result<Answer> answer = desk->ask(command_of(new_command_id(), keyboard_actor, payload));
        ASSERT_TRUE(answer) << answer.error().code;
    }
    /// The side of the match has won, as a paper sheet says.
    void win(const std::string& match, const std::string& side) {
        const RunId sheet("double." + match);
        commands::ScoreSet set;
        set.sheet = sheet;
        set.match.emplace();
        set.match->sides[side].items.set("goals", 1);
        must(set);
        must(commands::ScoreCommit{sheet, ""});
    }
    std::map<std::int64_t, std::string> rounds() const {
        std::map<std::int64_t, std::string> found;
        db::Connection(path, db::OpenAs::Reader)
            .each("SELECT number, state FROM rounds",
                  [&](const db::Statement& row) { found[row.integer(0)] = std::string(row.text(1)); });
        return found;
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "a.sandau";
    std::unique_ptr<Desk> desk;
};

TEST_F(Rounds, OfByesDeepInTheLosersBracketAndOfAResetThatIsNotNeededAreDone) {
    // Three entries: WB1, WB2, LB1 (a bye), LB2, GF1, GF2 are the rounds, by the order in which they play.
    draw(3);
    win("WB1-2", "red");
    EXPECT_NE(rounds().at(2), "playing");
    win("WB2-1", "red");
    win("LB2-1", "red");
    win("GF1", "red");
    for (const auto& [number, state] : rounds()) EXPECT_EQ(state, "done") << number;
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
}

TEST_F(Rounds, AreOpenAgainWhenAnEarlyResultIsCorrected) {
    draw(2);
    win("WB1-1", "red");
    win("GF1", "red");
    const auto over = rounds();
    for (const auto& [number, state] : over) EXPECT_EQ(state, "done") << number;
    // Who lost the first match wins the second: now there is a third.
    commands::ScoreCorrect correct;
    correct.sheet = RunId("double.GF1");
    correct.reason = "xem lại băng ghi hình";
    correct.match.emplace();
    correct.match->sides["blue"].items.set("goals", 2);
    must(correct);
    EXPECT_EQ(rounds().rbegin()->second, "drawn");
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
}

}  // namespace
}  // namespace sandau
