#include <algorithm>

#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/run_clock.h"
#include "server/views.h"

namespace sandau::server {

namespace {

/// What devices reported of a field and the journal does not have yet: the last of each role.
struct Readings {
    std::optional<ProvisionalReading> start;
    std::optional<ProvisionalReading> finish;
};

Readings readings_of(const Snapshot& snapshot, const FieldId& field) {
    Readings readings;
    for (const ProvisionalReading& reading : snapshot.provisional) {
        if (reading.field != field) continue;
        if (reading.role == ChannelRole::Start) readings.start = reading;
        if (reading.role == ChannelRole::Finish) readings.finish = reading;
    }
    return readings;
}

/// A run that its gate has just started, though the journal does not say so yet.
RunClock clock_with(const Run& run, const Readings& readings, const Game& game) {
    if (readings.start && run.state == RunState::Ready && run.clock.state != ClockState::Running)
        return started(main_period(game).id, readings.start->at);
    return run.clock;
}

struct Measured {
    std::optional<std::int64_t> time_ms;
    std::int64_t bound_ns = 0;
    bool bounded = false;
};

Measured measured_so_far(const Run& run, const Sheet* sheet, const RunClock& clock,
                         const Readings& readings) {
    if (sheet != nullptr && (sheet->content.time_ms || sheet->content.measured)) {
        const SheetContent& content = sheet->content;
        Measured measured{content.time_ms, 0, false};
        if (content.measured && (!content.time_ms || *content.time_ms == content.measured->time_ms))
            measured = {content.measured->time_ms, content.measured->bound_ns, true};
        return measured;
    }
    const bool started_by_now = clock.state == ClockState::Running && run.state != RunState::Ended;
    if (!readings.finish || !started_by_now || readings.finish->at.boot_id != clock.since.boot_id) return {};
    const Duration time = readings.finish->at.mono - clock.since.mono + Duration{clock.elapsed_ns};
    if (time.ns < 0) return {};
    const std::int64_t start_bound_ns = readings.start ? readings.start->bound_ns : 0;
    return {time.floor_ms(), readings.finish->bound_ns + start_bound_ns, true};
}

/// What the sheet is worth as it stands; nothing while the settings hide it.
Json total_so_far(const Contest& contest, const Sheet* sheet, const DivisionId& division) {
    const Stage* stage = sheet != nullptr ? definition_of(contest).stage(sheet->stage) : nullptr;
    if (stage == nullptr || stage->format != StageFormat::Runs || stage->division(division) == nullptr)
        return {};
    const SheetEvaluation evaluation = evaluate_sheet(*stage, division, run_sheet_of(sheet->content));
    return evaluation.total ? Json(evaluation.total->text()) : Json();
}

}  // namespace

Json clock_view(const RunClock& clock, const Game& game, const ServerClock& server, const Instant& now) {
    const ClockFace face = clock_face(clock, game, now);
    Json json;
    // Ended before its time: it stands still with something left, which is not the same as run out.
    const bool ended_early = face.state == ClockState::Over && face.left_ms > 0;
    json.set("state", word_of(ended_early ? ClockState::Stopped : face.state));
    json.set("period", face.period);
    for (const Period& period : game.periods)
        if (period.id == face.period && !period.name.empty()) json.set("period_name", text_json(period.name));
    json.set("period_ms", face.period_ms);
    const bool runs = face.state == ClockState::Running && clock.since.boot_id == now.boot_id;
    if (runs) {
        // Absolute, so that a screen that was away counts right again at once.
        const std::int64_t began_ms = server.at_ms(clock.since.mono - Duration{clock.elapsed_ns});
        json.set("started_at_ms", began_ms);
        if (face.period_ms > 0) json.set("ends_at_ms", began_ms + face.period_ms);
    } else {
        json.set("elapsed_ms", face.elapsed_ms);
        if (face.period_ms > 0) json.set("left_ms", face.left_ms);
    }
    if (face.estimated) json.set("estimated", true);
    return json;
}

Json run_view(const Snapshot& snapshot, const Run& run, const ServerClock& server, const Instant& now) {
    const Contest& contest = *snapshot.contest;
    const Entry* entry = contest.table<Entry>().find(run.entry.text);
    const DivisionId division = entry != nullptr ? entry->division : DivisionId();
    const Sheet* sheet = contest.table<Sheet>().find(run.id.text);
    const Readings readings = readings_of(snapshot, run.field);
    static const Game no_game;
    const Game* found = game_of(definition_of(contest), run.stage, division);
    const Game& game = found != nullptr ? *found : no_game;
    const RunClock clock = clock_with(run, readings, game);
    const bool gate_started = clock.state == ClockState::Running && run.state == RunState::Ready;

    Json json;
    json.set("id", run.id.text);
    json.set("stage", run.stage.text);
    json.set("entry", run.entry.text);
    json.set("division", division.text);
    json.set("number", run.number);
    json.set("field", run.field.text);
    json.set("state", gate_started ? word_of(RunState::Running) : word_of(run.state));
    json.set("clock", clock_view(clock, game, server, now));
    const bool published = sheet != nullptr && sheet->published && *sheet->published == sheet->content;
    const bool shown = published || contest.settings().provisional_scores == ProvisionalScores::Shown;
    const Measured measured = shown ? measured_so_far(run, sheet, clock, readings) : Measured{};
    json.set("time_ms", measured.time_ms ? Json(*measured.time_ms) : Json());
    json.set("bound_us", measured.bounded ? Json((measured.bound_ns + 999) / 1000) : Json());
    json.set("total", shown ? total_so_far(contest, sheet, division) : Json());
    json.set("provisional", !published);
    return json;
}

}  // namespace sandau::server
