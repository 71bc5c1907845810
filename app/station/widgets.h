#pragma once

#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTimer>

#include "station/look.h"
#include "station/words.h"

class QVBoxLayout;
class QHBoxLayout;

namespace sandau::station {

/// A small rounded word with a tone.
class Pill : public QLabel {
public:
    explicit Pill(const QString& text = {}, Tone tone = Tone::Plain);
    void show_word(const QString& text, Tone tone);
};

/// A text on one line, with dots where it does not fit.
class OneLine : public QLabel {
protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A white card with a column in it.
class Card : public QFrame {
public:
    explicit Card(int margin_px = 16);
    QVBoxLayout* column() const { return column_; }

private:
    QVBoxLayout* column_;
};

/// A button that acts after it was held for a second, so that nothing grave happens by a slip. Held with
/// the mouse, Enter or Return; what is held shows as a bar that fills.
class HoldButton : public QPushButton {
    Q_OBJECT

public:
    static constexpr int hold_ms = 1000;
    explicit HoldButton(QWidget* parent = nullptr);
    /// A key that stands for it went down, or up.
    void key_down();
    void key_up();

signals:
    void held();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void begin();
    void let_go();

    QTimer timer_;
    int steps_ = 0;
};

/// A column that scrolls, and whose wrapped texts keep all their lines.
class ScrollColumn : public QScrollArea {
public:
    explicit ScrollColumn(QWidget* parent = nullptr);
    QVBoxLayout* column() const { return column_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QWidget* inside_;
    QVBoxLayout* column_;
    bool is_fitting_ = false;
    int resizes_within_ = 0;
};

/// A search field with its drawing, cleared by Esc.
class SearchField : public QLineEdit {
public:
    explicit SearchField(QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

/// A table as everywhere here: whole rows, no grid, Ctrl+C copies rows as a spreadsheet takes them.
class TableView : public QTableView {
public:
    explicit TableView(QWidget* parent = nullptr);
    /// What is said in the middle while there are no rows.
    void set_empty_words(const QString& words);
    /// Gives each column the room that its header and the texts in sight need, and the air between them what
    /// is left. Columns grow, so that nothing is cut; they shrink only `anew`, or where that brings all of
    /// them into sight.
    void fit_columns(bool anew);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int needed_width_px(int column) const;

    QString empty_words_;
    bool fits_columns_ = false;
};

QFrame* line();
void clear_layout(QLayout* layout);
/// An icon on a button, in the colours of the ground.
void put_icon(QAbstractButton* button, const QString& name, Tone tone = Tone::Plain, int size_px = 20);
/// After the ground has changed.
void draw_icons_anew(const QWidget& within);

/// A page's head: the title on the left, what can be done on the right.
class PageHead : public QWidget {
public:
    PageHead(Words& words, Phrase title);
    void set_note(const QString& note);
    QHBoxLayout* right() const { return right_; }

private:
    QLabel* note_;
    QHBoxLayout* right_;
};

}  // namespace sandau::station
