#pragma once

#include <string>

#include "scoring/contest.h"
#include "scoring/json.h"
#include "scoring/standings.h"
#include "scoring/text.h"

namespace sandau::cli {

/// Empty ids: all.
struct Selection {
    StageId stage;
    DivisionId division;
};

/// For people: place, entry, organization, values, what decided.
std::string standings_text(const Contest& contest, const Standings& standings, const Selection& selection,
                           Language language);

/// The stages and rankings chosen, in the form of the standings.
Json standings_json(const Standings& standings, const Selection& selection);

/// `start,field,entry,name,division,run`, by start and field, in the contest's local time.
/// A stage's matches, CSV: `round,group,match` and who is on each side; a bye's other side is empty.
std::string draw_csv(const Contest& contest, const StageId& stage);
std::string schedule_csv(const Contest& contest, const StageId& stage);

}  // namespace sandau::cli
