#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scoring/contest_objects.h"
#include "scoring/definition.h"
#include "scoring/time.h"

namespace sandau {

/// The game that a division plays in a stage, with its overrides; nullptr where the stage has none.
const Game* game_of(const Definition& definition, const StageId& stage, const DivisionId& division);

/// The period in which a run is timed: the last one that is not overtime. Without periods, the game's
/// time limit under the name `run`; without either, nothing limits it (0 ms).
struct TimedPeriod {
    std::string id;
    std::int64_t ms = 0;
};
TimedPeriod main_period(const Game& game);
/// What is counted down while the team sets up; nothing where the game has no period before the main one.
std::optional<TimedPeriod> setup_period(const Game& game);

/// How long the clock's period has run by `now`. In another boot of the machine the wall clock has to do.
Duration elapsed(const RunClock& clock, const Instant& now);

/// A running clock stopped at `now`, with the time that it has run.
RunClock stopped(RunClock clock, ClockState state, const Instant& now);

/// A clock that begins a period at `since`.
RunClock started(const std::string& period, const Instant& since);

/// What a screen shows of a clock.
struct ClockFace {
    ClockState state = ClockState::Stopped;  ///< Over once a period with an end has run out
    std::string period;
    std::int64_t period_ms = 0;  ///< 0: open-ended
    std::int64_t elapsed_ms = 0;
    std::int64_t left_ms = 0;
    bool estimated = false;
};
ClockFace clock_face(const RunClock& clock, const Game& game, const Instant& now);

}  // namespace sandau
