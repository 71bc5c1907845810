#pragma once

#include <QTimer>

#include "scoring/run_clock.h"
#include "station/face.h"
#include "station/run_steps.h"
#include "station/sounds.h"

class QLabel;

namespace sandau::station {

class ClockDigits;

/// The large clock of a field and what is to be said of it. It runs by itself while the clock runs.
class ClockPanel : public QWidget {
public:
    ClockPanel(const Face& face, const char* digits_name);
    /// Its words stand below the digits until they are taken elsewhere.
    QLabel* words() const { return words_; }
    void show_field(const FieldId& field);
    /// Lit for a while, steadily: a cue that comes meanwhile takes its place, so that nothing flickers.
    void show_cue(Cue cue, int seconds);
    static constexpr int cue_ms = 900;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void render();
    QString words_for(const FieldView& now, const sandau::ClockFace& clock) const;

    const Face face_;
    FieldId field_;
    ClockDigits* digits_;
    QLabel* words_;
    QTimer tick_;
    QTimer cue_over_;
};

}  // namespace sandau::station
