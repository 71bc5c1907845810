#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scoring/definition.h"
#include "scoring/results.h"

// How a sheet's cells are read, shared by the evaluation's files; not a door.

namespace sandau {

/// One item of a sheet: its value and its points as they count, and what is wrong with it.
struct ItemReading {
    Figure value;
    Figure points;
    std::optional<Refusal> problem;
};
ItemReading read_item(const Item& item, const SheetValue& entered);

/// All items of a game in its order; what the sheet leaves out has its default.
std::vector<ItemReading> read_items(const Game& game, const SheetValues& entered);

/// A whole number of milliseconds, a count …: missing where nothing was entered. Problems:
/// `sheet.wrong_type`, `sheet.not_whole` (then missing), `sheet.out_of_range` (counts as entered).
struct NumberReading {
    Figure value;
    std::optional<Refusal> problem;
};
NumberReading read_number(const SheetValue& entered, bool whole, const std::optional<Rational>& min,
                          const std::optional<Rational>& max);

}  // namespace sandau
