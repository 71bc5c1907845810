#pragma once

#include <string>
#include <string_view>

#include "documents/sheet.h"

namespace sandau::documents {

/// True for one telephone number or several (at / ; ,): 0 and nine or ten digits with blanks, points,
/// dashes and brackets as people put them, +84 or 84 instead of the 0, or a foreign number with +.
bool is_telephone(std::string_view text);

/// The telephone as the sheet has it; a number cell gets back the 0 that the spreadsheet took away.
std::string telephone_text(const Cell& cell);

/// True for something@host.name.
bool is_email(std::string_view text);

}  // namespace sandau::documents
