#include "scoring/play.h"

#include <algorithm>

namespace sandau::handlers {

namespace {

/// A field is free for the next once the result of what is there is confirmed, or it is over without one.
bool is_done_with(const Draft& draft, const RunId& id) {
    const Run* run = draft.find<Run>(id);
    const Match* match = draft.find<Match>(id.text);
    const bool given_up =
        (run == nullptr || run->state == RunState::Aborted) &&
        (match == nullptr || match->state == MatchState::Aborted || match->state == MatchState::Planned);
    const Sheet* sheet = draft.find<Sheet>(id);
    return given_up || (sheet != nullptr && sheet->state >= SheetState::Committed);
}

std::vector<EntryId> entries_of(const Draft& draft, const RunId& id) {
    std::vector<EntryId> entries;
    if (const Run* run = draft.find<Run>(id)) entries.push_back(run->entry);
    if (const Match* match = draft.find<Match>(id.text))
        for (const auto& [side, entry] : match->sides) entries.push_back(entry);
    return entries;
}

}  // namespace

Result<void> is_free_for(const Draft& draft, const FieldId& field, const std::vector<EntryId>& entries,
                         const RunId& own) {
    const auto waits = [&](const Field& one) {
        return !one.loaded.empty() && one.loaded != own && !is_done_with(draft, one.loaded);
    };
    if (const Field* wanted = draft.find<Field>(field); wanted != nullptr && waits(*wanted))
        return refuse("field.busy", {{"field", field.text}, {"run", wanted->loaded.text}});
    for (const Field& other : draft.now().table<Field>()) {
        if (!waits(other)) continue;
        for (const EntryId& entry : entries_of(draft, other.loaded))
            if (std::find(entries.begin(), entries.end(), entry) != entries.end())
                return refuse("entry.on_another_field", {{"entry", entry.text}, {"field", other.id.text}});
    }
    return {};
}

void put_on_field(Draft& draft, const FieldId& id, const RunId& what) {
    Field field{id, id.text, what};
    if (const Field* known = draft.find<Field>(id)) {
        field = *known;
        field.loaded = what;
    }
    draft.put(field);
}

void take_off_field(Draft& draft, const FieldId& id, const RunId& what) {
    const Field* field = draft.find<Field>(id);
    if (field == nullptr || field->loaded != what) return;
    Field empty = *field;
    empty.loaded = RunId();
    draft.put(empty);
}

}  // namespace sandau::handlers
