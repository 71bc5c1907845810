#include "station/entries_model.h"

#include <algorithm>
#include <sstream>
#include <utility>

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

EntriesModel::EntriesModel(const Face& face, QObject* parent) : RowsModel(parent), face_(face) {}

void EntriesModel::read() {
    if (!face_.session.is_open()) return;
    const Contest& contest = face_.session.contest();
    const auto& entries = contest.table<Entry>();
    const auto& people = contest.table<Person>();
    const bool same_ground = language_seen_ == face_.words.language() && people.same_as(people_seen_) &&
                             rules_seen_ == contest.definition;
    if (same_ground && entries.same_as(entries_seen_)) return;
    entries_seen_ = entries;
    people_seen_ = people;
    rules_seen_ = contest.definition;
    language_seen_ = face_.words.language();
    std::map<std::string, Known> before = std::exchange(all_, {});
    for (const Entry& entry : entries) {
        std::shared_ptr<const Entry> shared = entries.find_shared(entry.key());
        const auto known = before.find(entry.id.text);
        if (same_ground && known != before.end() && known->second.entry == shared)
            all_.insert(before.extract(known));
        else
            all_[entry.id.text] = {std::move(shared), row_of_entry(contest, entry)};
    }
    arrange();
}

EntryRow EntriesModel::row_of_entry(const Contest& contest, const Entry& entry) const {
    EntryRow row;
    row.id = entry.id.text;
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

bool EntriesModel::shown(const EntryRow& row, const std::vector<std::string>& words) const {
    if (!filter_.division.empty() && row.division != filter_.division) return false;
    if (filter_.state && row.state != *filter_.state) return false;
    if (filter_.checked_in && row.checked_in != *filter_.checked_in) return false;
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return row.folded.find(word) != std::string::npos; });
}

void EntriesModel::arrange() {
    std::istringstream typed(fold_text(filter_.words.toStdString()));
    std::vector<std::string> words;
    for (std::string word; typed >> word;) words.push_back(word);
    std::vector<std::pair<QCollatorSortKey, const EntryRow*>> by;
    by.reserve(all_.size());
    for (const auto& [id, known] : all_) {
        const QString& cell = known.row.cells[sort_column_];
        if (shown(known.row, words))
            by.emplace_back(sort_column_ == Coach ? order_.person_key(cell) : order_.key(cell), &known.row);
    }
    std::stable_sort(by.begin(), by.end(), [&](const auto& a, const auto& b) {
        const int order = a.first.compare(b.first);
        return sort_order_ == Qt::AscendingOrder ? order < 0 : order > 0;
    });
    std::vector<EntryRow> sorted;
    sorted.reserve(by.size());
    for (const auto& [key, row] : by) sorted.push_back(*row);
    put_rows(std::move(sorted));
}

void EntriesModel::set_filter(EntryFilter filter) {
    filter_ = std::move(filter);
    arrange();
}

void EntriesModel::sort(int column, Qt::SortOrder order) {
    sort_column_ = std::clamp(column, 0, ColumnCount - 1);
    sort_order_ = order;
    arrange();
}

EntryId EntriesModel::entry_at(int row) const {
    return EntryId(id_at(row));
}

int EntriesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntriesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const EntryRow& row = rows()[static_cast<std::size_t>(index.row())];
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
