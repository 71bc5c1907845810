// A definition, a NUL, results: problems with paths, or standings that do not depend on when they are made.
// A definition without problems is evaluated whatever its results are, and what results say is kept.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scoring/evaluate.h"
#include "scoring/explain.h"
#include "scoring/words.h"

namespace {

void check_sentences(const std::vector<sandau::Problem>& problems) {
    for (const sandau::Problem& problem : problems) {
        CHECK(sandau::has_words(problem.what.code), "every problem has words");
        CHECK(sandau::say_problem(sandau::Language::Vietnamese, problem).find('\n') == std::string::npos,
              "a problem is one line");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    if (size > 1u << 16) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t middle = text.find('\0');
    const DefinitionReading rules = read_definition(text.substr(0, middle));
    check_sentences(rules.problems);
    if (!rules.ok() || middle == std::string_view::npos) return 0;

    const ResultsReading happened = read_results(rules.definition, text.substr(middle + 1));
    check_sentences(happened.problems);
    if (!happened.ok()) return 0;
    const ResultsReading again = read_results(rules.definition, to_json(rules.definition, happened.results));
    CHECK(again.ok() && again.results == happened.results, "results are written and read back the same");

    const Result<Standings> standings = evaluate(rules.definition, happened.results, "");
    const Result<Standings> twice = evaluate(rules.definition, again.results, "");
    CHECK(standings.has_value() == twice.has_value(), "the same input, the same answer");
    if (!standings) return 0;
    CHECK(write_json(to_json(*standings)) == write_json(to_json(*twice)), "the same input, the same bytes");
    for (const StageStandings& stage : standings->stages)
        for (const Ranking& ranking : stage.rankings)
            for (const StandingRow& row : ranking.rows)
                explain_place(rules.definition, happened.results, stage, row.entry, Language::English);
    return 0;
}
