#include "station/import_preview.h"

#include <algorithm>
#include <set>

#include "station/look.h"
#include "station/run_steps.h"

namespace sandau::station {

using documents::RowState;
using documents::Target;

std::vector<const documents::SheetProblem*> ImportState::problems() const {
    std::vector<const documents::SheetProblem*> all;
    for (const documents::SheetProblem& problem : import.problems) all.push_back(&problem);
    for (const documents::SheetProblem& problem : matched.problems) all.push_back(&problem);
    std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
        if (a->problem.severity != b->problem.severity) return a->problem.severity == Severity::Error;
        return a->row < b->row;
    });
    return all;
}

std::size_t ImportState::errors() const {
    std::size_t count = 0;
    for (const documents::SheetProblem* problem : problems())
        count += problem->problem.severity == Severity::Error ? 1 : 0;
    return count;
}

QString target_words(const Words& words, const Target& target) {
    const auto say = [&](const char* vi, const char* en) { return words.say(Phrase{vi, en}); };
    switch (target.kind) {
        case Target::Kind::Extra:
            return say("giữ nguyên", "kept as it is");
        case Target::Kind::Number:
            return say("số thứ tự", "number");
        case Target::Kind::Name:
            return say("tên đội", "team name");
        case Target::Kind::Division:
            return say("bảng", "division");
        case Target::Kind::RegisteredAt:
            return say("lúc đăng ký", "registered at");
        case Target::Kind::OrganizationName:
            return say("đơn vị", "school");
        case Target::Kind::OrganizationParent:
            return say("huyện, thành phố", "district");
        case Target::Kind::CoachName:
            return say("người hướng dẫn", "coach");
        case Target::Kind::CoachPhone:
            return say("điện thoại", "coach's telephone");
        case Target::Kind::CoachEmail:
            return say("thư điện tử", "coach's e-mail");
        case Target::Kind::MemberName:
            return say("thành viên %1", "member %1").arg(target.index + 1);
        case Target::Kind::MemberBirth:
            return say("ngày sinh %1", "birth %1").arg(target.index + 1);
        case Target::Kind::MembersNames:
            return say("các thành viên", "members");
        case Target::Kind::MembersBirths:
            return say("các ngày sinh", "members' births");
        case Target::Kind::RunItem:
        case Target::Kind::RunTimeS:
        case Target::Kind::RunTimeMs:
        case Target::Kind::RunStatus:
            return say("lượt %1", "run %1").arg(target.index + 1);
        case Target::Kind::Score:
            return say("điểm", "score");
    }
    return {};
}

ImportPreview::ImportPreview(const Face& face, QObject* parent) : QAbstractTableModel(parent), face_(face) {}

void ImportPreview::show_state(std::shared_ptr<const ImportState> state) {
    beginResetModel();
    state_ = std::move(state);
    rows_.clear();
    columns_ = 0;
    const documents::Sheet* sheet = nullptr;
    if (state_ && !state_->refusal)
        for (const documents::Sheet& one : state_->workbook.sheets)
            if (one.name == state_->import.sheet) sheet = &one;
    if (sheet != nullptr) {
        std::map<std::uint32_t, std::map<std::uint32_t, const documents::SheetProblem*>> problems;
        std::set<std::uint32_t> wrong;
        for (const documents::SheetProblem* problem : state_->problems()) {
            problems[problem->row].emplace(problem->column.value_or(0), problem);
            if (problem->problem.severity == Severity::Error) wrong.insert(problem->row);
        }
        std::map<std::uint32_t, const documents::RowMatch*> matches;
        for (const documents::RowMatch& match : state_->matched.rows) matches[match.sheet_row] = &match;
        const std::set<std::uint32_t> skipped(state_->import.skipped.begin(), state_->import.skipped.end());
        for (const documents::SheetRow& cells : sheet->rows) {
            if (cells.number < state_->import.header.first_row) continue;
            Row row;
            row.cells = &cells;
            row.problems = problems[cells.number];
            if (skipped.contains(cells.number)) {
                row.fate = Fate::Skipped;
            } else if (wrong.contains(cells.number)) {
                row.fate = Fate::Wrong;
            } else if (const auto match = matches.find(cells.number); match != matches.end()) {
                row.fate = match->second->state == RowState::New       ? Fate::New
                           : match->second->state == RowState::Changed ? Fate::Changed
                                                                       : Fate::Same;
                QStringList lines;
                for (const documents::Difference& one : match->second->differences)
                    lines << QStringLiteral("%1: %2 → %3")
                                 .arg(text_of(one.field), text_of(one.before), text_of(one.after));
                row.differences = lines.join(u'\n');
            } else {
                continue;
            }
            columns_ = std::max(columns_, static_cast<int>(cells.cells.size()));
            rows_.push_back(std::move(row));
        }
        for (const documents::FoundColumn& column : state_->import.header.columns)
            columns_ = std::max(columns_, static_cast<int>(column.column) + 1);
    }
    endResetModel();
}

int ImportPreview::row_of_sheet_row(std::uint32_t number) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].cells->number == number) return static_cast<int>(i);
    return -1;
}

int ImportPreview::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ImportPreview::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || rows_.empty() ? 0 : columns_ + fixed_columns;
}

QString ImportPreview::fate_words(Fate fate) const {
    switch (fate) {
        case Fate::New:
            return face_.say({"+ mới", "+ new"});
        case Fate::Changed:
            return face_.say({"≠ thay đổi", "≠ changed"});
        case Fate::Same:
            return face_.say({"= như cũ", "= same"});
        case Fate::Wrong:
            return face_.say({"! có lỗi", "! wrong"});
        case Fate::Skipped:
            return face_.say({"– bỏ qua", "– left out"});
    }
    return {};
}

QVariant ImportPreview::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const Colours& in = colours_now();
    if (index.column() < fixed_columns) {
        if (role == Qt::DisplayRole)
            return index.column() == 0 ? QString::number(row.cells->number) : fate_words(row.fate);
        if (role == Qt::ToolTipRole) return row.differences;
        if (role == Qt::ForegroundRole) {
            switch (row.fate) {
                case Fate::New:
                    return in.good;
                case Fate::Changed:
                    return in.accent;
                case Fate::Wrong:
                    return in.bad;
                case Fate::Same:
                case Fate::Skipped:
                    return in.muted;
            }
        }
        return {};
    }
    const auto column = static_cast<std::uint32_t>(index.column() - fixed_columns);
    const auto problem = row.problems.find(column);
    const bool troubled = problem != row.problems.end() && row.fate != Fate::Skipped;
    switch (role) {
        case Qt::DisplayRole:
            return text_of(row.cells->at(column).text);
        case Qt::ToolTipRole:
            return troubled ? face_.words.say(problem->second->problem.what)
                            : text_of(row.cells->at(column).text);
        case Qt::BackgroundRole:
            if (troubled)
                return problem->second->problem.severity == Severity::Error ? in.bad_soft : in.warning_soft;
            return {};
        case Qt::ForegroundRole:
            if (troubled) return problem->second->problem.severity == Severity::Error ? in.bad : in.warning;
            return row.fate == Fate::Skipped ? QVariant(in.muted) : QVariant();
        default:
            return {};
    }
}

QVariant ImportPreview::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || !state_) return {};
    if (section == 0) return face_.say({"Dòng", "Row"});
    if (section == 1) return face_.say({"Sẽ là", "Becomes"});
    const auto column = static_cast<std::uint32_t>(section - fixed_columns);
    for (const documents::FoundColumn& found : state_->import.header.columns)
        if (found.column == column)
            return QStringLiteral("%1\n→ %2")
                .arg(text_of(found.header), target_words(face_.words, found.target));
    return text_of(documents::column_letters(column));
}

}  // namespace sandau::station
