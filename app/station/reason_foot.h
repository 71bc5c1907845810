#pragma once

#include <QDialog>

#include "station/face.h"

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

/// The foot of a dialog that asks for a reason: where it is written, and the buttons. Without a reason there
/// is no going on.
struct ReasonFoot {
    QPlainTextEdit* text;
    QPushButton* accept;

    ReasonFoot(const Face& face, QDialog* dialog, QVBoxLayout* column, const QString& hint,
               const QString& action);
    QString reason() const;
};

}  // namespace sandau::station
