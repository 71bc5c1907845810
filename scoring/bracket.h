#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scoring/ids.h"

namespace sandau {

enum class ThirdPlace { Shared, Match };
enum class GrandFinal { Once, Reset };

/// Where a participant of a bracket's match comes from.
struct BracketSource {
    enum class Kind { Seed, WinnerOf, LoserOf } kind = Kind::Seed;
    std::size_t index = 0;  ///< a seed from 0, or a match's index
};

struct BracketMatch {
    MatchId id;
    BracketSource upper;
    BracketSource lower;
    bool reset = false;                       ///< GF2: only when the lower side wins GF1
    std::size_t loser_place = 0;              ///< the place of who goes out here; 0: the loser plays on
    std::size_t both_lose_place = 0;          ///< the place of both where both lose
    std::optional<std::size_t> winner_place;  ///< a match that decides a place for its winner
};

/// The matches of an elimination in playing order; standings list them so.
struct Bracket {
    std::size_t slots = 0;  ///< a power of two; seeds from the number of entries on are byes
    std::vector<BracketMatch> matches;
};

/// Seeds in the order of their slots, from the top: 1 8 4 5 2 7 3 6 (from 0 here).
std::vector<std::size_t> standard_seeding(std::size_t slots);

/// `R1-1 …`, and `T` from three entries on where third place is played.
Bracket single_elimination(std::size_t entries, ThirdPlace third_place);

/// By match: whether it is a bye whatever happens, because one of its sides has nobody.
std::vector<bool> certain_byes(const Bracket& bracket, std::size_t entries);

/// `WB1-1 … LB1-1 … GF1 GF2`. Losers enter the losers' bracket from the far end in every second round, so
/// that the same two meet again as late as may be.
Bracket double_elimination(std::size_t entries, GrandFinal grand_final);

}  // namespace sandau
