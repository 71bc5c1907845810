#pragma once

#include "scoring/contest.h"
#include "scoring/definition.h"
#include "scoring/result.h"
#include "scoring/results.h"
#include "scoring/standings.h"

namespace sandau {

/// Which results count: what is committed (for those who run the contest), or what is published.
enum class Visibility { Committed, Published };

/// A sheet's content as the engine reads it.
RunSheet run_sheet_of(const SheetContent& content);

/// A match's sheet as the engine reads it, under its name; always one that was played.
MatchSheet match_sheet_of(const Definition& definition, const Match& match, const MatchContent& content);

/// Everything that happened, as `sandau.results/1` has it. With a stage, only that stage's results (all
/// entries and decisions are there all the same).
Results results_of(const Contest& contest, Visibility visibility);
Results results_of(const Contest& contest, const StageId& stage, Visibility visibility);

/// Standings of the whole contest, and of one stage.
Result<Standings> standings_of(const Contest& contest, Visibility visibility);
Result<StageStandings> standings_of(const Contest& contest, const StageId& stage, Visibility visibility);

}  // namespace sandau
