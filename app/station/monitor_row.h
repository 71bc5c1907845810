#pragma once

#include <QWidget>

#include "station/face.h"
#include "station/projectors.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace sandau::station {

/// One of this machine's monitors: opened for the hall or not, which screen it is, and how far the last seat
/// is.
class MonitorRow : public QWidget {
    Q_OBJECT

public:
    MonitorRow(const Face& face, Projectors& projectors, std::string monitor);
    struct Screen {
        std::string id;
        QString name;
    };
    void show_monitor(const Monitor& monitor, const std::vector<Screen>& screens);

private:
    void build();
    void render(const Projection& projection);
    void change(const std::function<void(Projection&)>& how);
    QDoubleSpinBox* metres(Phrase name, double most);

    const Face face_;
    Projectors& projectors_;
    const std::string monitor_;
    QSize size_px_;
    QLabel* name_;
    QPushButton* open_;
    QComboBox* screen_;
    QDoubleSpinBox* width_;
    QDoubleSpinBox* seat_;
    QCheckBox* dark_;
    QCheckBox* moves_;
    QLabel* legible_;
};

}  // namespace sandau::station
