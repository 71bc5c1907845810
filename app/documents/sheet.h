#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/result.h"

namespace sandau::documents {

/// What a cell holds. All cells of a text file are text or empty.
enum class CellKind {
    Empty,
    Text,    ///< as it stands, composed (NFC); never markup, never a formula
    Number,  ///< exact decimal text, "-12.5", to Excel's 15 digits
    Date,    ///< "2012-07-31" or "2012-07-31T08:05:00"
    Time     ///< a time of day or a length: "01:16:15.250"
};

struct Cell {
    CellKind kind = CellKind::Empty;
    std::string text;

    bool operator==(const Cell&) const = default;
};

/// "A", "B", … "Z", "AA": the letters of a column that counts from 0.
std::string column_letters(std::uint32_t column);

/// "B7": the row counts from 1 as the file shows it, the column from 0.
std::string cell_name(std::uint32_t row, std::uint32_t column);

/// Cells shown as one; only the first holds text.
struct MergedCells {
    std::uint32_t first_row = 0;
    std::uint32_t last_row = 0;
    std::uint32_t first_column = 0;
    std::uint32_t last_column = 0;
};

/// A row with something in it. Cells behind the last one that holds anything are not there.
struct SheetRow {
    std::uint32_t number = 0;  ///< as the file shows it, from 1; in a text file the record's
    std::vector<Cell> cells;

    /// The cell, also where there is none.
    const Cell& at(std::uint32_t column) const;
};

struct Sheet {
    std::string name;  ///< empty in a text file
    bool hidden = false;
    std::vector<SheetRow> rows;  ///< by number; empty rows are not there
    std::vector<MergedCells> merges;

    const SheetRow* find_row(std::uint32_t number) const;
    SheetRow* find_row(std::uint32_t number);
    const Cell& at(std::uint32_t row, std::uint32_t column) const;
};

enum class Encoding { Utf8, Utf8WithBom, Utf16LittleEndian, Utf16BigEndian, Tcvn3, Vni, Windows1258, Xlsx };

/// "UTF-8", "TCVN3", …: the name that people know it by, the same in every language.
std::string_view encoding_name(Encoding encoding);

struct Workbook {
    Encoding encoding = Encoding::Utf8;
    char delimiter = 0;  ///< of a text file; 0: XLSX
    std::vector<Sheet> sheets;

    /// By its name as written, else folded; nullptr where there is none.
    const Sheet* find(std::string_view name) const;
};

/// What a file may cost before it is refused. The defaults hold ten times what was ever seen.
struct SheetLimits {
    std::size_t file_bytes_max = 32u << 20;
    std::size_t unpacked_bytes_max = 64u << 20;  ///< of all parts of an XLSX that are read
    std::size_t text_bytes_max = 64u << 20;      ///< of all cells together
    std::size_t cell_bytes_max = 1u << 16;
    std::size_t cells_max = 1'000'000;  ///< with the empty ones before a filled one in its row
    std::uint32_t rows_max = 100'000;   ///< with something in them
    std::uint32_t columns_max = 512;
    std::size_t sheets_max = 100;
    std::size_t merges_max = 20'000;
    std::size_t parts_max = 5'000;  ///< files inside an XLSX
};

/// Reads XLSX, or CSV and TSV of any of the encodings. Refused:
/// `sheet.unreadable` {why} · `sheet.empty` · `sheet.file_too_large` {max} · `sheet.binary` ·
/// `sheet.encoding_unknown` · `sheet.old_excel` (XLS, or encrypted) · `sheet.not_xlsx` ·
/// `sheet.damaged` {part} · `sheet.unpacked_too_large` {max} · `sheet.doctype` {part} ·
/// `sheet.too_deep` {part} · `sheet.too_many_columns` {max, row} · `sheet.too_many_rows` {max} ·
/// `sheet.too_many_cells` {max} · `sheet.too_many_sheets` {max} · `sheet.cell_too_long` {max, cell} ·
/// `sheet.too_much_text` {max} · `sheet.row_out_of_range` {row} · `sheet.open_quote` {row}
Result<Workbook> read_workbook(const std::filesystem::path& path, const SheetLimits& limits = {});
Result<Workbook> read_workbook_bytes(std::string_view bytes, const SheetLimits& limits = {});

}  // namespace sandau::documents
