#pragma once

#include "station/checked_dialog.h"

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

/// A dialog that asks for a reason at its foot. Without one there is no going on.
class ReasonedDialog : public CheckedDialog {
public:
    QString reason() const;

protected:
    using CheckedDialog::CheckedDialog;
    void add_reason(QVBoxLayout* column, const QString& hint, const QString& action);
    std::optional<Fault> fault() const override;

    QPlainTextEdit* text_ = nullptr;
    QPushButton* accept_ = nullptr;
};

}  // namespace sandau::station
