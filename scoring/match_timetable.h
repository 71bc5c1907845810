#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "scoring/result.h"
#include "scoring/timetable.h"

namespace sandau {

constexpr int no_table = -1;

/// A match that wants a place in the timetable.
struct MatchToPlace {
    /// Who is known to play: indexes of whatever can be in one place only. Empty while a bracket is open.
    std::vector<int> players;
    /// Matches by index, all of them before this one, that bring its players: they are over, and the rest
    /// too.
    std::vector<int> after;
    /// Matches of one table begin in the order of their rounds.
    int table = no_table;
    int round = 0;
    std::int64_t earliest_ms = std::numeric_limits<std::int64_t>::min();
};

struct BusyPlayer {
    int player = 0;  ///< index
    Span span;
};

struct MatchTimetableRequest {
    std::vector<MatchToPlace> matches;
    int players = 0;
    int fields = 1;  ///< 1 to 64
    std::int64_t start_ms = 0;
    std::int64_t slot_ms = 0;  ///< from one start on a field to the next
    std::int64_t rest_ms = 0;  ///< from a player's end to the next start, at least
    std::vector<Span> breaks;
    std::vector<BusyField> busy;
    std::vector<BusyPlayer> busy_players;
    std::uint64_t seed = 1;
};

struct PlacedMatch {
    int field = 0;  ///< index
    std::int64_t start_ms = 0;

    bool operator==(const PlacedMatch&) const = default;
};

/// A place for each match. Hard: no player in two places, no field twice, rest kept, nothing in a break, no
/// match before those that bring its players, a table's rounds in order. Soft, and searched for: over early,
/// then a player's matches far apart, then the fields shared evenly among each player's matches. The same
/// request gives the same timetable. Refused: `timetable.request` {what} for numbers out of range.
Result<std::vector<PlacedMatch>> make_match_timetable(const MatchTimetableRequest& request);

}  // namespace sandau
