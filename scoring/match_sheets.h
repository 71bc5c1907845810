#pragma once

#include <map>
#include <optional>
#include <string>

#include "scoring/command_payloads.h"
#include "scoring/contest.h"
#include "scoring/evaluate.h"
#include "scoring/result.h"

// What goes onto a match's sheet, for those who decide about sheets and matches; not a door.

namespace sandau {
struct Game;
}

namespace sandau::handlers {

/// The game that a match plays.
const Game& game_of_match(const Draft& draft, const Match& match);

/// Who meets in the match: as they were drawn or called, or as the bracket brings them by now, the upper
/// participant on the first side. Refused: `match.bye`, `match.waiting`.
Result<std::map<std::string, EntryId>> sides_of(const Draft& draft, const Match& match);

/// The sheet of a run or match. A match that has none yet gets an empty one, once its sides are known.
Result<Sheet> sheet_of(Draft& draft, const RunId& id);

/// An empty sheet for the match as it stands, in place of an older one; what is published stays.
Sheet new_sheet(const Draft& draft, const Match& match);

/// Puts what is given onto a match's sheet. Refused: `sheet.unknown_item`, `sheet.unknown_side`,
/// `sheet.unknown_shared`, `reason.missing`, what is wrong with shared state and bouts.
Result<void> enter(const Draft& draft, const Match& match, MatchContent& content,
                   const commands::MatchGiven& given);

/// What a match's sheet is worth.
MatchSheetEvaluation worth(const Draft& draft, const Match& match, const MatchContent& content);

/// An instant win ends a match that is being played, and takes its time from the clock where the referee
/// gave none; where there is none any more, its time goes too.
void note_instant_win(Draft& draft, Sheet& sheet, const commands::MatchGiven& given, const Instant& now);

}  // namespace sandau::handlers
