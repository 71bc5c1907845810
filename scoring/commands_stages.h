#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"
#include "scoring/time.h"

// Stages: promotion, timetable, what is posted of them.

namespace sandau::commands {

/// Takes who is promoted from a stage's standings into the next one. Refused: `promote.tie` while a tie
/// at the cut waits for the committee. Answers {to, promoted, reserves}.
struct StagePromote {
    static constexpr std::string_view kind = "stage.promote";
    StageId stage;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
    }
    bool operator==(const StagePromote&) const = default;
};

struct Break {
    WallTime from;
    WallTime until;
    bool operator==(const Break&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("from", self.from);
        visit("until", self.until);
    }
};

/// Makes a stage's timetable anew, for one division or all. Answers {slots}.
struct StageSchedule {
    static constexpr std::string_view kind = "stage.schedule";
    StageId stage;
    DivisionId division;  ///< empty: all
    int fields_count = 1;
    WallTime start;
    std::int64_t slot_ms = 240'000;
    std::int64_t rest_ms = 0;  ///< the least time between two runs of one entry
    std::vector<Break> breaks;
    std::int64_t seed = 1;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("division", self.division);
        visit("fields", self.fields_count);
        visit("start", self.start);
        visit("slot_ms", self.slot_ms);
        visit("rest_ms", self.rest_ms);
        visit("breaks", self.breaks);
        visit("seed", self.seed);
    }
    bool operator==(const StageSchedule&) const = default;
};

/// Posts a stage's rankings as they follow from what is published in it.
struct StagePublish {
    static constexpr std::string_view kind = "stage.publish";
    StageId stage;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
    }
    bool operator==(const StagePublish&) const = default;
};

struct SchedulePublish {
    static constexpr std::string_view kind = "schedule.publish";
    StageId stage;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
    }
    bool operator==(const SchedulePublish&) const = default;
};

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

/// Publishes every committed sheet (and figure) of a stage at once. Answers {published}.
struct ScorePublishStage {
    static constexpr std::string_view kind = "score.publish_stage";
    StageId stage;
    DivisionId division;  ///< empty: all
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("division", self.division);
    }
    bool operator==(const ScorePublishStage&) const = default;
};

/// Makes published sheets of a stage official once their protest time is over. Answers {finalized, waiting}.
struct ResultFinalize {
    static constexpr std::string_view kind = "result.finalize";
    StageId stage;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
    }
    bool operator==(const ResultFinalize&) const = default;
};

}  // namespace sandau::commands
