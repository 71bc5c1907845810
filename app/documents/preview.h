#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/import.h"
#include "documents/score_import.h"

namespace sandau::documents {

struct PreviewCell {
    std::string text;
    std::optional<std::size_t> problem;  ///< index of the worst in the preview's problems
};

struct PreviewRow {
    std::uint32_t number = 0;
    bool skipped = false;
    std::vector<PreviewCell> cells;      ///< one for each of the preview's columns
    std::optional<std::size_t> problem;  ///< of the row as a whole
};

/// What a person looks at before a sheet is taken in: every row with data, as the sheet shows it, with what
/// is wrong at each cell. The fix of a problem is in the problem.
struct Preview {
    std::vector<std::string> sheets;  ///< all of the file, to choose another
    std::string sheet;
    Encoding encoding = Encoding::Utf8;
    char delimiter = 0;
    std::uint32_t header_row = 0;
    std::vector<FoundColumn> columns;
    std::vector<PreviewRow> rows;
    std::vector<SheetProblem> problems;

    std::size_t errors() const;
    std::size_t warnings() const;
};

Preview make_preview(const Workbook& workbook, const SheetImport& import);
Preview make_preview(const Workbook& workbook, const ScoreSheet& scores);

}  // namespace sandau::documents
