#pragma once

#include "station/checked_dialog.h"

class QLineEdit;
class QListWidget;

namespace sandau::station {

/// A new contest: which rules it begins with, and where its file shall be.
class NewContestDialog : public CheckedDialog {
public:
    NewContestDialog(const Face& face, QWidget* parent);
    OpenRequest request() const;

private:
    void choose_file();
    void choose_rules();
    std::optional<Fault> fault() const override;
    std::optional<Fault> file_fault() const;

    QListWidget* presets_;
    QLineEdit* file_;
    QString rules_file_;
};

}  // namespace sandau::station
