#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scoring/ids.h"
#include "scoring/record.h"

// Runs on their fields.

namespace sandau::commands {

/// Calls a team to a field (Gọi vào sân). Its run is the next attempt that has no result, unless
/// `number` says which. Refused: `field.busy`, `entry.not_competing`, `run.none_left`. Answers {run}.
struct RunLoad {
    static constexpr std::string_view kind = "run.load";
    StageId stage;
    EntryId entry;
    FieldId field;
    int number = 0;  ///< 0: the next
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("field", self.field);
        visit("number", self.number);
    }
    bool operator==(const RunLoad&) const = default;
};

/// A step of a run on its field. `RunReady` (Sẵn sàng) arms the gates; `RunStart` starts the clock by
/// hand; `RunEnd` ends it; `RunUnload` sends the team away again without a result (`aborted`).
template <class Tag>
struct RunStep {
    static constexpr std::string_view kind = Tag::kind;
    RunId run;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("run", self.run);
        visit("reason", self.reason);
    }
    bool operator==(const RunStep&) const = default;
};
struct RunReadyTag {
    static constexpr std::string_view kind = "run.ready";
};
struct RunStartTag {
    static constexpr std::string_view kind = "run.start";
};
struct RunPauseTag {
    static constexpr std::string_view kind = "run.pause";
};
struct RunResumeTag {
    static constexpr std::string_view kind = "run.resume";
};
struct RunEndTag {
    static constexpr std::string_view kind = "run.end";
};
struct RunUnloadTag {
    static constexpr std::string_view kind = "run.unload";
};
using RunReady = RunStep<RunReadyTag>;
using RunStart = RunStep<RunStartTag>;
using RunPause = RunStep<RunPauseTag>;
using RunResume = RunStep<RunResumeTag>;
using RunEnd = RunStep<RunEndTag>;
using RunUnload = RunStep<RunUnloadTag>;

/// Sets a paused clock to what the referee says (after a reboot: set), with the reason.
struct RunSetClock {
    static constexpr std::string_view kind = "run.set_clock";
    RunId run;
    std::int64_t elapsed_ms = 0;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("run", self.run);
        visit("elapsed_ms", self.elapsed_ms);
        visit("reason", self.reason);
    }
    bool operator==(const RunSetClock&) const = default;
};

/// The run becomes VOID, with the reason, and a new one takes its place on the field. Answers {run}.
struct RunRerun {
    static constexpr std::string_view kind = "run.rerun";
    RunId run;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("run", self.run);
        visit("reason", self.reason);
    }
    bool operator==(const RunRerun&) const = default;
};

}  // namespace sandau::commands
