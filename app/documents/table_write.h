#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "documents/sheet.h"

namespace sandau::documents {

/// A plain table to hand out. What a cell holds is said by its kind, never guessed from its text: text stays
/// text, whatever it begins with.
struct Table {
    std::string name;                 ///< of the sheet; made to fit what spreadsheet programs allow
    std::vector<std::string> banner;  ///< lines above the header: contest, division, date
    std::vector<std::string> headers;
    std::vector<std::vector<Cell>> rows;
};

Cell text_cell(std::string text);
/// `decimal` is an exact decimal; a fraction ("238/3") or more than 15 digits is shown as text.
Cell number_cell(std::string decimal);
/// "2012-07-31" or "2012-07-31T08:05:00"; anything else is shown as text.
Cell date_cell(std::string iso);

/// An XLSX with one sheet for each table: header in bold, frozen, with a filter; columns as wide as
/// their text. Written beside and renamed, so that a file that was there is replaced whole or not at all.
/// Refused: `table.write_failed` {why}, `table.too_large` {rows, columns}.
Result<void> write_xlsx(const std::filesystem::path& path, const std::vector<Table>& tables);

/// CSV in UTF-8 with BOM, lines ended with CRLF. A text that a spreadsheet program would run (= + - @ and
/// their like at its beginning) has an apostrophe before it, which reading takes away again (read_workbook).
std::string write_csv(const Table& table, char delimiter = ',');

}  // namespace sandau::documents
