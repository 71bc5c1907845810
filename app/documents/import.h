#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "documents/header.h"
#include "documents/import_map.h"
#include "documents/sheet.h"
#include "scoring/command_payloads.h"
#include "scoring/definition.h"

namespace sandau::documents {

/// When a name stands twice, is that a mistake?
enum class NameRule {
    OnceInDivision,      ///< teams: they are called by their name
    OnceInOrganization,  ///< products, works: two schools may both make a smart bin
};

/// What a sheet is read against.
struct ImportContext {
    std::vector<Division> divisions;
    NameRule names = NameRule::OnceInDivision;
    int year = 2100;  ///< of the contest; no birth is later
};

/// Names stand once in a division where a stage is played (runs or matches), once in an organization where
/// dossiers alone are judged.
ImportContext import_context(const Definition& definition);

/// How a problem may be mended, ready to be applied.
struct Fix {
    enum class Kind {
        SkipRow,    ///< leave `row` out
        SetCell,    ///< write `to` into the cell
        MapValue,   ///< in the map: `from` of `target` means `to`
        MapColumn,  ///< in the map: the column with the header `from` is `to`
    };
    Kind kind = Kind::SkipRow;
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    std::string target;
    std::string from;
    std::string to;

    bool operator==(const Fix&) const = default;
};

/// One finding: `what.path` is the cell ("C9"), or the row where it is about all of it; its arguments
/// have `row`, `column` (letters) and `header` first. Codes: words_import.cpp.
struct SheetProblem {
    Problem problem;
    std::uint32_t row = 0;
    std::optional<std::uint32_t> column;
    std::optional<Fix> fix;

    bool operator==(const SheetProblem&) const = default;
};

struct ReadEntry {
    std::uint32_t sheet_row = 0;
    commands::ImportRow row;  ///< `entry` is empty until match_rows finds it
};

/// A sheet of entries as read: what each row becomes and what is wrong with it.
struct SheetImport {
    std::string sheet;
    FoundHeader header;
    std::vector<ReadEntry> rows;
    std::vector<SheetProblem> problems;  ///< by row and column
    std::vector<std::uint32_t> skipped;  ///< rows left out as asked

    /// Warnings refuse nothing.
    bool refused() const;
};

struct ImportOptions {
    std::string sheet;  ///< empty: the first that has a header row
    ImportMap map;
    std::set<std::uint32_t> skip;
};

/// Refused: `import.no_such_sheet` {sheet, sheets}, `import.no_header` {sheets}, `import.no_rows` {row},
/// `import.no_name_column` {row}, `map.unknown_division` {value, division, nearest}. All else is a
/// problem of a row.
Result<SheetImport> import_entries(const Workbook& workbook, const ImportOptions& options,
                                   const ImportContext& context);

/// Does what the fix says, to the options or to the sheet.
void apply_fix(const Fix& fix, ImportOptions& options, Sheet& sheet);

}  // namespace sandau::documents
