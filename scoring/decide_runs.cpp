#include <string>

#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"

namespace sandau::handlers {

RunId run_id(const StageId& stage, const EntryId& entry, int number) {
    return RunId(stage.text + "." + entry.text + "." + std::to_string(number));
}

RunCount runs_of(const Draft& draft, const StageId& stage, const EntryId& entry) {
    RunCount count;
    // Runs of an entry are numbered without gaps.
    while (const Sheet* sheet = draft.find<Sheet>(run_id(stage, entry, count.all + 1))) {
        ++count.all;
        if (sheet->content.status != SheetStatus::VOID) ++count.counted;
    }
    return count;
}

Result<const Game*> game_for(const Draft& draft, const StageId& stage_id, const EntryId& entry_id) {
    const Stage* stage = draft.now().definition->stage(stage_id);
    if (stage == nullptr) return not_found("stage", stage_id.text);
    const Entry* entry = draft.find<Entry>(entry_id);
    if (entry == nullptr) return not_found("entry", entry_id.text);
    if (stage->format != StageFormat::Runs) return refuse("stage.no_runs", {{"stage", stage_id.text}});
    const Game* game = game_of(*draft.now().definition, stage_id, entry->division);
    if (game == nullptr)
        return refuse("stage.not_its_division",
                      {{"stage", stage_id.text}, {"division", entry->division.text}});
    return game;
}

namespace {

bool competes(const Draft& draft, const StageId& stage, const Entry& entry) {
    if (entry.state != EntryState::Eligible) return false;
    const StageEntrants* entrants = draft.find<StageEntrants>(stage.text);
    if (entrants == nullptr) return true;
    const auto named = [&](const std::vector<EntryId>& ids) {
        for (const EntryId& id : ids)
            if (id == entry.id) return true;
        return false;
    };
    return named(entrants->entries) || named(entrants->reserves);
}

Result<Json> wrong_step(const Run& run) {
    return refuse("run.wrong_step", {{"run", run.id.text}, {"state", std::string(word_of(run.state))}});
}

/// A field is free for the next team once the result of the one before is confirmed, or the run is over
/// without one.
bool is_done_with(const Draft& draft, const RunId& id) {
    const Run* run = draft.find<Run>(id);
    const Sheet* sheet = draft.find<Sheet>(id);
    if (run == nullptr || run->state == RunState::Aborted) return true;
    return sheet != nullptr && sheet->state >= SheetState::Committed;
}

void load(Draft& draft, const Run& run) {
    Field field{run.field, run.field.text, run.id};
    if (const Field* known = draft.find<Field>(run.field)) {
        field = *known;
        field.loaded = run.id;
    }
    draft.put(field);
    draft.put(run);
    draft.put(Sheet{run.id, run.stage, run.entry, run.number, SheetState::Draft, {}, {}, {}, false});
}

Json run_answer(const RunId& id) {
    Json answer;
    answer.set("run", id.text);
    return answer;
}

/// A run on a machine that was started again waits for the referee's word on its clock.
Result<Json> clock_is_estimated(const Run& run) {
    return refuse("run.clock_estimated", {{"run", run.id.text}});
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::RunLoad& command, const Now&) {
    TRY(entry, get<Entry>(draft, command.entry));
    TRY(game, game_for(draft, command.stage, command.entry));
    static_cast<void>(game);
    if (command.field.empty()) return refuse("field.missing", {}, "field");
    if (!competes(draft, command.stage, entry))
        return refuse("entry.not_competing", {{"entry", entry.id.text}});
    const Field* field = draft.find<Field>(command.field);
    if (field != nullptr && !field->loaded.empty() && !is_done_with(draft, field->loaded))
        return refuse("field.busy", {{"field", command.field.text}, {"run", field->loaded.text}});
    for (const Field& other : draft.now().table<Field>()) {
        const Run* loaded = draft.find<Run>(other.loaded);
        if (loaded != nullptr && loaded->entry == entry.id && !is_done_with(draft, other.loaded))
            return refuse("entry.on_another_field", {{"entry", entry.id.text}, {"field", other.id.text}});
    }

    const RunCount runs = runs_of(draft, command.stage, command.entry);
    // A run that was called and sent away again is called again.
    int number = runs.all + 1;
    for (int n = 1; n <= runs.all; ++n) {
        const Run* before = draft.find<Run>(run_id(command.stage, entry.id, n));
        if (before != nullptr && before->state == RunState::Aborted) number = n;
    }
    if (command.number != 0) {
        if (command.number != number)
            return refuse("run.not_next",
                          {{"number", std::to_string(command.number)}, {"next", std::to_string(number)}});
    }
    const Stage* stage = draft.now().definition->stage(command.stage);
    if (number > runs.all && runs.counted >= stage->division(entry.division)->attempts)
        return refuse("run.none_left",
                      {{"entry", entry.id.text}, {"attempts", std::to_string(runs.counted)}});
    Run run;
    run.id = run_id(command.stage, entry.id, number);
    run.stage = command.stage;
    run.entry = entry.id;
    run.number = number;
    run.field = command.field;
    load(draft, run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunReady& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    if (run.state != RunState::Called) return wrong_step(run);
    TRY(game, game_for(draft, run.stage, run.entry));
    run.state = RunState::Ready;
    if (const std::optional<TimedPeriod> setup = setup_period(*game)) run.clock = started(setup->id, now.now);
    draft.put(run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunStart& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    if (run.state != RunState::Ready) return wrong_step(run);
    TRY(game, game_for(draft, run.stage, run.entry));
    run.state = RunState::Running;
    run.clock = started(main_period(*game).id, now.now);
    draft.put(run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunPause& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    if (run.state != RunState::Running || run.clock.state != ClockState::Running) return wrong_step(run);
    run.clock = stopped(run.clock, ClockState::Paused, now.now);
    draft.put(run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunResume& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    if (run.clock.state != ClockState::Paused) return wrong_step(run);
    run.clock.state = ClockState::Running;
    run.clock.since = now.now;
    run.clock.estimated = false;
    run.stop_event = DeviceEventId();
    draft.put(run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunSetClock& command, const Now&) {
    TRY(run, get<Run>(draft, command.run));
    if (run.clock.state != ClockState::Paused) return wrong_step(run);
    if (!within_a_day(command.elapsed_ms)) return refuse("record.range", {}, "elapsed_ms");
    run.clock.elapsed_ns = milliseconds(command.elapsed_ms).ns;
    run.clock.estimated = false;
    draft.put(run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunEnd& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    if (run.state != RunState::Running) return wrong_step(run);
    if (run.clock.estimated) return clock_is_estimated(run);
    TRY(game, game_for(draft, run.stage, run.entry));
    const ClockFace face = clock_face(run.clock, *game, now.now);
    run.clock = stopped(run.clock, ClockState::Over, now.now);
    run.state = RunState::Ended;
    draft.put(run);
    TRY(sheet, get<Sheet>(draft, run.id));
    // The hand time stands beside a measured one; alone, it is proposed. A run that ran out has no time.
    if (face.left_ms > 0 || face.period_ms == 0) {
        sheet.content.hand_ms = face.elapsed_ms;
        if (!sheet.content.measured && !sheet.content.time_ms) sheet.content.time_ms = face.elapsed_ms;
        draft.put(sheet);
    }
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunUnload& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    TRY(sheet, get<Sheet>(draft, command.run));
    if (sheet.state >= SheetState::Committed)
        return refuse("sheet.wrong_step", {{"state", std::string(word_of(sheet.state))}});
    if (run.state == RunState::Aborted) return wrong_step(run);
    if (command.reason.empty() && run.state >= RunState::Running) return refuse("reason.missing");
    run.clock = stopped(run.clock, ClockState::Stopped, now.now);
    run.state = RunState::Aborted;
    run.rerun_reason = command.reason;
    draft.put(run);
    if (const Field* field = draft.find<Field>(run.field); field != nullptr && field->loaded == run.id) {
        Field empty = *field;
        empty.loaded = RunId();
        draft.put(empty);
    }
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunRerun& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    TRY(sheet, get<Sheet>(draft, command.run));
    if (command.reason.empty()) return refuse("reason.missing");
    if (sheet.content.status == SheetStatus::VOID) return wrong_step(run);
    const Field* field = draft.find<Field>(run.field);
    if (field != nullptr && !field->loaded.empty() && field->loaded != run.id &&
        !is_done_with(draft, field->loaded))
        return refuse("field.busy", {{"field", run.field.text}, {"run", field->loaded.text}});

    sheet.content.status = SheetStatus::VOID;
    sheet.content.reason = command.reason;
    sheet.state = SheetState::Committed;
    draft.put(sheet);
    run.clock = stopped(run.clock, ClockState::Over, now.now);
    run.state = RunState::Ended;
    draft.put(run);

    Run again;
    again.number = runs_of(draft, run.stage, run.entry).all + 1;
    again.id = run_id(run.stage, run.entry, again.number);
    again.stage = run.stage;
    again.entry = run.entry;
    again.field = run.field;
    again.rerun_of = run.id;
    again.rerun_reason = command.reason;
    load(draft, again);
    return run_answer(again.id);
}

Result<Json> handle(Draft& draft, const commands::ClockRecover&, const Now& now) {
    std::int64_t recovered = 0;
    std::vector<Run> runs;
    for (const Field& field : draft.now().table<Field>()) {
        const Run* run = draft.find<Run>(field.loaded);
        if (run == nullptr || run->clock.state != ClockState::Running) continue;
        if (run->clock.since.boot_id == now.now.boot_id) continue;
        runs.push_back(*run);
    }
    for (Run& run : runs) {
        run.clock = stopped(run.clock, ClockState::Paused, now.now);
        run.clock.estimated = true;
        draft.put(run);
        ++recovered;
    }
    Json answer;
    answer.set("recovered", recovered);
    return answer;
}

}  // namespace sandau::handlers
