#pragma once

#include "scoring/standings.h"
#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class BracketView;
class ChoiceRow;
class LinesModel;
class PageHead;
class TableView;

/// The rankings of a stage, one division at a time; the chosen row says in words why it stands there.
class RankingsRoom : public Room {
    Q_OBJECT

public:
    explicit RankingsRoom(const Face& face);

protected:
    void render() override;

private:
    QWidget* build_why();
    void show_groups();
    void render_table();
    void render_why();
    void add_why(std::vector<KeptTexts::Paragraph>& values, std::vector<KeptTexts::Paragraph>& reasons);
    void add_score(const EntryId& entry, std::vector<KeptTexts::Paragraph>& lines) const;
    void render_actions();
    const Ranking* ranking() const;
    void promote();
    void publish();
    void finalize();

    ChoiceRow* stages_;
    ChoiceRow* divisions_;
    ChoiceRow* groups_;
    BracketView* bracket_;
    PageHead* head_;
    QLabel* flags_;
    TableView* table_;
    LinesModel* model_;
    QLabel* why_title_;
    KeptTexts* values_;
    QWidget* between_;
    KeptTexts* reasons_;
    KeptTexts* scores_;  ///< how the figures came about
    QPushButton* promote_;
    QPushButton* publish_;
    QPushButton* finalize_;
};

}  // namespace sandau::station
