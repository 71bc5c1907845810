#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "station/face.h"
#include "station/vietnamese_order.h"

namespace sandau::station {

/// Which entries are shown.
struct EntryFilter {
    QString words;
    DivisionId division;              ///< empty: all
    std::optional<EntryState> state;  ///< nothing: all
    std::optional<bool> checked_in;
};

/// The entries as a table: filtered at each keystroke, sorted the Vietnamese way.
class EntriesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Number,
        Name,
        DivisionName,
        School,
        District,
        State,
        CheckedIn,
        Inspected,
        Members,
        Coach,
        ColumnCount
    };

    explicit EntriesModel(const Face& face, QObject* parent = nullptr);

    /// Reads the contest where it changed.
    void read();
    void set_filter(EntryFilter filter);
    const EntryFilter& filter() const { return filter_; }
    EntryId entry_at(int row) const;
    int row_of(const EntryId& entry) const;  ///< -1: not shown
    int all() const { return static_cast<int>(rows_.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    struct Row {
        EntryId id;
        DivisionId division;
        EntryState state = EntryState::Registered;
        bool checked_in = false;
        bool inspected = false;
        QString cells[ColumnCount];
        std::string folded;  ///< all that the search looks into
    };
    Row row_of(const Contest& contest, const Entry& entry) const;
    bool shown(const Row& row, const std::vector<std::string>& words) const;
    void arrange();

    const Face face_;
    VietnameseOrder order_;
    EntryFilter filter_;
    int sort_column_ = Number;
    Qt::SortOrder sort_order_ = Qt::AscendingOrder;
    Table<Entry> entries_seen_;
    Table<Person> people_seen_;
    std::optional<Language> language_seen_;
    std::vector<Row> rows_;             ///< all, sorted
    std::vector<std::size_t> visible_;  ///< indexes of rows_
};

Phrase entry_state_name(EntryState state);

}  // namespace sandau::station
