#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "scoring/command.h"
#include "scoring/command_payloads.h"
#include "scoring/contest.h"
#include "scoring/result.h"
#include "scoring/time.h"

// One function for each kind of command: it changes the draft and gives the answer, or refuses.
// They stand in decide_attachments, decide_entries, decide_stages, decide_schedule, decide_schedule_move,
// decide_draw, decide_runs, decide_matches, decide_sheets, decide_protests, decide_panels, decide_devices,
// decide_people.

namespace sandau {
struct Bracket;
struct Game;
struct Period;
struct Stage;
}  // namespace sandau

namespace sandau::handlers {

using Now = Circumstances;

Result<Json> handle(Draft&, const commands::ContestSettings&, const Now&);
Result<Json> handle(Draft&, const commands::DefinitionAmend&, const Now&);
Result<Json> handle(Draft&, const commands::OrganizationAdd&, const Now&);
Result<Json> handle(Draft&, const commands::EntryImport&, const Now&);
Result<Json> handle(Draft&, const commands::EntryAdd&, const Now&);
Result<Json> handle(Draft&, const commands::EntryChange&, const Now&);
Result<Json> handle(Draft&, const commands::EntryQualify&, const Now&);
Result<Json> handle(Draft&, const commands::EntryCheckIn&, const Now&);
Result<Json> handle(Draft&, const commands::EntryInspect&, const Now&);
Result<Json> handle(Draft&, const commands::EntryWithdraw&, const Now&);
Result<Json> handle(Draft&, const commands::EntryAttach&, const Now&);
Result<Json> handle(Draft&, const commands::EntryDetach&, const Now&);
Result<Json> handle(Draft&, const commands::ScoreImport&, const Now&);
Result<Json> handle(Draft&, const commands::StagePromote&, const Now&);
Result<Json> handle(Draft&, const commands::StageSchedule&, const Now&);
Result<Json> handle(Draft&, const commands::ScheduleMove&, const Now&);
Result<Json> handle(Draft&, const commands::StagePublish&, const Now&);
Result<Json> handle(Draft&, const commands::SchedulePublish&, const Now&);
Result<Json> handle(Draft&, const commands::RunLoad&, const Now&);
Result<Json> handle(Draft&, const commands::RunReady&, const Now&);
Result<Json> handle(Draft&, const commands::RunStart&, const Now&);
Result<Json> handle(Draft&, const commands::RunPause&, const Now&);
Result<Json> handle(Draft&, const commands::RunResume&, const Now&);
Result<Json> handle(Draft&, const commands::RunEnd&, const Now&);
Result<Json> handle(Draft&, const commands::RunUnload&, const Now&);
Result<Json> handle(Draft&, const commands::RunSetClock&, const Now&);
Result<Json> handle(Draft&, const commands::RunRerun&, const Now&);
Result<Json> handle(Draft&, const commands::DrawStage&, const Now&);
Result<Json> handle(Draft&, const commands::MatchLoad&, const Now&);
Result<Json> handle(Draft&, const commands::MatchStart&, const Now&);
Result<Json> handle(Draft&, const commands::MatchPause&, const Now&);
Result<Json> handle(Draft&, const commands::MatchResume&, const Now&);
Result<Json> handle(Draft&, const commands::MatchEnd&, const Now&);
Result<Json> handle(Draft&, const commands::MatchAbort&, const Now&);
Result<Json> handle(Draft&, const commands::MatchRerun&, const Now&);
Result<Json> handle(Draft&, const commands::MatchSetClock&, const Now&);
Result<Json> handle(Draft&, const commands::ClockRecover&, const Now&);
Result<Json> handle(Draft&, const commands::ScoreSet&, const Now&);
Result<Json> handle(Draft&, const commands::ScoreReview&, const Now&);
Result<Json> handle(Draft&, const commands::ScoreReopen&, const Now&);
Result<Json> handle(Draft&, const commands::ScoreCommit&, const Now&);
Result<Json> handle(Draft&, const commands::ScorePublish&, const Now&);
Result<Json> handle(Draft&, const commands::ScoreRetract&, const Now&);
Result<Json> handle(Draft&, const commands::ScoreCorrect&, const Now&);
Result<Json> handle(Draft&, const commands::ScorePublishStage&, const Now&);
Result<Json> handle(Draft&, const commands::ResultFinalize&, const Now&);
Result<Json> handle(Draft&, const commands::ProtestLodge&, const Now&);
Result<Json> handle(Draft&, const commands::ProtestResolve&, const Now&);
Result<Json> handle(Draft&, const commands::DecisionMake&, const Now&);
Result<Json> handle(Draft&, const commands::AwardPublish&, const Now&);
Result<Json> handle(Draft&, const commands::PanelSet&, const Now&);
Result<Json> handle(Draft&, const commands::JudgeAssign&, const Now&);
Result<Json> handle(Draft&, const commands::ConflictDeclare&, const Now&);
Result<Json> handle(Draft&, const commands::MarkSet&, const Now&);
Result<Json> handle(Draft&, const commands::MarkSubmit&, const Now&);
Result<Json> handle(Draft&, const commands::MarkReopen&, const Now&);
Result<Json> handle(Draft&, const commands::MarkRecuse&, const Now&);
Result<Json> handle(Draft&, const commands::VoteSet&, const Now&);
Result<Json> handle(Draft&, const commands::DeviceAssign&, const Now&);
Result<Json> handle(Draft&, const commands::DeviceReport&, const Now&);
Result<Json> handle(Draft&, const commands::DeviceFault&, const Now&);
Result<Json> handle(Draft&, const commands::EventAdopt&, const Now&);
Result<Json> handle(Draft&, const commands::DisplayShow&, const Now&);
Result<Json> handle(Draft&, const commands::UserGrant&, const Now&);
Result<Json> handle(Draft&, const commands::UserRevoke&, const Now&);

// What several of them need.

inline tl::unexpected<Refusal> not_found(std::string what, std::string id) {
    return refuse("not_found", {{"what", "@noun." + std::move(what)}, {"id", std::move(id)}});
}

/// The record with that id, to be changed and put back. Refused: `not_found`.
template <class T, class Tag>
Result<T> get(const Draft& draft, const Id<Tag>& id) {
    const T* there = draft.find<T>(id.text);
    if (there == nullptr) return not_found(std::string(T::kind), id.text);
    return *there;
}

/// What a length of time from outside may be at most, so that sums and differences fit in 64 bits.
constexpr std::int64_t day_ms = 86'400'000;
constexpr bool within_a_day(std::int64_t ms) {
    return ms >= 0 && ms <= day_ms;
}

/// Of a calendar that people use: from 1970 to 2200.
constexpr bool is_a_date(WallTime time) {
    return time.utc_ms >= 0 && time.utc_ms <= 7'258'118'400'000;
}

/// STAGE.ENTRY.NUMBER
RunId run_id(const StageId& stage, const EntryId& entry, int number);

/// How many runs the entry has had in the stage, and how many of them were not void.
struct RunCount {
    int all = 0;
    int counted = 0;
};
RunCount runs_of(const Draft& draft, const StageId& stage, const EntryId& entry);

/// The division's game, for an entry in a `runs` stage. Refused: `not_found`, `stage.no_runs`.
Result<const Game*> game_for(const Draft& draft, const StageId& stage, const EntryId& entry);

/// Figures of an entry from elsewhere: columns of an `import` stage, external ones of a rubric, a ballot's
/// counts. Refused: `results.unknown_column`, `vote.impossible`, `entry.not_competing`,
/// `stage.not_its_division`; `path` is where they stand in the payload.
Result<void> put_figures(Draft& draft, const Stage& stage, const Entry& entry, const Json& figures,
                         const std::string& path);

/// What is submitted becomes what the public standings are made of; how many there were.
std::size_t publish_marks(Draft& draft, const StageId& stage,
                          const std::function<bool(const EntryId&)>& meant);

/// Everybody who competes in the stage: those promoted into it, or all eligible ones of its divisions.
std::vector<EntryId> competitors(const Draft& draft, const Stage& stage, const DivisionId& division);

/// The bracket of an elimination stage with so many entries.
Bracket bracket_of(const Stage& stage, std::size_t entries);

/// Takes the events that a run has for its start and finish and sets its sheet's measured time.
void measure(Draft& draft, const Run& run);

/// Where a device's event goes, with the code of why.
struct EventPlacing {
    EventPlace place = EventPlace::Inbox;
    std::string why;
};
/// A gate's event on a field where a match is played, anything but a stop.
EventPlacing place_on_match(const Draft& draft, const DeviceRecord& event, const Match& match);
/// What a used event does to its match's clock.
void take_by_match(Draft& draft, const DeviceRecord& event, Match match);
/// The period that starts now: the one that is named, if it is later, or the next that is no overtime.
const Period* next_period(const Game& game, const RunClock& clock, const std::string& named);

/// The type of a report that takes an earlier one back.
inline constexpr std::string_view cancel_type = "cancel";
/// A timer's operator took an impulse back. Nothing is rewritten: the impulse is marked, a time that leans on
/// it is a proposal no more, and the cancellation waits for a person where a run had used it.
void take_back(Draft& draft, DeviceRecord cancel);

}  // namespace sandau::handlers

/// Leaves the function with the refusal, or names the value.
#define SANDAU_TRY_NAME_(a, b) a##b
#define SANDAU_TRY_NAME(a, b) SANDAU_TRY_NAME_(a, b)
#define TRY(name, expression)                                                                   \
    auto SANDAU_TRY_NAME(name, _or) = (expression);                                             \
    if (!SANDAU_TRY_NAME(name, _or)) return tl::unexpected(SANDAU_TRY_NAME(name, _or).error()); \
    auto& name = *SANDAU_TRY_NAME(name, _or)
