#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/import.h"
#include "scoring/contest.h"
#include "scoring/definition.h"

namespace sandau::documents {

/// What a row of scores can be about.
struct ScoreEntry {
    EntryId id;
    std::string name;
    DivisionId division;
    std::string organization;  ///< its name
    std::string number;
};

struct ScoreContext {
    Stage stage;  ///< of format `runs` or `import`
    std::vector<Division> divisions;
    std::vector<ScoreEntry> entries;
};

/// The entries of a contest that are not withdrawn.
std::vector<ScoreEntry> score_entries(const Contest& contest);

struct ReadScores {
    std::uint32_t sheet_row = 0;
    commands::ImportedResult result;
    std::vector<std::size_t>
        run_numbers;  ///< of `result.runs`, from 0 as in the map; empty runs are not there
};

/// A sheet of scores as read. Rows without any score are left out.
struct ScoreSheet {
    std::string sheet;
    FoundHeader header;
    std::vector<ReadScores> rows;
    std::vector<SheetProblem> problems;
    std::vector<std::uint32_t> skipped;

    bool refused() const;
};

/// Rows meet their entries by the map's key, else by name and organization (where there is a column),
/// among several by division. Refused: what import_entries refuses, and `scores.stage_format` {stage},
/// `scores.no_score_column` {row}, `scores.key_column_missing` {field}, `scores.unknown_item` {item},
/// `scores.unknown_column` {column}, `map.unknown_status` {status}. All else is a problem of a row.
Result<ScoreSheet> import_scores(const Workbook& workbook, const ImportOptions& options,
                                 const ScoreContext& context);

commands::ScoreImport score_command(const ScoreSheet& sheet, const StageId& stage, std::string source);

}  // namespace sandau::documents
