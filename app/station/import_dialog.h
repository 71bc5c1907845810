#pragma once

#include <QDialog>
#include <memory>

#include "station/face.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace sandau::documents {
struct Fix;
struct SheetProblem;
}  // namespace sandau::documents

namespace sandau::station {

class ImportPreview;
class TableView;
struct ImportState;

/// A sheet of entries before it is taken in: what each row becomes, what is wrong and how to mend it with a
/// click, and what would change. Then one command: one journal entry, one undo.
class ImportDialog : public QDialog {
    Q_OBJECT

public:
    ImportDialog(const Face& face, const QString& file, QWidget* parent);
    ~ImportDialog() override;

    bool is_ready() const { return !busy_; }

signals:
    void read();  ///< a look at the sheet is complete

private:
    QWidget* build_problems();
    void load();
    void look();
    void show_state(std::shared_ptr<ImportState> state);
    void render_summary();
    void render_problems();
    QWidget* problem_box(std::size_t at, const documents::SheetProblem& problem);
    QString fix_words(const documents::Fix& fix) const;
    void fix(std::size_t problem);
    void skip_all();
    void choose_target(int column);
    void set_busy(const QString& words);
    void take_in();

    const Face face_;
    const QString file_;
    std::shared_ptr<ImportState> state_;
    bool busy_ = false;
    std::uint64_t round_ = 0;

    QLabel* title_;
    QLabel* about_;
    QComboBox* sheet_;
    QLabel* trouble_;
    QLabel* summary_;
    ImportPreview* preview_;
    TableView* table_;
    QLabel* problems_head_;
    QVBoxLayout* problems_;
    QPushButton* skip_all_;
    QPushButton* accept_;
};

}  // namespace sandau::station
