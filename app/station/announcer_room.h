#pragma once

#include <QTimer>
#include <map>

#include "station/call_list.h"
#include "station/face.h"

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

class KeptTexts;
class LinesModel;
class PageHead;
class TableView;
struct Line;

/// What the announcer reads out, from what is public alone: who is on the fields and who follows, and what
/// was published last. Beside it the call list, from which teams are called, checked in and inspected.
class AnnouncerRoom : public Room {
public:
    explicit AnnouncerRoom(const Face& face);
    void take_focus() override;

protected:
    void render() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build_calls(QVBoxLayout* column);
    void fill_fields();
    void render_card();
    void render_calls();
    void render_buttons();
    Line line_of(const ToCall& one, const EntryId& team, const QString& mark) const;
    bool sees_all() const;
    const Entry* chosen() const;
    void check_in();
    void pass();
    void ask_fail();

    PageHead* head_;
    KeptTexts* card_;
    QComboBox* fields_;
    TableView* calls_;
    LinesModel* model_;
    std::map<std::string, EntryId> teams_;  ///< of the list's lines
    QPushButton* check_in_;
    QPushButton* pass_;
    QPushButton* fail_;
    QTimer again_;
};

}  // namespace sandau::station
