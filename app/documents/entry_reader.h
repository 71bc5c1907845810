#pragma once

#include <map>
#include <string>
#include <vector>

#include "documents/import.h"
#include "documents/row_values.h"

namespace sandau::documents {

/// Makes an entry of a row, and problems of what is wrong with its cells.
class EntryReader {
public:
    EntryReader(const SheetView& view, const FoundHeader& header, const ImportMap& map,
                const ImportContext& context, ProblemList& problems);

    commands::ImportRow read(const SheetRow& row);

private:
    void read_division(const SheetRow& row, const FoundColumn& column, commands::ImportRow& entry);
    void read_coach(const SheetRow& row, const FoundColumn& column, commands::ImportRow& entry);
    void read_members(const SheetRow& row, commands::ImportRow& entry);
    void read_numbered_members(const SheetRow& row, commands::ImportRow& entry);
    void read_listed_members(const SheetRow& row, commands::ImportRow& entry);
    void check_births(const SheetRow& row, const commands::ImportRow& entry);
    void read_extra(const SheetRow& row, commands::ImportRow& entry) const;

    /// The text of a cell, or what the map says that it means.
    std::string value(const SheetRow& row, const FoundColumn& column) const;
    /// ISO; empty where the cell is, or is a problem.
    std::string date(const SheetRow& row, const FoundColumn& column, const Cell& cell,
                     const std::string& text);

    const SheetView& view_;
    const FoundHeader& header_;
    const ImportMap& map_;
    const ImportContext& context_;
    ProblemList& problems_;
    DivisionFinder divisions_;
    /// Where this row's births stand, in the members' order.
    std::vector<const FoundColumn*> birth_columns_;
};

}  // namespace sandau::documents
