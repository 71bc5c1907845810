#pragma once

#include <QString>
#include <cstddef>

#include "documents/report.h"

class QPagedPaintDevice;

namespace sandau::station {

/// A report as it will stand on paper. At most so many rows of its tables, and as many parts; names are text,
/// whatever they look like; whole numbers have their thousands apart.
QString report_html(const documents::Report& report, std::size_t rows_max, Language language);

/// Puts all of it on paper: a printer, a PDF. On any thread.
void print_report(const documents::Report& report, QPagedPaintDevice& paper, Language language);

}  // namespace sandau::station
