#include <algorithm>

#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/match_sheets.h"
#include "scoring/run_clock.h"

// Gates on a field where a match is played. They run its clock in the periods that the rules give them
// ("by_gates"); what they say otherwise is kept with the match, and a referee reads it.

namespace sandau::handlers {

namespace {

const Period* period_now(const Game& game, const RunClock& clock) {
    const auto found = std::find_if(game.periods.begin(), game.periods.end(),
                                    [&](const Period& period) { return period.id == clock.period; });
    return found == game.periods.end() ? nullptr : &*found;
}

bool has_gates(const Game& game) {
    return std::any_of(game.periods.begin(), game.periods.end(),
                       [](const Period& period) { return period.by_gates; });
}

/// Whether a gate may end what the clock shows now.
bool runs_by_gates(const Game& game, const RunClock& clock) {
    const Period* now = period_now(game, clock);
    return clock.state == ClockState::Running && now != nullptr && now->by_gates;
}

bool is_before(const DeviceRecord& event, const RunClock& clock) {
    return clock.since.boot_id == event.at.boot_id && event.at.mono <= clock.since.mono;
}

EventPlacing place_start(const Game& game, const Match& match) {
    if (runs_by_gates(game, match.clock)) return {EventPlace::Inbox, "event.match_runs"};
    const Period* next = next_period(game, match.clock, "");
    if (next != nullptr && next->by_gates) return {EventPlace::Used, ""};
    if (match.state == MatchState::Running) return {EventPlace::Used, "event.match_kept"};
    return {EventPlace::Inbox, has_gates(game) ? "event.match_not_started" : "event.match_by_hand"};
}

EventPlacing place_finish(const Game& game, const Match& match, const DeviceRecord& event) {
    if (match.state != MatchState::Running) return {EventPlace::Inbox, "event.match_not_started"};
    if (!runs_by_gates(game, match.clock)) return {EventPlace::Used, "event.match_kept"};
    if (is_before(event, match.clock)) return {EventPlace::Inbox, "event.before_start"};
    return {EventPlace::Used, ""};
}

}  // namespace

EventPlacing place_on_match(const Draft& draft, const DeviceRecord& event, const Match& match) {
    if (event.role == ChannelRole::Unused) return {EventPlace::Inbox, "event.no_role"};
    if (match.state == MatchState::Ended || match.state == MatchState::Aborted)
        return {EventPlace::Inbox, "event.match_over"};
    const Game& game = game_of_match(draft, match);
    if (event.role == ChannelRole::Start) return place_start(game, match);
    if (event.role == ChannelRole::Finish) return place_finish(game, match, event);
    if (match.state != MatchState::Running) return {EventPlace::Inbox, "event.match_not_started"};
    return {EventPlace::Used, "event.match_kept"};
}

void take_by_match(Draft& draft, const DeviceRecord& event, Match match) {
    const Game& game = game_of_match(draft, match);
    const bool runs = runs_by_gates(game, match.clock);
    if (event.role == ChannelRole::Stop) {
        match.clock = stopped(match.clock, ClockState::Paused, event.at);
    } else if (event.role == ChannelRole::Start && runs) {
        // A referee says that this was the start: the clock runs from there.
        match.clock = started(match.clock.period, event.at);
    } else if (event.role == ChannelRole::Start) {
        const Period* next = next_period(game, match.clock, "");
        if (next == nullptr || !next->by_gates) return;
        match.clock = started(next->id, event.at);
        match.state = MatchState::Running;
    } else if (event.role == ChannelRole::Finish && runs) {
        match.clock = stopped(match.clock, ClockState::Over, event.at);
        // A series goes on with its next bout; a referee says when it is over.
        const bool is_last = game.kind != GameKind::Series && next_period(game, match.clock, "") == nullptr;
        if (is_last) match.state = MatchState::Ended;
    } else {
        return;
    }
    draft.put(std::move(match));
}

}  // namespace sandau::handlers
