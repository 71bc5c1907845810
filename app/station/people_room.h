#pragma once

#include <QTimer>

#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

class HoldButton;
class LinesModel;
class PageHead;
class PairingBox;
class TableView;

/// Who takes part in running the contest: people with their roles and seats; panels with their members,
/// what they were given to judge and how far they are.
class PeopleRoom : public Room {
    Q_OBJECT

public:
    explicit PeopleRoom(const Face& face);
    void take_focus() override;

protected:
    void render() override;

private:
    void build_pairings(QVBoxLayout* column);
    void build_side(QVBoxLayout* column);
    void render_pairings();
    void approve_pairing(const std::string& id);
    void render_people();
    void render_panels();
    void render_side();
    void show_person(const User& user);
    void show_panel(const PanelRecord& panel);
    void ask_person(const User& user);
    void ask_panel(const PanelRecord& panel);
    void ask_conflict();
    void give_code();
    void revoke();
    void assign_all();
    const User* chosen_person() const;
    const PanelRecord* chosen_panel() const;

    PageHead* head_;
    std::vector<PairingRow> asking_;  ///< stations that ask to join
    KeptColumn<PairingBox> pairings_;
    QTimer look_;
    QPushButton* joining_;
    QPushButton* new_panel_;
    TableView* people_;
    LinesModel* people_model_;
    QLabel* panels_head_;
    TableView* panels_;
    LinesModel* panels_model_;
    QLabel* title_;
    KeptTexts* facts_;
    QPushButton* first_;  ///< a seat code, or all entries to a panel
    QPushButton* change_;
    QPushButton* conflict_;
    HoldButton* revoke_;
    bool panel_is_looked_at_ = false;
};

}  // namespace sandau::station
