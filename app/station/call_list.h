#pragma once

#include <optional>
#include <vector>

#include "scoring/contest.h"
#include "station/match_steps.h"

namespace sandau::station {

/// A run or match that is still to come, and when that will be by how its field has gone so far.
struct ToCall {
    NextUp next;
    std::optional<WallTime> expected;  ///< nothing: nobody has said when and where

    std::int64_t late_ms() const { return expected ? expected->utc_ms - next.slot.starts_at.utc_ms : 0; }
};

/// All that is still to come, soonest first, and last what is in no timetable. Nobody is expected before the
/// planned time.
std::vector<ToCall> call_list(const Contest& contest, WallTime now);

/// Whether the public knows of this place of the timetable as it is now.
bool is_posted(const Contest& contest, const Slot& slot);

}  // namespace sandau::station
