#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "scoring/bracket.h"
#include "scoring/evaluate_support.h"

// What holds of every ranking, bracket and promotion, whoever takes part: checked on many small contests
// made at random, with so few different figures that ties are everywhere.

namespace sandau {
namespace {

using namespace testing;

/// One entry's figures.
struct Figures {
    int points = 0;
    int bonus = 0;
    bool missing = false;  ///< it has no figures
};

struct Field {
    std::vector<std::string> ids;
    std::vector<Figures> figures;
};

Field any_field() {
    Field field;
    const int entries = *rc::gen::inRange(1, 13);
    for (int n = 0; n < entries; ++n) {
        field.ids.push_back("E" + std::to_string(100 + n));
        field.figures.push_back(
            {*rc::gen::inRange(0, 4), *rc::gen::inRange(0, 3), *rc::gen::inRange(0, 8) == 0});
    }
    return field;
}

std::vector<std::size_t> any_order(std::size_t count) {
    std::vector<std::size_t> order;
    for (std::size_t n = 0; n < count; ++n)
        order.insert(order.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(n) + 1),
                     n);
    return order;
}

Definition importing(const std::string& rank, const std::string& promote = "") {
    const std::string columns = "'columns':[{'id':'points'},{'id':'bonus'}]";
    std::string stages = "{'id':'s','format':'import'," + columns + ",'rank':" + rank;
    stages +=
        promote.empty() ? "}" : ",'promote':" + promote + "},{'id':'f','format':'import'," + columns + "}";
    return a_definition("'stages':[" + stages + "]");
}

/// The ranking of the field, told in this order, entry n being called `called[n]`.
Ranking ranked(const Definition& rules, const Field& field, const std::vector<std::size_t>& order,
               const std::vector<std::string>& called) {
    std::string entries, scores;
    for (const std::size_t n : order) {
        entries += (entries.empty() ? "" : " ") + called[n] + ":A";
        if (field.figures[n].missing) continue;
        scores += (scores.empty() ? "'" : ",'") + called[n] +
                  "':{'points':" + std::to_string(field.figures[n].points) +
                  ",'bonus':" + std::to_string(field.figures[n].bonus) + "}";
    }
    const Standings result =
        standings(rules, the_results(rules, entries, "{'s':{'scores':{" + scores + "}}}"));
    return result.stages[0].rankings.empty() ? Ranking{} : result.stages[0].rankings[0];
}

Ranking ranked(const Definition& rules, const Field& field) {
    return ranked(rules, field, any_order(field.ids.size()), field.ids);
}

std::map<std::string, std::size_t> places_by_entry(const Ranking& ranking) {
    std::map<std::string, std::size_t> places;
    for (const StandingRow& row : ranking.rows) places[row.entry.text] = static_cast<std::size_t>(row.place);
    return places;
}

/// A table of eight with every kind of key, byes, undecided matches and a decision.
Definition a_table(const std::string& table) {
    return a_definition(
        "'games':{'g':{'kind':'match','sides':['red','blue'],'items':[{'id':'goals','kind':'count'},"
        "{'id':'king','kind':'flag'}],'derived':[{'id':'total','formula':'goals'}],"
        "'instant_win':[{'id':'king','when':'king'}],"
        "'decide':[{'instant_win':true},{'key':'total'},{'decision':'judges'}]}},"
        "'stages':[{'id':'s','format':'swiss','game':'g','rounds':5," +
        table +
        ",'rank':[{'key':'points'},{'key':'head_to_head'},{'key':'buchholz_cut1'},{'key':'median_buchholz'},"
        "{'key':'sonneborn_berger'},{'key':'buchholz + wins'},{'key':'sum_total'},{'key':'diff_total'},"
        "{'key':'mean_total'},{'key':'instant_wins'}]}]");
}

MatchSheet any_match(std::size_t number) {
    MatchSheet match;
    match.id = MatchId("m" + std::to_string(100 + number));
    const int red = *rc::gen::inRange(0, 8);
    const int blue = (red + *rc::gen::inRange(1, 8)) % 8;
    const bool bye = *rc::gen::inRange(0, 10) == 0;
    match.sides.emplace();
    (*match.sides)[SideId("red")] = EntryId("E" + std::to_string(red));
    (*match.sides)[SideId("blue")] = bye ? std::nullopt : std::optional(EntryId("E" + std::to_string(blue)));
    if (bye || *rc::gen::inRange(0, 6) == 0) return match;
    match.items.emplace();
    for (const char* side : {"red", "blue"}) {
        (*match.items)[SideId(side)]["goals"] = Rational(*rc::gen::inRange(0, 4));
        if (*rc::gen::inRange(0, 8) == 0) (*match.items)[SideId(side)]["king"] = true;
    }
    return match;
}

TEST(Laws, WhatIsKeptGivesTheStandingsOfWhatIsEvaluatedAnew) {
    const std::vector<Definition> all{
        a_table("'table_points':{'win':3,'draw':1,'loss':0}"),
        a_table("'table_points':{'win':1,'draw':'1/2','loss':0}"),
        a_table("'table_points':{'win':2,'loss':'1/3'}"),
        a_table("'table_points':{'win':3,'draw':1,'loss':0},'compare':'best_n','n':2")};
    EXPECT_TRUE(rc::check([&] {
        const Definition& rules = all[*rc::gen::inRange<std::size_t>(0, all.size())];
        Results results = the_results(rules, "E0:A E1:A E2:A E3:A E4:A E5:A E6:A E7:A", "{}");
        CowList<MatchSheet>& matches = results.stages[StageId("s")].matches;
        Evaluator evaluator(rules);
        const int steps = *rc::gen::inRange(1, 30);
        for (int step = 0; step < steps; ++step) {
            const std::size_t number = *rc::gen::inRange<std::size_t>(0, matches.size() + 1);
            if (number == matches.size() || *rc::gen::inRange(0, 2) == 0) {
                matches.push_back(any_match(matches.size()));
            } else {
                matches.set(number, any_match(number));
            }
            if (*rc::gen::inRange(0, 6) == 0) {
                Decision decision;
                decision.kind = Decision::Kind::MatchWinner;
                decision.match = MatchId("m" + std::to_string(100 + number));
                decision.side = SideId("blue");
                results.decisions.push_back(decision);
            }
            if (*rc::gen::inRange(0, 10) == 0) {
                ResultEntry entry = results.entries[3];
                entry.withdrawn = !entry.withdrawn;
                results.entries.set(3, entry);
            }
            const bool same = *evaluator.evaluate(results, "") == *evaluate(rules, results, "");
            RC_ASSERT(same);
        }
    }));
}

TEST(Laws, ARankingDoesNotDependOnTheOrderOfEntry) {
    const Definition rules = importing("[{'key':'points'},{'key':'bonus','order':'asc'}]");
    EXPECT_TRUE(rc::check([&] {
        const Field field = any_field();
        RC_ASSERT(places_by_entry(ranked(rules, field)) == places_by_entry(ranked(rules, field)));
    }));
}

TEST(Laws, ARankingDoesNotDependOnNames) {
    const Definition rules = importing("[{'key':'points'},{'key':'bonus','order':'asc'}]");
    EXPECT_TRUE(rc::check([&] {
        const Field field = any_field();
        std::vector<std::string> renamed;
        for (const std::size_t n : any_order(field.ids.size())) renamed.push_back(field.ids[n]);
        const auto order = any_order(field.ids.size());
        const auto before = places_by_entry(ranked(rules, field, order, field.ids));
        const auto after = places_by_entry(ranked(rules, field, order, renamed));
        for (std::size_t n = 0; n < field.ids.size(); ++n) {
            RC_ASSERT(before.contains(field.ids[n]) == after.contains(renamed[n]));
            if (before.contains(field.ids[n])) RC_ASSERT(before.at(field.ids[n]) == after.at(renamed[n]));
        }
    }));
}

TEST(Laws, AnotherKeyNeverReordersWhatWasSeparated) {
    const Definition one = importing("[{'key':'points'}]");
    const Definition two = importing("[{'key':'points'},{'key':'bonus'}]");
    EXPECT_TRUE(rc::check([&] {
        const Field field = any_field();
        const auto coarse = places_by_entry(ranked(one, field));
        const auto fine = places_by_entry(ranked(two, field));
        for (const auto& [entry, place] : coarse)
            for (const auto& [other, other_place] : coarse)
                if (place < other_place) RC_ASSERT(fine.at(entry) < fine.at(other));
    }));
}

TEST(Laws, PlacesAreThoseOfACompetition) {
    const Definition rules = importing("[{'key':'points'}]");
    EXPECT_TRUE(rc::check([&] {
        const Field field = any_field();
        const auto places = places_by_entry(ranked(rules, field));
        // One more than those who are better.
        for (std::size_t n = 0; n < field.ids.size(); ++n) {
            if (field.figures[n].missing) continue;
            std::size_t better = 0;
            for (const Figures& other : field.figures)
                if (!other.missing && other.points > field.figures[n].points) ++better;
            RC_ASSERT(places.at(field.ids[n]) == better + 1);
        }
    }));
}

TEST(Laws, PromotionNeverLeavesOutOneOfATieThatItTakesAnotherOf) {
    EXPECT_TRUE(rc::check([] {
        const std::string ties = *rc::gen::element<std::string>("include_all", "committee");
        const int top = *rc::gen::inRange(1, 8);
        const Definition rules = importing("[{'key':'points'}]", "{'to':'f','top':" + std::to_string(top) +
                                                                     ",'ties':'" + ties + "','reserves':2}");
        const Field field = any_field();
        const Ranking ranking = ranked(rules, field);
        const auto places = places_by_entry(ranking);
        std::set<std::string> promoted, reserves;
        for (const EntryId& entry : ranking.promoted) promoted.insert(entry.text);
        for (const EntryId& entry : ranking.reserves) reserves.insert(entry.text);
        for (const auto& [entry, place] : places)
            for (const auto& [other, other_place] : places)
                if (place == other_place) {
                    RC_ASSERT(promoted.contains(entry) == promoted.contains(other));
                    RC_ASSERT(reserves.contains(entry) == reserves.contains(other));
                }
        if (ties == "include_all")
            RC_ASSERT(promoted.size() >= std::min<std::size_t>(static_cast<std::size_t>(top), places.size()));
        else
            RC_ASSERT(promoted.size() <= static_cast<std::size_t>(top));
    }));
}

/// Plays a bracket to its end: the side with the greater strength wins, or for an upset the other one.
struct Played {
    std::vector<std::size_t> defeats;  ///< by seed
    std::vector<std::size_t> champions;
    bool played_after_two = false;
};

Played play(const Bracket& bracket, std::size_t entries, const std::vector<std::size_t>& strength,
            const std::set<std::size_t>& upsets) {
    Played outcome;
    outcome.defeats.assign(entries, 0);
    constexpr std::size_t nobody = static_cast<std::size_t>(-1);
    std::vector<std::size_t> winner(bracket.matches.size(), nobody), loser(bracket.matches.size(), nobody);
    const auto comes = [&](const BracketSource& source) {
        switch (source.kind) {
            case BracketSource::Kind::Seed:
                return source.index < entries ? source.index : nobody;
            case BracketSource::Kind::WinnerOf:
                return winner[source.index];
            case BracketSource::Kind::LoserOf:
                return loser[source.index];
        }
        return nobody;
    };
    for (std::size_t n = 0; n < bracket.matches.size(); ++n) {
        const BracketMatch& match = bracket.matches[n];
        const std::size_t upper = comes(match.upper), lower = comes(match.lower);
        const bool not_needed = match.reset && outcome.defeats[upper] == 0;
        if (upper == nobody || lower == nobody || not_needed) {
            winner[n] = upper != nobody ? upper : lower;
            if (not_needed) outcome.champions = {upper};
            continue;
        }
        if (outcome.defeats[upper] >= 2 || outcome.defeats[lower] >= 2) outcome.played_after_two = true;
        const bool stronger_upper = strength[upper] > strength[lower];
        winner[n] = stronger_upper != upsets.contains(n) ? upper : lower;
        loser[n] = winner[n] == upper ? lower : upper;
        ++outcome.defeats[loser[n]];
        if (match.winner_place == 1 || match.reset || match.id.text == "GF1") outcome.champions = {winner[n]};
    }
    return outcome;
}

std::set<std::size_t> any_upsets(const Bracket& bracket) {
    std::set<std::size_t> upsets;
    for (std::size_t n = 0; n < bracket.matches.size(); ++n)
        if (*rc::gen::inRange(0, 3) == 0) upsets.insert(n);
    return upsets;
}

TEST(Laws, NobodyPlaysAfterTheSecondDefeat) {
    EXPECT_TRUE(rc::check([] {
        const auto entries = *rc::gen::inRange<std::size_t>(2, 70);
        const Bracket bracket = double_elimination(entries, GrandFinal::Reset);
        const Played outcome = play(bracket, entries, any_order(entries), any_upsets(bracket));
        RC_ASSERT(!outcome.played_after_two);
        // All but the champion have lost twice at the end.
        for (std::size_t seed = 0; seed < entries; ++seed) {
            const bool champion = outcome.champions == std::vector<std::size_t>{seed};
            const std::size_t defeats = outcome.defeats[seed];
            RC_ASSERT((champion ? defeats <= 1 : defeats == 2));
        }
    }));
}

TEST(Laws, TheStrongestWinsABracketWhenStrengthDecides) {
    EXPECT_TRUE(rc::check([] {
        const auto entries = *rc::gen::inRange<std::size_t>(2, 70);
        const std::vector<std::size_t> strength = any_order(entries);
        const auto strongest =
            static_cast<std::size_t>(std::max_element(strength.begin(), strength.end()) - strength.begin());
        for (const Bracket& bracket :
             {single_elimination(entries, ThirdPlace::Match), single_elimination(entries, ThirdPlace::Shared),
              double_elimination(entries, GrandFinal::Reset),
              double_elimination(entries, GrandFinal::Once)}) {
            const Played outcome = play(bracket, entries, strength, {});
            RC_ASSERT(outcome.champions == std::vector<std::size_t>{strongest});
            RC_ASSERT(outcome.defeats[strongest] == 0u);
        }
    }));
}

}  // namespace
}  // namespace sandau
