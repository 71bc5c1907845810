#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/record.h"
#include "scoring/records_play.h"

// Sheets: what is entered, their way to the public, corrections, protests.

namespace sandau::commands {

struct ImportedRun {
    SheetStatus status = SheetStatus::OK;
    Json items{Json::Object{}};
    std::optional<std::int64_t> time_ms;
    std::string reason;
    bool operator==(const ImportedRun&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("status", self.status);
        visit("items", self.items);
        visit("time_ms", self.time_ms);
        visit("reason", self.reason);
    }
};

struct ImportedResult {
    EntryId entry;
    std::vector<ImportedRun> runs;  ///< a `runs` stage
    Json scores{Json::Object{}};    ///< an `import` stage: column → value
    bool operator==(const ImportedResult&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("runs", self.runs);
        visit("scores", self.scores);
    }
};

/// Run sheets or figures of a stage from a spreadsheet; they come in committed. One journal entry.
/// Answers {entries, runs}.
struct ScoreImport {
    static constexpr std::string_view kind = "score.import";
    StageId stage;
    std::string source;
    std::vector<ImportedResult> results;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("source", self.source);
        visit("results", self.results);
    }
    bool operator==(const ScoreImport&) const = default;
};

/// What is entered for one side of a match; items not named stay.
struct SideGiven {
    Json items{Json::Object{}};
    std::optional<SheetStatus> status;           ///< OK, DNS, DSQ
    std::optional<std::int64_t> instant_win_ms;  ///< below 0: there was none
    std::optional<std::string> reason;
    bool operator==(const SideGiven&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("items", self.items);
        visit("status", self.status);
        visit("instant_win_ms", self.instant_win_ms);
        visit("reason", self.reason);
    }
};

/// What is entered on a match's sheet. Shared state is absolute for each of its ids, bouts all at once.
struct MatchGiven {
    std::map<std::string, SideGiven> sides;
    Json shared{Json::Object{}};
    std::optional<std::vector<BoutContent>> bouts;
    bool operator==(const MatchGiven&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sides", self.sides);
        visit("shared", self.shared);
        visit("bouts", self.bouts);
    }
};

/// Sets values on a draft sheet: a run's `items status time_ms hand_ms`, or a match's `match`. What is
/// given is absolute; items not named stay. DNS, DSQ and VOID need a reason. An instant win ends a match
/// that is being played. Answers {sheet, state, total, errors}, for a match {totals, winner, decided_by}.
struct ScoreSet {
    static constexpr std::string_view kind = "score.set";
    RunId sheet;
    Json items{Json::Object{}};
    std::optional<SheetStatus> status;
    std::optional<std::int64_t> time_ms;
    std::optional<std::int64_t> hand_ms;
    std::optional<std::string> reason;
    std::optional<MatchGiven> match{};
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sheet", self.sheet);
        visit("items", self.items);
        visit("status", self.status);
        visit("time_ms", self.time_ms);
        visit("hand_ms", self.hand_ms);
        visit("reason", self.reason);
        visit("match", self.match);
    }
    bool operator==(const ScoreSet&) const = default;
};

/// A step of a sheet's way: review (Soát điểm), commit (Xác nhận), publish (Công bố), retract.
/// A sheet with an error is not committed: `sheet.has_errors`.
template <class Tag>
struct SheetStep {
    static constexpr std::string_view kind = Tag::kind;
    RunId sheet;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sheet", self.sheet);
        visit("reason", self.reason);
    }
    bool operator==(const SheetStep&) const = default;
};
struct ScoreReviewTag {
    static constexpr std::string_view kind = "score.review";
};
struct ScoreReopenTag {
    static constexpr std::string_view kind = "score.reopen";
};
struct ScoreCommitTag {
    static constexpr std::string_view kind = "score.commit";
};
struct ScorePublishTag {
    static constexpr std::string_view kind = "score.publish";
};
struct ScoreRetractTag {
    static constexpr std::string_view kind = "score.retract";
};
using ScoreReview = SheetStep<ScoreReviewTag>;
using ScoreReopen = SheetStep<ScoreReopenTag>;  ///< from reviewed back to draft
using ScoreCommit = SheetStep<ScoreCommitTag>;
using ScorePublish = SheetStep<ScorePublishTag>;
using ScoreRetract = SheetStep<ScoreRetractTag>;

/// Changes a committed or published sheet, with a reason. It is committed anew; the public sees the
/// old one until it is published.
struct ScoreCorrect {
    static constexpr std::string_view kind = "score.correct";
    RunId sheet;
    Json items{Json::Object{}};
    std::optional<SheetStatus> status;
    std::optional<std::int64_t> time_ms;
    std::string reason;
    std::optional<MatchGiven> match{};
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sheet", self.sheet);
        visit("items", self.items);
        visit("status", self.status);
        visit("time_ms", self.time_ms);
        visit("reason", self.reason);
        visit("match", self.match);
    }
    bool operator==(const ScoreCorrect&) const = default;
};

/// Against a run's or match's sheet, or against what a panel gave an entry in a stage: one or the other. It
/// holds what it is about: that does not become official. Refused: `protest.too_late`,
/// `protest.nothing_marked`. Answers {protest}.
struct ProtestLodge {
    static constexpr std::string_view kind = "protest.lodge";
    RunId sheet;
    std::string by;
    std::string text;
    StageId stage{};
    EntryId entry{};
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sheet", self.sheet);
        visit("by", self.by);
        visit("text", self.text);
        visit("stage", self.stage);
        visit("entry", self.entry);
    }
    bool operator==(const ProtestLodge&) const = default;
};

struct ProtestResolve {
    static constexpr std::string_view kind = "protest.resolve";
    std::string protest;
    std::string resolution;  ///< upheld, rejected
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("protest", self.protest);
        visit("resolution", self.resolution);
        visit("reason", self.reason);
    }
    bool operator==(const ProtestResolve&) const = default;
};

}  // namespace sandau::commands
