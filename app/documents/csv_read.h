#pragma once

#include "documents/sheet.h"
#include "documents/text_decode.h"

namespace sandau::documents {

/// One sheet of the records of a text file; the delimiter is found. A row's number is its record's: an
/// embedded line end starts no new row, as in a spreadsheet program.
Result<Workbook> read_csv(const DecodedText& text, const SheetLimits& limits);

}  // namespace sandau::documents
