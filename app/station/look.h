#pragma once

#include <QColor>
#include <QIcon>
#include <QString>
#include <functional>

class QApplication;
class QLabel;
class QWidget;

namespace sandau::station {

enum class Ground { Light, Dark };
enum class Contrast { Usual, High };

/// The colours of one ground. Text on it has a contrast of at least 4.5 : 1; of 7 : 1 where that is wanted.
struct Colours {
    QColor ground, surface, raised, border, text, muted;
    QColor accent, accent_text, accent_soft;
    QColor good, good_soft, warning, warning_soft, bad, bad_soft;
    QColor rail, rail_text, rail_chosen;
};
const Colours& colours(Ground ground, Contrast contrast = Contrast::Usual);

/// What a mark or message is about. A tone never stands alone: words stand with it.
enum class Tone { Plain, Good, Warning, Bad, Accent };
QColor tone_text(const Colours& in, Tone tone);
QColor tone_ground(const Colours& in, Tone tone);

/// Loads the fonts that ship with the station, and sets style, palette and sheet. May be called again
/// with another ground at any time.
void dress(QApplication& application, Ground ground, Contrast contrast = Contrast::Usual);
Ground ground_now();
Contrast contrast_now();
const Colours& colours_now();

/// A line drawing of the station's own, in a colour.
QIcon icon(const QString& name, const QColor& colour);
QPixmap icon_picture(const QString& name, const QColor& colour, int size_px, qreal ratio);

/// Sets the look of a label or button by name; the style sheet knows the names.
void set_role(QWidget* widget, const char* role);
void set_tone(QWidget* widget, Tone tone);
QLabel* heading(const QString& text = {});
QLabel* muted(const QString& text = {});

}  // namespace sandau::station
