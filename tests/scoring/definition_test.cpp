#include "scoring/definition.h"

#include <gtest/gtest.h>

#include "scoring/evaluate_support.h"

namespace sandau {
namespace {

using testing::json;
using testing::places;
using testing::reading_of;

const std::string run_game =
    "'g':{'kind':'run','items':[{'id':'zone','kind':'count','max':5,'points':20}],"
    "'derived':[{'id':'total','formula':'POINTS(zone)'}]}";

std::string with_game(const std::string& game) {
    return places(
        reading_of("'games':{'g':" + game + "},'stages':[{'id':'s','format':'runs','game':'g','attempts':1}]")
            .problems);
}

std::string with_stages(const std::string& stages, const std::string& rest = "") {
    return places(reading_of("'games':{" + run_game + "},'stages':[" + stages + "]" + rest).problems);
}

TEST(Definition, ListsEveryProblemByPath) {
    EXPECT_EQ(places(read_definition(
                         json("{'format':'sandau.contest/2','id':'1x','colour':1,'divisions':[{'name':5}]}"))
                         .problems),
              "colour document.unknown_key\n"
              "divisions[0].id document.missing_key\n"
              "divisions[0].name document.wrong_type\n"
              "format document.wrong_format\n"
              "id document.bad_contest_id\n"
              "stages document.missing_key\n");
}

TEST(Definition, TakesKeysWithAnUnderscoreForComments) {
    EXPECT_EQ(with_stages("{'id':'s','_why':1,'format':'runs','game':'g','attempts':1}"), "");
}

TEST(Definition, KnowsTheFieldsOfAnItemsKind) {
    EXPECT_EQ(with_game("{'kind':'run','items':[{'id':'a','kind':'flag','max':3},{'id':'b','kind':'choice'},"
                        "{'id':'c','kind':'count','min':5,'max':2},{'id':'d','kind':'wheel'}],"
                        "'derived':[{'id':'total','formula':'1'}]}"),
              "games.g.items[0].max definition.key_of_another_kind\n"
              "games.g.items[1].options document.missing_key\n"
              "games.g.items[2].max document.min_above_max\n"
              "games.g.items[3].kind document.bad_choice\n");
}

TEST(Definition, RefusesTakenAndRepeatedNames) {
    EXPECT_EQ(with_game("{'kind':'run','items':[{'id':'True','kind':'flag'},{'id':'x','kind':'flag'}],"
                        "'derived':[{'id':'x','formula':'1'},{'id':'total','formula':'x'},{'id':'TIME_MS','"
                        "formula':'1'}]}"),
              "games.g.derived[0].id document.repeated_id\n"
              "games.g.derived[2].id definition.taken_name\n"
              "games.g.items[0].id definition.taken_name\n");
}

TEST(Definition, FindsCyclesAlsoThroughTheOtherSide) {
    const std::string problems =
        places(reading_of("'games':{'g':{'kind':'match','sides':['red','blue'],'decide':[{'key':'total'}],"
                          "'derived':[{'id':'total','formula':'a + "
                          "1'},{'id':'a','formula':'other.b'},{'id':'b','formula':'a'}]}},"
                          "'stages':[{'id':'s','format':'swiss','rounds':3,'game':'g'}]")
                   .problems);
    EXPECT_EQ(problems,
              "games.g.derived[1].formula formula.cycle\ngames.g.derived[2].formula formula.cycle\n");
}

TEST(Definition, ChecksTheNamesOfFormulas) {
    EXPECT_EQ(with_game("{'kind':'run','items':[{'id':'zone','kind':'count'}],'derived':["
                        "{'id':'total','formula':'zone + nothing'},{'id':'p','formula':'POINTS(zone)'},"
                        "{'id':'q','formula':'other.zone'},{'id':'r','formula':'bouts_won'},{'id':'z','"
                        "formula':'1/0'}]}"),
              "games.g.derived[0].formula formula.unknown_name\n"
              "games.g.derived[1].formula formula.item_without_points\n"
              "games.g.derived[2].formula formula.no_other_side\n"
              "games.g.derived[3].formula formula.unknown_name\n"
              "games.g.derived[4].formula formula.division_by_zero\n");
}

TEST(Definition, WantsAStageThatIsLater) {
    EXPECT_EQ(with_stages("{'id':'s','format':'runs','game':'g','attempts':1,'promote':{'to':'s'}},"
                          "{'id':'t','format':'runs','game':'g','attempts':1,'promote':{'to':'nowhere'}}"),
              "stages[0].promote.to definition.stage_not_later\n"
              "stages[1].promote.to definition.unknown_stage\n");
}

TEST(Definition, SaysWhichKeysBelongToAnotherFormat) {
    EXPECT_EQ(with_stages("{'id':'s','format':'import','columns':[{'id':'p'}],'attempts':2,'legs':1}"),
              "stages[0].attempts definition.key_of_another_format\n"
              "stages[0].legs definition.key_of_another_format\n");
}

TEST(Definition, WantsMapsByDivisionComplete) {
    EXPECT_EQ(with_stages("{'id':'s','format':'runs','game':{'A':'g','C':'g'},'attempts':{'A':1,'B':2}}"),
              "stages[0].game.B document.missing_key\n"
              "stages[0].game.C document.unknown_key\n");
}

TEST(Definition, WantsRankNamesInAllGames) {
    const std::string games =
        "'games':{'g':{'kind':'run','derived':[{'id':'total','formula':'1'},{'id':'task','formula':'1'}]},"
        "'h':{'kind':'run','derived':[{'id':'total','formula':'1'}]}},";
    EXPECT_EQ(
        places(reading_of(games + "'stages':[{'id':'s','format':'runs','game':{'A':'g','B':'h'},'attempts':2,"
                                  "'rank':[{'key':'sum_task'},{'key':'best_3'},{'key':'best_2'}]}]")
                   .problems),
        "stages[0].rank[0].key formula.unknown_name\n"
        "stages[0].rank[1].key formula.unknown_name\n");
}

TEST(Definition, PutsOverridesIntoTheStagesGame) {
    const DefinitionReading reading =
        reading_of("'games':{" + run_game +
                   "},'stages':[{'id':'s','format':'runs','game':'g','attempts':1,"
                   "'overrides':{'items':{'zone':{'max':7}},'time':{'limit_ms':90000}}}]");
    EXPECT_EQ(places(reading.problems), "");
    const Game& game = *reading.definition.stages[0].divisions[0].game;
    EXPECT_EQ(game.item("zone")->max, Rational(7));
    EXPECT_EQ(game.item("zone")->points, Rational(20));
    EXPECT_EQ(game.limit_ms, 90000);
    EXPECT_EQ(reading.definition.games[0].item("zone")->max, Rational(5));
}

TEST(Definition, RefusesBadOverrides) {
    EXPECT_EQ(with_stages("{'id':'s','format':'runs','game':'g','attempts':1,'overrides':{'items':{"
                          "'nothing':{'max':1},'zone':{'kind':'flag'}},'colour':1}}"),
              "stages[0].overrides.colour document.unknown_key\n"
              "stages[0].overrides.items.nothing definition.unknown_item\n"
              "stages[0].overrides.items.zone.kind definition.override_of_fixed\n");
}

TEST(Definition, ChecksAwards) {
    EXPECT_EQ(with_stages("{'id':'s','format':'runs','game':'g','attempts':1}",
                          ",'awards':[{'id':'a','from':'x','method':'ranked_quota','tiers':[{'id':'t'}]},"
                          "{'id':'a','from':'s','method':'threshold','tiers':[{'id':'t','max':1,'min':{'key':"
                          "'foo','value':'2/3'}}]},"
                          "{'id':'b','from':'s','tiers':[]}]"),
              "awards[0].from definition.unknown_stage\n"
              "awards[0].tiers[0].max document.missing_key\n"
              "awards[1].id document.repeated_id\n"
              "awards[1].tiers[0].max definition.max_in_threshold\n"
              "awards[1].tiers[0].min.key formula.unknown_name\n"
              "awards[2].method document.missing_key\n");
}

TEST(Definition, ChecksRubrics) {
    EXPECT_EQ(
        places(
            reading_of(
                "'rubrics':{'r':{'max':90,'criteria':[{'id':'a','max':40},{'id':'b','max':'60','step':0}]}},"
                "'stages':[{'id':'s','format':'rubric','rubric':'r','external':[{'id':'agg'}],"
                "'derived':[{'id':'d','formula':'STAGE_MAX(votes)'}],'rank':[{'decision':'lots'},{'key':'agg'"
                "}]}]")
                .problems),
        "rubrics.r.criteria[1].step document.not_positive\n"
        "stages[0].derived[0].formula formula.unknown_column\n"
        "stages[0].external[0].id document.repeated_id\n"
        "stages[0].rank[0].decision definition.decision_not_last\n");
    EXPECT_EQ(places(reading_of("'rubrics':{'r':{'max':90,'criteria':[{'id':'a','max':40,'weight':2}]}},"
                                "'stages':[{'id':'s','format':'rubric','rubric':'r'}]")
                         .problems),
              "rubrics.r.max definition.rubric_max\n");
}

TEST(Definition, KeepsHeadToHeadAlone) {
    const std::string game =
        "'games':{'g':{'kind':'match','sides':['red','blue'],'decide':[],'derived':[{'id':'total','formula':'"
        "1'}]}},";
    EXPECT_EQ(
        places(reading_of(game + "'stages':[{'id':'s','format':'round_robin','game':'g','rank':["
                                 "{'key':'points'},{'key':'head_to_head + 1'},{'key':'head_to_head'}]}]")
                   .problems),
        "stages[0].rank[1].key definition.head_to_head_alone\n");
}

TEST(Definition, WantsWholeNumbersWhereTheyAreWanted) {
    EXPECT_EQ(with_stages("{'id':'s','format':'runs','game':'g','attempts':1.5},"
                          "{'id':'t','format':'runs','game':'g','attempts':'4/2'},"
                          "{'id':'u','format':'runs','game':'g','attempts':1e999999999}"),
              "stages[0].attempts document.not_whole\n"
              "stages[1].attempts number.syntax\n"
              "stages[2].attempts number.too_long\n");
}

TEST(Definition, StopsListingHopelessDocuments) {
    std::string keys;
    for (int i = 0; i < 5000; ++i) keys += ",'k" + std::to_string(i) + "':1";
    EXPECT_EQ(read_definition(json("{'format':'sandau.contest/1'" + keys + "}")).problems.size(), 1001u);
}

TEST(Definition, SaysWhereItIsNoJson) {
    const DefinitionReading reading = read_definition("{\n  \"format\": ,");
    ASSERT_EQ(reading.problems.size(), 1u);
    EXPECT_EQ(reading.problems[0].what.code, "json.syntax");
}

}  // namespace
}  // namespace sandau
