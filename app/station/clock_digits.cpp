#include "station/clock_digits.h"

#include <QFontMetricsF>
#include <QPainter>

namespace sandau::station {

namespace {
constexpr qreal cap_share = 0.714;  ///< Noto Sans: the height of a digit in its em
constexpr qreal small_share = 0.5;
constexpr int air_px = 10;
}  // namespace

ClockDigits::ClockDigits(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ClockDigits::show_time(const QString& large, const QString& small, Tone tone) {
    if (large == large_ && small == small_ && tone == tone_) return;
    large_ = large;
    small_ = small;
    tone_ = tone;
    setAccessibleName(large + small);
    update();
}

void ClockDigits::show_cue(const QString& word, Tone tone) {
    if (word == cue_ && tone == cue_tone_) return;
    cue_ = word;
    cue_tone_ = tone;
    setAccessibleDescription(word);
    update();
}

void ClockDigits::paint_cue(QPainter& painter) const {
    const Colours& in = colours_now();
    const QColor colour = tone_text(in, cue_tone_);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 4));
    painter.setBrush(tone_ground(in, cue_tone_));
    painter.drawRoundedRect(rect().adjusted(2, 2, -2, -2), 10, 10);
}

QFont ClockDigits::font_for(qreal digit_height_px) const {
    QFont result(QStringLiteral("Noto Sans"));
    result.setBold(true);
    result.setPixelSize(std::max(8, qRound(digit_height_px / cap_share)));
    return result;
}

qreal ClockDigits::width_at(qreal digit_height_px) const {
    return QFontMetricsF(font_for(digit_height_px)).horizontalAdvance(large_) +
           QFontMetricsF(font_for(digit_height_px * small_share)).horizontalAdvance(small_);
}

int ClockDigits::wanted_digit_height_px() const {
    return (window()->height() + 3) / 4 + 2;
}

int ClockDigits::digit_height_px() const {
    const qreal wanted = wanted_digit_height_px();
    const qreal width_then = width_at(wanted);
    const qreal fits = width_then > width() && width_then > 0 ? wanted * width() / width_then : wanted;
    return static_cast<int>(QFontMetricsF(font_for(fits)).capHeight());
}

QSize ClockDigits::sizeHint() const {
    return {qRound(width_at(wanted_digit_height_px())), wanted_digit_height_px() + 2 * air_px};
}

QSize ClockDigits::minimumSizeHint() const {
    return {200, wanted_digit_height_px() + 2 * air_px};
}

void ClockDigits::paintEvent(QPaintEvent*) {
    const Colours& in = colours_now();
    QPainter painter(this);
    if (!cue_.isEmpty()) paint_cue(painter);
    painter.setPen(tone_ == Tone::Plain ? in.text : tone_text(in, tone_));
    const qreal wanted = wanted_digit_height_px();
    const qreal width_then = width_at(wanted);
    const qreal digits = width_then > width() ? wanted * width() / width_then : wanted;
    const qreal left = (width() - width_at(digits)) / 2;
    const qreal base = (height() + digits) / 2;
    const QFont large_font = font_for(digits);
    painter.setFont(large_font);
    painter.drawText(QPointF(left, base), large_);
    painter.setFont(font_for(digits * small_share));
    painter.drawText(QPointF(left + QFontMetricsF(large_font).horizontalAdvance(large_), base), small_);
}

}  // namespace sandau::station
