#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scoring/contest.h"
#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/json.h"
#include "scoring/result.h"

// What follows from panels, assignments and marks; for `decide`, for results, and for who shows a judge the
// own cells.

namespace sandau {

/// Why a judge must not mark an entry.
struct Bar {
    ConflictKind why = ConflictKind::Relative;
    std::string reason;  ///< what was declared; empty: it follows from the organizations
};
std::optional<Bar> bar_of(const Contest& contest, const PanelRecord& panel, const UserId& judge,
                          const Entry& entry);

/// The panel that has the judge mark the entry in the stage; nullptr: not assigned.
const PanelRecord* panel_of(const Contest& contest, const StageId& stage, const UserId& judge,
                            const EntryId& entry);

/// A mark as the rubric reads it.
struct MarkReading {
    Figure total;                    ///< of a complete mark
    std::vector<std::string> wrong;  ///< criteria out of range, off the step, no number
    std::string missing;             ///< the first criterion that is missing; empty: none
};
MarkReading read_mark(const Rubric& rubric, const MarkContent& content);

/// Marks, ballots and external columns of a stage, as far as they are visible; and who judges.
void add_panel_results(Results& results, const Contest& contest, const Stage& stage, Visibility visibility);
std::optional<std::vector<Judge>> judges_of(const Contest& contest);

/// Whether anybody was marked or voted on in the stage.
bool has_marks(const Contest& contest, const StageId& stage);

/// Whether a panel said anything of the entry in the stage: a submitted mark, or a ballot.
bool has_marks(const Contest& contest, const StageId& stage, const EntryId& entry);

/// The first submitted mark, or draft of an assigned judge, that the public does not have; empty: none.
std::string unpublished_mark(const Contest& contest, const StageId& stage);

/// What a judge may see: the own cells with their entries, without what the stage hides (`blind`). Each
/// {stage, entry, division, name, organization, authors, state, recused, criteria, total, errors, object,
/// version}; a hidden organization or list of authors is null.
Json cells_of_judge(const Contest& contest, const UserId& judge);
/// One of them; null where the panel or the entry is gone.
Json cell_of_judge(const Contest& contest, const Assignment& assignment);

}  // namespace sandau
