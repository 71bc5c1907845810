#pragma once

#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/json.h"

// What the sheets of runs and of matches have in common, as the seats are told; not a door.

namespace sandau::server {

/// What a page needs to draw a sheet of the game, and to see what it comes to while nobody can be asked.
Json game_json(const Game& game);
/// The same of a stage of runs, with what each status counts for.
Json run_json(const Game& game, const RunsRules& rules);
/// What is wrong with a sheet, in words.
Json finding_json(const SheetFinding& finding);
/// The name, or the id where the rules give none.
Json name_json(const Text& name, std::string_view id);

}  // namespace sandau::server
