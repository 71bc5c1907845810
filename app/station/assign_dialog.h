#pragma once

#include <QDialog>
#include <vector>

#include "station/face.h"

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace sandau::station {

/// What a device is called, and what each of its channels means on which field.
class AssignDialog : public QDialog {
public:
    AssignDialog(const Face& face, Device device, QWidget* parent);
    Device device() const;

private:
    void add_row(const ChannelUse& use);

    const Face face_;
    Device device_;
    QLineEdit* name_;
    QGridLayout* grid_;
    struct Row {
        int channel;
        QComboBox* field;
        QComboBox* role;
    };
    std::vector<Row> rows_;
};

}  // namespace sandau::station
