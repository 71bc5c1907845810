#pragma once

#include <string>
#include <string_view>

#include "documents/sheet.h"

namespace sandau::documents {

struct DecodedText {
    std::string utf8;  ///< composed (NFC), without BOM
    Encoding encoding = Encoding::Utf8;
};

/// Finds the encoding of a text file and decodes it. The old 8-bit ones are told apart by which of
/// them makes Vietnamese syllables of the bytes. Refused: `sheet.binary`, `sheet.encoding_unknown`,
/// `sheet.damaged` (UTF-16 that ends in half a letter).
Result<DecodedText> decode_text(std::string_view bytes);

/// Canonical composition of UTF-8: "e" with two marks becomes "ệ". Costs one look where all is composed.
std::string compose(std::string utf8);

bool is_utf8(std::string_view bytes);

}  // namespace sandau::documents
