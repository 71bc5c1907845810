#pragma once

#include <QTimer>
#include <QWidget>

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class Light;

/// The window's foot: lights that are words as well, what may be undone, and the time of day.
class StatusLights : public QWidget {
public:
    explicit StatusLights(const Face& face);

private:
    void render();
    void render_file();
    void render_devices();

    const Face face_;
    Light* file_;
    Light* devices_;
    Light* judges_;
    QPushButton* undo_;
    QLabel* time_;
    QTimer second_;
};

}  // namespace sandau::station
