#pragma once

#include <string>
#include <vector>

#include "documents/import.h"
#include "scoring/contest.h"

namespace sandau::documents {

enum class RowState { New, Changed, Same };

/// A field that the sheet would change; people are "Name (birth)" at semicolons.
struct Difference {
    std::string field;  ///< as in targets: "organization.name", "members"; an extra column: its header
    std::string before;
    std::string after;

    bool operator==(const Difference&) const = default;
};

struct RowMatch {
    std::uint32_t sheet_row = 0;
    RowState state = RowState::New;
    EntryId entry;  ///< empty: a new one
    std::vector<Difference> differences;
};

struct MatchedRows {
    std::vector<RowMatch> rows;          ///< in the sheet's order
    std::vector<EntryId> gone;           ///< entries that no row met; nobody is withdrawn for it
    std::vector<SheetProblem> problems;  ///< rows that meet two entries, or the entry of another row

    std::size_t count(RowState state) const;
};

/// The entries of a contest as rows of a sheet; withdrawn ones too.
std::vector<commands::ImportRow> existing_rows(const Contest& contest);

/// Which rows meet which entries: by the key, else by name and organization; among several, by
/// division. Sets `entry` of the import's rows, and keeps of a met entry what the sheet has no column for.
MatchedRows match_rows(SheetImport& import, const std::vector<commands::ImportRow>& existing,
                       const std::vector<KeyField>& key);

/// The command that takes the sheet in; every row's entry is known (match_rows).
commands::EntryImport import_command(const SheetImport& import, std::string source);

/// What an entry is found by: "name␟organization", folded. Shared with the import of scores.
std::string match_key(const std::vector<KeyField>& key, const std::string& number, const std::string& name,
                      const DivisionId& division, const std::string& organization);

}  // namespace sandau::documents
