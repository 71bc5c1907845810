#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "scoring/definition.h"

namespace sandau::station {

/// Whose winner goes where in a knock-out of so many: from, to. (Apart from what includes Qt, whose word
/// `slots` the bracket has a use for.)
std::vector<std::pair<MatchId, MatchId>> winners_ways(const Stage& stage, std::size_t seeds);

}  // namespace sandau::station
