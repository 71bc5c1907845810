#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scoring/sheet_values.h"
#include "scoring/stage_evaluation.h"

// One match, from its sheet to who won it; shared by tables and brackets, not a door.

namespace sandau {

/// What one side's sheet comes to.
struct SideEvaluation {
    SideId side;
    std::optional<EntryId> entry;
    RunStatus status = RunStatus::Ok;
    std::vector<ItemReading> items;
    std::vector<Figure> sheet_derived;  ///< as the sheet has them: what the other side's formulas see
    std::vector<Figure> derived;        ///< as they count: 0 for a side with DNS or DSQ
    Figure total;
    std::int64_t bouts_won = 0;
    std::optional<std::string> instant_win;  ///< the first of several
    Figure instant_win_ms;

    /// A side with DNS or DSQ loses before anything is compared.
    bool is_out() const { return status == RunStatus::Dns || status == RunStatus::Dsq; }
};

struct MatchEvaluation {
    std::vector<SideEvaluation> sides;  ///< in the game's order
    std::vector<SheetError> errors;
    bool decided = false;               ///< it counts: there is a winner, a draw, or all lost
    std::optional<std::size_t> winner;  ///< index in `sides`
    std::vector<std::size_t> drawn;     ///< those left in a draw
    std::optional<std::string> decided_by;
};

enum class Draws { Count, NeedDecision };

/// Evaluates a match that was played; flags go to the evaluation. `entries` by side of the game.
MatchEvaluation evaluate_match(Evaluation& evaluation, const Stage& stage, const Game& game,
                               const MatchSheet& sheet, const std::vector<std::optional<EntryId>>& entries,
                               Draws draws);

/// Fills `sides`, derived values, instant wins and errors (not who won).
void evaluate_sides(const Game& game, const MatchSheet& sheet, MatchEvaluation& match);

/// The names that one side's formulas know; `sides` and `sheet` must outlive it.
std::unique_ptr<FormulaScope> side_scope(const Game& game, const MatchSheet& sheet,
                                         const std::vector<SideEvaluation>& sides, std::size_t own);

/// The standings of a played match.
MatchStanding standing_of(const MatchId& id, const MatchEvaluation& match);
/// The standings of one that was not: `state` says why.
MatchStanding unplayed_standing(const MatchId& id, const Game& game,
                                const std::vector<std::optional<EntryId>>& entries, std::string state);

}  // namespace sandau
