#include "station/bracket_view.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <map>

#include "scoring/records_matches.h"
#include "station/bracket_sources.h"
#include "station/look.h"
#include "station/match_steps.h"

namespace sandau::station {

namespace {

constexpr int box_width_px = 240;
constexpr int row_px = 26;
constexpr int head_px = 18;
constexpr int box_height_px = 2 * row_px + head_px;
constexpr int gap_x_px = 34;
constexpr int gap_y_px = 14;
constexpr int margin_px = 16;
constexpr int score_width_px = 46;

struct Side {
    QString name;
    QString score;
    QString mark;
    QColor colour;
    bool won = false;
    bool lost = false;
};

struct MatchBox {
    QString head;
    std::vector<Side> sides;
    QRect where;
    bool muted = false;             ///< a bye, or not needed
    std::vector<std::size_t> from;  ///< boxes whose winners come here
};

/// "R2-3" stands in the column of its round; "LB…" below the winners' bracket.
struct Place {
    int section = 0;  ///< 0: the main or winners' bracket, 1: the losers', 2: the grand final
    int round = 1;
    int number = 1;
};

Place place_of(const std::string& id) {
    if (id == "GF1" || id == "GF2") return {2, id == "GF1" ? 1 : 2, 1};
    if (id == "T") return {0, 0, 2};
    Place place;
    place.section = id.starts_with("LB") ? 1 : 0;
    const std::size_t digits = id.find_first_of("0123456789");
    const std::size_t dash = id.find('-');
    if (digits == std::string::npos || dash == std::string::npos) return place;
    place.round = std::atoi(id.c_str() + digits);
    place.number = std::atoi(id.c_str() + dash + 1);
    return place;
}

}  // namespace

class BracketView::Canvas : public QWidget {
public:
    std::vector<MatchBox> boxes;
    QString nothing;

    /// Rounds as columns; in each the boxes share the height evenly, so that a winner stands between the two
    /// that he comes from.
    void lay_out(const std::vector<std::string>& ids) {
        std::map<std::pair<int, int>, int> counts;
        int rounds[] = {0, 0};
        std::vector<Place> places;
        for (const std::string& id : ids) {
            places.push_back(place_of(id));
            const Place& place = places.back();
            if (place.section < 2 && place.round > 0) {
                ++counts[{place.section, place.round}];
                rounds[place.section] = std::max(rounds[place.section], place.round);
            }
        }
        const int column_px = box_width_px + gap_x_px;
        const int slot_px = box_height_px + gap_y_px;
        int heights[] = {0, 0};
        for (const auto& [column, count] : counts)
            heights[column.first] = std::max(heights[column.first], count * slot_px);
        const int last = std::max(rounds[0], rounds[1]);
        int right = 0, bottom = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const Place& place = places[i];
            int column = place.round - 1;
            int middle = margin_px;
            if (place.section == 2) {
                column = last + place.round - 1;
                middle += (heights[0] + heights[1]) / 2;
            } else if (place.round == 0) {
                column = rounds[0] - 1;
                middle += heights[0] / 2 + slot_px;
            } else {
                const int share = heights[place.section] / counts[{place.section, place.round}];
                middle += (place.section == 1 ? heights[0] + gap_y_px * 2 : 0) + share * (place.number - 1) +
                          share / 2;
            }
            boxes[i].where = QRect(margin_px + column * column_px, middle - box_height_px / 2, box_width_px,
                                   box_height_px);
            right = std::max(right, boxes[i].where.right() + margin_px);
            bottom = std::max(bottom, boxes[i].where.bottom() + margin_px);
        }
        setFixedSize(std::max(right, 1), std::max(bottom, 1));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Colours& in = colours_now();
        painter.setPen(QPen(in.border, 2));
        for (const MatchBox& box : boxes)
            for (const std::size_t from : box.from) draw_line(painter, boxes[from].where, box.where);
        for (const MatchBox& box : boxes) draw_box(painter, in, box);
    }

private:
    static void draw_line(QPainter& painter, const QRect& from, const QRect& to) {
        const int start_y = from.top() + head_px + row_px;
        const int end_y = to.top() + head_px + row_px;
        const int bend_x = to.left() - gap_x_px / 2;
        if (bend_x < from.right()) return;
        QPainterPath path(QPointF(from.right(), start_y));
        path.lineTo(bend_x, start_y);
        path.lineTo(bend_x, end_y);
        path.lineTo(to.left(), end_y);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }

    void draw_box(QPainter& painter, const Colours& in, const MatchBox& box) const {
        QFont small = font();
        small.setPixelSize(12);
        painter.setFont(small);
        painter.setPen(in.muted);
        painter.drawText(QRect(box.where.left() + 2, box.where.top(), box.where.width(), head_px),
                         Qt::AlignLeft | Qt::AlignVCenter, box.head);
        const QRect body = box.where.adjusted(0, head_px, 0, 0);
        painter.setPen(QPen(in.border, 1));
        painter.setBrush(box.muted ? in.ground : in.surface);
        painter.drawRoundedRect(body, 7, 7);
        painter.drawLine(body.left(), body.top() + row_px, body.right(), body.top() + row_px);
        for (std::size_t i = 0; i < box.sides.size() && i < 2; ++i)
            draw_side(painter, in, box.sides[i],
                      QRect(body.left(), body.top() + static_cast<int>(i) * row_px, body.width(), row_px));
    }

    void draw_side(QPainter& painter, const Colours& in, const Side& side, const QRect& row) const {
        if (side.won) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(in.good_soft);
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6);
        }
        QFont shown = font();
        shown.setPixelSize(14);
        shown.setBold(side.won);
        painter.setFont(shown);
        painter.setPen(side.colour);
        painter.drawText(row.adjusted(8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, side.mark);
        painter.setPen(side.won ? in.good : side.lost ? in.muted : in.text);
        const QRect name = row.adjusted(26, 0, -score_width_px - 8, 0);
        const QString text = (side.won ? QStringLiteral("✓ ") : QString()) + side.name;
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, name.width()));
        painter.drawText(row.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, side.score);
    }
};

BracketView::BracketView(const Face& face) : face_(face), canvas_(new Canvas) {
    setWidget(canvas_);
    setObjectName(QStringLiteral("bracket"));
    face_.words.bind_name(this, {"Sơ đồ loại trực tiếp", "Bracket"});
}

namespace {

Side side_of(const Face& face, const Game& game, const MatchStanding& match, std::size_t index) {
    const auto& [id, entry] = match.sides[index];
    const SideLook look = side_look(game, id);
    Side side;
    side.mark = look.mark;
    side.colour = look.colour;
    side.name = entry                  ? entry_name(face.session.contest(), *entry)
                : match.state == "bye" ? face.say({"(miễn đấu)", "(bye)"})
                                       : face.say({"chờ trận trước", "to be known"});
    side.won = match.winner == id;
    side.lost = match.winner && !side.won;
    for (const auto& [of, total] : match.totals)
        if (of == id && total) side.score = face.words.figure(total->text());
    return side;
}

}  // namespace

void BracketView::show_stage(const Stage& stage, const StageStandings* standings) {
    canvas_->boxes.clear();
    std::vector<std::string> ids;
    const Game& game = *stage.divisions.front().game;
    if (standings != nullptr) {
        std::map<std::string, std::size_t> index;
        for (const MatchStanding& match : standings->matches) {
            MatchBox box;
            if (const Match* drawn =
                    face_.session.contest().table<Match>().find(stage.id.text + "." + match.id.text))
                box.head = match_place(face_.words, face_.session.contest(), *drawn);
            box.muted = match.state == "bye" || match.state == "not_needed";
            for (std::size_t i = 0; i < match.sides.size(); ++i)
                box.sides.push_back(side_of(face_, game, match, i));
            index[match.id.text] = ids.size();
            ids.push_back(match.id.text);
            canvas_->boxes.push_back(std::move(box));
        }
        const StageDraw* draw = face_.session.contest().table<StageDraw>().find(stage.id.text);
        for (const auto& [from, to] : winners_ways(stage, draw != nullptr ? draw->seeds.size() : 0))
            if (index.contains(from.text) && index.contains(to.text))
                canvas_->boxes[index[to.text]].from.push_back(index[from.text]);
    }
    canvas_->lay_out(ids);
    QStringList heard;
    for (const MatchBox& box : canvas_->boxes)
        if (box.sides.size() == 2)
            heard << QStringLiteral("%1: %2 %3 – %4 %5")
                         .arg(box.head, box.sides[0].name, box.sides[0].score, box.sides[1].name,
                              box.sides[1].score);
    setAccessibleDescription(heard.join(u'\n'));
    canvas_->update();
}

}  // namespace sandau::station
