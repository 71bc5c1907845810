#include <gtest/gtest.h>

#include "scoring/evaluate_support.h"

namespace sandau {
namespace {

using namespace testing;

const std::string game =
    "'games':{'g':{'kind':'run','time':{'limit_ms':60000},'items':["
    "{'id':'zone','kind':'count','max':5,'points':20},{'id':'bonus','kind':'choice','options':[{'id':'small',"
    "'points':5},{'id':'big','points':9}]},"
    "{'id':'laps','kind':'table','points':[0,5,15,30]},{'id':'weight','kind':'number','decimals':1},"
    "{'id':'fault','kind':'penalty','points':-10,'dsq_at':3},{'id':'done','kind':'flag','points':50}],"
    "'derived':[{'id':'total','formula':'task + POINTS(fault)'},{'id':'task','formula':'POINTS(zone) + bonus "
    "+ POINTS(laps) + POINTS(done)'}],"
    "'validate':[{'formula':'OR(NOT(done), zone = 5)'},{'formula':'zone < 5','severity':'warning'}]}},";

Definition runs(const std::string& more, const std::string& awards = "") {
    return a_definition(game + "'stages':[{'id':'s','format':'runs','game':'g','attempts':2," + more + "}]" +
                        awards);
}

Ranking only_ranking(const Definition& definition, const std::string& entries, const std::string& sheets,
                     const std::string& decisions = "[]") {
    return standings(definition, the_results(definition, entries, "{'s':{'runs':" + sheets + "}}", decisions))
        .stages[0]
        .rankings[0];
}

TEST(Runs, AggregateAsTheRulesSay) {
    const std::string sheets = "{'T1':[{'items':{'zone':1}},{'items':{'zone':3}},{'items':{'zone':2}}]}";
    const auto agg = [&](const std::string& aggregate) {
        const Definition rules = a_definition(
            game + "'stages':[{'id':'s','format':'runs','game':'g','attempts':3,'aggregate':" + aggregate +
            "}]");
        return value_in(only_ranking(rules, "T1:A", sheets), "T1", "agg");
    };
    EXPECT_EQ(agg("{'fn':'best'}"), "60");
    EXPECT_EQ(agg("{'fn':'sum'}"), "120");
    EXPECT_EQ(agg("{'fn':'mean'}"), "40");
    EXPECT_EQ(agg("{'fn':'last'}"), "40");
    EXPECT_EQ(agg("{'fn':'best_n','n':2}"), "100");
    EXPECT_EQ(agg("{'fn':'drop_worst','n':1}"), "100");
    EXPECT_EQ(agg("{'fn':'drop_worst','n':9}"), "60");
}

TEST(Runs, KnowTheKeysOfTheirRanking) {
    const Definition rules = runs(
        "'rank':[{'key':'best_1'},{'key':'time_of_best_1'},{'key':'best_2'},{'key':'sum_time_ms'},{'key':'"
        "min_time_ms'},"
        "{'key':'runs_counted'},{'key':'mean_task'},{'key':'sum_total'},{'key':'agg / 8'}]");
    const Ranking ranking = only_ranking(
        rules, "T1:A",
        "{'T1':[{'items':{'zone':3},'time_ms':50000},{'items':{'zone':3,'fault':1},'time_ms':40000}]}");
    EXPECT_EQ(value_in(ranking, "T1", "best_1"), "60");
    EXPECT_EQ(value_in(ranking, "T1", "time_of_best_1"), "50000");
    EXPECT_EQ(value_in(ranking, "T1", "best_2"), "50");
    EXPECT_EQ(value_in(ranking, "T1", "sum_time_ms"), "90000");
    EXPECT_EQ(value_in(ranking, "T1", "min_time_ms"), "40000");
    EXPECT_EQ(value_in(ranking, "T1", "runs_counted"), "2");
    EXPECT_EQ(value_in(ranking, "T1", "mean_task"), "60");
    EXPECT_EQ(value_in(ranking, "T1", "sum_total"), "110");
    EXPECT_EQ(value_in(ranking, "T1", "agg / 8"), "7.5");
}

TEST(Runs, CountEachStatusAsTheRulesSay) {
    const Definition rules =
        runs("'aggregate':{'fn':'sum'},'rank':[{'key':'agg'},{'key':'sum_time_ms'},{'key':'sum_task'}]");
    const auto row = [&](const std::string& run) {
        const Ranking ranking = only_ranking(rules, "T1:A", "{'T1':[" + run + "]}");
        if (ranking.rows.empty()) return ranking.unranked[0].why;
        return value_in(ranking, "T1", "agg") + " " + value_in(ranking, "T1", "sum_time_ms") + " " +
               value_in(ranking, "T1", "sum_task");
    };
    EXPECT_EQ(row("{'items':{'zone':2},'time_ms':100}"), "40 100 40");
    EXPECT_EQ(row("{'items':{'zone':2}}"), "40 60000 40");
    EXPECT_EQ(row("{'status':'DNF','items':{'zone':2},'time_ms':100}"), "40 60000 40");
    EXPECT_EQ(row("{'status':'DNS','items':{'zone':2}}"), "0 60000 0");
    EXPECT_EQ(row("{'status':'DSQ','items':{'zone':2},'time_ms':100}"), "0 60000 0");
    EXPECT_EQ(row("{'status':'VOID','items':{'zone':2}}"), "no_counted_run");
    EXPECT_EQ(row("{'items':{'zone':2,'fault':3},'time_ms':100}"), "0 60000 0");
}

TEST(Runs, ListSheetErrorsAndCountWhatWasEntered) {
    const Definition rules = runs("'aggregate':{'fn':'sum'}");
    const Results results = the_results(
        rules, "T1:A T2:A",
        "{'s':{'runs':{'T1':[{'items':{'zone':9,'bonus':'huge','weight':1.25,'laps':'2'},'time_ms':70000},{'"
        "items':{'zone':1.5}},"
        "{'items':{'zone':1}}],'T2':[{'items':{'zone':'x','done':1}},{'items':{'done':true}}]}}}");
    const Standings result = standings(rules, results);
    EXPECT_EQ(errors_in(result.stages[0].errors),
              "{'entry':'T1','run':'0','item':'zone','severity':'error'}\n"
              "{'entry':'T1','run':'0','item':'bonus','severity':'error'}\n"
              "{'entry':'T1','run':'0','item':'weight','severity':'error'}\n"
              "{'entry':'T1','run':'0','item':'time_ms','severity':'error'}\n"
              "{'entry':'T1','run':'0','rule':'1','severity':'warning'}\n"
              "{'entry':'T1','run':'1','item':'zone','severity':'error'}\n"
              "{'entry':'T1','run':'2','item':'attempts','severity':'error'}\n"
              "{'entry':'T2','run':'0','item':'zone','severity':'error'}\n"
              "{'entry':'T2','run':'0','item':'done','severity':'error'}\n"
              "{'entry':'T2','run':'1','rule':'0','severity':'error'}");
    // A missing bonus makes the total missing; the range alone would not.
    EXPECT_EQ(value_in(result.stages[0].rankings[0], "T1", "agg"), "not there");
    EXPECT_EQ(result.stages[0].rankings[0].unranked[0].why, "no_score");
}

TEST(Runs, TakePointsFromTables) {
    const Definition rules = runs("'aggregate':{'fn':'best'}");
    const auto laps = [&](const char* count) {
        return value_in(only_ranking(rules, "T1:A", "{'T1':[{'items':{'laps':" + std::string(count) + "}}]}"),
                        "T1", "agg");
    };
    EXPECT_EQ(laps("0"), "0");
    EXPECT_EQ(laps("2"), "15");
    EXPECT_EQ(laps("99"), "30");
    EXPECT_EQ(laps("99999999999999999999"), "30");
}

TEST(Runs, EvaluateOneSheetForTheRunningTotal) {
    const Definition rules = runs("'aggregate':{'fn':'best'}");
    RunSheet sheet;
    sheet.items["zone"] = Rational(4);
    sheet.items["done"] = true;
    const SheetEvaluation evaluation = evaluate_sheet(rules.stages[0], DivisionId("A"), sheet);
    EXPECT_EQ(evaluation.total, Rational(130));
    EXPECT_TRUE(evaluation.has_errors());
    ASSERT_EQ(evaluation.findings.size(), 1u);
    EXPECT_EQ(evaluation.findings[0].error.rule, 0u);
    sheet.items["fault"] = Rational(3);
    EXPECT_EQ(evaluate_sheet(rules.stages[0], DivisionId("A"), sheet).status, RunStatus::Dsq);
}

TEST(Runs, RefuseNumbersThatGrowWithoutEnd) {
    std::string derived = "[{'id':'d0','formula':'IF(x = 0, 1, x)'}";
    for (int i = 1; i < 40; ++i)
        derived += ",{'id':'d" + std::to_string(i) + "','formula':'d" + std::to_string(i - 1) + " * d" +
                   std::to_string(i - 1) + "'}";
    const Definition rules = a_definition(
        "'games':{'g':{'kind':'run','items':[{'id':'x','kind':'number'}],'derived':" + derived +
        ",{'id':'total','formula':'d39'}]}},'stages':[{'id':'s','format':'runs','game':'g','attempts':1}]");
    const Results results =
        the_results(rules, "T1:A", "{'s':{'runs':{'T1':[{'items':{'x':12345678901234567890}}]}}}");
    EXPECT_EQ(errors_in(standings(rules, results).stages[0].errors),
              "{'entry':'T1','run':'0','item':'total','severity':'error'}");
}

TEST(Ranking, PutsMissingLastWhateverTheOrder) {
    const Definition rules = a_definition(
        "'stages':[{'id':'s','format':'import','columns':[{'id':'p'},{'id':'t','kind':'time'}],"
        "'rank':[{'key':'p'},{'key':'t','order':'asc'}]}]");
    const Ranking ranking =
        standings(
            rules,
            the_results(
                rules, "T1:A T2:A T3:A T4:A T5:A",
                "{'s':{'scores':{'T1':{'p':5},'T2':{'p':5,'t':9},'T3':{'t':1},'T4':{},'T5':{'p':5,'t':3}}}}"))
            .stages[0]
            .rankings[0];
    EXPECT_EQ(places_in(ranking), "T5 1, T2 2, T1 3, T3 4");
    EXPECT_EQ(ranking.rows[1].decided_by, "t");
    EXPECT_EQ(ranking.rows[3].decided_by, "p");
    EXPECT_EQ(ranking.unranked, (std::vector<UnrankedRow>{{EntryId("T4"), "no_score"}}));
}

TEST(Ranking, TakesAnOrderThatNamesExactlyTheTied) {
    const Definition rules = a_definition(
        "'stages':[{'id':'s','format':'import','columns':[{'id':'p'}],'rank':[{'key':'p'},{'decision':'lots'}"
        "]}]");
    const std::string scores =
        "{'s':{'scores':{'T1':{'p':5},'T2':{'p':5},'T3':{'p':5},'T4':{'p':6},'T5':{'p':1}}}}";
    const Standings ordered =
        standings(rules, the_results(rules, "T1:A T2:A T3:A T4:A T5:A", scores,
                                     "[{'kind':'order','stage':'s','entries':['T1','T2','T3']},"
                                     "{'kind':'order','stage':'s','entries':['T3','T1','T2']},"
                                     "{'kind':'order','stage':'s','entries':['T1','T2']}]"));
    const Ranking& ranking = ordered.stages[0].rankings[0];
    EXPECT_EQ(places_in(ranking), "T4 1, T3 2, T1 3, T2 4, T5 5");
    EXPECT_EQ(ranking.rows[1].decided_by, "p");
    EXPECT_EQ(ranking.rows[2].decided_by, "decision:lots");
    EXPECT_EQ(ranking.rows[4].decided_by, "p");
    EXPECT_EQ(flags_in(ordered), "{'kind':'decision_unused','decision':'decisions[2]'}");
}

}  // namespace
}  // namespace sandau
