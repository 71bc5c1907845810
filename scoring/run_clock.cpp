#include "scoring/run_clock.h"

#include <algorithm>

namespace sandau {

namespace {

std::int64_t period_length_ms(const Game& game, const std::string& id) {
    for (const Period& period : game.periods)
        if (period.id == id) return period.ms;
    return game.limit_ms.value_or(0);
}

}  // namespace

const Game* game_of(const Definition& definition, const StageId& stage_id, const DivisionId& division_id) {
    const Stage* stage = definition.stage(stage_id);
    const DivisionPlay* play = stage != nullptr ? stage->division(division_id) : nullptr;
    return play != nullptr && play->game ? &*play->game : nullptr;
}

TimedPeriod main_period(const Game& game) {
    for (auto period = game.periods.rbegin(); period != game.periods.rend(); ++period)
        if (!period->extra) return {period->id, period->ms};
    return {"run", game.limit_ms.value_or(0)};
}

std::optional<TimedPeriod> setup_period(const Game& game) {
    const TimedPeriod main = main_period(game);
    for (const Period& period : game.periods) {
        if (period.id == main.id) return std::nullopt;
        if (!period.extra) return TimedPeriod{period.id, period.ms};
    }
    return std::nullopt;
}

Duration elapsed(const RunClock& clock, const Instant& now) {
    const Duration before{clock.elapsed_ns};
    if (clock.state != ClockState::Running) return before;
    const bool same_boot = clock.since.boot_id == now.boot_id;
    const Duration since =
        same_boot ? now.mono - clock.since.mono : milliseconds(now.wall.utc_ms - clock.since.wall.utc_ms);
    return before + std::max(since, Duration{0});
}

RunClock stopped(RunClock clock, ClockState state, const Instant& now) {
    clock.elapsed_ns = elapsed(clock, now).ns;
    clock.state = state;
    clock.since = Instant{};
    return clock;
}

RunClock started(const std::string& period, const Instant& since) {
    return {ClockState::Running, period, since, 0, false};
}

ClockFace clock_face(const RunClock& clock, const Game& game, const Instant& now) {
    ClockFace face;
    face.state = clock.state;
    face.estimated = clock.estimated;
    face.period = clock.period.empty() ? main_period(game).id : clock.period;
    face.period_ms = period_length_ms(game, face.period);
    face.elapsed_ms = elapsed(clock, now).floor_ms();
    if (face.period_ms > 0) {
        face.elapsed_ms = std::min(face.elapsed_ms, face.period_ms);
        face.left_ms = face.period_ms - face.elapsed_ms;
        if (face.state == ClockState::Running && face.left_ms == 0) face.state = ClockState::Over;
    }
    return face;
}

}  // namespace sandau
