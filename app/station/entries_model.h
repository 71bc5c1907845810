#pragma once

#include <map>
#include <memory>
#include <vector>

#include "station/face.h"
#include "station/rows_model.h"
#include "station/vietnamese_order.h"

namespace sandau::station {

/// Which entries are shown.
struct EntryFilter {
    QString words;
    DivisionId division;              ///< empty: all
    std::optional<EntryState> state;  ///< nothing: all
    std::optional<bool> checked_in;
};

struct EntryRow {
    static constexpr int cell_count = 10;
    std::string id;
    DivisionId division;
    EntryState state = EntryState::Registered;
    bool checked_in = false;
    bool inspected = false;
    QString cells[cell_count];
    std::string folded;  ///< all that the search looks into

    bool operator==(const EntryRow&) const = default;
};

/// The entries as a table: filtered at each keystroke, sorted the Vietnamese way.
class EntriesModel : public RowsModel<EntryRow> {
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
    static_assert(ColumnCount == EntryRow::cell_count);

    explicit EntriesModel(const Face& face, QObject* parent = nullptr);

    /// Reads the contest where it changed.
    void read();
    void set_filter(EntryFilter filter);
    const EntryFilter& filter() const { return filter_; }
    EntryId entry_at(int row) const;
    int all() const { return static_cast<int>(all_.size()); }

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    struct Known {
        std::shared_ptr<const Entry> entry;  ///< of which the row was made
        EntryRow row;
    };
    EntryRow row_of_entry(const Contest& contest, const Entry& entry) const;
    bool shown(const EntryRow& row, const std::vector<std::string>& words) const;
    void arrange();

    const Face face_;
    VietnameseOrder order_;
    EntryFilter filter_;
    int sort_column_ = Number;
    Qt::SortOrder sort_order_ = Qt::AscendingOrder;
    Table<Entry> entries_seen_;
    Table<Person> people_seen_;
    std::shared_ptr<const Definition> rules_seen_;
    std::optional<Language> language_seen_;
    std::map<std::string, Known> all_;
};

Phrase entry_state_name(EntryState state);

}  // namespace sandau::station
