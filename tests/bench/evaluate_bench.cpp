// What standings cost: a large Swiss stage after one new result beside the same table over plain integer
// arrays; a province's whole contest; one new score. Prints one line for each figure: name, measured,
// baseline, ratio, goal.
#include <ctime>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>
#include <tuple>

#include "bench/figures.h"
#include "scoring/contest_standings.h"
#include "scoring/evaluate.h"
#include "scoring/presets.h"

namespace sandau {
namespace {

using namespace bench;

constexpr std::size_t swiss_entries = 5'000;
constexpr std::size_t swiss_rounds = 6;

struct Pairing {
    std::size_t red = 0, blue = 0;
    int red_score = 0, blue_score = 0;
};

/// Everybody plays in each round, against whom chance brings.
std::vector<Pairing> swiss_matches() {
    std::mt19937 random(7);
    std::vector<Pairing> matches;
    std::vector<std::size_t> order(swiss_entries);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t round = 0; round < swiss_rounds; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        for (std::size_t n = 0; n + 1 < swiss_entries; n += 2)
            matches.push_back(
                {order[n], order[n + 1], static_cast<int>(random() % 40), static_cast<int>(random() % 40)});
    }
    return matches;
}

const char* swiss_rules = R"({"format":"sandau.contest/1","id":"swiss","divisions":[{"id":"A"}],
 "games":{"g":{"kind":"match","sides":["red","blue"],"items":[{"id":"score","kind":"count"}],
  "derived":[{"id":"total","formula":"score"}],"decide":[{"key":"total"}]}},
 "stages":[{"id":"s","format":"swiss","game":"g","rounds":6,
  "rank":[{"key":"points"},{"key":"buchholz"},{"key":"sonneborn_berger"}]}]})";

std::string entry_id(std::size_t n) {
    return "T" + std::to_string(10'000 + n);
}

std::string swiss_results(const std::vector<Pairing>& matches) {
    std::string text = R"({"format":"sandau.results/1","entries":[)";
    for (std::size_t n = 0; n < swiss_entries; ++n)
        text += (n == 0 ? "" : ",") + (R"({"id":")" + entry_id(n) + R"(","division":"A"})");
    text += R"(],"stages":{"s":{"matches":[)";
    for (std::size_t n = 0; n < matches.size(); ++n) {
        const Pairing& match = matches[n];
        text += (n == 0 ? "" : ",") + (R"({"id":"m)" + std::to_string(n) + R"(","round":)") +
                std::to_string(n / (swiss_entries / 2) + 1) + R"(,"sides":{"red":")" + entry_id(match.red) +
                R"(","blue":")" + entry_id(match.blue) + R"("},"items":{"red":{"score":)" +
                std::to_string(match.red_score) + R"(},"blue":{"score":)" + std::to_string(match.blue_score) +
                "}}}";
    }
    return text + "]}}}";
}

struct PlainRow {
    int points = 0, buchholz = 0, sonneborn_berger_halves = 0;
    std::size_t entry = 0, place = 0;
    int decided_by = -1;  ///< the number of the key that set it below the row above
};

int first_difference(const PlainRow& a, const PlainRow& b) {
    if (a.points != b.points) return 0;
    if (a.buchholz != b.buchholz) return 1;
    if (a.sonneborn_berger_halves != b.sonneborn_berger_halves) return 2;
    return -1;
}

/// The same table by hand: points, opponents' points, order, places and what decided them.
std::vector<PlainRow> plain_table(const std::vector<Pairing>& matches) {
    std::vector<PlainRow> rows(swiss_entries);
    for (std::size_t n = 0; n < swiss_entries; ++n) rows[n].entry = n;
    for (const Pairing& match : matches) {
        const int difference = match.red_score - match.blue_score;
        rows[match.red].points += difference > 0 ? 3 : difference == 0 ? 1 : 0;
        rows[match.blue].points += difference < 0 ? 3 : difference == 0 ? 1 : 0;
    }
    for (const Pairing& match : matches) {
        const int difference = match.red_score - match.blue_score;
        PlainRow& red = rows[match.red];
        PlainRow& blue = rows[match.blue];
        red.buchholz += blue.points;
        blue.buchholz += red.points;
        red.sonneborn_berger_halves += (difference > 0 ? 2 : difference == 0 ? 1 : 0) * blue.points;
        blue.sonneborn_berger_halves += (difference < 0 ? 2 : difference == 0 ? 1 : 0) * red.points;
    }
    std::sort(rows.begin(), rows.end(), [](const PlainRow& a, const PlainRow& b) {
        if (a.points != b.points) return a.points > b.points;
        if (a.buchholz != b.buchholz) return a.buchholz > b.buchholz;
        if (a.sonneborn_berger_halves != b.sonneborn_berger_halves)
            return a.sonneborn_berger_halves > b.sonneborn_berger_halves;
        return a.entry < b.entry;
    });
    for (std::size_t n = 0; n < rows.size(); ++n) {
        if (n > 0) rows[n].decided_by = first_difference(rows[n - 1], rows[n]);
        rows[n].place = n == 0 || rows[n].decided_by >= 0 ? n + 1 : rows[n - 1].place;
    }
    return rows;
}

/// Both tables say the same of every row.
void check_same(const Ranking& ranking, const std::vector<PlainRow>& plain) {
    static const char* const keys[] = {"points", "buchholz", "sonneborn_berger"};
    for (std::size_t n = 0; n < swiss_entries; ++n) {
        const StandingRow& row = ranking.rows[n];
        const PlainRow& expected = plain[n];
        const bool same =
            row.entry.text == entry_id(expected.entry) &&
            row.place == static_cast<std::int64_t>(expected.place) &&
            row.values[0].second == Rational(expected.points) &&
            row.values[1].second == Rational(expected.buchholz) &&
            row.values[2].second == Rational(expected.sonneborn_berger_halves, 2) &&
            (expected.decided_by < 0 ? !row.decided_by : row.decided_by == keys[expected.decided_by]);
        if (!same) give_up("the plain table differs");
    }
}

template <class Step>
double taken_us(Step step) {
    const Clock::time_point start = Clock::now();
    step();
    return since_us(start);
}

/// For what takes so long that others run in between.
template <class Step>
double processor_us(Step step) {
    const std::clock_t start = std::clock();
    step();
    return static_cast<double>(std::clock() - start) * 1e6 / CLOCKS_PER_SEC;
}

template <class Step>
double median_us(int times, Step step) {
    std::vector<double> taken;
    for (int n = 0; n < times; ++n) taken.push_back(taken_us(step));
    return median(taken);
}

/// The scores of a match change places: another result, on a sheet of its own.
void play_anew(Pairing& match, CowList<MatchSheet>& sheets, std::size_t number) {
    std::swap(match.red_score, match.blue_score);
    MatchSheet sheet = sheets[number];
    std::swap((*sheet.items)[SideId("red")], (*sheet.items)[SideId("blue")]);
    sheets.set(number, std::move(sheet));
}

/// Each time one match has a new result: the standings of it and of all that was decided before, complete,
/// beside the whole table by hand. What both do is the table; the sheets are read in the last line.
void measure_swiss() {
    std::vector<Pairing> matches = swiss_matches();
    const DefinitionReading rules = read_definition(swiss_rules);
    ResultsReading results = read_results(rules.definition, swiss_results(matches));
    if (!rules.problems.empty() || !results.problems.empty()) give_up("the Swiss stage is refused");
    CowList<MatchSheet>& sheets = results.results.stages.at(StageId("s")).matches;
    Evaluator evaluator(rules.definition);
    std::vector<double> measured, baseline;
    for (std::size_t n = 0; n < 201; ++n) {
        const std::size_t number = n * 7'919 % matches.size();
        play_anew(matches[number], sheets, number);
        measured.push_back(taken_us([&] {
            const Result<Standings> standings = evaluator.evaluate(results.results, "");
            if (standings->stages[0].rankings[0].rows.size() != swiss_entries) give_up("rows are missing");
        }));
        baseline.push_back(taken_us([&] {
            if (plain_table(matches).size() != swiss_entries) give_up("rows are missing");
        }));
        if (n % 20 == 0)
            check_same(evaluator.evaluate(results.results, "")->stages[0].rankings[0], plain_table(matches));
    }
    print("5,000 entries, 6 Swiss rounds: the table after a new result", median(measured) / 1000, "ms",
          median(baseline) / 1000, "<= 1.5");
    std::vector<double> anew;
    for (int n = 0; n < 15; ++n)
        anew.push_back(processor_us([&] {
            if (!evaluate(rules.definition, results.results, "")) give_up("nothing was evaluated");
        }));
    print("  the same with all 15,000 sheets read anew, processor time", median(anew) / 1000, "ms", 0, "");
}

SheetContent content_of(const Pairing& match) {
    SheetContent content;
    content.match.emplace();
    for (const auto& [side, entry, score] :
         {std::tuple("red", match.red, match.red_score), std::tuple("blue", match.blue, match.blue_score)}) {
        SideContent& one = content.match->sides[side];
        one.entry = EntryId(entry_id(entry));
        one.items.set("score", score);
    }
    return content;
}

Sheet sheet_of(const Pairing& match, std::size_t number) {
    Sheet sheet;
    sheet.id = RunId("s.m" + std::to_string(number));
    sheet.stage = StageId("s");
    sheet.state = SheetState::Committed;
    sheet.content = content_of(match);
    return sheet;
}

/// The Swiss stage as a contest's file holds it.
Contest swiss_contest(const Definition& rules, const std::vector<Pairing>& matches) {
    Contest contest;
    contest.definition = std::make_shared<const Definition>(rules);
    for (std::size_t n = 0; n < swiss_entries; ++n) {
        Entry entry;
        entry.id = EntryId(entry_id(n));
        entry.division = DivisionId("A");
        contest.table<Entry>().set(entry.key(), entry);
    }
    StageDraw draw;
    draw.stage = StageId("s");
    contest.table<StageDraw>().set(draw.key(), draw);
    for (std::size_t n = 0; n < matches.size(); ++n) {
        Match match;
        match.id = MatchId("s.m" + std::to_string(n));
        match.stage = StageId("s");
        match.division = DivisionId("A");
        match.round = static_cast<int>(n / (swiss_entries / 2) + 1);
        match.sides = {{"red", EntryId(entry_id(matches[n].red))},
                       {"blue", EntryId(entry_id(matches[n].blue))}};
        contest.table<Match>().set(match.key(), match);
        const Sheet sheet = sheet_of(matches[n], n);
        contest.table<Sheet>().set(sheet.key(), sheet);
    }
    return contest;
}

/// The same from snapshot to snapshot of a contest, as the station shows it.
void measure_following() {
    std::vector<Pairing> matches = swiss_matches();
    const DefinitionReading rules = read_definition(swiss_rules);
    Contest contest = swiss_contest(rules.definition, matches);
    ContestStandings following(Visibility::Committed);
    check_same(following.of(contest)->stages[0].rankings[0], plain_table(matches));
    std::vector<double> measured, baseline;
    for (std::size_t n = 0; n < 201; ++n) {
        const std::size_t number = n * 7'919 % matches.size();
        std::swap(matches[number].red_score, matches[number].blue_score);
        const Sheet sheet = sheet_of(matches[number], number);
        contest.table<Sheet>().set(sheet.key(), sheet);
        measured.push_back(taken_us([&] {
            if (!following.of(contest)) give_up("there are no standings");
        }));
        baseline.push_back(taken_us([&] {
            if (plain_table(matches).size() != swiss_entries) give_up("rows are missing");
        }));
    }
    check_same(following.of(contest)->stages[0].rankings[0], plain_table(matches));
    print("  the same from one snapshot of the contest to the next", median(measured) / 1000, "ms",
          median(baseline) / 1000, "");
}

std::string file_text(const std::string& path) {
    std::ifstream stream(std::string(SANDAU_SOURCE_DIR) + "/tests/data/sheets/" + path);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The province's contest: its own 432 entries, and `copies` more of all but division A.
Results province(const Definition& rules, int copies) {
    ResultsReading reading = read_results(rules, file_text("provincial-robocon.results.json"));
    if (!reading.problems.empty()) give_up("the province's results are refused");
    Results results = std::move(reading.results);
    const CowList<ResultEntry> own = results.entries;
    for (int copy = 1; copy <= copies; ++copy) {
        for (ResultEntry entry : own) {
            if (entry.division.text == "A") continue;
            const EntryId id("X" + std::to_string(copy) + entry.id.text);
            for (auto& [stage, played] : results.stages) {
                if (const auto runs = played.runs.find(entry.id); runs != played.runs.end())
                    played.runs[id] = runs->second;
                if (const auto scores = played.scores.find(entry.id); scores != played.scores.end())
                    played.scores[id] = scores->second;
            }
            entry.id = id;
            results.entries.push_back(std::move(entry));
        }
    }
    return results;
}

/// The first entry of a division that has run online.
EntryId first_of(const Results& results, const char* division) {
    const auto& runs = results.stages.at(StageId("online")).runs;
    for (const ResultEntry& entry : results.entries)
        if (entry.division.text == division && runs.contains(entry.id) && !runs.at(entry.id).empty())
            return entry.id;
    give_up("nobody has run");
}

void measure_province() {
    const DefinitionReading reading = read_definition(preset("provincial-robocon")->text);
    const Definition& rules = reading.definition;
    const Results results = province(rules, 0);
    std::size_t seen = 0;
    const double whole = median_us(101, [&] { seen += evaluate(rules, results, "")->stages.size(); });
    print("a province's contest, 432 entries, all its stages", whole / 1000, "ms", 0, "5 ms");

    const auto touched = [&](Results all) {
        Evaluator evaluator(rules);
        RunSheet& sheet = all.stages.at(StageId("online")).runs.at(first_of(all, "A")).front();
        const RunSheet scored = sheet;
        return median_us(301, [&] {
            sheet.status = sheet.status == RunStatus::Dsq ? scored.status : RunStatus::Dsq;
            seen +=
                evaluator.evaluate_stage(all, StageId("online"), DivisionId("A"))->standings.rankings.size();
        });
    };
    const double one = touched(results);
    print("one new score: the touched division, 432 entries", one, "us", 0, "200 us");
    print("  the same with ten times as many in other divisions", touched(province(rules, 9)), "us", one,
          "no growth");
    if (seen == 0) give_up("nothing was evaluated");
}

}  // namespace
}  // namespace sandau

int main() {
    sandau::bench::print_head();
    sandau::measure_swiss();
    sandau::measure_following();
    sandau::measure_province();
}
