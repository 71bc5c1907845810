#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "scoring/bracket.h"
#include "scoring/result.h"
#include "scoring/round_robin.h"

namespace sandau {

/// How strong each entry is, by index: the lower, the stronger; no two alike.
using Strengths = std::vector<std::size_t>;

struct PlayedMatch {
    MatchId id;
    std::size_t upper = 0;
    std::size_t lower = 0;
    std::size_t winner = 0;
};

/// How the grand final of a double elimination ends.
enum class GrandFinalPlay {
    Straight,     ///< the winners' champion, being the strongest, wins GF1
    ResetLbWins,  ///< the losers' finalist wins GF1, and GF2 too
    ResetWbWins,  ///< the losers' finalist wins GF1, the winners' champion GF2
};

/// The matches of a single elimination that are played, byes left out: the stronger wins.
std::vector<PlayedMatch> play_single_elimination(const Strengths& strengths, ThirdPlace third_place);

/// The same of a double elimination in playing order: a round of the losers' bracket as soon as it can be.
std::vector<PlayedMatch> play_double_elimination(const Strengths& strengths, GrandFinalPlay grand_final);

/// A Swiss stage, each round paired on what went before; a win and a bye are a point.
/// Refused: `pairing.none_in_round` {round, why}.
Result<std::vector<TableRound>> play_swiss(const Strengths& strengths, std::size_t rounds,
                                           std::uint64_t seed);

}  // namespace sandau
