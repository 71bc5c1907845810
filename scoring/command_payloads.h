#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/contest.h"
#include "scoring/record.h"

// The payloads of the commands, one record each; `kind` is the command's kind.
// An object that a payload names and that is not there: refusal `not_found` {what, id}.

namespace sandau::commands {

/// Replaces the settings. Organiser.
struct ContestSettings {
    static constexpr std::string_view kind = "contest.settings";
    Settings settings;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("settings", self.settings);
    }
    bool operator==(const ContestSettings&) const = default;
};

/// Sets the rules; the first one when the file is made. Refused where results name what is gone.
struct DefinitionAmend {
    static constexpr std::string_view kind = "definition.amend";
    std::string text;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("text", self.text);
        visit("reason", self.reason);
    }
    bool operator==(const DefinitionAmend&) const = default;
};

struct ImportPerson {
    std::string name;
    std::string birth;  ///< yyyy-mm-dd
    std::string phone;
    std::string email;
    bool operator==(const ImportPerson&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("name", self.name);
        visit("birth", self.birth);
        visit("phone", self.phone);
        visit("email", self.email);
    }
};

struct ImportRow {
    EntryId entry;  ///< the entry that the row meets; empty: a new one
    std::string number;
    std::string name;
    DivisionId division;
    std::string registered_at;
    std::string organization;
    std::string organization_parent;
    std::vector<ImportPerson> members;
    std::vector<ImportPerson> coaches;
    std::map<std::string, std::string> extra;
    bool operator==(const ImportRow&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("number", self.number);
        visit("name", self.name);
        visit("division", self.division);
        visit("registered_at", self.registered_at);
        visit("organization", self.organization);
        visit("organization_parent", self.organization_parent);
        visit("members", self.members);
        visit("coaches", self.coaches);
        visit("extra", self.extra);
    }
};

/// A sheet of entries, whole: one journal entry, one undo. Answers {added, changed, unchanged}.
struct EntryImport {
    static constexpr std::string_view kind = "entry.import";
    std::string source;  ///< the file's name, for the journal
    std::vector<ImportRow> rows;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("source", self.source);
        visit("rows", self.rows);
    }
    bool operator==(const EntryImport&) const = default;
};

/// One entry by hand. Answers {entry}.
struct EntryAdd {
    static constexpr std::string_view kind = "entry.add";
    ImportRow row;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("row", self.row);
    }
    bool operator==(const EntryAdd&) const = default;
};

/// Changes what is given: name, number, division; nothing else.
struct EntryChange {
    static constexpr std::string_view kind = "entry.change";
    EntryId entry;
    std::optional<std::string> name;
    std::optional<std::string> number;
    std::optional<DivisionId> division;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("name", self.name);
        visit("number", self.number);
        visit("division", self.division);
        visit("reason", self.reason);
    }
    bool operator==(const EntryChange&) const = default;
};

enum class Verdict { Automatic, Eligible, Refused };
constexpr auto enum_words(Verdict) {
    return std::array<std::string_view, 3>{"automatic", "eligible", "refused"};
}

/// Eligibility, by the division's rules (automatic) or a person's word with a reason. Without entries:
/// all registered ones. Answers {eligible, refused}.
struct EntryQualify {
    static constexpr std::string_view kind = "entry.qualify";
    std::vector<EntryId> entries;
    Verdict verdict = Verdict::Automatic;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entries", self.entries);
        visit("verdict", self.verdict);
        visit("reason", self.reason);
    }
    bool operator==(const EntryQualify&) const = default;
};

struct EntryCheckIn {
    static constexpr std::string_view kind = "entry.check_in";
    EntryId entry;
    bool present = true;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("present", self.present);
    }
    bool operator==(const EntryCheckIn&) const = default;
};

struct EntryInspect {
    static constexpr std::string_view kind = "entry.inspect";
    EntryId entry;
    bool passed = true;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("passed", self.passed);
        visit("reason", self.reason);
    }
    bool operator==(const EntryInspect&) const = default;
};

struct EntryWithdraw {
    static constexpr std::string_view kind = "entry.withdraw";
    EntryId entry;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("reason", self.reason);
    }
    bool operator==(const EntryWithdraw&) const = default;
};

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

/// Sets a paused clock to what the referee says (after a reboot: set).
struct RunSetClock {
    static constexpr std::string_view kind = "run.set_clock";
    RunId run;
    std::int64_t elapsed_ms = 0;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("run", self.run);
        visit("elapsed_ms", self.elapsed_ms);
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

/// Sets values on a draft sheet. What is given is absolute; items not named stay. DNS, DSQ and VOID
/// need a reason. Answers {sheet: the sheet after it, total, problems}.
struct ScoreSet {
    static constexpr std::string_view kind = "score.set";
    RunId sheet;
    Json items{Json::Object{}};
    std::optional<SheetStatus> status;
    std::optional<std::int64_t> time_ms;
    std::optional<std::int64_t> hand_ms;
    std::optional<std::string> reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sheet", self.sheet);
        visit("items", self.items);
        visit("status", self.status);
        visit("time_ms", self.time_ms);
        visit("hand_ms", self.hand_ms);
        visit("reason", self.reason);
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
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sheet", self.sheet);
        visit("items", self.items);
        visit("status", self.status);
        visit("time_ms", self.time_ms);
        visit("reason", self.reason);
    }
    bool operator==(const ScoreCorrect&) const = default;
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

struct ProtestLodge {
    static constexpr std::string_view kind = "protest.lodge";
    RunId sheet;
    std::string by;
    std::string text;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("sheet", self.sheet);
        visit("by", self.by);
        visit("text", self.text);
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

/// A decision of the committee, as results have it. Answers {decision}.
struct DecisionMake {
    static constexpr std::string_view kind = "decision.record";
    Json decision{Json::Object{}};
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("decision", self.decision);
    }
    bool operator==(const DecisionMake&) const = default;
};

/// Posts a scheme's awards. Refused while a tie, a vote or the budget waits: `awards.open` {flag…}.
struct AwardPublish {
    static constexpr std::string_view kind = "award.publish";
    AwardsId scheme;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("scheme", self.scheme);
    }
    bool operator==(const AwardPublish&) const = default;
};

/// Says what a device is and what its channels mean.
struct DeviceAssign {
    static constexpr std::string_view kind = "device.assign";
    Device device;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("device", self.device);
    }
    bool operator==(const DeviceAssign&) const = default;
};

/// What a device reported. Given by the device lane only. Where it goes, `decide` says: to the run on
/// the field of its channel, or to the inbox. Answers {place, run}.
struct DeviceReport {
    static constexpr std::string_view kind = "device.event";
    DeviceId device;
    std::string boot;
    std::int64_t seq = 0;
    int channel = 0;
    std::string type;
    std::int64_t value = 0;
    Instant at;
    std::int64_t bound_ns = 0;
    std::string stamp;
    std::string raw;
    std::string fault;  ///< a code when the hub does not trust it (gap, suppressed)
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("device", self.device);
        visit("boot", self.boot);
        visit("seq", self.seq);
        visit("channel", self.channel);
        visit("type", self.type);
        visit("value", self.value);
        visit("at", self.at);
        visit("bound_ns", self.bound_ns);
        visit("stamp", self.stamp);
        visit("raw", self.raw);
        visit("fault", self.fault);
    }
    bool operator==(const DeviceReport&) const = default;
};

/// A person takes an event from the inbox: into a run, or away (role `unused`).
struct EventAdopt {
    static constexpr std::string_view kind = "event.adopt";
    DeviceEventId event;
    RunId run;
    ChannelRole role = ChannelRole::Unused;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("event", self.event);
        visit("run", self.run);
        visit("role", self.role);
        visit("reason", self.reason);
    }
    bool operator==(const EventAdopt&) const = default;
};

struct DisplayShow {
    static constexpr std::string_view kind = "display.show";
    DisplayChoice display;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("display", self.display);
    }
    bool operator==(const DisplayShow&) const = default;
};

/// Gives somebody roles; hashes are made by the face that has the words. Answers {user}.
struct UserGrant {
    static constexpr std::string_view kind = "user.grant";
    UserId user;  ///< empty: a new one
    std::string name;
    std::vector<Grant> grants;
    std::string password_hash;  ///< empty: as it was
    std::string code_hash;      ///< empty: as it was
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("user", self.user);
        visit("name", self.name);
        visit("grants", self.grants);
        visit("password_hash", self.password_hash);
        visit("code_hash", self.code_hash);
    }
    bool operator==(const UserGrant&) const = default;
};

struct UserRevoke {
    static constexpr std::string_view kind = "user.revoke";
    UserId user;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("user", self.user);
    }
    bool operator==(const UserRevoke&) const = default;
};

/// Undoes a journal entry while nothing it touched was touched since.
struct JournalUndo {
    static constexpr std::string_view kind = "journal.undo";
    Seq seq = 0;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("seq", self.seq);
    }
    bool operator==(const JournalUndo&) const = default;
};

/// Brings clocks of another boot back, paused, with the estimate from the wall clock. Given by the host.
struct ClockRecover {
    static constexpr std::string_view kind = "clock.recover";
    template <class Self, class Visit>
    static void fields(Self&, Visit&&) {}
    bool operator==(const ClockRecover&) const = default;
};

}  // namespace sandau::commands
