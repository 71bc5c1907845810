#pragma once

#include <string>
#include <string_view>

#include "documents/sheet.h"

namespace sandau::documents {

/// The text in UTF-8 (not yet composed): TCVN3, VNI for Windows or Windows-1258. A byte that stands
/// for nothing becomes U+FFFD.
std::string decode_legacy(std::string_view bytes, Encoding encoding);

}  // namespace sandau::documents
