#pragma once

#include <filesystem>

#include "documents/table_write.h"
#include "station/face.h"

class QAbstractItemModel;
class QPushButton;

namespace sandau::station {

/// What a table shows, as a sheet to hand out: whole numbers stay numbers, all else is text.
documents::Table sheet_of(const QAbstractItemModel& model, const QString& title, const QString& contest_name);

/// A button that saves what a table shows as XLSX.
QPushButton* export_button(const Face& face, QWidget* room, const QAbstractItemModel* model, Phrase title);

}  // namespace sandau::station
