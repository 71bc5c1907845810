#pragma once

#include <QString>
#include <QWidget>

#include "station/look.h"

namespace sandau::station {

/// The large clock. Its digits are at least a quarter of the window's height, as far as the width allows.
class ClockDigits : public QWidget {
public:
    explicit ClockDigits(QWidget* parent = nullptr);

    /// `large` in full size ("1:30"), `small` after it at half the size (".0").
    void show_time(const QString& large, const QString& small, Tone tone);
    /// A lit ground behind the digits: what is heard, seen. Its word is for those who hear the screen; empty:
    /// none.
    void show_cue(const QString& word, Tone tone);
    const QString& cue() const { return cue_; }
    /// How high a digit stands now, in pixels.
    int digit_height_px() const;
    /// What the window's height asks for.
    int wanted_digit_height_px() const;
    QString text() const { return large_ + small_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paint_cue(class QPainter& painter) const;
    QFont font_for(qreal digit_height_px) const;
    qreal width_at(qreal digit_height_px) const;

    QString large_ = QStringLiteral("0:00");
    QString small_;
    Tone tone_ = Tone::Plain;
    QString cue_;
    Tone cue_tone_ = Tone::Plain;
};

}  // namespace sandau::station
