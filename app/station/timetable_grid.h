#pragma once

#include <functional>
#include <vector>

#include "scoring/schedule_conflicts.h"
#include "station/face.h"
#include "station/keys.h"
#include "station/widgets.h"

namespace sandau::station {

class LinesModel;

/// What a conflict is, in words: who, where, when.
QString conflict_words(const Face& face, const Slot& slot, const SlotConflict& conflict);

/// A table whose places are picked up with the mouse and put down elsewhere.
class GridTable : public TableView {
public:
    /// From a place over another one; the second is invalid where it cannot be put down.
    using Carried = std::function<void(const QModelIndex& from, const QModelIndex& over)>;
    std::function<bool(const QModelIndex&)> can_carry;
    Carried carried_over;  ///< while the button is down
    Carried put_down;
    std::function<void()> let_go;  ///< Esc, or outside
    std::function<bool(const QKeyEvent&)> takes_key;

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void stop_carrying();

    QPersistentModelIndex from_;
    QPersistentModelIndex over_;
    QPoint pressed_at_;
    bool carries_ = false;
};

/// A stage's timetable by field: a column for each field, a row for each time. A place is moved with the
/// mouse, or with the keys (Alt and an arrow as usual), one command each; what it would meet is said while it
/// is carried, what it meets stays marked until it is mended.
class TimetableGrid : public QWidget {
    Q_OBJECT

public:
    TimetableGrid(const Face& face, const Keys& keys);
    void show_stage(const StageId& stage);

signals:
    /// While a place is carried: where it would come, or, in a bad tone, what it would meet there. Empty: it
    /// is carried no more.
    void would_meet(const QString& words, sandau::station::Tone tone);

private:
    void build_axes();
    void fill();
    QString header_of(const FieldId& field) const;
    struct Cell {
        QStringList names;
        QStringList conflicts;
    };
    const Slot* slot_at(const QModelIndex& index) const;
    QString words_of(const Slot& slot) const;
    QString place_words(const FieldId& field, WallTime at) const;
    void carry(const QModelIndex& from, const QModelIndex& over);
    void move(const Slot& slot, const FieldId& field, WallTime at);
    bool on_key(const QKeyEvent& event);

    const Face face_;
    const Keys& keys_;
    StageId stage_;
    std::vector<std::int64_t> times_ms_;
    std::vector<FieldId> fields_;
    std::vector<Slot> slots_;  ///< by their start
    SlotId chosen_;            ///< stays chosen wherever it is moved
    GridTable* table_;
    LinesModel* model_;
};

}  // namespace sandau::station
