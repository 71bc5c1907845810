#include "documents/header.h"

#include <algorithm>
#include <map>
#include <set>

#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

using Kind = Target::Kind;

/// Banners are a few rows; a sheet whose header stands lower is no list.
constexpr std::size_t rows_searched_max = 60;

/// The map's target of a header: as written, else folded.
const ImportMap::Column* mapped(const ImportMap& map, const std::string& header) {
    for (const ImportMap::Column& column : map.columns)
        if (squeeze_blanks(column.header) == header) return &column;
    const std::string folded = fold_text(header);
    for (const ImportMap::Column& column : map.columns)
        if (fold_text(column.header) == folded) return &column;
    return nullptr;
}

std::vector<FoundColumn> columns_of(const std::vector<std::string>& headers, const ImportMap& map,
                                    SheetPurpose purpose, const ScoreNames& names) {
    std::vector<FoundColumn> columns;
    for (std::uint32_t at = 0; at < headers.size(); ++at) {
        const std::string& header = headers[at];
        if (header.empty()) continue;
        FoundColumn column{at, header, {}, Confidence::Unknown};
        if (const ImportMap::Column* said = mapped(map, header)) {
            column.target = said->target;
            column.confidence = Confidence::Mapped;
        } else {
            std::optional<Recognised> found;
            if (purpose == SheetPurpose::Scores) found = recognise_score_header(header, names);
            if (!found) found = recognise_header(header);
            if (found) {
                column.target = found->target;
                column.confidence = found->confidence;
            }
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::size_t recognised_count(const std::vector<FoundColumn>& columns) {
    std::set<std::uint32_t> recognised;
    std::set<std::string> headers;
    for (const FoundColumn& column : columns)
        if (column.confidence != Confidence::Unknown && headers.insert(column.header).second)
            recognised.insert(column.column);
    return recognised.size();
}

std::vector<std::string> texts_of(const SheetRow& row) {
    std::vector<std::string> texts;
    for (const Cell& cell : row.cells) texts.push_back(squeeze_blanks(cell.text));
    return texts;
}

/// A header of two rows: "Thành viên 1" merged over "Họ tên" and "Ngày sinh". Each column's text is that of
/// both; nothing where the row has no such group above the next one.
std::optional<std::vector<std::string>> joined_headers(const Sheet& sheet, const SheetRow& upper) {
    const SheetRow* lower = sheet.find_row(upper.number + 1);
    if (lower == nullptr) return std::nullopt;
    std::vector<std::string> texts = texts_of(upper);
    texts.resize(std::max(texts.size(), lower->cells.size()));
    bool has_group = false;
    for (const MergedCells& merge : sheet.merges) {
        if (merge.first_row != upper.number || merge.first_column >= texts.size()) continue;
        if (merge.last_row != upper.number || merge.last_column == merge.first_column) continue;
        const std::uint32_t end =
            std::min<std::uint32_t>(merge.last_column + 1, static_cast<std::uint32_t>(texts.size()));
        for (std::uint32_t column = merge.first_column + 1; column < end; ++column) {
            texts[column] = texts[merge.first_column];
            has_group = has_group || lower->at(column).kind == CellKind::Text;
        }
    }
    if (!has_group) return std::nullopt;
    for (std::uint32_t column = 0; column < texts.size(); ++column) {
        const std::string below = squeeze_blanks(lower->at(column).text);
        if (!below.empty()) texts[column] += (texts[column].empty() ? "" : " ") + below;
    }
    return texts;
}

bool names_an_entry(const std::vector<FoundColumn>& columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [](const FoundColumn& column) { return column.target.kind == Kind::Name; });
}

/// Members' columns without numbers: one of a kind holds them all; several are one member each, and a birth
/// belongs to the name before it. Where nothing else names the entry, the first person does.
void settle_members(std::vector<FoundColumn>& columns) {
    if (!names_an_entry(columns)) {
        for (FoundColumn& column : columns) {
            const std::string folded = fold_text(column.header);
            if (column.confidence == Confidence::Mapped || column.target.kind != Kind::MembersNames) continue;
            if (folded != "ho va ten" && folded != "ho ten" && folded != "full name") continue;
            column.target = {Kind::Name, 0, {}};
            column.confidence = Confidence::Likely;
            break;
        }
    }
    const auto count = [&](Kind kind) {
        return std::count_if(columns.begin(), columns.end(), [&](const FoundColumn& column) {
            return column.target.kind == kind && column.confidence != Confidence::Mapped;
        });
    };
    const bool names_alone = count(Kind::MembersNames) > 1;
    const bool births_alone =
        count(Kind::MembersBirths) > 1 || (count(Kind::MembersBirths) == 1 && count(Kind::MemberName) > 0);
    std::size_t next = 0;
    std::optional<std::size_t> last_name;
    for (FoundColumn& column : columns) {
        if (column.confidence == Confidence::Mapped) continue;
        if (column.target.kind == Kind::MembersNames && names_alone) {
            column.target = {Kind::MemberName, next++, {}};
            column.confidence = Confidence::Likely;
        }
        if (column.target.kind == Kind::MemberName) last_name = column.target.index;
        if (column.target.kind == Kind::MembersBirths && births_alone) {
            column.target = last_name ? Target{Kind::MemberBirth, *last_name, {}} : Target{};
            column.confidence = last_name ? Confidence::Likely : Confidence::Unknown;
        }
    }
}

/// A target has one column: the map's, else the first of the surest; others are extra columns.
void settle_repeated(std::vector<FoundColumn>& columns) {
    std::map<Target, FoundColumn*> taken;
    const auto give_up = [](FoundColumn& column) {
        column.target = Target{};
        column.confidence = Confidence::Unknown;
    };
    for (FoundColumn& column : columns) {
        if (column.target.kind == Kind::Extra) continue;
        const auto [place, fresh] = taken.emplace(column.target, &column);
        if (fresh) continue;
        if (column.confidence > place->second->confidence) {
            give_up(*place->second);
            place->second = &column;
        } else {
            give_up(column);
        }
    }
}

bool fits(const FoundColumn& column, SheetPurpose purpose) {
    const bool of_scores = column.target.is_of_run() || column.target.kind == Kind::Score;
    if (purpose == SheetPurpose::Entries) return !of_scores;
    return of_scores || column.target.kind == Kind::Number || column.target.kind == Kind::Name ||
           column.target.kind == Kind::Division || column.target.kind == Kind::OrganizationName;
}

}  // namespace

const FoundColumn* FoundHeader::find(Target::Kind kind) const {
    for (const FoundColumn& column : columns)
        if (column.target.kind == kind) return &column;
    return nullptr;
}

std::optional<FoundHeader> find_header(const Sheet& sheet, const ImportMap& map, SheetPurpose purpose,
                                       const ScoreNames& names) {
    std::optional<FoundHeader> best;
    std::size_t best_count = 1;
    const auto consider = [&](const std::vector<std::string>& headers, std::uint32_t row,
                              std::uint32_t rows) {
        std::vector<FoundColumn> columns = columns_of(headers, map, purpose, names);
        const std::size_t count = recognised_count(columns);
        if (count <= best_count) return;
        best_count = count;
        best = FoundHeader{row, row + rows, std::move(columns)};
    };
    for (std::size_t at = 0; at < std::min(sheet.rows.size(), rows_searched_max); ++at) {
        const SheetRow& row = sheet.rows[at];
        if (const auto both = joined_headers(sheet, row)) consider(*both, row.number, 2);
        consider(texts_of(row), row.number, 1);
    }
    if (!best) return std::nullopt;
    settle_members(best->columns);
    for (FoundColumn& column : best->columns) {
        if (fits(column, purpose)) continue;
        column.target = Target{};
        column.confidence = Confidence::Unknown;
    }
    settle_repeated(best->columns);
    return best;
}

}  // namespace sandau::documents
