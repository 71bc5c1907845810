#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "scoring/rational.h"
#include "scoring/result.h"

namespace sandau {

constexpr std::size_t swiss_entries_max = 4096;

/// What a Swiss stage has come to. Entries are indexes from 0.
struct SwissState {
    std::vector<Rational> points;  ///< by entry
    std::vector<std::pair<std::size_t, std::size_t>> met;
    std::vector<std::size_t> had_bye;
    /// Chooses among pairings that are equally good; 0: entries in their order.
    std::uint64_t seed = 0;
};

struct SwissPairing {
    /// The one with more points first, else the lower index; pairs from the top of the table down.
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::optional<std::size_t> bye;
    Rational difference;  ///< the sum of the pairs' point differences

    bool operator==(const SwissPairing&) const = default;
};

/// The next Swiss round: no rematch, at most one bye an entry, the bye as low in points as a legal pairing
/// allows, and of all these pairings one with the least sum of point differences. The same state gives the
/// same pairing.
/// Refused: `pairing.none` {why}: there is no legal pairing; `pairing.too_many_entries` {max};
/// `pairing.points_too_fine`: points too far apart or with too many decimals to be added exactly.
Result<SwissPairing> pair_swiss_round(const SwissState& state);

}  // namespace sandau
