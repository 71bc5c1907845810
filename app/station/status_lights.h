#pragma once

#include <QTimer>
#include <QWidget>

#include "station/face.h"

class QLabel;

namespace sandau::station {

class ElidedButton;
class Keys;
class Light;
class Pill;
class Sounds;

/// The window's foot: lights that are words as well, what may be undone, and the time of day.
class StatusLights : public QWidget {
public:
    StatusLights(const Face& face, const Keys& keys, const Sounds& sounds);

private:
    void render();
    void render_file();
    void render_devices();

    const Face face_;
    const Keys& keys_;
    Light* file_;
    Light* devices_;
    Light* judges_;
    Pill* cue_;
    ElidedButton* undo_;
    QLabel* time_;
    QTimer second_;
    QTimer cue_over_;
};

}  // namespace sandau::station
