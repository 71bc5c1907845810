#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "documents/import.h"

namespace sandau::documents {

using Arguments = std::vector<std::pair<std::string, std::string>>;

/// Collects problems of cells and rows.
class ProblemList {
public:
    void cell(Severity severity, std::string code, std::uint32_t row, const FoundColumn& column,
              Arguments arguments, std::optional<Fix> fix = std::nullopt);
    void row(Severity severity, std::string code, std::uint32_t row, Arguments arguments,
             std::optional<Fix> fix = std::nullopt);
    /// In the order of rows, within one of columns.
    std::vector<SheetProblem> take();

private:
    std::vector<SheetProblem> problems_;
};

/// The cells of a sheet as a person sees them: a cell merged downwards has its text in every row.
class SheetView {
public:
    explicit SheetView(const Sheet& sheet);

    const Cell& at(const SheetRow& row, std::uint32_t column) const;
    /// Without needless blanks.
    std::string text(const SheetRow& row, std::uint32_t column) const;

private:
    const Sheet& sheet_;
    /// Column → last row → first row of what is merged downwards in it.
    std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>> merged_down_;
};

/// The rows with data: below the header, not empty, no repeated header, no row of column numbers.
std::vector<const SheetRow*> data_rows(const Sheet& sheet, const FoundHeader& header);

class DivisionFinder;

/// Where no header says "division": the column whose values are nearly all names of divisions becomes it,
/// as a guess.
void guess_division_column(const Sheet& sheet, FoundHeader& header, const ImportMap& map,
                           const DivisionFinder& divisions);

/// Finds divisions as sheets name them.
class DivisionFinder {
public:
    explicit DivisionFinder(const std::vector<Division>& divisions) : divisions_(divisions) {}

    /// By id, by name folded, by the name before a colon.
    const Division* find(const std::string& text) const;
    /// The one whose name is least different; of several the one that `births` (ISO) fit.
    const Division* nearest(const std::string& text, const std::vector<std::string>& births) const;
    /// The only one there is.
    const Division* only() const { return divisions_.size() == 1 ? &divisions_.front() : nullptr; }

private:
    std::vector<std::string> names(const Division& division) const;

    const std::vector<Division>& divisions_;
};

/// Chooses the sheet that was asked for, else the first visible one with a header row.
struct ChosenSheet {
    const Sheet* sheet = nullptr;
    FoundHeader header;
};
Result<ChosenSheet> choose_sheet(const Workbook& workbook, const ImportOptions& options, SheetPurpose purpose,
                                 const ScoreNames& names);

/// Warns of what the map or the command line names and the sheet does not have.
void check_settings(const Sheet& sheet, const ImportOptions& options, const FoundHeader& header,
                    ProblemList& problems);

/// Every division that the map's values name is one of the contest's.
Result<void> check_map_divisions(const ImportMap& map, const std::vector<Division>& divisions);

}  // namespace sandau::documents
