#pragma once

#include <string_view>
#include <vector>

#include "scoring/swiss_pairing.h"

namespace sandau {

/// A state and every problem of it; with one that is an error, the state is not to be used.
struct SwissStateReading {
    SwissState state;
    std::vector<Problem> problems;

    bool ok() const { return problems.empty(); }
};

/// Reads `{"teams":N,"points":{"1":2},"met":[[1,2]],"byes":[5]}`, teams from 1; who is not in `points` has
/// none, and all but `teams` may be left out.
SwissStateReading read_swiss_state(std::string_view text);

}  // namespace sandau
