#pragma once

#include "scoring/table_columns.h"

// Sums of table points, the keys that every table asks for; shared by the table's files, not a door.

namespace sandau {

/// How many of an opponent sum's terms are left out, from each end of their order.
struct Cut {
    std::size_t lowest = 0;
    std::size_t highest = 0;
};

/// The table points that the matches of `compared` brought each player (empty: all matches).
FigureColumn table_points(const TableRules& rules, const TableMatches& matches, const TablePlayers& players,
                          const std::vector<std::uint8_t>& compared);
/// The opponents' table points, of all matches.
FigureColumn buchholz(const TableRules& rules, const TableMatches& matches, const TablePlayers& players,
                      Cut cut);
/// Those of the opponents beaten, and half of those drawn with.
FigureColumn sonneborn_berger(const TableRules& rules, const TableMatches& matches,
                              const TablePlayers& players);

}  // namespace sandau
