#pragma once

#include <QDialog>
#include <QTimer>
#include <functional>
#include <string>
#include <vector>

#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace sandau::station {

/// One port, what stands in its way, and what was found when it was asked.
class PortCard;

/// The serial ports of this machine, asked what is on them; and links that a person names.
class PortsDialog : public QDialog {
    Q_OBJECT

public:
    PortsDialog(const Face& face, QWidget* parent);
    ~PortsDialog() override;

private:
    void look();
    void open_link(const std::string& spec);

    const Face face_;
    QTimer second_;
    QLabel* none_;
    KeptColumn<PortCard> cards_;
    QLineEdit* spec_;
    QLabel* answer_;
};

}  // namespace sandau::station
