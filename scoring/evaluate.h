#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scoring/definition.h"
#include "scoring/results.h"
#include "scoring/standings.h"

namespace sandau {

/// One stage as it stands now, and what it flags; with a division only that one's rankings. What a
/// change of one sheet costs is this, not the whole contest. Awards and the flags that need the whole
/// contest (`not_promoted`, `decision_unused`) are evaluate's.
struct StageEvaluation {
    StageStandings standings;
    std::vector<Flag> flags;
};

/// Evaluates one contest again and again, and keeps between the times what is decided: matches of tables
/// whose sheets stand where they stood in memory (`CowList`) and hang on no decision, the entries' index. The
/// standings are those of an evaluator that has seen nothing before. Refused: `evaluate.number_too_large`,
/// `definition.unknown_stage`.
class Evaluator {
public:
    /// `definition` must outlive it.
    explicit Evaluator(const Definition& definition);
    Evaluator(Evaluator&&) noexcept;
    Evaluator& operator=(Evaluator&&) noexcept;
    ~Evaluator();

    /// `definition_sha256` is over the definition file's bytes; the caller has the hash.
    Result<Standings> evaluate(const Results& results, const std::string& definition_sha256);
    Result<StageEvaluation> evaluate_stage(const Results& results, const StageId& stage,
                                           const std::optional<DivisionId>& division = std::nullopt);

private:
    const Definition* definition_;
    std::unique_ptr<struct EvaluationMemo> memo_;
};

/// What follows from what happened: pure, same input, same standings.
Result<Standings> evaluate(const Definition& definition, const Results& results,
                           const std::string& definition_sha256);
Result<StageEvaluation> evaluate_stage(const Definition& definition, const Results& results,
                                       const StageId& stage,
                                       const std::optional<DivisionId>& division = std::nullopt);

/// One finding for whoever fills in the sheet: the error and, for a rule, its message.
struct SheetFinding {
    SheetError error;
    Refusal what;  ///< why, as a code of scoring/words.h; for a rule `sheet.rule`
    Text message;  ///< a rule's own message; empty for the others
};

/// What one run sheet is worth under its stage's rules.
struct SheetEvaluation {
    RunStatus status = RunStatus::Ok;  ///< after a penalty's `dsq_at`
    bool counts = true;
    std::vector<std::pair<std::string, Figure>> derived;  ///< in the definition's order, as they count
    Figure total;
    Figure time_ms;      ///< as formulas see it
    Figure time_key_ms;  ///< as the ranking's keys see it
    std::vector<SheetFinding> findings;

    bool has_errors() const;  ///< bars committing
};
/// The stage must be of format `runs` and the division one of its own.
SheetEvaluation evaluate_sheet(const Stage& stage, const DivisionId& division, const RunSheet& sheet);

/// What one side of a match's sheet comes to.
struct MatchSideScore {
    SideId side;
    RunStatus status = RunStatus::Ok;                     ///< after a penalty's `dsq_at`
    std::vector<std::pair<std::string, Figure>> derived;  ///< as they count
    Figure total;
    std::int64_t bouts_won = 0;
    std::optional<std::string> instant_win;  ///< the first of several
};

/// What a match's sheet is worth under its stage's rules, without the decisions of a committee.
struct MatchSheetEvaluation {
    std::vector<MatchSideScore> sides;  ///< in the game's order
    bool decided = false;               ///< there is a winner, a draw, or all lost
    std::optional<SideId> winner;
    std::optional<std::string> decided_by;
    std::vector<SheetFinding> findings;

    bool has_errors() const;  ///< bars committing
};
/// The stage must play matches and the division be one of its own.
MatchSheetEvaluation evaluate_match_sheet(const Definition& definition, const Stage& stage,
                                          const DivisionId& division, const MatchSheet& sheet);

}  // namespace sandau
