#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scoring/contest.h"
#include "scoring/ids.h"

namespace sandau {

/// One lane of a track, and what came of the run that stands there.
struct RaceLane {
    FieldId field;
    int lane = 1;
    RunId run;                            ///< empty: nobody stands there
    std::optional<std::int64_t> time_ns;  ///< from the shared start, or as the timer says it
    std::int64_t bound_ns = 0;            ///< of the finish alone: the start is everybody's
    std::optional<int> place;             ///< among those who started together; a tie shares the better one
    bool tied = false;                    ///< closer to another lane than both bounds can tell
};

/// The lanes that race together with this field, by their number: fields that one channel starts, or whose
/// finishes are lanes of one device. Empty: the field races alone.
std::vector<RaceLane> race_on(const Contest& contest, const FieldId& field);

}  // namespace sandau
