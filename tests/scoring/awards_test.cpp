#include <gtest/gtest.h>

#include "scoring/evaluate_support.h"

namespace sandau {
namespace {

using namespace testing;

const std::string tiers =
    "'tiers':[{'id':'nhat','max':1,'money':10},{'id':'nhi','max':2,'money':5},{'id':'ba','max':2}]";

Definition awarding(const std::string& scheme) {
    return a_definition(
        "'stages':[{'id':'s','format':'import','columns':[{'id':'p'}]}],'awards':[{'id':'a','from':'s'," +
            scheme + "}]",
        "[{'id':'A'},{'id':'B'}]");
}

/// Six entries of one division with these points.
Standings awarded(const Definition& rules, const std::vector<int>& points,
                  const std::string& decisions = "[]",
                  const std::string& entries = "T1:A T2:A T3:A T4:A T5:A T6:A") {
    std::string scores;
    for (std::size_t i = 0; i < points.size(); ++i)
        scores +=
            (i > 0 ? "," : "") + ("'T" + std::to_string(i + 1)) + "':{'p':" + std::to_string(points[i]) + "}";
    return standings(rules, the_results(rules, entries, "{'s':{'scores':{" + scores + "}}}", decisions));
}

TEST(Awards, FillFromTheTop) {
    const Standings result = awarded(awarding("'method':'ranked_quota'," + tiers), {9, 8, 7, 6, 5, 4});
    EXPECT_EQ(awards_in(result), "nhat T1, nhi T2, nhi T3, ba T4, ba T5");
    EXPECT_EQ(result.awards[0].money, Rational(10));
    EXPECT_EQ(flags_in(result), "");
}

TEST(Awards, LeaveATieAcrossATierToTheCommittee) {
    const Standings result = awarded(awarding("'method':'ranked_quota'," + tiers), {9, 9, 7, 6, 5, 4});
    EXPECT_EQ(awards_in(result), "nhi T3, ba T4, ba T5");
    EXPECT_EQ(
        flags_in(result),
        "{'kind':'tie_straddles_tier','scheme':'a','division':'A','tier':'nhat','entries':['T1','T2']}");
}

TEST(Awards, WidenTheTierWhereTiesAreIncluded) {
    const Standings result =
        awarded(awarding("'method':'ranked_quota','ties':'include_all'," + tiers), {9, 9, 7, 6, 5, 4});
    EXPECT_EQ(awards_in(result), "nhat T1, nhat T2, nhi T3, nhi T4, ba T5, ba T6");
}

TEST(Awards, CascadeWhatIsNotFilled) {
    const std::string high =
        "'tiers':[{'id':'nhat','max':2,'min':{'key':'p','value':9}},{'id':'nhi','max':1}]";
    EXPECT_EQ(awards_in(awarded(awarding("'method':'ranked_quota'," + high), {9, 8, 7})), "nhat T1, nhi T2");
    EXPECT_EQ(awards_in(awarded(awarding("'method':'ranked_quota','unfilled':'cascade'," + high), {9, 8, 7})),
              "nhat T1, nhi T2, nhi T3");
}

TEST(Awards, GiveTheHighestTierWhoseThresholdIsMet) {
    EXPECT_EQ(
        awards_in(awarded(awarding("'method':'threshold','tiers':[{'id':'gold','min':{'key':'p','value':8}},"
                                   "{'id':'silver','min':{'key':'p','value':'6.5'}}]"),
                          {9, 8, 7, 6})),
        "gold T1, gold T2, silver T3");
}

TEST(Awards, FollowDecisions) {
    const Definition rules =
        awarding("'method':'ranked_quota','specials':[{'id':'oldest','max':1,'money':1}]," + tiers);
    const Standings result = awarded(rules, {9, 8, 7, 6, 5, 4},
                                     "[{'kind':'award','scheme':'a','tier':'ba','entry':'T6'},"
                                     "{'kind':'award','scheme':'a','tier':null,'entry':'T2'},"
                                     "{'kind':'award','scheme':'a','tier':'oldest','entry':'T2'},"
                                     "{'kind':'tier_max','scheme':'a','division':'A','tier':'nhi','max':1},"
                                     "{'kind':'defer','entry':'T3'}]");
    EXPECT_EQ(awards_in(result), "nhat T1, ba T4, ba T6, oldest T2");
    EXPECT_EQ(flags_in(result),
              "{'kind':'deferred','scheme':'a','division':'A','tier':'nhi','entries':['T3']}");
}

TEST(Awards, FlagDecisionsBeyondTheMaximum) {
    const Standings result = awarded(awarding("'method':'ranked_quota','budget_max':20," + tiers), {9, 8, 7},
                                     "[{'kind':'award','scheme':'a','tier':'nhat','entry':'T2'},"
                                     "{'kind':'award','scheme':'a','tier':'nhat','entry':'T3'}]");
    EXPECT_EQ(awards_in(result), "nhat T2, nhat T3, nhi T1");
    EXPECT_EQ(flags_in(result),
              "{'kind':'over_budget','scheme':'a'}\n{'kind':'over_quota','scheme':'a','division':'A','tier':'"
              "nhat'}");
}

TEST(Awards, AskForTheVoteThatTheyRequire) {
    const Definition rules =
        awarding("'method':'ranked_quota','require':{'vote':'committee','fraction':'2/3'}," + tiers);
    const Standings result = awarded(rules, {9, 8, 7, 6},
                                     "[{'kind':'vote','entry':'T1','for':6,'members':9},"
                                     "{'kind':'vote','entry':'T2','for':5,'members':9},"
                                     "{'kind':'vote','entry':'T4','for':5,'members':9},"
                                     "{'kind':'vote','entry':'T4','for':9,'members':9}]");
    EXPECT_EQ(awards_in(result), "nhat T1, nhi T4");
    EXPECT_EQ(flags_in(result),
              "{'kind':'vote_needed','scheme':'a','division':'A','tier':'nhi','entries':['T3']}");
}

TEST(Awards, PassOverTheWithdrawnAndFlagWhatWasDecidedForThem) {
    const Standings result =
        awarded(awarding("'method':'ranked_quota'," + tiers), {9, 8, 7},
                "[{'kind':'award','scheme':'a','tier':'nhat','entry':'T1'},{'kind':'defer','entry':'T1'}]",
                "T1:A* T2:A T3:A");
    EXPECT_EQ(awards_in(result), "nhat T2, nhi T3");
    EXPECT_EQ(flags_in(result),
              "{'kind':'decision_unused','decision':'decisions[0]'}\n{'kind':'decision_unused','decision':'"
              "decisions[1]'}");
}

TEST(Awards, RankTheWholeContestAnew) {
    const Standings result = awarded(awarding("'per':'contest','method':'ranked_quota'," + tiers),
                                     {9, 8, 7, 6}, "[]", "T1:A T2:B T3:A T4:B");
    EXPECT_EQ(awards_in(result), "nhat T1, nhi T2, nhi T3, ba T4");
    EXPECT_FALSE(result.awards[0].division.has_value());
}

TEST(Awards, HoldWhatTheJudgesDisagreeOn) {
    const Definition rules = a_definition(
        "'rubrics':{'r':{'criteria':[{'id':'c','max':10}]}},'stages':[{'id':'s','format':'rubric','rubric':'"
        "r',"
        "'discrepancy':{'threshold':3,'action':'reconcile'}}],'awards':[{'id':'a','from':'s','method':'"
        "ranked_quota'," +
        tiers + "}]");
    const std::string marks =
        "{'s':{'marks':{'T1':{'J1':{'c':9},'J2':{'c':5}},'T2':{'J1':{'c':6},'J2':{'c':3}}}}}";
    const Standings held = standings(rules, the_results(rules, "T1:A T2:A", marks));
    EXPECT_EQ(awards_in(held), "nhi T2");
    EXPECT_EQ(flags_in(held),
              "{'kind':'award_held','scheme':'a','division':'A','tier':'nhat','entries':['T1']}\n"
              "{'kind':'discrepancy','stage':'s','division':'A','entries':['T1']}");
    const Standings cleared = standings(
        rules, the_results(rules, "T1:A T2:A", marks, "[{'kind':'clear_discrepancy','entry':'T1'}]"));
    EXPECT_EQ(awards_in(cleared), "nhat T1, nhi T2");
    EXPECT_EQ(flags_in(cleared), "");
}

}  // namespace
}  // namespace sandau
