#include "documents/preview.h"

#include <algorithm>
#include <map>

#include "documents/row_values.h"

namespace sandau::documents {

namespace {

using ProblemsOfRow = std::map<std::optional<std::uint32_t>, std::size_t>;

/// Row → column → its worst problem.
std::map<std::uint32_t, ProblemsOfRow> by_cell(const std::vector<SheetProblem>& problems) {
    std::map<std::uint32_t, ProblemsOfRow> found;
    for (std::size_t i = 0; i < problems.size(); ++i) {
        const auto [place, fresh] = found[problems[i].row].emplace(problems[i].column, i);
        const bool is_worse = problems[i].problem.severity == Severity::Error &&
                              problems[place->second].problem.severity == Severity::Warning;
        if (!fresh && is_worse) place->second = i;
    }
    return found;
}

std::optional<std::size_t> problem_at(const ProblemsOfRow& problems, std::optional<std::uint32_t> column) {
    const auto found = problems.find(column);
    return found == problems.end() ? std::nullopt : std::optional(found->second);
}

Preview make(const Workbook& workbook, const std::string& sheet_name, const FoundHeader& header,
             const std::vector<SheetProblem>& problems, const std::vector<std::uint32_t>& skipped) {
    Preview preview;
    for (const Sheet& sheet : workbook.sheets) preview.sheets.push_back(sheet.name);
    preview.sheet = sheet_name;
    preview.encoding = workbook.encoding;
    preview.delimiter = workbook.delimiter;
    preview.header_row = header.row;
    preview.columns = header.columns;
    preview.problems = problems;
    const Sheet* sheet = workbook.find(sheet_name);
    CHECK(sheet != nullptr, "a preview is of the workbook that was read");
    const SheetView view(*sheet);
    const auto of_rows = by_cell(problems);
    for (const SheetRow* row : data_rows(*sheet, header)) {
        const auto found = of_rows.find(row->number);
        const ProblemsOfRow none;
        const ProblemsOfRow& here = found == of_rows.end() ? none : found->second;
        PreviewRow shown;
        shown.number = row->number;
        shown.skipped = std::find(skipped.begin(), skipped.end(), row->number) != skipped.end();
        shown.problem = problem_at(here, std::nullopt);
        for (const FoundColumn& column : header.columns)
            shown.cells.push_back({view.text(*row, column.column), problem_at(here, column.column)});
        preview.rows.push_back(std::move(shown));
    }
    return preview;
}

std::size_t count(const std::vector<SheetProblem>& problems, Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(problems.begin(), problems.end(),
                      [&](const SheetProblem& one) { return one.problem.severity == severity; }));
}

}  // namespace

std::size_t Preview::errors() const {
    return count(problems, Severity::Error);
}

std::size_t Preview::warnings() const {
    return count(problems, Severity::Warning);
}

Preview make_preview(const Workbook& workbook, const SheetImport& import) {
    return make(workbook, import.sheet, import.header, import.problems, import.skipped);
}

Preview make_preview(const Workbook& workbook, const ScoreSheet& scores) {
    return make(workbook, scores.sheet, scores.header, scores.problems, scores.skipped);
}

}  // namespace sandau::documents
