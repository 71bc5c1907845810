#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "documents/sheet.h"

namespace sandau::documents {

/// What a number of a cell with some number format means.
enum class NumberMeaning { Number, Date, DateTime, Time };

/// A format built into Excel, by its id; nothing for ids that the file itself must define.
std::optional<NumberMeaning> builtin_meaning(unsigned format_id);

/// A format code as "dd/mm/yyyy", "[h]:mm", "0.00".
NumberMeaning meaning_of(std::string_view format_code);

/// The exact decimal of a number as the file writes it ("1.5E-3"), rounded to the 15 digits that Excel shows,
/// without exponent or needless zeros; nothing where it is no number or is absurdly long.
std::optional<std::string> plain_decimal(std::string_view number);

enum class DateSystem { From1900, From1904 };

/// The cell of a serial day number. A number that is no day of either system stays a number.
Cell dated_cell(const std::string& decimal, NumberMeaning meaning, DateSystem system);

/// "AB12" → row 12, column 27 (from 0); nothing where it is no address.
struct CellAddress {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
};
std::optional<CellAddress> read_address(std::string_view text);

}  // namespace sandau::documents
