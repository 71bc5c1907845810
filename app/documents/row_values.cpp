#include "documents/row_values.h"

#include <algorithm>
#include <limits>

#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

std::string before_colon(const std::string& name) {
    const std::size_t colon = name.find(':');
    return colon == std::string::npos ? "" : name.substr(0, colon);
}

/// A second header row as official forms have it: "(1) (2) (3)" under the columns. Without brackets only
/// where the name is a number too: a row of scores may well be 1, 2, 3.
bool is_column_numbers(const SheetRow& row, const FoundHeader& header) {
    std::size_t numbers = 0;
    bool all_in_brackets = true;
    for (const Cell& cell : row.cells) {
        std::string text = fold_text(cell.text);
        if (text.empty()) continue;
        const bool in_brackets = text.front() == '(' && text.back() == ')';
        if (in_brackets) text = text.substr(1, text.size() - 2);
        all_in_brackets = all_in_brackets && in_brackets;
        if (text != std::to_string(++numbers)) return false;
    }
    const FoundColumn* name = header.find(Target::Kind::Name);
    const bool name_is_one = name != nullptr && row.at(name->column).kind != CellKind::Empty;
    return numbers > 2 && (all_in_brackets || name_is_one);
}

bool is_header_again(const SheetRow& row, const FoundHeader& header) {
    std::size_t same = 0;
    for (const FoundColumn& column : header.columns)
        if (squeeze_blanks(row.at(column.column).text) == column.header) ++same;
    return same == header.columns.size();
}

}  // namespace

void ProblemList::cell(Severity severity, std::string code, std::uint32_t row, const FoundColumn& column,
                       Arguments arguments, std::optional<Fix> fix) {
    Arguments all = {
        {"row", std::to_string(row)}, {"column", column_letters(column.column)}, {"header", column.header}};
    all.insert(all.end(), std::make_move_iterator(arguments.begin()),
               std::make_move_iterator(arguments.end()));
    problems_.push_back({{severity, {std::move(code), std::move(all), cell_name(row, column.column)}},
                         row,
                         column.column,
                         std::move(fix)});
}

void ProblemList::row(Severity severity, std::string code, std::uint32_t row, Arguments arguments,
                      std::optional<Fix> fix) {
    Arguments all = {{"row", std::to_string(row)}, {"column", ""}, {"header", ""}};
    all.insert(all.end(), std::make_move_iterator(arguments.begin()),
               std::make_move_iterator(arguments.end()));
    problems_.push_back({{severity, {std::move(code), std::move(all), std::to_string(row)}},
                         row,
                         std::nullopt,
                         std::move(fix)});
}

std::vector<SheetProblem> ProblemList::take() {
    std::stable_sort(problems_.begin(), problems_.end(), [](const SheetProblem& a, const SheetProblem& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    return std::move(problems_);
}

SheetView::SheetView(const Sheet& sheet) : sheet_(sheet) {
    for (const MergedCells& merge : sheet.merges)
        if (merge.first_column == merge.last_column && merge.last_row > merge.first_row)
            merged_down_[merge.first_column][merge.last_row] = merge.first_row;
}

const Cell& SheetView::at(const SheetRow& row, std::uint32_t column) const {
    const Cell& own = row.at(column);
    if (own.kind != CellKind::Empty || merged_down_.empty()) return own;
    const auto in_column = merged_down_.find(column);
    if (in_column == merged_down_.end()) return own;
    const auto merge = in_column->second.lower_bound(row.number);
    if (merge == in_column->second.end() || merge->second > row.number) return own;
    return sheet_.at(merge->second, column);
}

std::string SheetView::text(const SheetRow& row, std::uint32_t column) const {
    return squeeze_blanks(at(row, column).text);
}

std::vector<const SheetRow*> data_rows(const Sheet& sheet, const FoundHeader& header) {
    std::vector<const SheetRow*> rows;
    for (const SheetRow& row : sheet.rows) {
        if (row.number < header.first_row) continue;
        // What stands beside the table is a remark, not a row.
        const bool has_data = std::any_of(
            header.columns.begin(), header.columns.end(),
            [&](const FoundColumn& column) { return !squeeze_blanks(row.at(column.column).text).empty(); });
        if (!has_data || is_header_again(row, header)) continue;
        if (row.number == header.first_row && is_column_numbers(row, header)) continue;
        rows.push_back(&row);
    }
    return rows;
}

void guess_division_column(const Sheet& sheet, FoundHeader& header, const ImportMap& map,
                           const DivisionFinder& divisions) {
    if (header.find(Target::Kind::Division) != nullptr) return;
    const SheetView view(sheet);
    const std::vector<const SheetRow*> rows = data_rows(sheet, header);
    for (FoundColumn& column : header.columns) {
        if (column.confidence != Confidence::Unknown) continue;
        std::size_t filled = 0;
        std::size_t fitting = 0;
        for (const SheetRow* row : rows) {
            const std::string text = view.text(*row, column.column);
            if (text.empty()) continue;
            ++filled;
            if (divisions.find(map.meaning("division", text).value_or(text)) != nullptr) ++fitting;
        }
        if (filled == 0 || fitting * 5 < filled * 4 || filled * 2 < rows.size()) continue;
        column.target = {Target::Kind::Division, 0, {}};
        column.confidence = Confidence::Guessed;
        return;
    }
}

std::vector<std::string> DivisionFinder::names(const Division& division) const {
    std::vector<std::string> names = {division.id.text};
    for (const std::string& name : {division.name.vi, division.name.en}) {
        if (name.empty()) continue;
        names.push_back(name);
        if (std::string before = before_colon(name); !before.empty()) names.push_back(std::move(before));
    }
    return names;
}

const Division* DivisionFinder::find(const std::string& text) const {
    for (const Division& division : divisions_)
        if (division.id.text == text) return &division;
    const std::string folded = fold_text(text);
    for (const Division& division : divisions_)
        for (const std::string& name : names(division))
            if (fold_text(name) == folded) return &division;
    return nullptr;
}

const Division* DivisionFinder::nearest(const std::string& text,
                                        const std::vector<std::string>& births) const {
    const auto misfits = [&](const Division& division) -> std::ptrdiff_t {
        if (!division.eligibility || !division.eligibility->birth) return 0;
        const auto& [from, to] = *division.eligibility->birth;
        return std::count_if(births.begin(), births.end(),
                             [&](const std::string& birth) { return birth < from || birth > to; });
    };
    const Division* best = nullptr;
    std::pair<std::size_t, std::ptrdiff_t> best_cost{std::numeric_limits<std::size_t>::max(), 0};
    for (const Division& division : divisions_) {
        std::size_t distance = std::numeric_limits<std::size_t>::max();
        for (const std::string& name : names(division))
            distance = std::min(distance, folded_distance(name, text));
        const std::pair cost{distance, misfits(division)};
        if (best != nullptr && cost >= best_cost) continue;
        best = &division;
        best_cost = cost;
    }
    return best;
}

Result<ChosenSheet> choose_sheet(const Workbook& workbook, const ImportOptions& options, SheetPurpose purpose,
                                 const ScoreNames& names) {
    std::string all;
    for (const Sheet& sheet : workbook.sheets) all += (all.empty() ? "" : ", ") + sheet.name;
    const auto header_of = [&](const Sheet& sheet) {
        return find_header(sheet, options.map, purpose, names);
    };
    if (!options.sheet.empty()) {
        const Sheet* sheet = workbook.find(options.sheet);
        if (sheet == nullptr)
            return refuse("import.no_such_sheet", {{"sheet", options.sheet}, {"sheets", all}});
        std::optional<FoundHeader> header = header_of(*sheet);
        if (!header) return refuse("import.no_header", {{"sheets", sheet->name}});
        return ChosenSheet{sheet, std::move(*header)};
    }
    for (const Sheet& sheet : workbook.sheets) {
        if (sheet.hidden) continue;
        if (std::optional<FoundHeader> header = header_of(sheet))
            return ChosenSheet{&sheet, std::move(*header)};
    }
    return refuse("import.no_header", {{"sheets", all}});
}

void check_settings(const Sheet& sheet, const ImportOptions& options, const FoundHeader& header,
                    ProblemList& problems) {
    for (const ImportMap::Column& column : options.map.columns) {
        const std::string folded = fold_text(column.header);
        const bool there =
            std::any_of(header.columns.begin(), header.columns.end(),
                        [&](const FoundColumn& found) { return fold_text(found.header) == folded; });
        if (!there)
            problems.row(Severity::Warning, "import.column_missing", header.row,
                         {{"wanted", column.header}, {"target", target_text(column.target)}});
    }
    for (const std::uint32_t row : options.skip)
        if (sheet.find_row(row) == nullptr || row < header.first_row)
            problems.row(Severity::Warning, "import.skip_unknown", row, {});
}

Result<void> check_map_divisions(const ImportMap& map, const std::vector<Division>& divisions) {
    const DivisionFinder finder(divisions);
    for (const ImportMap::Values& values : map.values) {
        if (values.target != "division") continue;
        for (const auto& [value, meaning] : values.meanings) {
            if (finder.find(meaning) != nullptr) continue;
            const Division* nearest = finder.nearest(meaning, {});
            return refuse("map.unknown_division",
                          {{"value", value},
                           {"division", meaning},
                           {"nearest", nearest == nullptr ? "" : nearest->id.text}},
                          "values.division." + value);
        }
    }
    return {};
}

}  // namespace sandau::documents
