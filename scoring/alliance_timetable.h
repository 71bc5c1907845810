#pragma once

#include <cstdint>
#include <vector>

#include "scoring/result.h"
#include "scoring/timetable.h"

namespace sandau {

/// Matches of alliances that are put together anew for every match.
struct AllianceRequest {
    int teams = 0;
    int plays = 1;             ///< matches of each team
    int fields = 1;            ///< 1 to 64
    int sides = 2;             ///< 1 to 8
    int per_side = 3;          ///< 1 to 16
    std::int64_t slot_ms = 0;  ///< from one start on a field to the next
    std::int64_t rest_ms = 0;  ///< from a team's end to its next start, at least
    std::uint64_t seed = 1;
    std::vector<Span> breaks{};
};

struct AllianceMatch {
    int field = 0;  ///< index
    std::int64_t start_ms = 0;
    std::vector<int> teams;  ///< indexes: side after side, each by station

    bool operator==(const AllianceMatch&) const = default;
};

/// What of a timetable cannot be had from every number of teams: the fewer, the better.
struct AllianceFaults {
    int partner_repeats = 0;    ///< how often a team has a partner again
    int opponents_above_3 = 0;  ///< pairs that meet more than three times
    int short_gaps = 0;         ///< two matches of a team nearer than teams/12 apart
    int uneven_sides = 0;       ///< teams whose sides differ by more than one (two where plays are even)
    int uneven_stations = 0;    ///< teams whose stations differ by more than two

    int sum() const {
        return partner_repeats + opponents_above_3 + short_gaps + uneven_sides + uneven_stations;
    }
};

/// The matches in order. Hard: no team in two places, no field twice, rest kept, nothing in a break. Every
/// team plays as often; where that does not fill the last match, its spare places are extra plays of some.
/// Soft, and searched for: what AllianceFaults counts, then partners, opponents, sides, stations and fields
/// as varied as they go. The same request gives the same timetable. Refused: `timetable.request` {what} for
/// numbers out of range; `timetable.too_few_teams` {needed}.
Result<std::vector<AllianceMatch>> make_alliance_timetable(const AllianceRequest& request);

AllianceFaults faults_of(const AllianceRequest& request, const std::vector<AllianceMatch>& matches);

}  // namespace sandau
