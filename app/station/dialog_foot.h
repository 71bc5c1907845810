#pragma once

#include "station/face.h"

class QDialog;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

/// The last row of a dialog: back without a change, and the one action, on Enter. Returns the action's
/// button; both close the dialog.
QPushButton* add_foot(QDialog* dialog, QVBoxLayout* column, const Face& face, const QString& action);

/// Makes an open dialog as high as its texts need: how many lines they wrap into is known once it has its
/// width.
void keep_all_lines(QDialog& dialog);

}  // namespace sandau::station
