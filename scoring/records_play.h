#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/record.h"
#include "scoring/time.h"

// What is played: runs on their fields, and the sheets that keep what came of them.

namespace sandau {

enum class ClockState { Stopped, Running, Paused, Over };
constexpr auto enum_words(ClockState) {
    return std::array<std::string_view, 4>{"stopped", "running", "paused", "over"};
}

/// The clock of a run or match. Ticks are never stored: what is left follows from `since` and
/// `elapsed_ns`, and the end of the period from the definition.
struct RunClock {
    ClockState state = ClockState::Stopped;
    std::string period;           ///< the period's id in the definition
    Instant since;                ///< when it last began to run
    std::int64_t elapsed_ns = 0;  ///< of this period, before `since`
    bool estimated = false;  ///< brought over a reboot with the wall clock: a referee has to say what holds
    std::string set_because{};  ///< why a referee set it in this period; empty: nobody did

    bool operator==(const RunClock&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("state", self.state);
        visit("period", self.period);
        visit("since", self.since);
        visit("elapsed_ns", self.elapsed_ns);
        visit("estimated", self.estimated);
        visit("set_because", self.set_because);
    }
};

/// Where a run stands on its field. Reviewing, confirming and publishing belong to its sheet.
enum class RunState { Called, Ready, Running, Ended, Aborted };
constexpr auto enum_words(RunState) {
    return std::array<std::string_view, 5>{"called", "ready", "running", "ended", "aborted"};
}

struct Run {
    static constexpr std::string_view kind = "run";
    using State = RunState;
    RunId id;  ///< STAGE.ENTRY.NUMBER
    StageId stage;
    EntryId entry;
    int number = 1;  ///< its place in the entry's list of runs, from 1
    FieldId field;
    RunState state = RunState::Called;
    RunClock clock;
    DeviceEventId start_event;   ///< the gate's event that started it; empty: started by hand
    DeviceEventId finish_event;  ///< the gate's event that ended it
    /// The emergency stop that paused its clock, until the clock goes on; empty: none, or a person paused it.
    DeviceEventId stop_event;
    RunId rerun_of;  ///< the run that this one replaces; empty: none
    std::string rerun_reason;

    std::string object() const { return "run:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Run&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("number", self.number);
        visit("field", self.field);
        visit("state", self.state);
        visit("clock", self.clock);
        visit("start_event", self.start_event);
        visit("finish_event", self.finish_event);
        visit("stop_event", self.stop_event);
        visit("rerun_of", self.rerun_of);
        visit("rerun_reason", self.rerun_reason);
    }
};

/// OK · did not finish · did not start · disqualified · void (does not count).
enum class SheetStatus { OK, DNF, DNS, DSQ, VOID };
constexpr auto enum_words(SheetStatus) {
    return std::array<std::string_view, 5>{"OK", "DNF", "DNS", "DSQ", "VOID"};
}

/// A time that devices measured: from which events, and how far it may be off.
struct MeasuredTime {
    std::int64_t time_ms = 0;
    std::int64_t bound_ns = 0;  ///< the true time lies within ± this of the measured one
    std::vector<DeviceEventId> events;
    std::string fault;  ///< a code when the events cannot make a trusted time; empty: trusted

    bool operator==(const MeasuredTime&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("time_ms", self.time_ms);
        visit("bound_ns", self.bound_ns);
        visit("events", self.events);
        visit("fault", self.fault);
    }
};

/// What a match's sheet holds of one side.
struct SideContent {
    EntryId entry;
    SheetStatus status = SheetStatus::OK;  ///< OK, DNS, DSQ
    Json items{Json::Object{}};            ///< item id → entered value
    std::optional<std::int64_t> instant_win_ms;
    std::string reason;  ///< for DNS, DSQ

    bool operator==(const SideContent&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("status", self.status);
        visit("items", self.items);
        visit("instant_win_ms", self.instant_win_ms);
        visit("reason", self.reason);
    }
};

/// A bout of a series; without a winner nobody won it.
struct BoutContent {
    std::optional<SideId> winner;

    bool operator==(const BoutContent&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("winner", self.winner);
    }
};

/// What a match's sheet holds: both sides', and what is the field's own.
struct MatchContent {
    std::map<std::string, SideContent> sides;
    Json shared{Json::Object{}};  ///< shared state's id → cells, stacks
    std::vector<BoutContent> bouts;

    bool operator==(const MatchContent&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sides", self.sides);
        visit("shared", self.shared);
        visit("bouts", self.bouts);
    }
};

/// What is on a sheet: what the referee entered and what was measured.
struct SheetContent {
    SheetStatus status = SheetStatus::OK;
    Json items{Json::Object{}};           ///< item id → entered value
    std::optional<std::int64_t> time_ms;  ///< the official time
    std::optional<MeasuredTime> measured;
    std::optional<std::int64_t> hand_ms;  ///< a hand time, kept beside, never written over
    std::string reason;                   ///< for DNS, DSQ, VOID, a correction
    std::optional<MatchContent> match;    ///< a match's; all above but the reason is a run's

    bool operator==(const SheetContent&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("status", self.status);
        visit("items", self.items);
        visit("time_ms", self.time_ms);
        visit("measured", self.measured);
        visit("hand_ms", self.hand_ms);
        visit("reason", self.reason);
        visit("match", self.match);
    }
};

/// draft → reviewed → committed → published (provisional) → official.
enum class SheetState { Draft, Reviewed, Committed, Published, Official };
constexpr auto enum_words(SheetState) {
    return std::array<std::string_view, 5>{"draft", "reviewed", "committed", "published", "official"};
}

struct Sheet {
    static constexpr std::string_view kind = "sheet";
    RunId id;  ///< the run's, or the match's
    StageId stage;
    EntryId entry;  ///< a run's; a match's entries are in its content
    int number = 1;
    SheetState state = SheetState::Draft;
    SheetContent content;
    /// What the public sees: the content as it was last published. A correction stays hidden until it
    /// is published; a retraction empties this.
    std::optional<SheetContent> published;
    WallTime published_at;
    bool protested = false;  ///< a protest holds it: it does not become official

    bool is_match() const { return content.match.has_value(); }
    std::string object() const { return "sheet:" + id.text; }
    /// What of a match's sheet is versioned by itself, so that two tablets do not stand in each other's
    /// way: "sheet:group.m001:red", "sheet:group.m001:shared".
    static std::vector<std::string> parts_touched(const Sheet* before, const Sheet& after) {
        std::vector<std::string> parts;
        if (!after.is_match()) return parts;
        static const MatchContent nothing{};
        const MatchContent& old = before != nullptr && before->is_match() ? *before->content.match : nothing;
        const MatchContent& now = *after.content.match;
        for (const auto& [side, content] : now.sides) {
            const auto was = old.sides.find(side);
            if (was == old.sides.end() || !(was->second == content))
                parts.push_back(after.object() + ":" + side);
        }
        if (!(old.shared == now.shared) || old.bouts != now.bouts)
            parts.push_back(after.object() + ":shared");
        return parts;
    }
    std::string key() const { return id.text; }
    bool operator==(const Sheet&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("number", self.number);
        visit("state", self.state);
        visit("content", self.content);
        visit("published", self.published);
        visit("published_at", self.published_at);
        visit("protested", self.protested);
    }
};

/// Figures brought in for one entry of an `import` stage: column → value.
struct ImportedScores {
    static constexpr std::string_view kind = "scores";
    StageId stage;
    EntryId entry;
    Json values{Json::Object{}};
    bool published = false;

    std::string object() const { return "scores:" + key(); }
    std::string key() const { return stage.text + "." + entry.text; }
    bool operator==(const ImportedScores&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("values", self.values);
        visit("published", self.published);
    }
};

struct Field {
    static constexpr std::string_view kind = "field";
    FieldId id;
    std::string name;
    RunId loaded;  ///< a run or a match; empty: nothing

    std::string object() const { return "field:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Field&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("loaded", self.loaded);
    }
};

}  // namespace sandau
