#include "documents/contest_json.h"

#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"

namespace sandau::documents {

Result<std::string> contest_json(const Contest& contest, ContestJson what) {
    switch (what) {
        case ContestJson::Definition:
            return contest.definition_text().text;
        case ContestJson::Results:
            return write_json_pretty(
                to_json(*contest.definition, results_of(contest, Visibility::Committed)));
        case ContestJson::Standings: {
            const Result<Standings> standings = standings_of(contest, Visibility::Committed);
            if (!standings) return tl::unexpected(standings.error());
            return write_json_pretty(to_json(*standings));
        }
    }
    CHECK(false, "a document that is known");
}

std::string_view name_of(ContestJson what) {
    switch (what) {
        case ContestJson::Definition:
            return "definition";
        case ContestJson::Results:
            return "results";
        case ContestJson::Standings:
            return "standings";
    }
    CHECK(false, "a document that is known");
}

}  // namespace sandau::documents
