#include <string>

#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/play.h"
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

void load(Draft& draft, const Run& run) {
    put_on_field(draft, run.field, run.id);
    draft.put(run);
    draft.put(Sheet{run.id, run.stage, run.entry, run.number, SheetState::Draft, {}, {}, {}, false});
}

Json run_answer(const RunId& id) {
    Json answer;
    answer.set("run", id.text);
    return answer;
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::RunLoad& command, const Now&) {
    TRY(entry, get<Entry>(draft, command.entry));
    TRY(game, game_for(draft, command.stage, command.entry));
    static_cast<void>(game);
    if (command.field.empty()) return refuse("field.missing", {}, "field");
    if (!competes(draft, command.stage, entry))
        return refuse("entry.not_competing", {{"entry", entry.id.text}});
    if (Result<void> free = is_free_for(draft, command.field, {entry.id}, {}); !free)
        return tl::unexpected(free.error());

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
    if (Result<void> paused = pause(run, now.now); !paused) return tl::unexpected(paused.error());
    draft.put(run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunResume& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    if (Result<void> resumed = resume(run, now.now); !resumed) return tl::unexpected(resumed.error());
    run.stop_event = DeviceEventId();
    draft.put(run);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunSetClock& command, const Now&) {
    TRY(run, get<Run>(draft, command.run));
    if (Result<void> set = set_clock(run, command.elapsed_ms, command.reason); !set)
        return tl::unexpected(set.error());
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
        if (!sheet.content.hand_ms) sheet.content.hand_ms = face.elapsed_ms;
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
    take_off_field(draft, run.field, run.id);
    return run_answer(run.id);
}

Result<Json> handle(Draft& draft, const commands::RunRerun& command, const Now& now) {
    TRY(run, get<Run>(draft, command.run));
    TRY(sheet, get<Sheet>(draft, command.run));
    if (command.reason.empty()) return refuse("reason.missing");
    if (sheet.content.status == SheetStatus::VOID) return wrong_step(run);
    if (Result<void> free = is_free_for(draft, run.field, {}, run.id); !free)
        return tl::unexpected(free.error());

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
    const std::int64_t recovered =
        recover_clocks<Run>(draft, now.now) + recover_clocks<Match>(draft, now.now);
    Json answer;
    answer.set("recovered", recovered);
    return answer;
}

}  // namespace sandau::handlers
