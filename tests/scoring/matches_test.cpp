#include <gtest/gtest.h>

#include "scoring/bracket.h"
#include "scoring/evaluate_support.h"

namespace sandau {
namespace {

using namespace testing;

const std::string game =
    "'games':{'g':{'kind':'match','sides':['red','blue'],'items':[{'id':'x','kind':'count'},{'id':'y','kind':"
    "'count'}],"
    "'instant_win':[{'id':'ten','when':'x >= "
    "10'}],'decide':[{'instant_win':true},{'key':'total'},{'key':'y','order':'asc'},{'decision':'judges'}],"
    "'derived':[{'id':'total','formula':'x'}]}},";

Definition table(const std::string& more = "'rank':[{'key':'points'}]", const std::string& use = game) {
    return a_definition(use + "'stages':[{'id':'s','format':'round_robin','game':'g'," + more + "}]");
}

std::string match(const std::string& id, const std::string& red, const std::string& red_items,
                  const std::string& blue, const std::string& blue_items, const std::string& more = "") {
    return "{'id':'" + id + "','sides':{'red':'" + red + "','blue':'" + blue + "'},'items':{'red':{" +
           red_items + "},'blue':{" + blue_items + "}}" + more + "}";
}

Standings played(const Definition& rules, const std::string& entries, const std::string& matches,
                 const std::string& decisions = "[]") {
    return standings(rules, the_results(rules, entries, "{'s':{'matches':[" + matches + "]}}", decisions));
}

std::string outcome(const Standings& result, std::size_t index = 0) {
    const MatchStanding& one = result.stages[0].matches[index];
    return one.state + " " + (one.winner ? one.winner->text : "–") + " " + one.decided_by.value_or("–");
}

TEST(Match, IsDecidedStepByStep) {
    const Definition rules = table();
    const auto decided = [&](const std::string& red, const std::string& blue, const std::string& more = "",
                             const std::string& decisions = "[]") {
        return outcome(played(rules, "T1:A T2:A", match("m", "T1", red, "T2", blue, more), decisions));
    };
    EXPECT_EQ(decided("'x':10", "'x':9"), "done red instant_win:ten");
    EXPECT_EQ(decided("'x':5", "'x':9"), "done blue total");
    EXPECT_EQ(decided("'x':5,'y':1", "'x':5,'y':2"), "done red y");
    EXPECT_EQ(decided("'x':5", "'x':5"), "undecided – –");
    EXPECT_EQ(decided("'x':5", "'x':5", "", "[{'kind':'match_winner','match':'m','side':'blue'}]"),
              "done blue decision:judges");
    EXPECT_EQ(decided("'x':12", "'x':11", ",'instant_win_ms':{'red':200,'blue':100}"),
              "done blue instant_win:ten");
    EXPECT_EQ(decided("'x':12", "'x':11", ",'instant_win_ms':{'red':200}"), "undecided – –");
    EXPECT_EQ(decided("'x':1", "'x':9", ",'status':{'blue':'DSQ'}"), "done red status");
    EXPECT_EQ(decided("'x':1", "'x':9", ",'status':{'blue':'DSQ','red':'DNS'}"), "done – –");
}

TEST(Match, FlagsWhatItCannotDecide) {
    const Definition rules = table();
    EXPECT_EQ(flags_in(played(rules, "T1:A T2:A", match("m", "T1", "'x':12", "T2", "'x':11"))),
              "{'kind':'both_instant_win','stage':'s','match':'m'}\n{'kind':'decision_needed','stage':'s','"
              "match':'m'}");
    EXPECT_EQ(flags_in(played(rules, "T1:A T2:A", match("m", "T1", "'x':2", "T2", "'x':1"),
                              "[{'kind':'match_winner','match':'m','side':'blue'}]")),
              "{'kind':'decision_unused','decision':'decisions[0]'}");
}

TEST(Match, IsADrawOnlyWhereTheTableHasPointsForOne) {
    const std::string no_decision =
        "'games':{'g':{'kind':'match','sides':['red','blue'],'items':[{'id':'x','kind':'count'}],'decide':[{'"
        "key':'total'}],"
        "'derived':[{'id':'total','formula':'x'}]}},";
    const std::string even = match("m", "T1", "'x':1", "T2", "'x':1");
    const Standings drawn =
        played(table("'rank':[{'key':'points'},{'key':'draws'}]", no_decision), "T1:A T2:A", even);
    EXPECT_EQ(outcome(drawn), "done – –");
    EXPECT_EQ(value_in(drawn.stages[0].rankings[0], "T1", "points"), "1");
    const Standings open = played(table("'table_points':{'win':3,'loss':0}", no_decision), "T1:A T2:A", even);
    EXPECT_EQ(outcome(open), "undecided – –");
    EXPECT_EQ(flags_in(open), "{'kind':'undecided','stage':'s','match':'m'}");
}

TEST(Match, LetsFormulasSeeTheOtherSideAsItsSheetHasIt) {
    const std::string other =
        "'games':{'g':{'kind':'match','sides':['red','blue'],'items':[{'id':'x','kind':'count'}],'decide':[{'"
        "key':'total'}],"
        "'derived':[{'id':'total','formula':'x - other.x'}]}},";
    const Standings result = played(table("'rank':[{'key':'points'}]", other), "T1:A T2:A",
                                    match("m", "T1", "'x':7", "T2", "'x':4", ",'status':{'blue':'DSQ'}"));
    EXPECT_EQ(result.stages[0].matches[0].totals[0].second, Rational(3));
    EXPECT_EQ(result.stages[0].matches[0].totals[1].second, Rational(0));
}

TEST(Table, ComparesTheTiedAmongThemselves) {
    const Definition rules = table("'rank':[{'key':'points'},{'key':'head_to_head'},{'key':'sum_total'}]");
    const Ranking ranking =
        played(rules, "T1:A T2:A T3:A",
               match("a", "T1", "'x':1", "T2", "'x':2") + "," + match("b", "T1", "'x':9", "T3", "'x':0") +
                   "," + match("c", "T2", "'x':0", "T3", "'x':1"))
            .stages[0]
            .rankings[0];
    // All three won once: head to head says nothing, so the totals do.
    EXPECT_EQ(places_in(ranking), "T1 1, T2 2, T3 3");
    EXPECT_EQ(value_in(ranking, "T1", "head_to_head"), "–");
    const Ranking two =
        played(rules, "T1:A T2:A T3:A",
               match("a", "T1", "'x':9", "T3", "'x':0") + "," + match("b", "T2", "'x':1", "T1", "'x':0") +
                   "," + match("c", "T3", "'x':1", "T2", "'x':0") + "," +
                   match("d", "T1", "'x':3", "T3", "'x':1") + "," + match("e", "T2", "'x':3", "T3", "'x':1"))
            .stages[0]
            .rankings[0];
    EXPECT_EQ(places_in(two), "T2 1, T1 2, T3 3");
    EXPECT_EQ(two.rows[1].decided_by, "head_to_head");
    EXPECT_EQ(value_in(two, "T2", "head_to_head"), "3");
    EXPECT_EQ(value_in(two, "T3", "head_to_head"), "–");
}

TEST(Table, KnowsOpponentsAndByes) {
    const Definition rules = table(
        "'rank':[{'key':'points'},{'key':'buchholz'},{'key':'buchholz_cut1'},{'key':'median_buchholz'},{'key'"
        ":'sonneborn_berger'},{'key':'played'}]");
    const Ranking ranking =
        played(rules, "T1:A T2:A T3:A",
               match("a", "T1", "'x':2", "T2", "'x':1") + "," + match("b", "T2", "'x':2", "T3", "'x':1") +
                   ",{'id':'c','sides':{'red':'T3','blue':null}}," + match("d", "T1", "'x':2", "T3", "'x':1"))
            .stages[0]
            .rankings[0];
    EXPECT_EQ(value_in(ranking, "T1", "points"), "6");
    EXPECT_EQ(value_in(ranking, "T3", "points"), "3");
    EXPECT_EQ(value_in(ranking, "T3", "played"), "2");
    EXPECT_EQ(value_in(ranking, "T1", "buchholz"), "6");
    EXPECT_EQ(value_in(ranking, "T1", "buchholz_cut1"), "3");
    EXPECT_EQ(value_in(ranking, "T1", "median_buchholz"), "0");
    EXPECT_EQ(value_in(ranking, "T2", "sonneborn_berger"), "3");
    EXPECT_EQ(value_in(ranking, "T3", "buchholz"), "9");
}

TEST(Table, ComparesTheBestMatchesOfUnevenGroups) {
    const Definition rules = table("'compare':'best_n','n':1,'rank':[{'key':'points'},{'key':'sum_total'}]");
    const Ranking ranking =
        played(rules, "T1:A T2:A T3:A",
               match("a", "T1", "'x':2", "T2", "'x':1") + "," + match("b", "T1", "'x':5", "T3", "'x':1"))
            .stages[0]
            .rankings[0];
    EXPECT_EQ(value_in(ranking, "T1", "points"), "3");
    EXPECT_EQ(value_in(ranking, "T1", "sum_total"), "5");
}

TEST(Bracket, SeedsTheStandardWay) {
    EXPECT_EQ(standard_seeding(2), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(standard_seeding(4), (std::vector<std::size_t>{0, 3, 1, 2}));
    EXPECT_EQ(standard_seeding(8), (std::vector<std::size_t>{0, 7, 3, 4, 1, 6, 2, 5}));
}

TEST(Bracket, OfTwoLivesPlaysTwiceAsManyMatches) {
    for (const std::size_t entries : {2u, 4u, 8u, 16u, 32u, 64u}) {
        EXPECT_EQ(double_elimination(entries, GrandFinal::Once).matches.size(), 2 * entries - 2);
        EXPECT_EQ(double_elimination(entries, GrandFinal::Reset).matches.size(), 2 * entries - 1);
        EXPECT_EQ(single_elimination(entries, ThirdPlace::Shared).matches.size(), entries - 1);
    }
}

Definition knockout(const std::string& format, const std::string& more = "") {
    return a_definition(game + "'stages':[{'id':'s','format':'" + format + "','game':'g'" + more + "}]");
}

/// Plays every match that is ready, the lower seed number winning, until none is; returns the standings.
Standings play_out(const Definition& rules, int entries) {
    std::string list, seeds, matches;
    for (int i = 1; i <= entries; ++i) {
        list += (i > 1 ? " T" : "T") + std::to_string(i) + ":A";
        seeds += (i > 1 ? ",'T" : "'T") + std::to_string(i) + "'";
    }
    for (;;) {
        const Standings now = standings(
            rules, the_results(rules, list, "{'s':{'seeds':[" + seeds + "],'matches':[" + matches + "]}}"));
        bool moved = false;
        for (const MatchStanding& one : now.stages[0].matches) {
            if (one.state != "ready") continue;
            const int red = std::stoi(one.sides[0].second->text.substr(1));
            const int blue = std::stoi(one.sides[1].second->text.substr(1));
            matches += (matches.empty() ? "" : ",") + ("{'id':'" + one.id.text) + "','items':{'" +
                       (red < blue ? "red" : "blue") + "':{'x':1}}}";
            moved = true;
        }
        if (!moved) return now;
    }
}

TEST(Bracket, PlacesEntriesByTheRoundTheyWentOutIn) {
    const Standings single = play_out(knockout("single_elimination", ",'third_place':true"), 6);
    EXPECT_EQ(places_in(single.stages[0].rankings[0]), "T1 1, T2 2, T3 3, T4 4, T5 5, T6 5");
    EXPECT_EQ(flags_in(single), "");
    const Standings shared = play_out(knockout("single_elimination"), 8);
    EXPECT_EQ(places_in(shared.stages[0].rankings[0]), "T1 1, T2 2, T3 3, T4 3, T5 5, T6 5, T7 5, T8 5");
    const Standings twice = play_out(knockout("double_elimination"), 8);
    EXPECT_EQ(places_in(twice.stages[0].rankings[0]), "T1 1, T2 2, T3 3, T4 4, T5 5, T6 5, T7 7, T8 7");
    EXPECT_EQ(twice.stages[0].matches.back().state, "not_needed");
}

TEST(Bracket, LetsADecisionOrderThoseOfOneRound) {
    const Definition rules = knockout("single_elimination");
    const Standings result = standings(
        rules,
        the_results(
            rules, "T1:A T2:A T3:A",
            "{'s':{'seeds':['T1','T2','T3'],'matches':[{'id':'R1-2','status':{'red':'DNS','blue':'DNS'}}]}}",
            "[{'kind':'order','stage':'s','entries':['T3','T2']}]"));
    EXPECT_EQ(places_in(result.stages[0].rankings[0]), "T1 1, T3 3, T2 4");
    EXPECT_EQ(result.stages[0].rankings[0].rows[2].decided_by, "decision:committee");
    EXPECT_EQ(flags_in(result), "");
}

TEST(Bracket, EndsForAnyNumberOfEntries) {
    for (int entries = 1; entries <= 17; ++entries) {
        const Standings single = play_out(knockout("single_elimination"), entries);
        EXPECT_TRUE(single.stages[0].rankings[0].unranked.empty()) << entries;
        EXPECT_EQ(single.stages[0].rankings[0].rows[0].entry.text, "T1");
        const Standings twice = play_out(knockout("double_elimination"), entries);
        EXPECT_TRUE(twice.stages[0].rankings[0].unranked.empty()) << entries;
        EXPECT_EQ(twice.stages[0].rankings[0].rows[0].entry.text, "T1");
    }
}

TEST(Bracket, LetsTheWithdrawnLoseWhatTheyHaveNotPlayed) {
    const Definition rules = knockout("single_elimination");
    const Standings result = standings(
        rules, the_results(rules, "T1:A* T2:A T3:A* T4:A*", "{'s':{'seeds':['T1','T2','T3','T4']}}"));
    EXPECT_EQ(places_in(result.stages[0].rankings[0]), "T2 1, T1 3, T3 3, T4 3");
    EXPECT_EQ(outcome(result, 1), "done red status");
    EXPECT_EQ(outcome(result, 2), "bye blue –");
}

TEST(Bracket, TakesItsSeedsFromTheRankingThatFeedsIt) {
    const std::string feeding =
        "{'id':'q','format':'import','columns':[{'id':'p'}],'promote':{'to':'s','top':2,'ties':'committee'}}"
        ",";
    const Definition rules =
        a_definition(game + "'stages':[" + feeding + "{'id':'s','format':'single_elimination','game':'g'}]");
    const Standings result = standings(
        rules,
        the_results(rules, "T1:A T2:A T3:A", "{'q':{'scores':{'T1':{'p':1},'T2':{'p':3},'T3':{'p':2}}}}"));
    ASSERT_EQ(result.stages[1].matches.size(), 1u);
    EXPECT_EQ(result.stages[1].matches[0].sides[0].second, EntryId("T2"));
    EXPECT_EQ(result.stages[1].matches[0].sides[1].second, EntryId("T3"));
    const Standings tied = standings(
        rules,
        the_results(rules, "T1:A T2:A T3:A", "{'q':{'scores':{'T1':{'p':1},'T2':{'p':3},'T3':{'p':3}}}}"));
    EXPECT_TRUE(tied.stages[1].matches.empty());
    EXPECT_EQ(flags_in(tied), "{'kind':'seeds_needed','stage':'s'}");
}

TEST(Series, EndsWhenASideHasWonEnough) {
    const std::string sumo =
        "'games':{'g':{'kind':'series','sides':['red','blue'],'bouts':{'max':3,'first_to':2},'decide':[{'"
        "bouts_won':true},{'decision':'judges'}]}},";
    const Definition rules = table("'rank':[{'key':'points'},{'key':'sum_total'}]", sumo);
    const auto series = [&](const std::string& bouts) {
        return played(rules, "T1:A T2:A",
                      "{'id':'m','sides':{'red':'T1','blue':'T2'},'bouts':[" + bouts + "]}");
    };
    const std::string red = "{'winner':'red'}", blue = "{'winner':'blue'}", nobody = "{'winner':null}";
    EXPECT_EQ(outcome(series(red)), "undecided – –");
    EXPECT_EQ(flags_in(series(red)), "");
    EXPECT_EQ(outcome(series(red + "," + red)), "done red bouts_won");
    EXPECT_EQ(outcome(series(red + "," + blue + "," + nobody)), "undecided – –");
    EXPECT_EQ(errors_in(series(red + "," + red + "," + blue).stages[0].matches[0].errors),
              "{'item':'bouts','severity':'error'}");
}

}  // namespace
}  // namespace sandau
