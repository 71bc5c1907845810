#pragma once

#include <QDialog>

#include "station/face.h"

class QLineEdit;
class QListWidget;
class QPushButton;

namespace sandau::station {

/// A new contest: which rules it begins with, and where its file shall be.
class NewContestDialog : public QDialog {
public:
    NewContestDialog(const Face& face, QWidget* parent);
    OpenRequest request() const;

private:
    void choose_file();
    void choose_rules();
    void check();

    const Face face_;
    QListWidget* presets_;
    QLineEdit* file_;
    QPushButton* make_;
    QString rules_file_;
};

}  // namespace sandau::station
