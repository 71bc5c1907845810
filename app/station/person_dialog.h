#pragma once

#include <vector>

#include "scoring/command_payloads.h"
#include "station/checked_dialog.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

/// Who somebody is and what that person may do: a role on each line, and what it is limited to.
class PersonDialog : public CheckedDialog {
public:
    /// `user` without an id: somebody new.
    PersonDialog(const Face& face, User user, QWidget* parent);
    /// Without secrets: those stay as they are.
    commands::UserGrant command() const;

private:
    struct Line {
        QWidget* widget;
        QComboBox* role;
        QComboBox* stage;
        QComboBox* field;
        QComboBox* side;
        Grant grant;  ///< what the line began as: the rest of its scope is kept
    };
    void add_line(const Grant& grant);
    std::optional<Fault> fault() const override;

    User user_;
    QLineEdit* name_;
    QVBoxLayout* grants_;
    QPushButton* more_;
    std::vector<Line> lines_;
};

}  // namespace sandau::station
