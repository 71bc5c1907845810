#include "station/wall_canvas.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

#include "station/run_steps.h"
#include "station/standings_watch.h"

namespace sandau::station {

namespace {

/// Everything is laid out on a picture of this height and scaled to the screen's.
constexpr double picture_height_px = 1080;
constexpr double margin_share = 0.03;
constexpr double soft_em = 0.6;
constexpr double line_em = 1.4;
constexpr int tick_ms = 200;
constexpr int age_look_ms = 500;
/// A card of the live view: the field's name, up to two teams, the clock.
constexpr double card_em = 6.2;

QFont font_of(double em_px, bool bold = false) {
    QFont font(QStringLiteral("Noto Sans"));
    font.setPixelSize(std::max(1, qRound(em_px)));
    font.setBold(bold);
    return font;
}

/// Draws one line of text; what is too wide is set narrower, down to three quarters, and only then cut.
void draw_line(QPainter& painter, const QRectF& where, Qt::Alignment align, QFont font, const QString& text) {
    const double needed = QFontMetricsF(font).horizontalAdvance(text);
    QString shown = text;
    if (needed > where.width()) {
        font.setStretch(std::max(75, static_cast<int>(100 * where.width() / needed)));
        shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, where.width());
    }
    painter.setFont(font);
    painter.drawText(where, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

}  // namespace

WallCanvas::WallCanvas(const Face& published) : face_(published) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::NoFocus);
    turning_.setSingleShot(true);
    tick_.setInterval(tick_ms);
    move_.setDuration(move_ms);
    move_.setStartValue(0.0);
    move_.setEndValue(1.0);
    move_.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&move_, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&turning_, &QTimer::timeout, this, &WallCanvas::turn_page);
    connect(&tick_, &QTimer::timeout, this, &WallCanvas::take_state);
    age_.setInterval(age_look_ms);
    connect(&age_, &QTimer::timeout, this, &WallCanvas::look_at_age);
    connect(&face_.session, &Session::snapshot_changed, this, [this] {
        if (isVisible()) take_state();
    });
    connect(&face_.session, &Session::contest_changed, this, &WallCanvas::take_state);
    connect(&face_.standings, &StandingsWatch::changed, this, [this] {
        if (isVisible()) take_state();
    });
    connect(&face_.words, &Words::language_changed, this, &WallCanvas::take_state);
}

void WallCanvas::show_display(const std::string& display) {
    if (display == display_) return;
    display_ = display;
    take_state();
}

void WallCanvas::set_look(const WallLook& look) {
    if (look == look_) return;
    look_ = look;
    lay_pages();
    update();
}

void WallCanvas::take_state() {
    const std::vector<WallRow> before = rows_on_page();
    const int page_before = page_;
    DisplayChoice choice;
    std::vector<WallList> lists;
    std::vector<WallCard> cards;
    if (face_.session.is_open()) {
        if (const DisplayChoice* known = face_.session.contest().table<DisplayChoice>().find(display_))
            choice = *known;
        lists = wall_lists(face_, choice);
        if (choice.view == "live") cards = wall_cards(face_);
    }
    const bool same_view = choice.view == choice_.view && choice.stage == choice_.stage;
    if (!same_view) page_ = 0;
    const bool same = choice == choice_ && lists == lists_ && cards == cards_;
    choice_ = std::move(choice);
    lists_ = std::move(lists);
    cards_ = std::move(cards);
    const bool any_runs =
        std::any_of(cards_.begin(), cards_.end(), [](const WallCard& card) { return card.runs; });
    if (any_runs && isVisible() && !tick_.isActive()) tick_.start();
    if (!any_runs) tick_.stop();
    if (same) return;
    lay_pages();
    if (same_view && page_ == page_before) start_moving(before, rows_on_page());
    update();
}

double WallCanvas::picture_width_px() const {
    return picture_height_px * width() / std::max(1, height());
}

WallSize WallCanvas::size_now() const {
    return wall_size(QSize(qRound(picture_width_px()), qRound(picture_height_px)), look_.hall);
}

std::size_t WallCanvas::cards_on_page() const {
    const double list_px = picture_height_px * wall_list_share;
    return std::max<std::size_t>(1, static_cast<std::size_t>(list_px / (size_now().text_px * card_em)));
}

void WallCanvas::lay_pages() {
    pages_.clear();
    const auto rows = static_cast<std::size_t>(size_now().rows);
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        const auto together = static_cast<std::size_t>(lists_[i].rows_together);
        const std::size_t a_page = std::max(together, rows / together * together);
        const std::size_t count = (lists_[i].rows.size() + a_page - 1) / a_page;
        for (std::size_t page = 0; page < count; ++page)
            pages_.push_back({i, page * a_page, std::min(a_page, lists_[i].rows.size() - page * a_page),
                              count > 1 ? QStringLiteral("%1/%2").arg(page + 1).arg(count) : QString()});
    }
    if (page_ >= page_count()) page_ = 0;
    setAccessibleName(page_words());
    if (page_count() > 1 && isVisible()) {
        if (!turning_.isActive()) turning_.start(page_time_ms(static_cast<int>(rows)));
    } else {
        turning_.stop();
    }
}

int WallCanvas::page_count() const {
    if (choice_.view == "live")
        return static_cast<int>((cards_.size() + cards_on_page() - 1) / cards_on_page());
    return static_cast<int>(pages_.size());
}

void WallCanvas::turn_page() {
    turning_.stop();
    move_.stop();
    if (page_count() > 0) page_ = (page_ + 1) % page_count();
    lay_pages();
    update();
}

std::vector<WallRow> WallCanvas::rows_on_page() const {
    if (page_ >= static_cast<int>(pages_.size())) return {};
    const Page& page = pages_[static_cast<std::size_t>(page_)];
    const auto first = lists_[page.list].rows.begin() + static_cast<std::ptrdiff_t>(page.from);
    return {first, first + static_cast<std::ptrdiff_t>(page.count)};
}

void WallCanvas::start_moving(const std::vector<WallRow>& before, const std::vector<WallRow>& now) {
    move_.stop();
    moved_from_.clear();
    if (!look_.moves || !isVisible() || before.empty()) return;
    bool any = false;
    for (std::size_t to = 0; to < now.size(); ++to) {
        const auto was = std::find_if(before.begin(), before.end(),
                                      [&](const WallRow& row) { return row.key == now[to].key; });
        // Who was not on this page comes in from below.
        const auto from = static_cast<double>(was - before.begin());
        moved_from_[now[to].key] = from;
        any = any || from != static_cast<double>(to);
    }
    if (any) move_.start();
}

void WallCanvas::look_at_age() {
    QString words;
    if (face_.session.is_open() && face_.session.opened().link) {
        const HostLink link = face_.session.opened().link();
        if (link.state != HostLink::State::Connected)
            words = face_.say({"Mất nối máy chủ: hình này cũ %1 giây", "Host lost: this picture is %1 s old"})
                        .arg(face_.words.count(link.age_ms / 1000));
    }
    if (words == age_words_) return;
    age_words_ = words;
    setAccessibleName(page_words());
    update();
}

QString WallCanvas::page_words() const {
    QStringList words{age_words_};
    if (choice_.view == "message") words << text_of(choice_.message);
    for (const WallCard& card : cards_) {
        words << card.field << card.clock << card.clock_words;
        for (const WallRow& side : card.sides) words << side.lead << side.name << side.soft << side.figure;
    }
    if (page_ < static_cast<int>(pages_.size())) {
        const Page& page = pages_[static_cast<std::size_t>(page_)];
        words << lists_[page.list].title << lists_[page.list].note << page.of_list;
        for (const WallRow& row : rows_on_page()) words << row.lead << row.name << row.soft << row.figure;
    }
    words.removeAll(QString());
    return words.join(u' ');
}

void WallCanvas::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    take_state();
    look_at_age();
    age_.start();
    lay_pages();
}

void WallCanvas::hideEvent(QHideEvent* event) {
    tick_.stop();
    age_.stop();
    turning_.stop();
    move_.stop();
    QWidget::hideEvent(event);
}

void WallCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!face_.session.is_open() || choice_.view == "blank") {
        painter.fillRect(rect(), Qt::black);
        return;
    }
    painter.fillRect(rect(), colours(look_.ground).ground);
    painter.scale(height() / picture_height_px, height() / picture_height_px);
    const WallSize sizes = size_now();
    if (choice_.view == "message") {
        paint_message(painter, sizes, text_of(choice_.message));
    } else if (choice_.view == "live" && !cards_.empty()) {
        paint_cards(painter, sizes);
    } else if (!pages_.empty()) {
        paint_list(painter, sizes);
    } else {
        paint_message(painter, sizes, face_.say(nothing_on_wall(choice_.view)));
    }
    if (!age_words_.isEmpty()) paint_age(painter, sizes);
}

/// A band at the foot, in the size of what is beside a name: a picture that stands still says so.
void WallCanvas::paint_age(QPainter& painter, const WallSize& sizes) const {
    const Colours& in = colours(look_.ground);
    const double height_px = sizes.text_px * line_em * soft_em;
    const QRectF band(0, picture_height_px - height_px, picture_width_px(), height_px);
    painter.fillRect(band, in.bad_soft);
    painter.setPen(in.bad);
    draw_line(painter, band, Qt::AlignHCenter, font_of(sizes.text_px * soft_em, true),
              QStringLiteral("! ") + age_words_);
}

void WallCanvas::paint_message(QPainter& painter, const WallSize& sizes, const QString& words) const {
    const double width = picture_width_px();
    const double margin = width * margin_share;
    const QRectF inside(margin, margin, width - 2 * margin, picture_height_px - 2 * margin);
    painter.setPen(colours(look_.ground).text);
    // As large as the clock, but never so large that a line of it is cut.
    double em_px = sizes.score_px;
    constexpr int flags = static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap;
    const auto fits = [&] {
        const QRectF taken = QFontMetricsF(font_of(em_px, true)).boundingRect(inside, flags, words);
        return taken.height() <= inside.height() && taken.width() <= inside.width();
    };
    while (em_px > 16 && !fits()) em_px *= 0.9;
    painter.setFont(font_of(em_px, true));
    painter.drawText(inside, flags, words);
}

void WallCanvas::paint_list(QPainter& painter, const WallSize& sizes) const {
    const Colours& in = colours(look_.ground);
    const double width = picture_width_px();
    const double margin = width * margin_share;
    const double head = picture_height_px * wall_title_share;
    const Page& page = pages_[static_cast<std::size_t>(page_)];
    const WallList& list = lists_[page.list];
    painter.setPen(in.accent);
    draw_line(painter, {margin, 0, (width - 2 * margin) * 0.62, head}, Qt::AlignLeft,
              font_of(sizes.text_px, true), list.title);
    painter.setPen(in.muted);
    draw_line(painter, {margin + (width - 2 * margin) * 0.64, 0, (width - 2 * margin) * 0.36, head},
              Qt::AlignRight, font_of(sizes.text_px * soft_em),
              page.of_list.isEmpty() ? list.note : list.note + QStringLiteral("  ") + page.of_list);
    const double row_px = sizes.text_px * wall_row_em;
    const double at = is_moving() ? move_.currentValue().toDouble() : 1.0;
    const std::vector<WallRow> rows = rows_on_page();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto to = static_cast<double>(i);
        const auto from = moved_from_.find(rows[i].key);
        const double place = from == moved_from_.end() ? to : from->second + (to - from->second) * at;
        paint_row(painter, sizes, rows[i], head + place * row_px);
    }
}

void WallCanvas::paint_row(QPainter& painter, const WallSize& sizes, const WallRow& row, double y_px) const {
    const Colours& in = colours(look_.ground);
    const double width = picture_width_px();
    const double margin = width * margin_share;
    const double em = sizes.text_px;
    const double row_px = em * wall_row_em;
    painter.setPen(Qt::NoPen);
    painter.setBrush(row.is_strong ? in.accent_soft : in.surface);
    painter.drawRoundedRect(QRectF(margin, y_px + em * 0.05, width - 2 * margin, em * line_em), em * 0.15,
                            em * 0.15);
    double x = margin + em * 0.4;
    const double right = width - margin - em * 0.4;
    if (!row.lead.isEmpty()) {
        const double lead = std::max(1.4 * em, QFontMetricsF(font_of(em, true)).horizontalAdvance(row.lead));
        painter.setPen(row.lead_colour.isValid() ? row.lead_colour : in.accent);
        draw_line(painter, {x, y_px, lead, row_px}, Qt::AlignLeft, font_of(em, true), row.lead);
        x += lead + em * 0.4;
    }
    const QFont figure_font = font_of(em, true);
    const double figure =
        std::min((right - x) * 0.4, QFontMetricsF(figure_font).horizontalAdvance(row.figure) + em * 0.1);
    painter.setPen(in.text);
    draw_line(painter, {right - figure, y_px, figure, row_px}, Qt::AlignRight, figure_font, row.figure);
    const QFont name_font = font_of(em, row.is_strong);
    const double room = right - figure - em * 0.4 - x;
    const double name = std::min(room, QFontMetricsF(name_font).horizontalAdvance(row.name) + em * 0.1);
    draw_line(painter, {x, y_px, name, row_px}, Qt::AlignLeft, name_font, row.name);
    // Where it comes from, if there is room beside the name.
    if (room - name < 4 * em || row.soft.isEmpty()) return;
    painter.setPen(in.muted);
    draw_line(painter, {x + name + em * 0.5, y_px, room - name - em * 0.5, row_px}, Qt::AlignLeft,
              font_of(em * soft_em), row.soft);
}

void WallCanvas::paint_cards(QPainter& painter, const WallSize& sizes) const {
    const double width = picture_width_px();
    const double margin = width * margin_share;
    const std::size_t a_page = cards_on_page();
    const std::size_t from = static_cast<std::size_t>(page_) * a_page;
    const std::size_t count = std::min(a_page, cards_.size() - from);
    const double height_px = (picture_height_px - 2 * margin) / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i)
        paint_card(painter, sizes, cards_[from + i],
                   {margin, margin + height_px * static_cast<double>(i), width - 2 * margin,
                    height_px - margin * 0.4});
}

void WallCanvas::paint_card(QPainter& painter, const WallSize& sizes, const WallCard& card,
                            const QRectF& where) const {
    const Colours& in = colours(look_.ground);
    const double em = sizes.text_px;
    painter.setPen(Qt::NoPen);
    painter.setBrush(in.surface);
    painter.drawRoundedRect(where, em * 0.2, em * 0.2);
    const QRectF inside = where.adjusted(em * 0.5, em * 0.2, -em * 0.5, -em * 0.2);
    const double clock_width = inside.width() * 0.3;
    painter.setPen(in.muted);
    draw_line(painter, {inside.left(), inside.top(), inside.width() - clock_width, em * 1.1}, Qt::AlignLeft,
              font_of(em * soft_em), card.field + QStringLiteral(" · ") + card.division);
    const QRectF clock(inside.right() - clock_width, inside.top(), clock_width, inside.height());
    painter.setPen(card.is_held ? in.warning : in.text);
    draw_line(painter, clock, Qt::AlignRight, font_of(sizes.score_px, true), card.clock);
    draw_line(painter, {clock.left(), inside.bottom() - em * 1.1, clock_width, em * 1.1}, Qt::AlignRight,
              font_of(em * soft_em, true), card.clock_words);
    if (card.sides.size() == 1) {
        painter.setPen(in.muted);
        draw_line(painter,
                  {inside.left(), inside.bottom() - em * 1.1, inside.width() - clock_width, em * 1.1},
                  Qt::AlignLeft, font_of(em * soft_em), card.sides.front().soft);
    }
    const double row_px = (inside.height() - em * 1.1) / static_cast<double>(card.sides.size());
    for (std::size_t i = 0; i < card.sides.size(); ++i) {
        const WallRow& side = card.sides[i];
        const QRectF row(inside.left(), inside.top() + em * 1.1 + row_px * static_cast<double>(i),
                         inside.width() - clock_width - em * 0.5, row_px);
        const double figure =
            std::min(row.width() * 0.4,
                     QFontMetricsF(font_of(sizes.score_px * 0.7, true)).horizontalAdvance(side.figure));
        painter.setPen(in.text);
        draw_line(painter, {row.right() - figure, row.top(), figure, row_px}, Qt::AlignRight,
                  font_of(sizes.score_px * 0.7, true), side.figure);
        double x = row.left();
        if (!side.lead.isEmpty()) {
            const double lead = QFontMetricsF(font_of(em, true)).horizontalAdvance(side.lead);
            painter.setPen(side.lead_colour);
            draw_line(painter, {x, row.top(), lead, row_px}, Qt::AlignLeft, font_of(em, true), side.lead);
            x += lead + em * 0.5;
        }
        painter.setPen(in.text);
        draw_line(painter, {x, row.top(), row.right() - figure - em * 0.5 - x, row_px}, Qt::AlignLeft,
                  font_of(em * 1.15, true), side.name);
    }
}

}  // namespace sandau::station
