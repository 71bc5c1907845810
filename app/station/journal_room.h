#pragma once

#include "station/face.h"

class QPushButton;
class QLabel;

namespace sandau::station {

class HoldButton;
class KeptTexts;
class LinesModel;
class PageHead;
class SearchField;
class TableView;

/// Everything that happened, newest first: searched, read in full, undone.
class JournalRoom : public Room {
    Q_OBJECT

public:
    explicit JournalRoom(const Face& face);

protected:
    void render() override;

private:
    void fetch(Seq before);
    void take(std::vector<JournalRow> rows, Seq before);
    void render_table();
    void render_entry();
    QString summary(const JournalRow& row) const;
    QString health_change(const Event& event) const;
    /// Field by field: what it was and what it became.
    QStringList change_lines(const Event& event) const;
    const JournalRow* chosen() const;
    void undo();

    PageHead* head_;
    SearchField* search_;
    TableView* table_;
    LinesModel* model_;
    QLabel* title_;
    KeptTexts* changes_;
    QPushButton* undo_;
    QPushButton* more_;
    std::vector<JournalRow> rows_;  ///< newest first
    Seq seen_ = 0;
    bool fetching_ = false;
};

/// What a kind of record is called.
QString record_words(const Words& words, const std::string& kind);
/// What a kind of command does, in words.
QString command_words(const Words& words, const std::string& kind);

}  // namespace sandau::station
