#pragma once

#include "station/face.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace sandau::station {

class EntriesModel;
class EntryPane;
class PageHead;
class SearchField;
class TableView;

/// The entries: found at each keystroke with or without accents, filtered, checked in, inspected, judged
/// eligible, withdrawn; imported from a sheet.
class EntriesRoom : public Room {
    Q_OBJECT

public:
    explicit EntriesRoom(const Face& face);
    void focus_search();
    void take_focus() override { focus_search(); }
    void open_import(const QString& file);

protected:
    void render() override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* build_filters();
    void fill_choices();
    void filter();
    void choose();
    void qualify_all();
    void ask_import();
    void count();
    /// Lets the table's rows change; what is chosen stays chosen while its row is there.
    template <class Change>
    void keep_choice(Change change);

    std::shared_ptr<const Definition> rules_filled_;
    std::optional<Language> language_filled_;
    EntriesModel* model_;
    PageHead* head_;
    SearchField* search_;
    QComboBox* division_;
    QComboBox* state_;
    QComboBox* presence_;
    QLabel* shown_;
    QPushButton* qualify_;
    TableView* table_;
    EntryPane* pane_;
};

}  // namespace sandau::station
