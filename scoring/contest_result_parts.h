#pragma once

#include <optional>
#include <vector>

#include "scoring/contest_results.h"

// The pieces that a contest's results are made of, for whoever makes them anew one by one; not a door.

namespace sandau {

ResultEntry result_entry_of(const Contest& contest, const Entry& entry);

/// An entry's runs in a stage that count, in the order of their numbers.
std::vector<RunSheet> runs_of(const Contest& contest, const StageId& stage, const EntryId& entry,
                              Visibility visibility);

/// A match as results have it: its sheet where that counts, else who plays in a table; nothing for a match of
/// a bracket, which knows those that are not played by itself.
std::optional<MatchSheet> match_sheet_of(const Contest& contest, const Stage& stage, const Match& match,
                                         Visibility visibility);

}  // namespace sandau
