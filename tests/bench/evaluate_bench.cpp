// What standings cost: a large Swiss stage beside the same sums over plain integer arrays; a province's whole
// contest; one new score. Prints one line for each figure: name, measured, baseline, ratio, goal.
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

#include "bench/figures.h"
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
    std::size_t entry = 0;
};

/// The same table by hand: totals, points, opponents' points, order.
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
    return rows;
}

template <class Step>
double median_us(int times, Step step) {
    std::vector<double> taken;
    for (int n = 0; n < times; ++n) {
        const Clock::time_point start = Clock::now();
        step();
        taken.push_back(since_us(start));
    }
    return median(taken);
}

void measure_swiss() {
    const std::vector<Pairing> matches = swiss_matches();
    const DefinitionReading rules = read_definition(swiss_rules);
    const ResultsReading results = read_results(rules.definition, swiss_results(matches));
    if (!rules.problems.empty() || !results.problems.empty()) give_up("the Swiss stage is refused");
    const std::vector<PlainRow> plain = plain_table(matches);
    const Result<Standings> standings = evaluate(rules.definition, results.results, "");
    for (std::size_t n = 0; n < swiss_entries; ++n)
        if (standings->stages[0].rankings[0].rows[n].entry.text != entry_id(plain[n].entry))
            give_up("the plain table differs");
    std::size_t seen = 0;
    const double measured = median_us(
        15, [&] { seen += evaluate(rules.definition, results.results, "")->stages[0].rankings.size(); });
    const double baseline = median_us(15, [&] { seen += plain_table(matches).size(); });
    if (seen == 0) give_up("nothing was evaluated");
    print("standings of 5,000 entries over 6 Swiss rounds", measured / 1000, "ms", baseline / 1000, "<= 1.5");
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
    const std::vector<ResultEntry> own = results.entries;
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

void measure_province() {
    const DefinitionReading reading = read_definition(preset("provincial-robocon")->text);
    const Definition& rules = reading.definition;
    const Results results = province(rules, 0);
    std::size_t seen = 0;
    const double whole = median_us(101, [&] { seen += evaluate(rules, results, "")->stages.size(); });
    print("a province's contest, 432 entries, all its stages", whole / 1000, "ms", 0, "5 ms");

    const auto touched = [&](const Results& all) {
        return median_us(301, [&] {
            seen += evaluate_stage(rules, all, StageId("final"), DivisionId("A"))->standings.rankings.size();
        });
    };
    const double one = touched(results);
    print("one new score: the touched division, 432 entries", one, "us", 0, "200 us");
    const Results many = province(rules, 9);
    print("  the same with ten times as many in other divisions", touched(many), "us", one, "no growth");
    if (seen == 0) give_up("nothing was evaluated");
}

}  // namespace
}  // namespace sandau

int main() {
    sandau::bench::print_head();
    sandau::measure_swiss();
    sandau::measure_province();
}
