#pragma once

#include <optional>
#include <string>
#include <vector>

#include "documents/row_values.h"
#include "documents/score_import.h"

namespace sandau::documents {

/// A run's status by its name, or by what the map's `values.status` makes of the text.
std::optional<SheetStatus> status_of(const ImportMap& map, const std::string& text);

/// Reads the score cells of one row.
class ScoreCellReader {
public:
    ScoreCellReader(const SheetView& view, const FoundHeader& header, const ImportMap& map,
                    const ScoreContext& context, ProblemList& problems)
        : view_(view), header_(header), map_(map), context_(context), problems_(problems) {}

    /// The runs and figures of a row of an entry of that division.
    ReadScores read(const SheetRow& row, const DivisionId& division);

private:
    struct RunCells;
    void read_run(const SheetRow& row, const RunCells& cells, const Game* game, ReadScores& out);
    void read_run_cell(const SheetRow& row, const FoundColumn& column, const Game* game,
                       commands::ImportedRun& run);
    void read_item(const SheetRow& row, const FoundColumn& column, const Item& item, const std::string& text,
                   commands::ImportedRun& run);
    void read_figure(const SheetRow& row, const FoundColumn& column, Json& scores);
    void number(const SheetRow& row, const FoundColumn& column, const std::string& text,
                const std::string& name, Json& into);
    /// Nothing, and a problem, where the text is no time.
    std::optional<std::int64_t> time(const SheetRow& row, const FoundColumn& column, const std::string& text,
                                     bool in_seconds);

    const SheetView& view_;
    const FoundHeader& header_;
    const ImportMap& map_;
    const ScoreContext& context_;
    ProblemList& problems_;
};

}  // namespace sandau::documents
