#pragma once

#include <QTimer>
#include <string>

#include "scoring/json.h"
#include "station/face.h"
#include "station/rules_fields.h"

class QLabel;
class QPushButton;
class QTableWidget;
class QTableWidgetItem;

namespace sandau::station {

class KeptTexts;
class PageHead;
class SearchField;

/// The whole definition in words. What an amendment may change is typed in its line; before it is given, the
/// places and awards that it would change are shown. Nobody writes JSON.
class RulesRoom : public Room {
    Q_OBJECT

public:
    explicit RulesRoom(const Face& face);
    void take_focus() override;
    /// Still finding out what the change would alter.
    bool is_working() const { return working_ > 0 || later_.isActive(); }

protected:
    void render() override;

private:
    QWidget* build_changes();
    void fill();
    void show_line(int row);
    void typed(QTableWidgetItem* item);
    QString wrong_words(RuleField::Kind kind, const QString& typed) const;
    /// What was typed there and was none comes back into the line.
    void mend(int row, const QString& typed);
    void move_key(int by);
    void look_at_consequences();
    void show_consequences(const QStringList& words, bool is_possible);
    void give();
    void drop();
    bool is_changed() const { return draft_ != document_; }
    bool has_begun() const;

    PageHead* head_;
    SearchField* search_;
    QTableWidget* table_;
    KeptTexts* consequences_;
    QPushButton* up_;
    QPushButton* down_;
    QPushButton* drop_;
    QPushButton* give_;
    std::string text_;  ///< of the definition that is shown
    Language language_ = Language::Vietnamese;
    Json document_;
    Json draft_;
    std::vector<RuleField> fields_;
    QTimer later_;
    int working_ = 0;
    int asked_ = 0;
};

}  // namespace sandau::station
