#include <array>

#include "scoring/command.h"
#include "scoring/decide_handlers.h"
#include "scoring/grants.h"

namespace sandau {

namespace {

using Handler = Result<Json> (*)(Draft&, const Json&, const Circumstances&);

template <class Payload>
Result<Json> read_and_handle(Draft& draft, const Json& payload, const Circumstances& circumstances) {
    Result<Payload> read = from_json<Payload>(payload);
    if (!read) return tl::unexpected(read.error());
    return handlers::handle(draft, *read, circumstances);
}

struct Known {
    std::string_view kind;
    Handler handler;
};

template <class... Payloads>
constexpr std::array<Known, sizeof...(Payloads)> known_kinds() {
    return {Known{Payloads::kind, &read_and_handle<Payloads>}...};
}

using namespace commands;
constexpr auto known =
    known_kinds<ContestSettings, DefinitionAmend, OrganizationAdd, EntryImport, EntryAdd, EntryChange,
                EntryQualify, EntryCheckIn, EntryInspect, EntryWithdraw, EntryAttach, EntryDetach,
                ScoreImport, StagePromote, StageSchedule, ScheduleMove, StagePublish, SchedulePublish,
                RunLoad, RunReady, RunStart, RunPause, RunResume, RunEnd, RunUnload, RunSetClock, RunRerun,
                DrawStage, MatchLoad, MatchStart, MatchPause, MatchResume, MatchEnd, MatchAbort, MatchRerun,
                MatchSetClock, ClockRecover, ScoreSet, ScoreReview, ScoreReopen, ScoreCommit, ScorePublish,
                ScoreRetract, ScoreCorrect, ScorePublishStage, ResultFinalize, ProtestLodge, ProtestResolve,
                DecisionMake, AwardPublish, DeviceAssign, DeviceReport, DeviceFault, EventAdopt, DisplayShow,
                UserGrant, UserRevoke, PanelSet, JudgeAssign, ConflictDeclare, MarkSet, MarkSubmit,
                MarkReopen, MarkRecuse, VoteSet>();

/// What was published is retracted or corrected, never undone; what devices reported stays.
constexpr std::array not_undoable{ScorePublish::kind,    ScorePublishStage::kind, StagePublish::kind,
                                  SchedulePublish::kind, AwardPublish::kind,      ResultFinalize::kind,
                                  DeviceReport::kind,    DeviceFault::kind,       ClockRecover::kind,
                                  UserRevoke::kind};

}  // namespace

Result<Outcome> decide(const Contest& contest, const Command& command, const Circumstances& circumstances) {
    if (Result<void> may = allowed(contest, command); !may) return tl::unexpected(may.error());
    const Known* found = nullptr;
    for (const Known& one : known)
        if (one.kind == command.kind) found = &one;
    if (found == nullptr) return refuse("command.unknown_kind", {{"kind", command.kind}});
    for (const auto& [object, expected] : command.expect) {
        const Seq current = contest.version(object);
        if (current != expected)
            return refuse("command.stale", {{"object", object},
                                            {"expected", std::to_string(expected)},
                                            {"current", std::to_string(current)}});
    }
    if (!contest.definition && command.kind != DefinitionAmend::kind) return refuse("definition.missing");

    Draft draft(contest, command.actor);
    Result<Json> answer = found->handler(draft, command.payload, circumstances);
    if (!answer) return tl::unexpected(answer.error());
    return Outcome{draft.events(), draft.take_personal(), std::move(*answer)};
}

Result<Outcome> decide_undo(const Contest& contest, Seq undone, const std::string& undone_kind,
                            const std::vector<Event>& undone_events) {
    for (const std::string_view kind : not_undoable)
        if (undone_kind == kind) return refuse("undo.not_undoable", {{"kind", undone_kind}});
    if (contest.version("definition") == undone && undone == 1)
        return refuse("undo.not_undoable", {{"kind", undone_kind}});
    for (const Event& event : undone_events) {
        const std::string object = object_of(contest, event);
        const Seq version = contest.version(object);
        if (version != undone)
            return refuse("undo.in_the_way", {{"object", object}, {"seq", std::to_string(version)}});
    }
    Outcome outcome;
    for (auto event = undone_events.rbegin(); event != undone_events.rend(); ++event)
        outcome.events.push_back(inverse(*event));
    outcome.answer.set("undone", undone);
    return outcome;
}

bool is_known_kind(std::string_view kind) {
    if (kind == JournalUndo::kind) return true;
    for (const Known& one : known)
        if (one.kind == kind) return true;
    return false;
}

}  // namespace sandau
