#include "station/entries_model.h"

#include <algorithm>
#include <sstream>

#include "scoring/definition.h"
#include "scoring/text_fold.h"
#include "station/look.h"
#include "station/run_steps.h"

namespace sandau::station {

Phrase entry_state_name(EntryState state) {
    switch (state) {
        case EntryState::Registered:
            return {"Chờ xét", "To be checked"};
        case EntryState::Eligible:
            return {"Đủ điều kiện", "Eligible"};
        case EntryState::Refused:
            return {"Không đủ điều kiện", "Refused"};
        case EntryState::Withdrawn:
            return {"Rút lui", "Withdrawn"};
    }
    return {"", ""};
}

EntriesModel::EntriesModel(const Face& face, QObject* parent) : QAbstractTableModel(parent), face_(face) {}

void EntriesModel::read() {
    if (!face_.session.is_open()) return;
    const Contest& contest = face_.session.contest();
    const auto& entries = contest.table<Entry>();
    const auto& people = contest.table<Person>();
    const bool same = language_seen_ == face_.words.language() && entries.same_as(entries_seen_) &&
                      people.same_as(people_seen_);
    if (same) return;
    entries_seen_ = entries;
    people_seen_ = people;
    language_seen_ = face_.words.language();
    beginResetModel();
    rows_.clear();
    rows_.reserve(entries.size());
    for (const Entry& entry : entries) rows_.push_back(row_of(contest, entry));
    arrange();
    endResetModel();
}

EntriesModel::Row EntriesModel::row_of(const Contest& contest, const Entry& entry) const {
    Row row;
    row.id = entry.id;
    row.division = entry.division;
    row.state = entry.state;
    row.checked_in = entry.checked_in;
    row.inspected = entry.inspected;
    row.cells[Number] = text_of(entry.number);
    row.cells[Name] = text_of(entry.name);
    row.cells[DivisionName] = division_short(face_.words, contest, entry.division);
    if (const Organization* school = contest.table<Organization>().find(entry.organization.text)) {
        row.cells[School] = text_of(school->name);
        row.cells[District] = text_of(school->parent);
    }
    int members = 0;
    std::string searched = entry.name + " " + entry.number + " " + entry.id.text + " " +
                           row.cells[School].toStdString() + " " + row.cells[District].toStdString();
    QStringList coaches;
    for (const Part& part : entry.parts) {
        const Person* person = contest.table<Person>().find(part.person.text);
        if (person == nullptr) continue;
        searched += " " + person->name;
        if (part.role == PartRole::Coach)
            coaches << text_of(person->name);
        else
            ++members;
    }
    row.cells[Coach] = coaches.join(QStringLiteral(", "));
    row.cells[Members] = QString::number(members);
    row.cells[State] = face_.say(entry_state_name(entry.state));
    row.cells[CheckedIn] = entry.checked_in ? face_.say({"✓ Có mặt", "✓ Here"}) : QString();
    row.cells[Inspected] = entry.inspected ? face_.say({"✓ Đạt", "✓ Passed"}) : QString();
    row.folded = fold_text(searched);
    return row;
}

bool EntriesModel::shown(const Row& row, const std::vector<std::string>& words) const {
    if (!filter_.division.empty() && row.division != filter_.division) return false;
    if (filter_.state && row.state != *filter_.state) return false;
    if (filter_.checked_in && row.checked_in != *filter_.checked_in) return false;
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return row.folded.find(word) != std::string::npos; });
}

void EntriesModel::arrange() {
    std::vector<QCollatorSortKey> keys;
    keys.reserve(rows_.size());
    for (const Row& row : rows_)
        keys.push_back(sort_column_ == Coach ? order_.person_key(row.cells[Coach])
                                             : order_.key(row.cells[sort_column_]));
    std::vector<std::size_t> by(rows_.size());
    for (std::size_t i = 0; i < by.size(); ++i) by[i] = i;
    std::stable_sort(by.begin(), by.end(), [&](std::size_t a, std::size_t b) {
        const int order = keys[a].compare(keys[b]);
        return sort_order_ == Qt::AscendingOrder ? order < 0 : order > 0;
    });
    std::istringstream typed(fold_text(filter_.words.toStdString()));
    std::vector<std::string> words;
    for (std::string word; typed >> word;) words.push_back(word);
    visible_.clear();
    for (const std::size_t at : by)
        if (shown(rows_[at], words)) visible_.push_back(at);
}

void EntriesModel::set_filter(EntryFilter filter) {
    beginResetModel();
    filter_ = std::move(filter);
    arrange();
    endResetModel();
}

void EntriesModel::sort(int column, Qt::SortOrder order) {
    beginResetModel();
    sort_column_ = std::clamp(column, 0, ColumnCount - 1);
    sort_order_ = order;
    arrange();
    endResetModel();
}

EntryId EntriesModel::entry_at(int row) const {
    if (row < 0 || row >= static_cast<int>(visible_.size())) return {};
    return rows_[visible_[static_cast<std::size_t>(row)]].id;
}

int EntriesModel::row_of(const EntryId& entry) const {
    for (std::size_t i = 0; i < visible_.size(); ++i)
        if (rows_[visible_[i]].id == entry) return static_cast<int>(i);
    return -1;
}

int EntriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(visible_.size());
}

int EntriesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntriesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= static_cast<int>(visible_.size())) return {};
    const Row& row = rows_[visible_[static_cast<std::size_t>(index.row())]];
    const Colours& in = colours_now();
    switch (role) {
        case Qt::DisplayRole:
            return row.cells[index.column()];
        case Qt::ToolTipRole:
            return row.cells[index.column()];
        case Qt::TextAlignmentRole:
            return static_cast<int>(
                Qt::AlignVCenter |
                (index.column() == Number || index.column() == Members ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::ForegroundRole:
            if (index.column() == State) {
                switch (row.state) {
                    case EntryState::Registered:
                        return in.warning;
                    case EntryState::Eligible:
                        return in.good;
                    case EntryState::Refused:
                        return in.bad;
                    case EntryState::Withdrawn:
                        return in.muted;
                }
            }
            if (index.column() == CheckedIn || index.column() == Inspected) return in.good;
            if (row.state == EntryState::Withdrawn) return in.muted;
            return {};
        default:
            return {};
    }
}

QVariant EntriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    constexpr Phrase names[ColumnCount] = {{"STT", "No."},
                                           {"Tên đội", "Team"},
                                           {"Bảng", "Division"},
                                           {"Đơn vị", "School"},
                                           {"Huyện", "District"},
                                           {"Điều kiện", "Eligibility"},
                                           {"Điểm danh", "Check-in"},
                                           {"Kiểm tra", "Inspection"},
                                           {"Thành viên", "Members"},
                                           {"Người hướng dẫn", "Coach"}};
    return section >= 0 && section < ColumnCount ? face_.say(names[section]) : QString();
}

}  // namespace sandau::station
