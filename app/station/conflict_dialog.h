#pragma once

#include "scoring/command_payloads.h"
#include "station/checked_dialog.h"

class QComboBox;
class QLineEdit;
class QListWidget;

namespace sandau::station {

/// Which entry a judge must not mark, and why.
class ConflictDialog : public CheckedDialog {
public:
    /// `only`: the entry that it is about; empty: it is looked for among all.
    ConflictDialog(const Face& face, UserId judge, QWidget* parent, const EntryId& only = {});
    commands::ConflictDeclare command() const;

private:
    void find();
    std::optional<Fault> fault() const override;

    UserId judge_;
    QLineEdit* search_;
    QListWidget* entries_;
    QComboBox* why_;
    QLineEdit* reason_;
};

}  // namespace sandau::station
