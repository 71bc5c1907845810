#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"
#include "scoring/records_play.h"

// Who meets whom: a stage's draw, and its matches on their fields. A match's sheet is a `Sheet`.

namespace sandau {

/// Where a match stands. Reviewing, confirming and publishing belong to its sheet.
enum class MatchState { Planned, Called, Running, Ended, Aborted };
constexpr auto enum_words(MatchState) {
    return std::array<std::string_view, 5>{"planned", "called", "running", "ended", "aborted"};
}

struct Match {
    static constexpr std::string_view kind = "match";
    using State = MatchState;
    MatchId id;  ///< STAGE.NAME; results call it by its name
    StageId stage;
    DivisionId division;
    std::string group;
    int round = 0;
    /// Side → entry; an open side's is empty: the other one has a bye. Nothing yet: the bracket says who
    /// they are, until the match is called.
    std::map<std::string, EntryId> sides;
    FieldId field;
    MatchState state = MatchState::Planned;
    RunClock clock;
    int play = 1;        ///< 2 and more: played anew
    std::string reason;  ///< why it was given up, or is played anew

    std::string name() const { return id.text.substr(stage.text.size() + 1); }
    bool is_bye() const {
        for (const auto& [side, entry] : sides)
            if (entry.empty()) return true;
        return false;
    }
    RunId played() const { return RunId(id.text); }  ///< its name among all that is played
    std::string object() const { return "match:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Match&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("stage", self.stage);
        visit("division", self.division);
        visit("group", self.group);
        visit("round", self.round);
        visit("sides", self.sides);
        visit("field", self.field);
        visit("state", self.state);
        visit("clock", self.clock);
        visit("play", self.play);
        visit("reason", self.reason);
    }
};

/// What was drawn for a stage. The outcome is kept, and the seed that made it where one did.
struct StageDraw {
    static constexpr std::string_view kind = "draw";
    StageId stage;
    std::map<std::string, std::vector<EntryId>> groups;
    std::vector<EntryId> seeds;  ///< of a bracket, best first
    std::int64_t seed = 0;
    std::string source;  ///< lots drawn by hand: from which sheet; empty: by the seed
    int rounds = 0;      ///< rounds that are paired

    std::string object() const { return "draw:" + stage.text; }
    std::string key() const { return stage.text; }
    bool operator==(const StageDraw&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("groups", self.groups);
        visit("seeds", self.seeds);
        visit("seed", self.seed);
        visit("source", self.source);
        visit("rounds", self.rounds);
    }
};

}  // namespace sandau
