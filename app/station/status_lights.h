#pragma once

#include <QTimer>
#include <QWidget>

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class ElidedButton;
class Keys;
class Light;
class Pill;
class Sounds;

/// The window's foot: lights that are words as well, what may be undone, and the time of day.
class StatusLights : public QWidget {
    Q_OBJECT

public:
    StatusLights(const Face& face, const Keys& keys, const Sounds& sounds);

signals:
    void pairings_wanted();

private:
    void render_link(const HostLink& link);
    void render_pairings();
    void render();
    void render_file();
    void render_devices();

    const Face face_;
    const Keys& keys_;
    Light* file_;
    Light* devices_;
    Light* judges_;
    Pill* cue_;
    QPushButton* pairings_;  ///< stations that ask to join
    ElidedButton* undo_;
    QLabel* time_;
    QTimer second_;
    QTimer cue_over_;
};

}  // namespace sandau::station
