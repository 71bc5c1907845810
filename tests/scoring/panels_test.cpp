#include "scoring/panels.h"

#include <gtest/gtest.h>

#include "scoring/evaluate.h"
#include "support/a_contest.h"

namespace sandau {
namespace {

using test::ContestUnderTest;
using namespace commands;

constexpr std::string_view rules = R"({"format":"sandau.contest/1","id":"t","divisions":[{"id":"A"}],
  "rubrics":{"r":{"criteria":[{"id":"moi","max":40,"step":0.5},{"id":"dep","max":60}]}},
  "stages":[{"id":"panel","format":"rubric","rubric":"r","panel":{"size":2},
             "external":[{"id":"votes","kind":"number"}]},
            {"id":"council","format":"vote","base":"present"}]})";

/// Two entries before a panel of two judges, U1 and U2, to whom both are assigned.
struct AJudgedContest : ContestUnderTest {
    AJudgedContest() : ContestUnderTest(rules) {
        with_eligible(2);
        for (const char* name : {"An", "Bình"}) {
            UserGrant grant;
            grant.name = name;
            grant.grants = {Grant{Role::Judge, {}, {}, {}, {}, {}}};
            must(grant);
        }
        PanelRecord panel;
        panel.stage = StageId("panel");
        panel.members = {{UserId("U1"), "Trường A"}, {UserId("U2"), ""}};
        must(PanelSet{panel});
        must(JudgeAssign{"HD1", {}, {}, AssignVerb::Add});
    }

    static MarkSet mark(const char* judge, std::string_view criteria) {
        return {StageId("panel"), EntryId("T001"), UserId(judge), *read_json(criteria)};
    }
    static MarkSubmit submit(const char* judge) {
        return {StageId("panel"), EntryId("T001"), UserId(judge), ""};
    }
};

TEST(Mark, AnswersWhatItIsWorthAndWhatIsWrongWithIt) {
    AJudgedContest contest;
    const Json draft = contest.must(contest.mark("U1", R"({"moi":30.2})"));
    EXPECT_EQ(write_json(draft), R"({"mark":"panel.T001.U1","state":"draft","total":null,"complete":false,)"
                                 R"("errors":["moi"]})");
    const Json whole = contest.must(contest.mark("U1", R"({"moi":"30.5","dep":50})"));
    EXPECT_EQ(write_json(whole), R"({"mark":"panel.T001.U1","state":"draft","total":"80.5","complete":true,)"
                                 R"("errors":[]})");
    const Json less = contest.must(contest.mark("U1", R"({"dep":null})"));
    EXPECT_EQ(write_json(*less.find("total")), "null");
}

TEST(Mark, RefusesAnAskerWhoSawAnOlderOne) {
    AJudgedContest contest;
    contest.must(contest.mark("U1", R"({"moi":30})"));
    Command late = command_of(CommandId("late"), UserId("U1"), contest.mark("U1", R"({"moi":10})"));
    late.expect["mark:panel.T001.U1"] = 0;
    EXPECT_EQ(contest.tell(late).error().code, "command.stale");
}

TEST(Mark, KeepsWhoTypedIt) {
    AJudgedContest contest;
    contest.must(contest.mark("U1", R"({"moi":30})"));
    EXPECT_EQ(contest.contest.table<MarkRecord>().find("panel.T001.U1")->typist, keyboard_actor);
    EXPECT_TRUE(contest.tell(contest.mark("", R"({"moi":31})"), UserId("U1")));
    EXPECT_EQ(contest.contest.table<MarkRecord>().find("panel.T001.U1")->typist, UserId("U1"));
}

TEST(Mark, RefusesANumberThatIsTooLong) {
    AJudgedContest contest;
    const Result<Json> answer = contest.tell(contest.mark("U1", R"({"moi":1e999999999})"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().path, "criteria.moi");
}

TEST(Results, OfAPanelNameJudgesMarksVotesAndExternalFigures) {
    AJudgedContest contest;
    contest.must(contest.mark("U1", R"({"moi":30,"dep":50})"));
    contest.must(contest.submit("U1"));
    contest.must(MarkRecuse{StageId("panel"), EntryId("T001"), UserId("U2"), "người nhà"});
    contest.must(ScoreImport{StageId("panel"), "", {{EntryId("T001"), {}, *read_json(R"({"votes":12})")}}});
    contest.must(VoteSet{StageId("council"), EntryId("T002"), 3, {}, 4});
    const Json document =
        to_json(*contest.contest.definition, results_of(contest.contest, Visibility::Committed));
    EXPECT_EQ(write_json(*document.find("judges")),
              R"([{"id":"U1","name":"An","organization":"Trường A"},{"id":"U2","name":"Bình"}])");
    EXPECT_EQ(write_json(*document.find("stages")),
              R"({"panel":{"marks":{"T001":{"U1":{"dep":50,"moi":30},"U2":{"recused":true}}},)"
              R"("external":{"T001":{"votes":12}}},"council":{"votes":{"T002":{"for":3,"present":4}}}})");
    EXPECT_FALSE(results_of(contest.contest, Visibility::Published).stage(StageId("panel")));
}

TEST(Results, WithoutAPanelNameNoJudges) {
    ContestUnderTest contest(rules);
    EXPECT_FALSE(results_of(contest.contest, Visibility::Committed).judges);
}

TEST(Vote, TakesTheNumberOfMembersFromTheCouncil) {
    AJudgedContest contest;
    PanelRecord council;
    council.stage = StageId("council");
    council.members = {{UserId("U1"), ""}, {UserId("U2"), ""}};
    contest.must(PanelSet{council});
    contest.must(VoteSet{StageId("council"), EntryId("T001"), 2, {}, 2});
    EXPECT_EQ(write_json(contest.contest.table<ImportedScores>().find("council.T001")->values),
              R"({"for":2,"members":2,"present":2})");
    EXPECT_EQ(contest.tell(VoteSet{StageId("council"), EntryId("T001"), 2, {}, 3}).error().code,
              "vote.impossible");
    EXPECT_EQ(contest.tell(VoteSet{StageId("council"), EntryId("T001"), -1, {}, 2}).error().code,
              "vote.impossible");
}

}  // namespace
}  // namespace sandau
