#pragma once

#include <QAbstractTableModel>
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sandau::station {

/// The rows of a table, changed in place: what stays keeps its selection and its place under the reader's
/// eyes. A Row has a `std::string id`, each once, and can be compared.
template <class Row>
class RowsModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    std::string id_at(int row) const {
        return row >= 0 && row < rowCount() ? rows_[static_cast<std::size_t>(row)].id : std::string();
    }
    /// -1: not there.
    int row_of(const std::string& id) const {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (rows_[i].id == id) return static_cast<int>(i);
        return -1;
    }
    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }

protected:
    const std::vector<Row>& rows() const { return rows_; }

    void put_rows(std::vector<Row> next) {
        if (!same_ids(next)) {
            std::map<std::string, std::size_t> wanted;
            for (std::size_t i = 0; i < next.size(); ++i) wanted.emplace(next[i].id, i);
            if (wanted.size() != next.size() || is_another_table(wanted)) {
                beginResetModel();
                rows_ = std::move(next);
                endResetModel();
                return;
            }
            remove_all_but(wanted);
            bring_into_order(wanted);
            insert_missing(next);
        }
        for (std::size_t i = 0; i < next.size(); ++i) {
            if (rows_[i] == next[i]) continue;
            rows_[i] = std::move(next[i]);
            const int row = static_cast<int>(i);
            emit dataChanged(index(row, 0), index(row, std::max(0, columnCount() - 1)));
        }
    }

private:
    using Wanted = std::map<std::string, std::size_t>;

    bool same_ids(const std::vector<Row>& next) const {
        return std::equal(rows_.begin(), rows_.end(), next.begin(), next.end(),
                          [](const Row& a, const Row& b) { return a.id == b.id; });
    }
    /// More comes and goes than stays: row by row would take longer and keep nothing.
    bool is_another_table(const Wanted& wanted) const {
        std::set<std::string> kept;
        for (const Row& row : rows_)
            if (wanted.contains(row.id)) kept.insert(row.id);
        const bool twice =
            static_cast<std::size_t>(std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) {
                return wanted.contains(row.id);
            })) != kept.size();
        return twice || rows_.size() + wanted.size() - 2 * kept.size() > kept.size() + 20;
    }
    void remove_all_but(const Wanted& wanted) {
        for (std::size_t end = rows_.size(); end > 0;) {
            if (wanted.contains(rows_[end - 1].id)) {
                --end;
                continue;
            }
            std::size_t begin = end - 1;
            while (begin > 0 && !wanted.contains(rows_[begin - 1].id)) --begin;
            beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
            rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(begin),
                        rows_.begin() + static_cast<std::ptrdiff_t>(end));
            endRemoveRows();
            end = begin;
        }
    }
    void bring_into_order(const Wanted& wanted) {
        const auto earlier = [&](const Row& a, const Row& b) { return wanted.at(a.id) < wanted.at(b.id); };
        if (std::is_sorted(rows_.begin(), rows_.end(), earlier)) return;
        emit layoutAboutToBeChanged();
        const QModelIndexList before = persistentIndexList();
        std::vector<std::string> ids;
        for (const QModelIndex& one : before) ids.push_back(id_at(one.row()));
        std::sort(rows_.begin(), rows_.end(), earlier);
        std::map<std::string, int> places;
        for (std::size_t i = 0; i < rows_.size(); ++i) places[rows_[i].id] = static_cast<int>(i);
        QModelIndexList after;
        for (qsizetype i = 0; i < before.size(); ++i)
            after << index(places[ids[static_cast<std::size_t>(i)]], before[i].column());
        changePersistentIndexList(before, after);
        emit layoutChanged();
    }
    void insert_missing(const std::vector<Row>& next) {
        for (std::size_t at = 0; at < next.size(); ++at) {
            if (at < rows_.size() && rows_[at].id == next[at].id) continue;
            std::size_t end = at + 1;
            while (end < next.size() && (at >= rows_.size() || next[end].id != rows_[at].id)) ++end;
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(end) - 1);
            rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(at),
                         next.begin() + static_cast<std::ptrdiff_t>(at),
                         next.begin() + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            at = end - 1;
        }
    }

    std::vector<Row> rows_;
};

}  // namespace sandau::station
