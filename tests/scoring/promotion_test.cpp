#include <gtest/gtest.h>

#include "scoring/evaluate_support.h"

namespace sandau {
namespace {

using namespace testing;

Definition promoting(const std::string& rule) {
    return a_definition("'stages':[{'id':'s','format':'import','columns':[{'id':'p'}],'promote':{'to':'f'" +
                            rule + "}},{'id':'f','format':'import','columns':[{'id':'p'}]}]",
                        "[{'id':'A'},{'id':'B'}]");
}

/// Entries "T1:A 90" with their points, a star: withdrawn.
Standings promoted(const Definition& rules, const std::string& entries, const std::string& scores,
                   const std::string& final_scores = "{}") {
    return standings(
        rules,
        the_results(rules, entries, "{'s':{'scores':" + scores + "},'f':{'scores':" + final_scores + "}}"));
}

const std::string five = "T1:A T2:A T3:A T4:A T5:A";
const std::string scores = "{'T1':{'p':9},'T2':{'p':8},'T3':{'p':8},'T4':{'p':7},'T5':{'p':6}}";

TEST(Promotion, WidensTheCutToAllThatTieOnIt) {
    const Standings result = promoted(promoting(",'top':2,'reserves':1"), five, scores);
    EXPECT_EQ(ids(result.stages[0].rankings[0].promoted), "T1 T2 T3");
    EXPECT_EQ(ids(result.stages[0].rankings[0].reserves), "T4");
    EXPECT_EQ(flags_in(result), "");
}

TEST(Promotion, LeavesATieAtTheCutToTheCommittee) {
    const Standings result = promoted(promoting(",'top':2,'ties':'committee','reserves':2"), five, scores);
    EXPECT_EQ(ids(result.stages[0].rankings[0].promoted), "T1");
    EXPECT_EQ(ids(result.stages[0].rankings[0].reserves), "T4 T5");
    EXPECT_EQ(flags_in(result), "{'kind':'tie_at_cut','stage':'s','division':'A','entries':['T2','T3']}");
}

TEST(Promotion, PassesOverTheWithdrawn) {
    const Standings result =
        promoted(promoting(",'top':2,'ties':'committee'"), "T1:A T2:A* T3:A T4:A T5:A", scores);
    EXPECT_EQ(ids(result.stages[0].rankings[0].promoted), "T1 T3");
    EXPECT_EQ(places_in(result.stages[0].rankings[0]), "T1 1, T2 2, T3 2, T4 4, T5 5");
}

TEST(Promotion, TakesTheMinimumFirst) {
    const Standings result = promoted(promoting(",'min':{'key':'p','value':8},'reserves':3"), five, scores);
    EXPECT_EQ(ids(result.stages[0].rankings[0].promoted), "T1 T2 T3");
    EXPECT_EQ(ids(result.stages[0].rankings[0].reserves), "");
}

TEST(Promotion, RanksSeveralDivisionsAnew) {
    const Standings result =
        promoted(promoting(",'per':'stage','top':2,'ties':'committee'"), "T1:A T2:A U1:B U2:B",
                 "{'T1':{'p':9},'T2':{'p':5},'U1':{'p':7},'U2':{'p':7}}");
    EXPECT_EQ(ids(result.stages[0].rankings[0].promoted), "T1");
    EXPECT_EQ(ids(result.stages[0].rankings[1].promoted), "");
    EXPECT_EQ(flags_in(result), "{'kind':'tie_at_cut','stage':'s','division':null,'entries':['U1','U2']}");
}

TEST(Promotion, FlagsThoseWhoCameWithoutIt) {
    const Standings result =
        promoted(promoting(",'top':1"), "T1:A T2:A T3:A* U1:B", "{'T1':{'p':9},'T2':{'p':5}}",
                 "{'T1':{'p':1},'T2':{'p':1},'T3':{'p':1},'U1':{'p':1}}");
    EXPECT_EQ(flags_in(result), "{'kind':'not_promoted','stage':'f','division':'A','entries':['T2']}");
}

const std::string group_stage =
    "'games':{'g':{'kind':'match','sides':['red','blue'],'items':[{'id':'x','kind':'count'}],'decide':[{'key'"
    ":'total'}],"
    "'derived':[{'id':'total','formula':'x'}]}},'stages':[{'id':'s','format':'round_robin','game':'g',"
    "'rank':[{'key':'points'},{'key':'diff_total'}],'promote':{'to':'f','top':1,'best_next':{'count':1}";

std::string match(const std::string& id, const std::string& red, int red_x, const std::string& blue,
                  int blue_x) {
    return "{'id':'" + id + "','sides':{'red':'" + red + "','blue':'" + blue +
           "'},'items':{'red':{'x':" + std::to_string(red_x) + "},'blue':{'x':" + std::to_string(blue_x) +
           "}}}";
}

TEST(Promotion, TakesTheBestOfThoseNextInEachGroup) {
    const Definition rules = a_definition(group_stage +
                                          ",'ties':'committee','reserves':1}},"
                                          "{'id':'f','format':'import','columns':[{'id':'p'}]}]");
    const Standings result = standings(
        rules, the_results(rules, "T1:A T2:A T3:A U1:A U2:A U3:A",
                           "{'s':{'groups':{'G1':['T1','T2','T3'],'G2':['U1','U2','U3']},'matches':[" +
                               match("a", "T1", 5, "T2", 1) + "," + match("b", "T2", 3, "T3", 1) + "," +
                               match("c", "U1", 5, "U2", 3) + "," + match("d", "U2", 3, "U3", 1) + "]}}"));
    EXPECT_EQ(ids(result.stages[0].rankings[0].promoted), "T1");
    EXPECT_EQ(ids(result.stages[0].rankings[1].promoted), "U1 U2");
    EXPECT_EQ(ids(result.stages[0].rankings[0].reserves), "T2");
    EXPECT_EQ(ids(result.stages[0].rankings[1].reserves), "U3");
    EXPECT_EQ(flags_in(result), "");
}

}  // namespace
}  // namespace sandau
