#pragma once

#include <QString>

#include "scoring/panels.h"
#include "station/face.h"
#include "station/own_marks.h"

class QComboBox;
class QLabel;
class QPushButton;
class QShortcut;
class QVBoxLayout;

namespace sandau::station {

class HoldButton;
class Keys;
class LinesModel;
class MarkSheet;
class TableView;
struct Line;

/// The panels of a stage. A judge sees the own marks beside each other, in the order wished for, and what is
/// left to do; the head of a panel sees entries × judges with how far they are and the spread between them,
/// but of an entry to mark oneself only once the own mark is in.
class PanelMarks : public QWidget {
public:
    PanelMarks(const Face& face, const Keys& keys);
    void show_stage(const StageId& stage, const DivisionId& division, const QString& search);
    void take_focus();
    /// What the page's head says of it.
    QString progress() const { return progress_; }
    /// Submitted marks of the stage that the public does not have, and marks that are still to come.
    int unpublished() const { return unpublished_; }
    int missing() const { return missing_; }
    const LinesModel* model() const { return model_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Filter { All, Missing, Apart };

    void build_choices(QVBoxLayout* column);
    void render();
    void render_own(const PanelRecord& panel, const UserId& judge);
    void render_board(const PanelRecord& panel);
    void render_mark();
    void render_buttons(const std::vector<OwnMark>& marks);
    void fill_panels();
    void fill_views();
    void fill_orders(const PanelRecord& panel, const UserId& judge);
    void fill_filters();
    void fill_judges(const PanelRecord& panel, const EntryId& entry);
    void count();
    QString left_words(const std::vector<OwnMark>& marks) const;
    QString late_judges(const PanelRecord& panel) const;
    Line own_line(const OwnMark& own, const Rubric* rubric) const;
    Line board_line(const PanelRecord& panel, const Entry& entry, bool& misses, bool& is_apart) const;
    bool is_shown(const Entry& entry) const;
    bool sees_board(const PanelRecord& panel) const;
    const MarkRecord* mark_of(const PanelRecord& panel, const UserId& judge, const EntryId& entry) const;
    /// Whether what others gave is hidden from the seat of this station.
    bool is_blind(const PanelRecord& panel, const EntryId& entry) const;
    std::vector<UserId> judges_of(const PanelRecord& panel) const;
    const PanelRecord* panel() const;
    /// Whose marks are shown; empty: all judges' beside each other.
    UserId viewed() const;
    void choose_first();
    void go_to_next();
    void submit_complete();
    void bind_keys();

    const Face face_;
    const Keys& keys_;
    StageId stage_;
    DivisionId division_;
    QString search_;
    QString progress_;
    QString rows_of_;  ///< stage, panel and judge that the rows are of
    int unpublished_ = 0;
    int missing_ = 0;
    QComboBox* panels_;
    QComboBox* views_;
    QComboBox* orders_;
    QComboBox* filters_;
    QLabel* left_;
    TableView* table_;
    LinesModel* model_;
    HoldButton* submit_all_;
    QPushButton* next_;
    QComboBox* judges_;
    QLabel* none_;
    MarkSheet* sheet_;
    QShortcut* submit_key_;
};

}  // namespace sandau::station
