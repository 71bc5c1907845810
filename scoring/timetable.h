#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scoring/ids.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau {

/// A stretch in which nothing starts or runs.
struct Span {
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0;

    bool overlaps(std::int64_t from, std::int64_t until) const { return from < until_ms && from_ms < until; }
};

struct BusyField {
    int field = 0;  ///< index
    Span span;
};

struct BusyEntry {
    int entry = 0;  ///< index
    Span span;
};

struct TimetableRequest {
    int entries = 0;
    int plays = 1;   ///< runs of each entry
    int fields = 1;  ///< 1 to 64
    std::int64_t start_ms = 0;
    std::int64_t slot_ms = 0;  ///< from one start on a field to the next
    std::int64_t rest_ms = 0;  ///< from an entry's end to its next start, at least
    std::vector<Span> breaks;
    std::vector<BusyField> busy;           ///< taken by others already
    std::vector<BusyEntry> busy_entries;   ///< where they are at other times
    std::vector<std::vector<int>> shared;  ///< entries that have somebody in common: never at once
    std::uint64_t seed = 1;
};

struct TimetableSlot {
    int entry = 0;  ///< index
    int play = 1;   ///< from 1
    int field = 0;  ///< index
    std::int64_t start_ms = 0;

    bool operator==(const TimetableSlot&) const = default;
};

/// The first time from `now_ms` on at which a slot fits between the breaks.
std::int64_t after_breaks(const std::vector<Span>& breaks, std::int64_t now_ms, std::int64_t slot_ms);

/// Runs of single entries on fields, by start, then field. Hard: nobody in two places, no field
/// twice, rest kept, nothing in a break. Soft: everybody's first run before anybody's second, fields
/// shared evenly among an entry's runs. The same request gives the same timetable.
/// Refused: `timetable.request` {what} for numbers out of range.
Result<std::vector<TimetableSlot>> make_timetable(const TimetableRequest& request);

}  // namespace sandau
