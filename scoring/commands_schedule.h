#pragma once

#include <string_view>

#include "scoring/ids.h"
#include "scoring/record.h"
#include "scoring/time.h"

// Timetables that are mended by hand.

namespace sandau::commands {

/// Moves one place of a stage's timetable to another field or time. Refused: `schedule.played` once it was
/// called. What it meets there is no reason to refuse (schedule_conflicts.h). Answers {slot}.
struct ScheduleMove {
    static constexpr std::string_view kind = "schedule.move";
    StageId stage;
    SlotId slot;
    FieldId field;
    WallTime starts_at;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("slot", self.slot);
        visit("field", self.field);
        visit("starts_at", self.starts_at);
    }
    bool operator==(const ScheduleMove&) const = default;
};

}  // namespace sandau::commands
