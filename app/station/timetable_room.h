#pragma once

#include <optional>

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class ChoiceRow;
class LinesModel;
struct Line;
class PageHead;
class SearchField;
class TableView;

/// A stage's timetable: made, read, searched, posted.
class TimetableRoom : public Room {
    Q_OBJECT

public:
    explicit TimetableRoom(const Face& face);

protected:
    void render() override;

private:
    void render_table();
    std::optional<Line> line_of(const Slot& slot, bool one_day) const;
    void ask_schedule();
    void publish();

    PageHead* head_;
    ChoiceRow* stages_;
    SearchField* search_;
    TableView* table_;
    LinesModel* model_;
    QPushButton* make_;
    QPushButton* publish_;
};

}  // namespace sandau::station
