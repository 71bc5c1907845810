#pragma once

#include <string>
#include <string_view>

#include "documents/import.h"
#include "documents/match.h"
#include "documents/score_import.h"
#include "scoring/command_payloads.h"
#include "scoring/contest.h"

namespace sandau::cli {

/// A sheet of entries read against a contest: what each row becomes, which entry it meets, and the
/// problems of both, by row and column.
struct EntriesRead {
    documents::SheetImport sheet;
    documents::MatchedRows matched;

    /// A problem that is no warning: the sheet is refused whole.
    bool refused() const;
    std::vector<documents::SheetProblem> problems() const;
};
Result<EntriesRead> read_entries(const documents::Workbook& workbook, const documents::ImportOptions& options,
                                 const Contest& contest);
Result<documents::ScoreSheet> read_scores(const documents::Workbook& workbook,
                                          const documents::ImportOptions& options, const StageId& stage,
                                          const Contest& contest);

/// The same from texts that must be good: the first problem is the refusal.
Result<commands::EntryImport> read_entries_text(std::string_view sheet, std::string_view map,
                                                const std::string& source, const Contest& contest);
Result<commands::ScoreImport> read_scores_text(std::string_view sheet, std::string_view map,
                                               const std::string& source, const StageId& stage,
                                               const Contest& contest);

}  // namespace sandau::cli
