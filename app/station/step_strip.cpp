#include "station/step_strip.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include "station/look.h"

namespace sandau::station {

namespace {
constexpr int height_px = 40;
constexpr int point_px = 14;  ///< how far an arrow's point reaches into the next step
}  // namespace

StepStrip::StepStrip(QWidget* parent) : QWidget(parent) {
    setFixedHeight(height_px);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepStrip::set_steps(const QStringList& names) {
    names_ = names;
    updateGeometry();
    update();
}

void StepStrip::set_current(int step) {
    current_ = step;
    const QString now = step >= 0 && step < names_.size() ? names_[step] : QString();
    setAccessibleName(now);
    update();
}

QSize StepStrip::sizeHint() const {
    return minimumSizeHint();
}

QSize StepStrip::minimumSizeHint() const {
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    int widest = 0;
    for (const QString& name : names_) widest = std::max(widest, metrics.horizontalAdvance(name));
    return {static_cast<int>(names_.size()) * (widest + point_px + 14), height_px};
}

void StepStrip::paintEvent(QPaintEvent*) {
    if (names_.isEmpty()) return;
    const Colours& in = colours_now();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal step = static_cast<qreal>(width()) / static_cast<qreal>(names_.size());
    for (int i = 0; i < names_.size(); ++i) {
        const qreal left = step * i + (i == 0 ? 0.5 : 2.0);
        const qreal right = step * (i + 1);
        const qreal middle = height_px / 2.0;
        const bool last = i + 1 == names_.size();
        QPainterPath arrow(QPointF(left, 0.5));
        arrow.lineTo(right, 0.5);
        if (!last) arrow.lineTo(right + point_px, middle);
        arrow.lineTo(right, height_px - 0.5);
        arrow.lineTo(left, height_px - 0.5);
        if (i > 0) arrow.lineTo(left + point_px, middle);
        arrow.closeSubpath();
        const bool now = i == current_;
        const bool past = i < current_;
        painter.setPen(QPen(now ? in.accent : in.border, 1));
        painter.setBrush(now ? in.accent : past ? in.good_soft : in.surface);
        painter.drawPath(arrow);
        QFont text_font = font();
        text_font.setBold(now);
        painter.setFont(text_font);
        painter.setPen(now ? in.accent_text : past ? in.good : in.muted);
        const QString text = past ? QStringLiteral("✓ ") + names_[i] : names_[i];
        const QRectF where(left + (i > 0 ? point_px : 4), 0, right - left - (i > 0 ? point_px / 2.0 : 0),
                           height_px);
        painter.drawText(where, Qt::AlignCenter, text);
    }
}

}  // namespace sandau::station
