#include "scoring/results.h"

#include <gtest/gtest.h>

#include "scoring/evaluate_support.h"
#include "scoring/explain.h"

namespace sandau {
namespace {

using namespace testing;

const Definition& rules() {
    static const Definition definition = a_definition(
        "'games':{'r':{'kind':'run','items':[{'id':'zone','kind':'count','name':'Zones','points':10}],'"
        "derived':[{'id':'total','formula':'POINTS(zone)'}]},"
        "'m':{'kind':'match','sides':['red','blue'],'items':[{'id':'x','kind':'count'}],'decide':[],'derived'"
        ":[{'id':'total','formula':'x'}],"
        "'shared':[{'id':'grid','kind':'grid','rows':2,'cols':2}]}},'rubrics':{'p':{'criteria':[{'id':'c','"
        "max':10}]}},"
        "'stages':[{'id':'runs','format':'runs','game':'r','attempts':2,'divisions':['A'],'rank':[{'key':'"
        "agg'},{'decision':'lots'}]},"
        "{'id':'table','format':'round_robin','game':'m'},"
        "{'id':'marks','format':'rubric','rubric':'p'}],'awards':[{'id':'a','from':'runs','method':'ranked_"
        "quota','tiers':[{'id':'t','max':1}]}]",
        "[{'id':'A','name':'Division A'},{'id':'B'}]");
    return definition;
}

std::string problems(const std::string& body) {
    return places(
        read_results(rules(), json("{'format':'sandau.results/1','entries':[{'id':'T1','division':'A'},"
                                   "{'id':'T2','division':'A'},{'id':'U1','division':'B'}]," +
                                   body + "}"))
            .problems);
}

TEST(Results, NameThePathOfWhatDoesNotExist) {
    EXPECT_EQ(problems("'stages':{'runs':{'runs':{'T9':[],'U1':[],'T1':[{'items':{'nothing':1},'status':'"
                       "LATE'}]}},'nowhere':{}}"),
              "stages.nowhere definition.unknown_stage\n"
              "stages.runs.runs.T1[0].items.nothing results.unknown_item\n"
              "stages.runs.runs.T1[0].status document.bad_choice\n"
              "stages.runs.runs.T9 results.unknown_entry\n"
              "stages.runs.runs.U1 results.division_not_in_stage\n");
}

TEST(Results, CheckMatches) {
    EXPECT_EQ(
        problems("'stages':{'table':{'groups':{'G1':['T1','T2'],'G2':['U1']},'matches':["
                 "{'id':'a','sides':{'red':'T1','blue':'U1'}},{'id':'a','sides':{'red':'T1','green':'T2'}},"
                 "{'id':'b','sides':{'red':'T1','blue':'T1'}},{'id':'c','sides':{'red':'T1','blue':'T2'},"
                 "'shared':{'grid':[['red'],[null,'pink']]},'bouts':[]}]}}"),
        "stages.table.matches[0].sides.blue results.entry_of_another_group\n"
        "stages.table.matches[1].id document.repeated_id\n"
        "stages.table.matches[1].sides.green results.unknown_side\n"
        "stages.table.matches[2].sides.blue results.plays_itself\n"
        "stages.table.matches[3].bouts document.unknown_key\n"
        "stages.table.matches[3].shared.grid[0] definition.matrix_size\n"
        "stages.table.matches[3].shared.grid[1][1] results.unknown_side\n");
}

TEST(Results, LetOnlyListedJudgesMark) {
    const std::string marks = "'stages':{'marks':{'marks':{'T1':{'J1':{'c':5},'J2':{'d':1}}}}}";
    EXPECT_EQ(problems("'judges':[{'id':'J1'}]," + marks),
              "stages.marks.marks.T1.J2 results.unknown_judge\n");
    EXPECT_EQ(problems(marks), "stages.marks.marks.T1.J2.d results.unknown_criterion\n");
}

TEST(Results, CheckDecisions) {
    EXPECT_EQ(
        problems(
            "'decisions':[{'kind':'order','entries':['T1','T7']},{'kind':'award','scheme':'a','tier':'x','"
            "entry':'T1'},"
            "{'kind':'tier_max','scheme':'a','tier':'t','max':2},{'kind':'defer','scheme':'b','entry':'T1'},"
            "{'kind':'vote','entry':'T1','for':-1},{'kind':'sing'},{'kind':'defer','entry':'T1','side':'red'}"
            "]"),
        "decisions[0].entries[1] results.unknown_entry\n"
        "decisions[0].stage document.missing_key\n"
        "decisions[1].tier results.unknown_tier\n"
        "decisions[2].division document.missing_key\n"
        "decisions[3].scheme results.unknown_scheme\n"
        "decisions[4].for document.out_of_range\n"
        "decisions[5].kind document.bad_choice\n"
        "decisions[6].side definition.key_of_another_kind\n");
}

TEST(Results, RefuseNumbersWithoutEnd) {
    EXPECT_EQ(problems("'stages':{'runs':{'runs':{'T1':[{'items':{'zone':1e999999999}}]}}}"),
              "stages.runs.runs.T1[0].items.zone number.too_long\n");
}

TEST(Explain, SaysWhichKeyDecidedAndBothValues) {
    const Results results = the_results(
        rules(), "T1:A T2:A T3:A",
        "{'runs':{'runs':{'T1':[{'items':{'zone':3}}],'T2':[{'items':{'zone':5}}],'T3':[{'items':{'zone':3}}]"
        "}}}",
        "[{'kind':'order','stage':'runs','entries':['T1','T3'],'by':'lots','reason':'drawn at 10:00'}]");
    const Standings result = standings(rules(), results);
    const auto place = [&](const char* entry) {
        std::string text;
        for (const std::string& line :
             explain_place(rules(), results, result.stages[0], EntryId(entry), Language::English))
            text += line + "\n";
        return text;
    };
    EXPECT_EQ(place("T2"),
              "Place 1, Division A.\nAbove T1 by Ranking score: 50 against 30 (higher is better).\n");
    EXPECT_EQ(place("T3"), "Place 3, Division A.\nBelow T1 by decision (lots: drawn at 10:00).\n");
    const std::vector<std::string> score =
        explain_score(rules(), results, result.stages[0], EntryId("T1"), Language::Vietnamese);
    ASSERT_EQ(score.size(), 2u);
    EXPECT_EQ(score[0], "Lượt 1: 30.");
    EXPECT_EQ(score[1], "Kết quả: lượt tốt nhất = 30.");
}

}  // namespace
}  // namespace sandau
