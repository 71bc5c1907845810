#pragma once

#include <QFrame>
#include <functional>

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

/// A station that asks for a seat: who it says it is, the code to compare, and the two answers.
class PairingBox : public QFrame {
public:
    PairingBox(const Face& face, std::function<void()> approve, std::function<void()> refuse);
    void show_row(const Face& face, const PairingRow& row);

private:
    QLabel* text_;
    QLabel* code_;
    QPushButton* approve_;
    QPushButton* refuse_;
};

}  // namespace sandau::station
