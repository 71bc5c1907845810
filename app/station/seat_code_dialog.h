#pragma once

#include <QDialog>

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

/// The six digits that open somebody's seat, large and as a QR code. They are shown this once: the contest
/// file keeps only their hash.
class SeatCodeDialog : public QDialog {
public:
    SeatCodeDialog(const Face& face, const QString& person, const std::string& digits, QWidget* parent);

private:
    void show_joining();

    const Face face_;
    QLabel* joining_;
    QPushButton* open_;
};

}  // namespace sandau::station
