#pragma once

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class ChoiceRow;
class LinesModel;
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
