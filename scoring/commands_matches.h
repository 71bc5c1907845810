#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"

// The draw of a stage, and its matches on their fields.

namespace sandau::commands {

/// Draws a table's groups and pairings, a Swiss system's next round, or a bracket's seeds. What is given
/// was drawn by hand and is taken as it is; the rest follows from the seed and the rules. A table or
/// bracket is drawn anew while nothing of it is played. Refused: `draw.played`, `draw.nobody`,
/// `draw.groups_unknown`, `draw.not_all` {entries}, `draw.tied` {entries}, `draw.round_open`,
/// `draw.rounds_done`, `draw.no_pairing`. Answers {groups, seeds, round, matches}.
struct DrawStage {
    static constexpr std::string_view kind = "stage.draw";
    StageId stage;
    std::int64_t seed = 1;
    std::map<std::string, std::vector<EntryId>> groups;  ///< lots: group → its entries
    std::vector<EntryId> seeds;                          ///< lots, or the committee's order: best first
    std::string source;                                  ///< where the lots are written down
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("seed", self.seed);
        visit("groups", self.groups);
        visit("seeds", self.seeds);
        visit("source", self.source);
    }
    bool operator==(const DrawStage&) const = default;
};

/// Calls a match to a field. In a bracket the first side is the upper participant's, unless `sides` says
/// who drew which. Refused: `field.busy`, `entry.on_another_field`, `match.waiting`, `match.bye`,
/// `match.wrong_sides`, `match.wrong_step`. Answers {match}.
struct MatchLoad {
    static constexpr std::string_view kind = "match.load";
    MatchId match;
    FieldId field;
    std::map<std::string, EntryId> sides;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("match", self.match);
        visit("field", self.field);
        visit("sides", self.sides);
    }
    bool operator==(const MatchLoad&) const = default;
};

/// Starts the match's next period: setup, play, … Overtime only where it is named. Refused:
/// `match.no_period`, `match.wrong_step`. Answers {match, period}.
struct MatchStart {
    static constexpr std::string_view kind = "match.start";
    MatchId match;
    std::string period;  ///< empty: the next that is no overtime
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("match", self.match);
        visit("period", self.period);
    }
    bool operator==(const MatchStart&) const = default;
};

/// A step of a match on its field. `MatchResume` goes on after a pause, and after an instant win that was
/// none (with a reason); `MatchAbort` sends the teams away without a result, `MatchRerun` empties the sheet
/// for the match to be played anew.
template <class Tag>
struct MatchStep {
    static constexpr std::string_view kind = Tag::kind;
    MatchId match;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("match", self.match);
        visit("reason", self.reason);
    }
    bool operator==(const MatchStep&) const = default;
};
struct MatchPauseTag {
    static constexpr std::string_view kind = "match.pause";
};
struct MatchResumeTag {
    static constexpr std::string_view kind = "match.resume";
};
struct MatchEndTag {
    static constexpr std::string_view kind = "match.end";
};
struct MatchAbortTag {
    static constexpr std::string_view kind = "match.abort";
};
struct MatchRerunTag {
    static constexpr std::string_view kind = "match.rerun";
};
using MatchPause = MatchStep<MatchPauseTag>;
using MatchResume = MatchStep<MatchResumeTag>;
using MatchEnd = MatchStep<MatchEndTag>;
using MatchAbort = MatchStep<MatchAbortTag>;
using MatchRerun = MatchStep<MatchRerunTag>;

/// Sets a paused clock to what the referee says, with the reason.
struct MatchSetClock {
    static constexpr std::string_view kind = "match.set_clock";
    MatchId match;
    std::int64_t elapsed_ms = 0;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("match", self.match);
        visit("elapsed_ms", self.elapsed_ms);
        visit("reason", self.reason);
    }
    bool operator==(const MatchSetClock&) const = default;
};

}  // namespace sandau::commands
