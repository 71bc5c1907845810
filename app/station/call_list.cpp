#include "station/call_list.h"

#include <algorithm>
#include <set>

#include "scoring/field_pace.h"
#include "scoring/record.h"

namespace sandau::station {

std::vector<ToCall> call_list(const Contest& contest, WallTime now) {
    std::vector<ToCall> list;
    std::set<std::string> unplaced;  // what no timetable has waits on every field
    for (const FieldId& field : fields_of(contest)) {
        const std::optional<FieldPace> pace = pace_of(contest, field, now);
        WallTime free_at = pace ? pace->free_at : now;
        for (NextUp& next : waiting_on(contest, field)) {
            const bool is_placed = !next.slot.id.empty();
            if (is_placed ? next.slot.field != field : !unplaced.insert(next.key()).second) continue;
            ToCall one{std::move(next), std::nullopt};
            if (is_placed) {
                one.expected = std::max(free_at, one.next.slot.starts_at);
                free_at = *one.expected;
                free_at.utc_ms += pace ? pace->cycle_ms : one.next.slot.duration_ms;
            }
            list.push_back(std::move(one));
        }
    }
    std::stable_sort(list.begin(), list.end(), [](const ToCall& a, const ToCall& b) {
        if (!a.expected || !b.expected) return a.expected.has_value() && !b.expected;
        return *a.expected < *b.expected;
    });
    return list;
}

bool is_posted(const Contest& contest, const Slot& slot) {
    const Publication* posted = contest.table<Publication>().find("schedule:" + slot.stage.text);
    const Json* places = posted != nullptr ? posted->content.find("slots") : nullptr;
    if (places == nullptr || places->as_array() == nullptr) return false;
    return std::any_of(places->as_array()->begin(), places->as_array()->end(), [&](const Json& one) {
        const Json* id = one.find("id");
        if (id == nullptr || id->as_string() == nullptr || *id->as_string() != slot.id.text) return false;
        const Result<Slot> told = from_json<Slot>(one);
        return told && *told == slot;
    });
}

}  // namespace sandau::station
