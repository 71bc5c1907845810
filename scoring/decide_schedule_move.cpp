// One place of a timetable is moved by hand. What stands against it is shown to whoever moves it, not
// forbidden: on the way to a better timetable two often have to stand in one place for a moment.
#include <string>

#include "scoring/decide_handlers.h"

namespace sandau::handlers {

namespace {

/// F1 to F64, as timetables call fields that nobody has named.
bool is_numbered_field(const FieldId& field) {
    constexpr int fields_max = 64;
    for (int number = 1; number <= fields_max; ++number)
        if (field.text == "F" + std::to_string(number)) return true;
    return false;
}

bool is_played(const Draft& draft, const Slot& slot) {
    if (const Match* match = draft.find<Match>(slot.match))
        return match->state != MatchState::Planned && match->state != MatchState::Aborted;
    const Run* run = draft.now().table<Run>().find(slot.stage.text + "." + slot.entry.text + "." +
                                                   std::to_string(slot.number));
    return run != nullptr && run->state != RunState::Aborted;
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::ScheduleMove& command, const Now&) {
    const Slot* slot = draft.find<Slot>(command.slot);
    if (slot == nullptr || slot->stage != command.stage) return not_found("slot", command.slot.text);
    if (!is_a_date(command.starts_at)) return refuse("record.range", {}, "starts_at");
    if (is_played(draft, *slot)) return refuse("schedule.played", {{"slot", command.slot.text}});
    Slot moved = *slot;
    moved.field = command.field;
    moved.starts_at = command.starts_at;
    if (draft.find<Field>(command.field) == nullptr) {
        if (!is_numbered_field(command.field)) return not_found("field", command.field.text);
        draft.put(Field{command.field, command.field.text, RunId()});
    }
    draft.put(moved);
    Json answer;
    answer.set("slot", command.slot.text);
    return answer;
}

}  // namespace sandau::handlers
