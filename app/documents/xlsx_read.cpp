#include "documents/xlsx_read.h"

#include <charconv>
#include <map>
#include <memory>
#include <vector>

#include "documents/dates.h"
#include "documents/sheet_budget.h"
#include "documents/text_decode.h"
#include "documents/xlsx_values.h"
#include "documents/xml_read.h"
#include "documents/zip_read.h"

namespace sandau::documents {

namespace {

using Token = XmlReader::Token;

/// Where a relation of a part points to; relative to the part's folder.
struct Relation {
    std::string id;
    std::string type;  ///< the last word of its address: "worksheet"
    std::string target;
};

struct SheetEntry {
    std::string name;
    std::string relation;
    bool hidden = false;
};

unsigned number_or_zero(std::string_view text) {
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_true(std::string_view text) {
    return text == "1" || text == "true";
}

/// "xl/workbook.xml" and "worksheets/sheet1.xml" → "xl/worksheets/sheet1.xml"
std::string resolve(std::string_view part, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    const std::size_t slash = part.rfind('/');
    std::string folder(slash == std::string_view::npos ? "" : part.substr(0, slash + 1));
    while (target.starts_with("../") && !folder.empty()) {
        target.remove_prefix(3);
        folder.pop_back();
        const std::size_t up = folder.rfind('/');
        folder.resize(up == std::string::npos ? 0 : up + 1);
    }
    return folder + std::string(target);
}

/// "_x000D_" stands for a letter that XML cannot hold.
std::string without_escapes(std::string text) {
    for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        if (at + 7 > text.size() || text[at + 6] != '_') continue;
        unsigned code = 0;
        const char* hex = text.data() + at + 2;
        const auto [end, error] = std::from_chars(hex, hex + 4, code, 16);
        if (error != std::errc{} || end != hex + 4 || code >= 0x80) continue;
        text.replace(at, 7, 1, static_cast<char>(code == 0 ? ' ' : code));
    }
    return text;
}

class XlsxReader {
public:
    XlsxReader(ZipReader& zip, const SheetLimits& limits) : zip_(zip), limits_(limits), budget_(limits) {}

    Result<Workbook> read();

private:
    Result<XmlReader> xml(const std::string& part) const;
    Result<std::vector<Relation>> relations(const std::string& of_part) const;
    Result<std::vector<SheetEntry>> read_workbook_part(const std::string& part);
    Result<void> read_styles(const std::string& part);
    Result<void> read_shared_strings(const std::string& part);
    Result<void> read_sheet(const std::string& part, Sheet& sheet);
    Result<void> read_row(XmlReader& xml, SheetRow& row);
    Result<void> read_cell(XmlReader& xml, SheetRow& row, std::uint32_t& column);
    Result<void> read_merge(std::string_view range, Sheet& sheet) const;
    Result<Cell> cell_of(std::string_view type, unsigned style, std::string value,
                         const std::string& inline_text, const std::string& formula) const;
    /// All text inside the element just opened, but of phonetic hints.
    Result<std::string> read_rich_text(XmlReader& xml) const;
    /// The text directly inside the element just opened.
    Result<std::string> read_plain_text(XmlReader& xml) const;

    ZipReader& zip_;
    SheetLimits limits_;
    SheetBudget budget_;
    DateSystem dates_ = DateSystem::From1900;
    std::vector<NumberMeaning> styles_;
    std::vector<std::string> shared_strings_;
};

Result<XmlReader> XlsxReader::xml(const std::string& part) const {
    Result<ByteSource> source = zip_.stream(part);
    if (!source) return tl::unexpected(source.error());
    return XmlReader(std::move(*source), part, limits_.cell_bytes_max);
}

Result<std::vector<Relation>> XlsxReader::relations(const std::string& of_part) const {
    const std::size_t slash = of_part.rfind('/');
    const std::size_t name_at = slash == std::string::npos ? 0 : slash + 1;
    const std::string part = of_part.substr(0, name_at) + "_rels/" + of_part.substr(name_at) + ".rels";
    Result<XmlReader> reader = xml(part);
    if (!reader) return tl::unexpected(reader.error());
    std::vector<Relation> relations;
    while (true) {
        const Result<Token> token = reader->next();
        if (!token) return tl::unexpected(token.error());
        if (*token == Token::End) return relations;
        if (*token != Token::Open || reader->name() != "Relationship") continue;
        const std::string_view type = reader->attribute("Type");
        relations.push_back({std::string(reader->attribute("Id")),
                             std::string(type.substr(type.rfind('/') + 1)),
                             resolve(of_part, reader->attribute("Target"))});
        if (relations.size() > limits_.parts_max) return refuse("sheet.damaged", {{"part", part}});
    }
}

Result<std::vector<SheetEntry>> XlsxReader::read_workbook_part(const std::string& part) {
    Result<XmlReader> reader = xml(part);
    if (!reader) return tl::unexpected(reader.error());
    std::vector<SheetEntry> sheets;
    while (true) {
        const Result<Token> token = reader->next();
        if (!token) return tl::unexpected(token.error());
        if (*token == Token::End) return sheets;
        if (*token != Token::Open) continue;
        if (reader->name() == "workbookPr" && is_true(reader->attribute("date1904")))
            dates_ = DateSystem::From1904;
        if (reader->name() != "sheet") continue;
        if (sheets.size() >= limits_.sheets_max)
            return refuse("sheet.too_many_sheets", {{"max", std::to_string(limits_.sheets_max)}});
        const std::string_view state = reader->attribute("state");
        sheets.push_back({compose(std::string(reader->attribute("name"))),
                          std::string(reader->attribute("id")), state == "hidden" || state == "veryHidden"});
    }
}

Result<void> XlsxReader::read_styles(const std::string& part) {
    Result<XmlReader> reader = xml(part);
    if (!reader) return tl::unexpected(reader.error());
    std::map<unsigned, NumberMeaning> own_formats;
    bool in_cell_formats = false;
    while (true) {
        const Result<Token> token = reader->next();
        if (!token) return tl::unexpected(token.error());
        if (*token == Token::End) return {};
        if (*token == Token::Close && reader->name() == "cellXfs") in_cell_formats = false;
        if (*token != Token::Open) continue;
        if (reader->name() == "cellXfs") in_cell_formats = true;
        if (reader->name() == "numFmt" && own_formats.size() < 10'000)
            own_formats[number_or_zero(reader->attribute("numFmtId"))] =
                meaning_of(reader->attribute("formatCode"));
        if (!in_cell_formats || reader->name() != "xf" || styles_.size() >= 100'000) continue;
        const unsigned format = number_or_zero(reader->attribute("numFmtId"));
        const auto own = own_formats.find(format);
        styles_.push_back(own != own_formats.end() ? own->second
                                                   : builtin_meaning(format).value_or(NumberMeaning::Number));
    }
}

Result<std::string> XlsxReader::read_plain_text(XmlReader& reader) const {
    std::string text;
    const std::size_t outside = reader.depth() - 1;
    while (reader.depth() > outside) {
        const Result<Token> token = reader.next();
        if (!token) return tl::unexpected(token.error());
        if (*token != Token::Text) continue;
        text += reader.text();
        if (text.size() > limits_.cell_bytes_max)
            return refuse("sheet.cell_too_long",
                          {{"max", std::to_string(limits_.cell_bytes_max)}, {"cell", ""}});
    }
    return text;
}

Result<std::string> XlsxReader::read_rich_text(XmlReader& reader) const {
    std::string text;
    const std::size_t outside = reader.depth() - 1;
    while (reader.depth() > outside) {
        const Result<Token> token = reader.next();
        if (!token) return tl::unexpected(token.error());
        if (*token != Token::Open) continue;
        if (reader.name() == "rPh") {
            if (Result<void> skipped = reader.skip_element(); !skipped)
                return tl::unexpected(skipped.error());
        } else if (reader.name() == "t") {
            Result<std::string> piece = read_plain_text(reader);
            if (!piece) return piece;
            text += *piece;
            if (text.size() > limits_.cell_bytes_max)
                return refuse("sheet.cell_too_long",
                              {{"max", std::to_string(limits_.cell_bytes_max)}, {"cell", ""}});
        }
    }
    return text;
}

Result<void> XlsxReader::read_shared_strings(const std::string& part) {
    Result<XmlReader> reader = xml(part);
    if (!reader) return tl::unexpected(reader.error());
    while (true) {
        const Result<Token> token = reader->next();
        if (!token) return tl::unexpected(token.error());
        if (*token == Token::End) return {};
        if (*token != Token::Open || reader->name() != "si") continue;
        Result<std::string> text = read_rich_text(*reader);
        if (!text) return tl::unexpected(text.error());
        if (!is_utf8(*text)) return refuse("sheet.damaged", {{"part", part}});
        if (shared_strings_.size() >= limits_.cells_max)
            return refuse("sheet.too_many_cells", {{"max", std::to_string(limits_.cells_max)}});
        shared_strings_.push_back(compose(without_escapes(std::move(*text))));
    }
}

Result<Cell> XlsxReader::cell_of(std::string_view type, unsigned style, std::string value,
                                 const std::string& inline_text, const std::string& formula) const {
    const auto text_cell = [](std::string text) {
        return Cell{CellKind::Text, compose(without_escapes(std::move(text)))};
    };
    if (type == "inlineStr") return text_cell(inline_text);
    // A formula that was never computed is shown as it is written.
    if (value.empty()) return formula.empty() ? Cell{} : text_cell("=" + formula);
    if (type == "s") {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
        if (error != std::errc{} || end != value.data() + value.size() || index >= shared_strings_.size())
            return refuse("sheet.damaged", {{"part", "sharedStrings"}});
        return Cell{CellKind::Text, shared_strings_[index]};
    }
    if (type == "b") return Cell{CellKind::Text, is_true(value) ? "TRUE" : "FALSE"};
    if (type == "d") {
        const ReadDate date = read_date(value, 2100);
        if (date.fault == DateFault::None) return Cell{CellKind::Date, date.iso};
    }
    if (!type.empty() && type != "n") return text_cell(std::move(value));
    const std::optional<std::string> decimal = plain_decimal(value);
    if (!decimal) return text_cell(std::move(value));
    return dated_cell(*decimal, style < styles_.size() ? styles_[style] : NumberMeaning::Number, dates_);
}

Result<void> XlsxReader::read_cell(XmlReader& reader, SheetRow& row, std::uint32_t& column) {
    if (const std::string_view name = reader.attribute("r"); !name.empty()) {
        const std::optional<CellAddress> address = read_address(name);
        if (!address || address->row != row.number)
            return refuse("sheet.damaged", {{"part", std::string(name.substr(0, 20))}});
        column = address->column;
    }
    const std::string type(reader.attribute("t"));
    const unsigned style = number_or_zero(reader.attribute("s"));
    std::string value;
    std::string inline_text;
    std::string formula;
    const std::size_t outside = reader.depth() - 1;
    while (reader.depth() > outside) {
        const Result<Token> token = reader.next();
        if (!token) return tl::unexpected(token.error());
        if (*token != Token::Open) continue;
        const bool is_rich = reader.name() == "is";
        std::string* into = is_rich                ? &inline_text
                            : reader.name() == "v" ? &value
                            : reader.name() == "f" ? &formula
                                                   : nullptr;
        if (into == nullptr) continue;
        Result<std::string> text = is_rich ? read_rich_text(reader) : read_plain_text(reader);
        if (!text) {
            if (text.error().code == "sheet.cell_too_long")
                text.error().arguments.back().second = cell_name(row.number, column);
            return tl::unexpected(text.error());
        }
        *into = std::move(*text);
    }
    if (!is_utf8(value) || !is_utf8(inline_text) || !is_utf8(formula))
        return refuse("sheet.damaged", {{"part", cell_name(row.number, column)}});
    Result<Cell> cell = cell_of(type, style, std::move(value), inline_text, formula);
    if (!cell) return tl::unexpected(cell.error());
    return budget_.place(row, column++, std::move(*cell));
}

Result<void> XlsxReader::read_row(XmlReader& reader, SheetRow& row) {
    const std::size_t outside = reader.depth() - 1;
    std::uint32_t column = 0;
    while (reader.depth() > outside) {
        const Result<Token> token = reader.next();
        if (!token) return tl::unexpected(token.error());
        if (*token != Token::Open || reader.name() != "c") continue;
        if (Result<void> cell = read_cell(reader, row, column); !cell) return cell;
    }
    return {};
}

Result<void> XlsxReader::read_merge(std::string_view range, Sheet& sheet) const {
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) return {};
    const std::optional<CellAddress> first = read_address(range.substr(0, colon));
    const std::optional<CellAddress> last = read_address(range.substr(colon + 1));
    if (!first || !last || last->row < first->row || last->column < first->column)
        return refuse("sheet.damaged", {{"part", "mergeCell"}});
    // What is merged beyond the limit is decoration; it changes no cell.
    if (sheet.merges.size() < limits_.merges_max)
        sheet.merges.push_back({first->row, last->row, first->column, last->column});
    return {};
}

Result<void> XlsxReader::read_sheet(const std::string& part, Sheet& sheet) {
    Result<XmlReader> reader = xml(part);
    if (!reader) return tl::unexpected(reader.error());
    std::uint32_t number = 0;
    while (true) {
        const Result<Token> token = reader->next();
        if (!token) return tl::unexpected(token.error());
        if (*token == Token::End) return {};
        if (*token != Token::Open) continue;
        if (reader->name() == "mergeCell") {
            if (Result<void> merge = read_merge(reader->attribute("ref"), sheet); !merge) return merge;
        }
        if (reader->name() != "row") continue;
        SheetRow row;
        row.number = ++number;
        if (const std::string_view said = reader->attribute("r"); !said.empty()) {
            const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), row.number);
            if (error != std::errc{} || end != said.data() + said.size() || row.number < number)
                return refuse("sheet.row_out_of_range", {{"row", std::string(said.substr(0, 20))}});
            number = row.number;
        }
        if (Result<void> read = read_row(*reader, row); !read) return read;
        if (Result<void> done = budget_.finish(sheet, std::move(row)); !done) return done;
    }
}

Result<Workbook> XlsxReader::read() {
    const Result<std::vector<Relation>> root = relations("");
    if (!root) return tl::unexpected(root.error());
    std::string workbook_part = "xl/workbook.xml";
    for (const Relation& relation : *root)
        if (relation.type == "officeDocument") workbook_part = relation.target;
    if (!zip_.has(workbook_part) || !workbook_part.ends_with(".xml")) return refuse("sheet.not_xlsx");

    const Result<std::vector<SheetEntry>> sheets = read_workbook_part(workbook_part);
    if (!sheets) return tl::unexpected(sheets.error());
    const Result<std::vector<Relation>> parts = relations(workbook_part);
    if (!parts) return tl::unexpected(parts.error());
    for (const Relation& relation : *parts) {
        Result<void> read;
        if (relation.type == "styles" && zip_.has(relation.target)) read = read_styles(relation.target);
        if (relation.type == "sharedStrings" && zip_.has(relation.target))
            read = read_shared_strings(relation.target);
        if (!read) return tl::unexpected(read.error());
    }
    Workbook workbook;
    workbook.encoding = Encoding::Xlsx;
    for (const SheetEntry& entry : *sheets) {
        for (const Relation& relation : *parts) {
            // A sheet may be a chart; only worksheets have cells.
            if (relation.id != entry.relation || relation.type != "worksheet") continue;
            Sheet& sheet = workbook.sheets.emplace_back();
            sheet.name = entry.name;
            sheet.hidden = entry.hidden;
            if (Result<void> read = read_sheet(relation.target, sheet); !read)
                return tl::unexpected(read.error());
            break;
        }
    }
    if (workbook.sheets.empty()) return refuse("sheet.not_xlsx");
    return workbook;
}

}  // namespace

Result<Workbook> read_xlsx(std::string_view bytes, const SheetLimits& limits) {
    Result<std::unique_ptr<ZipReader>> zip = ZipReader::open(bytes, limits);
    if (!zip) return tl::unexpected(zip.error());
    if (!(*zip)->has("_rels/.rels")) return refuse("sheet.not_xlsx");
    return XlsxReader(**zip, limits).read();
}

}  // namespace sandau::documents
