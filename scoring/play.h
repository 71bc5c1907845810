#pragma once

#include <string>
#include <vector>

#include "scoring/command.h"
#include "scoring/contest.h"
#include "scoring/decide_handlers.h"
#include "scoring/result.h"
#include "scoring/run_clock.h"

// What runs and matches have in common: they stand on a field, and a clock runs for them; not a door.

namespace sandau::handlers {

/// Whether the field is free for these entries: nothing there that waits for its result, and none of them
/// on another field. `own` is in nobody's way. Refused: `field.busy`, `entry.on_another_field`.
Result<void> is_free_for(const Draft& draft, const FieldId& field, const std::vector<EntryId>& entries,
                         const RunId& own);

void put_on_field(Draft& draft, const FieldId& field, const RunId& what);
/// Where something else stands there by now, it stays.
void take_off_field(Draft& draft, const FieldId& field, const RunId& what);

/// `run.wrong_step` or `match.wrong_step` {run or match, state}.
template <class Played>
tl::unexpected<Refusal> wrong_step(const Played& played) {
    const std::string kind(Played::kind);
    return refuse(kind + ".wrong_step",
                  {{kind, played.id.text}, {"state", std::string(word_of(played.state))}});
}

/// On a machine that was started again the clock waits for the referee's word.
template <class Played>
tl::unexpected<Refusal> clock_is_estimated(const Played& played) {
    const std::string kind(Played::kind);
    return refuse(kind + ".clock_estimated", {{kind, played.id.text}});
}

template <class Played>
Result<void> pause(Played& played, const Instant& now) {
    if (played.state != Played::State::Running || played.clock.state != ClockState::Running)
        return wrong_step(played);
    played.clock = stopped(played.clock, ClockState::Paused, now);
    return {};
}

template <class Played>
Result<void> resume(Played& played, const Instant& now) {
    if (played.clock.state != ClockState::Paused) return wrong_step(played);
    played.clock.state = ClockState::Running;
    played.clock.since = now;
    played.clock.estimated = false;
    return {};
}

template <class Played>
Result<void> set_clock(Played& played, std::int64_t elapsed_ms, const std::string& reason) {
    if (played.clock.state != ClockState::Paused) return wrong_step(played);
    if (!within_a_day(elapsed_ms)) return refuse("record.range", {}, "elapsed_ms");
    if (reason.empty()) return refuse("reason.missing");
    played.clock.elapsed_ns = milliseconds(elapsed_ms).ns;
    played.clock.estimated = false;
    played.clock.set_because = reason;
    return {};
}

/// Brings the clocks of another boot back, paused; returns how many.
template <class Played>
std::int64_t recover_clocks(Draft& draft, const Instant& now) {
    std::vector<Played> found;
    for (const Field& field : draft.now().table<Field>()) {
        const Played* played = draft.find<Played>(field.loaded.text);
        if (played == nullptr || played->clock.state != ClockState::Running) continue;
        if (played->clock.since.boot_id != now.boot_id) found.push_back(*played);
    }
    for (Played& played : found) {
        played.clock = stopped(played.clock, ClockState::Paused, now);
        played.clock.estimated = true;
        draft.put(played);
    }
    return static_cast<std::int64_t>(found.size());
}

}  // namespace sandau::handlers
