#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/contest.h"
#include "scoring/contest_objects.h"

namespace sandau {

enum class SlotConflictKind {
    Field,   ///< the field is busy
    Entry,   ///< the team is elsewhere at that time
    Person,  ///< somebody of the team is, with another team (coaches look after many at once)
    Judge,   ///< who judges at the field has declared a conflict of interest with the team
    Order    ///< a match whose winner or loser plays in the slot is not over by then
};
constexpr auto enum_words(SlotConflictKind) {
    return std::array<std::string_view, 5>{"field", "entry", "person", "judge", "order"};
}

/// What stands against a slot's time or field.
struct SlotConflict {
    SlotConflictKind kind = SlotConflictKind::Field;
    SlotId slot;
    SlotId other;     ///< the slot that it meets; empty for a judge
    std::string who;  ///< id of the field, entry, person, judge, or of the match that comes first

    bool operator==(const SlotConflict&) const = default;
};

/// Whoever is expected in a slot: its entry, or the sides of its match as far as they are known.
std::vector<EntryId> entries_of(const Contest& contest, const Slot& slot);

/// Of the timetables as they stand, all stages together; each pair once, from its earlier slot, or from the
/// one that begins too early.
std::vector<SlotConflict> schedule_conflicts(const Contest& contest);
/// Of one slot, if it stood like this; what the contest has under its id does not count. Where another match
/// would begin too early, that one is `slot` and this is `other`.
std::vector<SlotConflict> conflicts_of(const Contest& contest, const Slot& slot);

}  // namespace sandau
