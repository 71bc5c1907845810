#pragma once

#include "station/face.h"
#include "station/kept.h"
#include "station/lines_model.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace sandau::station {

class ChoiceRow;
class HoldButton;
class Keys;
class MatchSheetView;
class PageHead;
class PanelMarks;
class ProtestBox;
class ScoreSheet;
class SearchField;
class TableView;

/// Every sheet of a stage and where it stands: published all at once, corrected and retracted with a
/// reason, protests resolved. Of a stage that panels mark, their marks.
class ScoringRoom : public Room {
    Q_OBJECT

public:
    ScoringRoom(const Face& face, const Keys& keys);
    void take_focus() override;

protected:
    void render() override;

private:
    void build_head_buttons();
    QWidget* build_side();
    void render_panels();
    bool is_by_panels() const;
    void fill_choices();
    void render_table();
    bool is_shown(const Sheet& sheet, const DivisionId& division, const std::string& searched) const;
    std::optional<Line> line_of_run(const Sheet& sheet) const;
    std::optional<Line> line_of_match(const Sheet& sheet) const;
    bool of_matches() const;
    QStringList headers() const;
    QString title_of(const Sheet& sheet) const;
    bool has_edits(const Sheet& sheet) const;
    void render_side();
    void render_protests(const Sheet* sheet);
    const Sheet* chosen() const;
    void publish_stage();
    void publish_one();
    void correct();
    void retract();
    void resolve(const std::string& protest, bool upheld);

    std::shared_ptr<const Definition> rules_filled_;
    std::optional<Language> language_filled_;
    PageHead* head_;
    ChoiceRow* stages_;
    QComboBox* division_;
    QComboBox* state_;
    SearchField* search_;
    TableView* table_;
    LinesModel* model_;
    QLabel* side_title_;
    ScoreSheet* sheet_;
    MatchSheetView* match_sheet_;
    QLabel* none_;
    KeptColumn<ProtestBox> protests_;
    QWidget* sheets_;
    PanelMarks* panels_;
    QPushButton* export_sheets_;
    QPushButton* export_marks_;
    HoldButton* publish_marks_;
    QPushButton* publish_all_;
    QPushButton* publish_one_;
    QPushButton* correct_;
    HoldButton* retract_;
};

}  // namespace sandau::station
