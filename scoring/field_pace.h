#pragma once

#include <optional>

#include "scoring/contest.h"
#include "scoring/contest_objects.h"

namespace sandau {

/// How a field's timetable really goes.
struct FieldPace {
    std::int64_t cycle_ms = 0;  ///< from result to result: the median of the field's own, else as planned
    bool is_measured = false;   ///< the field has two results that follow each other, or more
    std::int64_t late_ms = 0;   ///< behind the timetable; negative: ahead of it
    std::int64_t left = 0;      ///< places that are still to be played
    WallTime free_at;           ///< when whoever is there is done, at this pace; never before now
    WallTime over_at;           ///< when the last of them will be over, at this pace

    bool operator==(const FieldPace&) const = default;
};

/// Nothing where the field has nothing left, or nothing has begun there yet and its time has not come.
std::optional<FieldPace> pace_of(const Contest& contest, const FieldId& field, WallTime now);

}  // namespace sandau
