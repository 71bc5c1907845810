#pragma once

#include <string>
#include <vector>

#include "scoring/definition.h"
#include "scoring/results.h"
#include "scoring/standings.h"
#include "scoring/text.h"

namespace sandau {

/// What a rank key is called for people: "Tổng điểm", "Lượt tốt nhất", a criterion's or item's own name.
/// A formula that is none of the stage's keys stays as it is written.
std::string key_label(const Stage& stage, const std::string& key, Language language);

/// Why the entry stands where it stands: which key decided, both values, which decision, what follows
/// from the place; for an unranked one why it has none. One sentence each; none where the stage does
/// not have the entry.
std::vector<std::string> explain_place(const Definition& definition, const Results& results,
                                       const StageStandings& standings, const EntryId& entry,
                                       Language language);

/// How the entry's figures came about: runs with their status, judges' marks and the rounding, votes,
/// matches, imported columns.
std::vector<std::string> explain_score(const Definition& definition, const Results& results,
                                       const StageStandings& standings, const EntryId& entry,
                                       Language language);

}  // namespace sandau
