#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "scoring/contest.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "station/words.h"

namespace sandau::station {

/// The strip of a run or match, in its order: where it stands is lit.
enum class Step { Called, Ready, Running, Ended, Reviewed, Confirmed, Published };
constexpr int step_count = 7;
Phrase step_name(Step step);

/// The one obvious next thing on a field.
enum class NextAction {
    Call,  ///< the field is free: call a team
    Ready,
    Start,
    Resume,      ///< the clock is held
    NextPeriod,  ///< of a match: from the set-up to the play, the next bout
    End,
    Overtime,  ///< a match that ended without a winner, where the rules have overtime
    Review,
    Confirm,  ///< confirm and publish: never on Space
    Publish,  ///< confirmed already; never on Space
};
/// What a sheet's state says; nothing while it is a draft.
std::optional<Step> step_of_sheet(const Sheet& sheet);
bool is_on_space(NextAction action);

/// What stands on a field, put together from the contest. The pointers live as long as the contest.
struct FieldView {
    const Field* field = nullptr;
    const Run* run = nullptr;      ///< of a run and a match at most one is there
    const Match* match = nullptr;  ///< with the sides and the next period of match_steps.h
    const Sheet* sheet = nullptr;
    const Entry* entry = nullptr;  ///< a run's
    const Stage* stage = nullptr;
    const Game* game = nullptr;
    std::optional<Step> step;  ///< nothing: nobody was called yet
    NextAction next = NextAction::Call;

    /// The one there is done with, another may be called.
    bool is_free() const { return next == NextAction::Call; }
    /// nullptr: nobody is there.
    const RunClock* clock() const;
    bool is_running() const;
    RunId played() const;
    /// The team, or both: "Sao Mai – Sông Hồng".
    QString who(const Contest& contest) const;
};
FieldView look_at(const Contest& contest, const FieldId& field);

/// What of a timetable is still to be played on a field, soonest first.
std::vector<Slot> waiting_slots(const Contest& contest, const FieldId& field);

/// What a sheet is worth under its stage's rules; nothing where the rules do not know it.
std::optional<SheetEvaluation> worth_of(const Contest& contest, const Sheet& sheet,
                                        const SheetContent& content);

/// Ids of yes-or-no items that nobody answered yet; only asked of a run that was run.
std::vector<std::string> unanswered(const Game& game, const SheetContent& content);

Phrase status_name(SheetStatus status);
Phrase sheet_state_name(SheetState state);
Phrase run_state_name(RunState state);

QString entry_name(const Contest& contest, const EntryId& entry);
/// "Bảng A: Tiểu học" is called "Bảng A" where there is little room.
QString division_short(const Words& words, const Contest& contest, const DivisionId& division);
QString organization_name(const Contest& contest, const Entry& entry);

inline QString text_of(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

}  // namespace sandau::station
