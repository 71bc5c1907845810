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
class MatchSheetView;
class PageHead;
class ProtestBox;
class ScoreSheet;
class SearchField;
class TableView;

/// Every sheet of a stage and where it stands: published all at once, corrected and retracted with a
/// reason, protests resolved.
class ScoringRoom : public Room {
    Q_OBJECT

public:
    explicit ScoringRoom(const Face& face);

protected:
    void render() override;

private:
    QWidget* build_side();
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
    QPushButton* publish_all_;
    QPushButton* publish_one_;
    QPushButton* correct_;
    HoldButton* retract_;
};

}  // namespace sandau::station
