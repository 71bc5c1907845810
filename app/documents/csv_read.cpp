#include "documents/csv_read.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "documents/cell_guard.h"
#include "documents/sheet_budget.h"

namespace sandau::documents {

namespace {

/// A record of more cells than any spreadsheet program can hold is refused, filled or not.
constexpr std::uint32_t columns_of_excel = 16'384;

/// Takes one cell after another from the text.
class CsvReader {
public:
    CsvReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    bool at_end() const { return at_ >= text_.size(); }

    struct Field {
        std::string text;
        bool last_of_record = false;
        bool open_quote = false;  ///< a quote that the file never closes
    };

    Field next() {
        Field field;
        if (!at_end() && text_[at_] == '"') {
            const std::size_t start = at_;
            if (quoted(field)) return field;
            // Quotes that do not span the cell are part of its text: "Sao" Mai.
            at_ = start;
            field.text.clear();
        }
        const std::size_t end = std::min(text_.find_first_of(stops(), at_), text_.size());
        field.text.assign(text_.substr(at_, end - at_));
        at_ = end;
        end_field(field);
        return field;
    }

private:
    std::string_view stops() const { return {stops_.data(), stops_.size()}; }

    /// False where something follows the closing quote.
    bool quoted(Field& field) {
        ++at_;
        while (true) {
            const std::size_t quote = text_.find('"', at_);
            if (quote == std::string_view::npos) {
                field.open_quote = true;
                field.last_of_record = true;
                at_ = text_.size();
                return true;
            }
            field.text.append(text_.substr(at_, quote - at_));
            at_ = quote + 1;
            if (at_end() || text_[at_] != '"') break;
            field.text += '"';
            ++at_;
        }
        if (!at_end() && stops().find(text_[at_]) == std::string_view::npos) return false;
        end_field(field);
        return true;
    }

    void end_field(Field& field) {
        if (!at_end() && text_[at_] == delimiter_) {
            ++at_;
            // A delimiter at the end of the file has an empty cell behind it, which is none.
            field.last_of_record = at_end();
            return;
        }
        field.last_of_record = true;
        if (!at_end() && text_[at_] == '\r') ++at_;
        if (!at_end() && text_[at_] == '\n') ++at_;
    }

    std::string_view text_;
    char delimiter_;
    std::array<char, 3> stops_{delimiter_, '\r', '\n'};
    std::size_t at_ = 0;
};

/// How many of the first records agree on a number of cells above one, and that number.
std::pair<std::size_t, std::size_t> agreement(std::string_view text, char delimiter) {
    constexpr std::size_t records_max = 40;
    CsvReader reader(text, delimiter);
    std::map<std::size_t, std::size_t> records_of_size;
    for (std::size_t record = 0; record < records_max && !reader.at_end(); ++record) {
        std::size_t cells = 0;
        bool last = false;
        while (!last) {
            last = reader.next().last_of_record;
            ++cells;
        }
        if (cells > 1) ++records_of_size[cells];
    }
    std::pair<std::size_t, std::size_t> best{0, 0};
    for (const auto& [cells, records] : records_of_size) best = std::max(best, {records, cells});
    return best;
}

char find_delimiter(std::string_view text) {
    const std::string_view sample = text.substr(0, 1u << 16);
    char best = ',';
    std::pair<std::size_t, std::size_t> best_agreement{0, 0};
    for (const char candidate : {'\t', ';', ','}) {
        const auto agreed = agreement(sample, candidate);
        if (agreed > best_agreement) {
            best = candidate;
            best_agreement = agreed;
        }
    }
    return best;
}

/// Excel's own first line "sep=;".
std::optional<char> take_sep_line(std::string_view& text) {
    if (text.size() < 6 || !text.starts_with("sep=") || (text[5] != '\r' && text[5] != '\n'))
        return std::nullopt;
    const char delimiter = text[4];
    text.remove_prefix(text.substr(5, 2) == "\r\n" ? 7 : 6);
    return delimiter;
}

/// An apostrophe that keeps a spreadsheet program from running a cell is not part of its text; table_write
/// puts it there.
std::string without_guard(std::string text) {
    const std::size_t first = text.find_first_not_of('\'');
    if (first == 0 || first == std::string::npos) return text;
    if (would_run(std::string_view(text).substr(first))) text.erase(0, 1);
    return text;
}

}  // namespace

Result<Workbook> read_csv(const DecodedText& decoded, const SheetLimits& limits) {
    std::string_view text = decoded.utf8;
    const std::optional<char> said = take_sep_line(text);
    Workbook workbook;
    workbook.encoding = decoded.encoding;
    workbook.delimiter = said ? *said : find_delimiter(text);
    Sheet& sheet = workbook.sheets.emplace_back();

    SheetBudget budget(limits);
    CsvReader reader(text, workbook.delimiter);
    std::uint32_t number = said ? 1 : 0;
    while (!reader.at_end()) {
        SheetRow row;
        row.number = ++number;
        bool last = false;
        for (std::uint32_t column = 0; !last; ++column) {
            CsvReader::Field field = reader.next();
            if (field.open_quote) return refuse("sheet.open_quote", {{"row", std::to_string(row.number)}});
            last = field.last_of_record;
            if (column >= columns_of_excel)
                return refuse("sheet.too_many_columns", {{"max", std::to_string(limits.columns_max)},
                                                         {"row", std::to_string(row.number)}});
            Cell cell{CellKind::Text, without_guard(std::move(field.text))};
            if (Result<void> placed = budget.place(row, column, std::move(cell)); !placed)
                return tl::unexpected(placed.error());
        }
        if (Result<void> done = budget.finish(sheet, std::move(row)); !done)
            return tl::unexpected(done.error());
    }
    return workbook;
}

}  // namespace sandau::documents
