#include "documents/sheet.h"

#include <algorithm>
#include <fstream>

#include "documents/csv_read.h"
#include "documents/sheet_budget.h"
#include "documents/text_decode.h"
#include "documents/xlsx_read.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

const Cell no_cell;

/// Excel's own last row.
constexpr std::uint32_t row_number_max = 1'048'576;

auto row_position(auto& rows, std::uint32_t number) {
    return std::lower_bound(rows.begin(), rows.end(), number,
                            [](const SheetRow& row, std::uint32_t wanted) { return row.number < wanted; });
}

}  // namespace

std::string column_letters(std::uint32_t column) {
    std::string letters;
    for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
    return column_letters(column) + std::to_string(row);
}

const Cell& SheetRow::at(std::uint32_t column) const {
    return column < cells.size() ? cells[column] : no_cell;
}

const SheetRow* Sheet::find_row(std::uint32_t number) const {
    const auto found = row_position(rows, number);
    return found != rows.end() && found->number == number ? &*found : nullptr;
}

SheetRow* Sheet::find_row(std::uint32_t number) {
    const auto found = row_position(rows, number);
    return found != rows.end() && found->number == number ? &*found : nullptr;
}

const Cell& Sheet::at(std::uint32_t row, std::uint32_t column) const {
    const SheetRow* found = find_row(row);
    return found == nullptr ? no_cell : found->at(column);
}

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf8:
            return "UTF-8";
        case Encoding::Utf8WithBom:
            return "UTF-8 BOM";
        case Encoding::Utf16LittleEndian:
            return "UTF-16 LE";
        case Encoding::Utf16BigEndian:
            return "UTF-16 BE";
        case Encoding::Tcvn3:
            return "TCVN3";
        case Encoding::Vni:
            return "VNI";
        case Encoding::Windows1258:
            return "Windows-1258";
        case Encoding::Xlsx:
            return "XLSX";
    }
    return "";
}

const Sheet* Workbook::find(std::string_view name) const {
    for (const Sheet& sheet : sheets)
        if (sheet.name == name) return &sheet;
    const std::string folded = fold_text(name);
    for (const Sheet& sheet : sheets)
        if (fold_text(sheet.name) == folded) return &sheet;
    return nullptr;
}

Result<void> SheetBudget::place(SheetRow& row, std::uint32_t column, Cell cell) {
    if (cell.kind == CellKind::Empty || (cell.kind == CellKind::Text && cell.text.empty())) return {};
    if (column >= limits_.columns_max)
        return refuse("sheet.too_many_columns",
                      {{"max", std::to_string(limits_.columns_max)}, {"row", std::to_string(row.number)}});
    if (cell.text.size() > limits_.cell_bytes_max)
        return refuse("sheet.cell_too_long", {{"max", std::to_string(limits_.cell_bytes_max)},
                                              {"cell", cell_name(row.number, column)}});
    text_bytes_ += cell.text.size();
    if (text_bytes_ > limits_.text_bytes_max)
        return refuse("sheet.too_much_text", {{"max", std::to_string(limits_.text_bytes_max)}});
    if (column >= row.cells.size()) {
        cells_ += column + 1 - row.cells.size();
        if (cells_ > limits_.cells_max)
            return refuse("sheet.too_many_cells", {{"max", std::to_string(limits_.cells_max)}});
        row.cells.resize(column + 1);
    }
    row.cells[column] = std::move(cell);
    return {};
}

Result<void> SheetBudget::finish(Sheet& sheet, SheetRow row) {
    if (row.cells.empty()) return {};
    if (row.number == 0 || row.number > row_number_max)
        return refuse("sheet.row_out_of_range", {{"row", std::to_string(row.number)}});
    if (++rows_ > limits_.rows_max)
        return refuse("sheet.too_many_rows", {{"max", std::to_string(limits_.rows_max)}});
    // Every writer puts rows in order; one that does not has made the file by hand, or means harm.
    if (!sheet.rows.empty() && sheet.rows.back().number >= row.number)
        return refuse("sheet.damaged", {{"part", sheet.name + " " + std::to_string(row.number)}});
    sheet.rows.push_back(std::move(row));
    return {};
}

Result<Workbook> read_workbook(const std::filesystem::path& path, const SheetLimits& limits) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (error || !std::filesystem::exists(status))
        return refuse("sheet.unreadable", {{"why", "@sheet.no_file"}});
    if (!std::filesystem::is_regular_file(status))
        return refuse("sheet.unreadable", {{"why", "@sheet.no_regular_file"}});
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse("sheet.unreadable", {{"why", "@sheet.may_not_open"}});
    // Read, not asked for its size: a file may grow meanwhile.
    std::string bytes;
    std::vector<char> block(1u << 16);
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        bytes.append(block.data(), static_cast<std::size_t>(file.gcount()));
        if (bytes.size() > limits.file_bytes_max) break;
    }
    if (file.bad()) return refuse("sheet.unreadable", {{"why", "@sheet.reading_failed"}});
    return read_workbook_bytes(bytes, limits);
}

Result<Workbook> read_workbook_bytes(std::string_view bytes, const SheetLimits& limits) {
    using namespace std::string_view_literals;
    if (bytes.size() > limits.file_bytes_max)
        return refuse("sheet.file_too_large", {{"max", std::to_string(limits.file_bytes_max)}});
    if (bytes.empty()) return refuse("sheet.empty");
    if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) return refuse("sheet.old_excel");
    if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv))
        return read_xlsx(bytes, limits);

    const Result<DecodedText> text = decode_text(bytes);
    if (!text) return tl::unexpected(text.error());
    return read_csv(*text, limits);
}

}  // namespace sandau::documents
