#pragma once

#include <string_view>

#include "documents/sheet.h"

namespace sandau::documents {

/// Every worksheet of an XLSX in memory; refusals as read_workbook's.
Result<Workbook> read_xlsx(std::string_view bytes, const SheetLimits& limits);

}  // namespace sandau::documents
