#pragma once

#include <QBoxLayout>
#include <QLabel>
#include <QWidget>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "station/look.h"

class QGridLayout;

namespace sandau::station {

/// A column of widgets, one for each key. What stays is the same widget, with its focus and what is typed
/// in it; only what is new is made, and only what is gone goes.
template <class Kept>
class KeptColumn {
public:
    explicit KeptColumn(QBoxLayout* column) : column_(column) {}
    QBoxLayout* column() const { return column_; }

    /// `make(key)` makes a widget, `update(widget, i)` puts the values of the i-th key in. Keys are there
    /// once each.
    template <class Make, class Update>
    void show(const std::vector<std::string>& keys, Make make, Update update) {
        std::map<std::string, Kept*> before = std::exchange(kept_, {});
        for (const std::string& key : keys)
            if (const auto known = before.find(key); known != before.end())
                kept_.insert(before.extract(known));
        for (const auto& [key, gone] : before) {
            column_->removeWidget(gone);
            gone->hide();
            gone->deleteLater();
        }
        for (std::size_t i = 0; i < keys.size(); ++i) {
            Kept*& widget = kept_[keys[i]];
            const bool is_new = widget == nullptr;
            if (is_new) widget = make(keys[i]);
            const int at = static_cast<int>(i);
            if (is_new || column_->indexOf(widget) != at) {
                column_->removeWidget(widget);
                column_->insertWidget(at, widget);
            }
            update(widget, i);
            // Shown by its layout it would be seen one turn later, and a busy contest has no later.
            if (is_new) widget->show();
        }
    }

private:
    QBoxLayout* column_;
    std::map<std::string, Kept*> kept_;
};

/// Paragraphs under each other, kept by their place.
class KeptTexts : public QWidget {
public:
    struct Paragraph {
        QString text;
        const char* role = "plain";
        Tone tone = Tone::Plain;
    };
    explicit KeptTexts(int spacing_px = 6);
    void show_texts(const std::vector<Paragraph>& paragraphs);
    /// The paragraphs can be marked and copied.
    void let_select() { selectable_ = true; }

private:
    QBoxLayout* column_;
    std::vector<QLabel*> labels_;
    bool selectable_ = false;
};

/// A grid of short texts, kept by their place.
class KeptGrid : public QWidget {
public:
    struct Cell {
        QString text;
        const char* role = "plain";
        Tone tone = Tone::Plain;
        Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter;
    };
    using Row = std::vector<Cell>;

    KeptGrid(int horizontal_px, int vertical_px, int wide_column);
    void show_rows(const std::vector<Row>& rows);

private:
    QGridLayout* grid_;
    std::map<std::pair<int, int>, QLabel*> labels_;
};

}  // namespace sandau::station
