#pragma once

#include <QDialog>

#include "scoring/command_payloads.h"
#include "station/face.h"

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace sandau::station {

/// Which entry a judge must not mark, and why.
class ConflictDialog : public QDialog {
public:
    /// `only`: the entry that it is about; empty: it is looked for among all.
    ConflictDialog(const Face& face, UserId judge, QWidget* parent, const EntryId& only = {});
    commands::ConflictDeclare command() const;

private:
    void find();
    void check();

    const Face face_;
    UserId judge_;
    QLineEdit* search_;
    QListWidget* entries_;
    QComboBox* why_;
    QLineEdit* reason_;
    QPushButton* accept_;
};

}  // namespace sandau::station
