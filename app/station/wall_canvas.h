#pragma once

#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>
#include <map>

#include "station/wall_lists.h"
#include "station/wall_size.h"

class QPainter;

namespace sandau::station {

/// What a display shows, drawn in any size: in the hall, and small beside the switch. Pages turn by
/// themselves.
class WallCanvas : public QWidget {
    Q_OBJECT

public:
    /// `published`: a face whose standings follow from what is published.
    explicit WallCanvas(const Face& published);
    void show_display(const std::string& display);
    void set_look(const WallLook& look);
    const std::string& display() const { return display_; }

    /// What is on the page now, in words.
    QString page_words() const;
    int page() const { return page_; }
    int page_count() const;
    void turn_page();
    bool is_moving() const { return move_.state() == QAbstractAnimation::Running; }
    /// A rank's change takes so long.
    static constexpr int move_ms = 500;

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Page {
        std::size_t list = 0;
        std::size_t from = 0;
        std::size_t count = 0;
        QString of_list;  ///< "2/3"
    };
    void take_state();
    void look_at_age();
    void lay_pages();
    void start_moving(const std::vector<WallRow>& before, const std::vector<WallRow>& now);
    std::vector<WallRow> rows_on_page() const;
    double picture_width_px() const;
    WallSize size_now() const;
    std::size_t cards_on_page() const;
    void paint_list(QPainter& painter, const WallSize& sizes) const;
    void paint_row(QPainter& painter, const WallSize& sizes, const WallRow& row, double y_px) const;
    void paint_cards(QPainter& painter, const WallSize& sizes) const;
    void paint_card(QPainter& painter, const WallSize& sizes, const WallCard& card,
                    const QRectF& where) const;
    void paint_message(QPainter& painter, const WallSize& sizes, const QString& words) const;
    void paint_age(QPainter& painter, const WallSize& sizes) const;

    const Face face_;
    std::string display_;
    WallLook look_;
    DisplayChoice choice_;
    std::vector<WallList> lists_;
    std::vector<WallCard> cards_;
    std::vector<Page> pages_;
    int page_ = 0;
    QTimer turning_;
    QTimer tick_;
    QTimer age_;
    QString age_words_;  ///< of a joined station whose host is away
    QVariantAnimation move_;
    std::map<std::string, double> moved_from_;  ///< rows, by where they stood before
};

}  // namespace sandau::station
