#include "documents/table_write.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <set>

#include "documents/cell_guard.h"
#include "documents/dates.h"
#include "documents/text_decode.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

constexpr std::size_t rows_max = 1'000'000;
constexpr std::size_t columns_max = 16'000;

bool is_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (point == std::string_view::npos) return digits(text);
    return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

/// How many letters, not bytes.
std::size_t letters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

/// At most so many letters, whole ones.
std::string shortened(const std::string& utf8, std::size_t letters_max) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at)
        if ((static_cast<unsigned char>(utf8[at]) & 0xC0u) != 0x80u && ++count > letters_max)
            return utf8.substr(0, at);
    return utf8;
}

/// Text as XML and Excel can hold it: UTF-8, at most Excel's length, "_x0041_" not taken for a letter.
std::string holdable(const std::string& text) {
    constexpr std::size_t excel_letters_max = 32'000;
    std::string out;
    if (is_utf8(text)) {
        out = text;
    } else {
        for (const char c : text) out += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : "\uFFFD";
    }
    out = shortened(out, excel_letters_max);
    for (std::size_t at = out.find("_x"); at != std::string::npos; at = out.find("_x", at + 1)) {
        const bool escapes = at + 7 <= out.size() && out[at + 6] == '_' &&
                             out.find_first_not_of("0123456789abcdefABCDEF", at + 2) == at + 6;
        if (escapes) out.insert(at, "_x005F");
        if (escapes) at += 6;
    }
    return out;
}

/// Excel: at most 31 letters, none of []:*?/\, no apostrophe at an end, each name once whatever its case.
std::string sheet_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = squeeze_blanks(holdable(wanted));
    for (char& c : name)
        if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
    name = squeeze_blanks(shortened(squeeze_blanks(name), 31));
    if (name.empty()) name = "Sheet";
    std::string unique = name;
    for (int i = 2; !taken.insert(fold_text(unique)).second; ++i) {
        const std::string suffix = " " + std::to_string(i);
        unique = shortened(name, 31 - suffix.size()) + suffix;
    }
    return unique;
}

struct Formats {
    lxw_format* banner = nullptr;
    lxw_format* header = nullptr;
    lxw_format* text = nullptr;
    lxw_format* date = nullptr;
    lxw_format* date_time = nullptr;
};

Formats make_formats(lxw_workbook* workbook) {
    Formats formats;
    formats.banner = workbook_add_format(workbook);
    format_set_bold(formats.banner);
    format_set_font_size(formats.banner, 13);
    formats.header = workbook_add_format(workbook);
    format_set_bold(formats.header);
    format_set_text_wrap(formats.header);
    format_set_align(formats.header, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(formats.header, 0xE7ECF2);
    format_set_bottom(formats.header, LXW_BORDER_THIN);
    // "@": a text that looks like a formula stays text even when its cell is edited.
    formats.text = workbook_add_format(workbook);
    format_set_num_format(formats.text, "@");
    formats.date = workbook_add_format(workbook);
    format_set_num_format(formats.date, "dd/mm/yyyy");
    formats.date_time = workbook_add_format(workbook);
    format_set_num_format(formats.date_time, "dd/mm/yyyy hh:mm:ss");
    return formats;
}

/// The clock of "2012-07-31T08:05:00".
lxw_datetime excel_date(const std::string& iso, const Date& date) {
    lxw_datetime value{date.year, date.month, date.day, 0, 0, 0};
    if (iso.size() < 19) return value;
    const auto two_digits = [&](std::size_t at) {
        int number = 0;
        std::from_chars(iso.data() + at, iso.data() + at + 2, number);
        return number;
    };
    value.hour = two_digits(11);
    value.min = two_digits(14);
    value.sec = two_digits(17);
    return value;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                const Formats& formats) {
    switch (cell.kind) {
        case CellKind::Empty:
            return;
        case CellKind::Number:
            if (number_cell(cell.text).kind == CellKind::Number) {
                // 15 digits survive a binary number; number_cell lets no longer one through.
                worksheet_write_number(sheet, row, column, std::strtod(cell.text.c_str(), nullptr), nullptr);
                return;
            }
            break;
        case CellKind::Date:
            if (const std::optional<Date> date = date_of_text(cell.text); date && date->year >= 1900) {
                lxw_datetime value = excel_date(cell.text, *date);
                worksheet_write_datetime(sheet, row, column, &value,
                                         cell.text.size() > 10 ? formats.date_time : formats.date);
                return;
            }
            break;
        case CellKind::Text:
        case CellKind::Time:
            break;
    }
    if (cell.text.empty()) return;
    worksheet_write_string(sheet, row, column, holdable(cell.text).c_str(),
                           would_run(cell.text) ? formats.text : nullptr);
}

void set_widths(lxw_worksheet* sheet, const Table& table) {
    constexpr std::size_t rows_looked_at = 2000;
    for (std::size_t column = 0; column < table.headers.size(); ++column) {
        std::size_t longest = std::min<std::size_t>(letters(table.headers[column]), 24);
        for (std::size_t row = 0; row < std::min(table.rows.size(), rows_looked_at); ++row)
            if (column < table.rows[row].size())
                longest = std::max(longest, letters(table.rows[row][column].text));
        const auto at = static_cast<lxw_col_t>(column);
        worksheet_set_column(sheet, at, at, static_cast<double>(std::clamp<std::size_t>(longest + 2, 6, 60)),
                             nullptr);
    }
}

void write_sheet(lxw_worksheet* sheet, const Table& table, const Formats& formats) {
    lxw_row_t row = 0;
    for (const std::string& line : table.banner)
        worksheet_write_string(sheet, row++, 0, holdable(line).c_str(), formats.banner);
    if (!table.banner.empty()) ++row;
    const lxw_row_t header_row = row;
    for (std::size_t i = 0; i < table.headers.size(); ++i)
        worksheet_write_string(sheet, header_row, static_cast<lxw_col_t>(i),
                               holdable(table.headers[i]).c_str(), formats.header);
    for (const std::vector<Cell>& cells : table.rows) {
        ++row;
        for (std::size_t i = 0; i < cells.size(); ++i)
            write_cell(sheet, row, static_cast<lxw_col_t>(i), cells[i], formats);
    }
    set_widths(sheet, table);
    worksheet_freeze_panes(sheet, header_row + 1, 0);
    if (!table.headers.empty() && !table.rows.empty())
        worksheet_autofilter(sheet, header_row, 0, row, static_cast<lxw_col_t>(table.headers.size() - 1));
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, header_row, header_row);
}

std::string csv_field(const std::string& text, char delimiter) {
    // Every delimiter is quoted, not this file's alone: a reader has to find out which one it is.
    const bool quotes = text.find_first_of("\"\r\n,;\t") != std::string::npos ||
                        text.find(delimiter) != std::string::npos || text.starts_with(' ') ||
                        text.ends_with(' ');
    if (!quotes) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string csv_cell(const Cell& cell, char delimiter) {
    if (cell.kind == CellKind::Number && is_decimal(cell.text)) return csv_field(cell.text, delimiter);
    // Apostrophes that are there already are guarded like what they stand before.
    const std::size_t first = std::min(cell.text.find_first_not_of('\''), cell.text.size());
    const bool guard = would_run(std::string_view(cell.text).substr(first));
    return csv_field(guard ? "'" + cell.text : cell.text, delimiter);
}

}  // namespace

Cell text_cell(std::string text) {
    return {text.empty() ? CellKind::Empty : CellKind::Text, std::move(text)};
}

Cell number_cell(std::string decimal) {
    constexpr std::ptrdiff_t digits_max = 15;
    const auto digits =
        std::count_if(decimal.begin(), decimal.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool fits = is_decimal(decimal) && digits <= digits_max;
    return {decimal.empty() ? CellKind::Empty : fits ? CellKind::Number : CellKind::Text, std::move(decimal)};
}

Cell date_cell(std::string iso) {
    return {iso.empty()         ? CellKind::Empty
            : date_of_text(iso) ? CellKind::Date
                                : CellKind::Text,
            std::move(iso)};
}

Result<void> write_xlsx(const std::filesystem::path& path, const std::vector<Table>& tables) {
    for (const Table& table : tables) {
        std::size_t columns = table.headers.size();
        for (const auto& row : table.rows) columns = std::max(columns, row.size());
        if (table.rows.size() > rows_max || columns > columns_max)
            return refuse("table.too_large",
                          {{"rows", std::to_string(rows_max)}, {"columns", std::to_string(columns_max)}});
    }
    std::filesystem::path beside = path;
    beside += ".part";
    // Tried before, since the library prints its own words where it cannot.
    if (!std::ofstream(beside))
        return refuse("table.write_failed", {{"why", std::generic_category().message(errno)}});
    lxw_workbook* workbook = workbook_new(beside.string().c_str());
    if (workbook == nullptr) return refuse("table.write_failed", {{"why", "no memory"}});
    const Formats formats = make_formats(workbook);
    std::set<std::string> taken;
    for (const Table& table : tables)
        write_sheet(workbook_add_worksheet(workbook, sheet_name(table.name, taken).c_str()), table, formats);
    if (tables.empty()) workbook_add_worksheet(workbook, nullptr);
    std::error_code error;
    if (const lxw_error failure = workbook_close(workbook); failure != LXW_NO_ERROR) {
        std::filesystem::remove(beside, error);
        return refuse("table.write_failed", {{"why", lxw_strerror(failure)}});
    }
    std::filesystem::rename(beside, path, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        return refuse("table.write_failed", {{"why", error.message()}});
    }
    return {};
}

std::string write_csv(const Table& table, char delimiter) {
    std::string out = "\xEF\xBB\xBF";
    const auto line = [&](const std::vector<Cell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) out += delimiter;
            out += csv_cell(cells[i], delimiter);
        }
        out += "\r\n";
    };
    for (const std::string& text : table.banner) line({text_cell(text)});
    std::vector<Cell> headers;
    for (const std::string& header : table.headers) headers.push_back(text_cell(header));
    line(headers);
    for (const auto& row : table.rows) line(row);
    return out;
}

}  // namespace sandau::documents
