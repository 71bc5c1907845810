#pragma once

#include <optional>

#include "scoring/definition.h"
#include "scoring/standings.h"
#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class ChoiceRow;
class LinesModel;
struct Line;
class BracketView;
class HoldButton;
class KeptTexts;
class Keys;
class PageHead;
class SearchField;
class TableView;
class TimetableGrid;

/// A stage's timetable: made, read, searched, posted. A stage of matches: drawn, its rounds paired, and read
/// match by match or as a bracket.
class TimetableRoom : public Room {
    Q_OBJECT

public:
    TimetableRoom(const Face& face, const Keys& keys);

protected:
    void render() override;

private:
    void render_table();
    std::optional<Line> line_of(const Slot& slot, bool one_day) const;
    void ask_schedule();
    void publish();
    const Stage* stage() const;
    bool of_matches() const;
    void render_runs();
    void render_matches();
    void render_conflicts();
    /// Whether the timetable is another than the one that was published.
    bool is_changed_since_published() const;
    void render_draw();
    /// A match's place in the timetable in words; empty: it has none.
    struct Planned {
        QString time;
        QString field;
    };
    std::optional<Line> line_of_match(const Match& match, const MatchStanding* standing,
                                      const Planned& when) const;
    /// "07:30"; with its day where the stage has several.
    QString time_words(const Slot& slot, bool one_day) const;
    QString field_words(const FieldId& field) const;
    void draw(std::vector<EntryId> seeds, const std::string& source);
    void ask_seeds();

    PageHead* head_;
    ChoiceRow* stages_;
    ChoiceRow* views_;
    SearchField* search_;
    TableView* table_;
    LinesModel* model_;
    TimetableGrid* grid_;
    KeptTexts* conflicts_;
    QPushButton* make_;
    QPushButton* publish_;
    QPushButton* draw_;
    HoldButton* draw_anew_;
    BracketView* bracket_;
};

}  // namespace sandau::station
