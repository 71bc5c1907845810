#include <algorithm>
#include <string>

#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/match_sheets.h"
#include "scoring/play.h"

namespace sandau::handlers {

namespace {

Json match_answer(const Match& match) {
    Json answer;
    answer.set("match", match.id.text);
    return answer;
}

/// The sides as they were drawn by hand: the same entries, each on one side.
Result<void> choose_sides(const Game& game, Match& match, const std::map<std::string, EntryId>& chosen) {
    std::vector<EntryId> are, wanted;
    for (const auto& [side, entry] : match.sides) are.push_back(entry);
    for (const SideId& side : game.sides) {
        const auto found = chosen.find(side.text);
        if (found != chosen.end()) wanted.push_back(found->second);
    }
    if (wanted.size() != chosen.size() ||
        !std::is_permutation(are.begin(), are.end(), wanted.begin(), wanted.end()))
        return refuse("match.wrong_sides", {{"match", match.id.text}}, "sides");
    match.sides = chosen;
    return {};
}

/// A sheet that is confirmed bars what would change the match behind it.
Result<void> is_open(const Draft& draft, const Match& match) {
    const Sheet* sheet = draft.find<Sheet>(match.played());
    if (sheet == nullptr || sheet->state < SheetState::Committed) return {};
    return refuse("sheet.wrong_step",
                  {{"sheet", sheet->id.text}, {"state", std::string(word_of(sheet->state))}});
}

void call(Draft& draft, Match& match, const FieldId& field) {
    match.field = field;
    match.state = MatchState::Called;
    match.clock = {};
    put_on_field(draft, field, match.played());
    draft.put(match);
    draft.put(new_sheet(draft, match));
}

}  // namespace

const Period* next_period(const Game& game, const RunClock& clock, const std::string& named) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < game.periods.size(); ++i)
        if (game.periods[i].id == clock.period) first = i + 1;
    for (std::size_t i = first; i < game.periods.size(); ++i) {
        const Period& period = game.periods[i];
        if (named.empty() ? !period.extra : period.id == named) return &period;
    }
    // Each bout of a series goes through the periods anew.
    const bool again = game.kind == GameKind::Series && named.empty() && first > 0;
    return again ? next_period(game, {}, named) : nullptr;
}

Result<Json> handle(Draft& draft, const commands::MatchLoad& command, const Now&) {
    TRY(match, get<Match>(draft, command.match));
    if (command.field.empty()) return refuse("field.missing", {}, "field");
    if (match.state != MatchState::Planned && match.state != MatchState::Aborted) return wrong_step(match);
    if (Result<void> open = is_open(draft, match); !open) return tl::unexpected(open.error());
    TRY(sides, sides_of(draft, match));
    match.sides = sides;
    if (!command.sides.empty()) {
        const Result<void> chosen = choose_sides(game_of_match(draft, match), match, command.sides);
        if (!chosen) return tl::unexpected(chosen.error());
    }
    std::vector<EntryId> entries;
    for (const auto& [side, id] : match.sides) {
        TRY(entry, get<Entry>(draft, id));
        if (entry.state != EntryState::Eligible) return refuse("entry.not_competing", {{"entry", id.text}});
        entries.push_back(id);
    }
    if (Result<void> free = is_free_for(draft, command.field, entries, match.played()); !free)
        return tl::unexpected(free.error());
    call(draft, match, command.field);
    return match_answer(match);
}

Result<Json> handle(Draft& draft, const commands::MatchStart& command, const Now& now) {
    TRY(match, get<Match>(draft, command.match));
    const bool called = match.state == MatchState::Called;
    // Overtime is called for when the match had ended without a winner.
    const bool overtime = match.state == MatchState::Ended && !command.period.empty();
    if (!called && !overtime && match.state != MatchState::Running) return wrong_step(match);
    if (match.clock.estimated) return clock_is_estimated(match);
    if (Result<void> open = is_open(draft, match); !open) return tl::unexpected(open.error());
    const Game& game = game_of_match(draft, match);
    std::string id = "play";
    if (!game.periods.empty()) {
        const Period* period = next_period(game, match.clock, command.period);
        if (period == nullptr)
            return refuse("match.no_period", {{"match", match.id.text}, {"period", command.period}});
        id = period->id;
    } else if (!called || !command.period.empty()) {
        return refuse("match.no_period", {{"match", match.id.text}, {"period", command.period}});
    }
    match.state = MatchState::Running;
    match.clock = started(id, now.now);
    draft.put(match);
    Json answer = match_answer(match);
    answer.set("period", id);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::MatchPause& command, const Now& now) {
    TRY(match, get<Match>(draft, command.match));
    if (Result<void> paused = pause(match, now.now); !paused) return tl::unexpected(paused.error());
    draft.put(match);
    return match_answer(match);
}

Result<Json> handle(Draft& draft, const commands::MatchResume& command, const Now& now) {
    TRY(match, get<Match>(draft, command.match));
    if (match.state == MatchState::Ended) {
        if (Result<void> open = is_open(draft, match); !open) return tl::unexpected(open.error());
        if (command.reason.empty()) return refuse("reason.missing");
        match.state = MatchState::Running;
        match.clock.state = ClockState::Paused;
    }
    if (Result<void> resumed = resume(match, now.now); !resumed) return tl::unexpected(resumed.error());
    draft.put(match);
    return match_answer(match);
}

Result<Json> handle(Draft& draft, const commands::MatchSetClock& command, const Now&) {
    TRY(match, get<Match>(draft, command.match));
    if (Result<void> set = set_clock(match, command.elapsed_ms, command.reason); !set)
        return tl::unexpected(set.error());
    draft.put(match);
    return match_answer(match);
}

Result<Json> handle(Draft& draft, const commands::MatchEnd& command, const Now& now) {
    TRY(match, get<Match>(draft, command.match));
    if (match.state != MatchState::Running) return wrong_step(match);
    if (match.clock.estimated) return clock_is_estimated(match);
    match.clock = stopped(match.clock, ClockState::Over, now.now);
    match.state = MatchState::Ended;
    draft.put(match);
    return match_answer(match);
}

Result<Json> handle(Draft& draft, const commands::MatchAbort& command, const Now& now) {
    TRY(match, get<Match>(draft, command.match));
    if (match.state == MatchState::Planned || match.state == MatchState::Aborted) return wrong_step(match);
    if (Result<void> open = is_open(draft, match); !open) return tl::unexpected(open.error());
    if (command.reason.empty() && match.state >= MatchState::Running) return refuse("reason.missing");
    match.clock = stopped(match.clock, ClockState::Stopped, now.now);
    match.state = MatchState::Aborted;
    match.reason = command.reason;
    take_off_field(draft, match.field, match.played());
    draft.put(match);
    return match_answer(match);
}

Result<Json> handle(Draft& draft, const commands::MatchRerun& command, const Now&) {
    TRY(match, get<Match>(draft, command.match));
    if (command.reason.empty()) return refuse("reason.missing");
    const Sheet* sheet = draft.find<Sheet>(match.played());
    if (sheet == nullptr || match.state == MatchState::Planned || match.state == MatchState::Aborted)
        return wrong_step(match);
    ++match.play;
    match.reason = command.reason;
    match.clock = {};
    match.state = MatchState::Planned;
    take_off_field(draft, match.field, match.played());
    match.field = FieldId();
    // In a bracket those meet who come there by now.
    if (draft.now().definition->stage(match.stage)->is_elimination()) match.sides.clear();
    draft.put(match);
    draft.put(new_sheet(draft, match));
    return match_answer(match);
}

}  // namespace sandau::handlers
