#include <string>

#include "scoring/decide_handlers.h"

namespace sandau::handlers {

namespace {

/// The impulse that a timer takes back: it names it by its channel and its stamp. Where the channel serves
/// several fields, each has an event of its own.
const DeviceRecord* taken_back_by(const Draft& draft, const DeviceRecord& cancel) {
    const DeviceRecord* elsewhere = nullptr;
    for (const DeviceRecord& event : draft.now().table<DeviceRecord>()) {
        const bool is_it = event.device == cancel.device && event.boot == cancel.boot &&
                           event.channel == cancel.channel && event.at.mono == cancel.at.mono &&
                           event.type != cancel_type;
        if (!is_it) continue;
        const DeviceRecord* found = draft.find<DeviceRecord>(event.id);
        if (event.field == cancel.field) return found;
        if (elsewhere == nullptr) elsewhere = found;
    }
    return elsewhere;
}

bool is_official(const Draft& draft, const RunId& run) {
    const Sheet* sheet = draft.find<Sheet>(run);
    return sheet != nullptr && sheet->state >= SheetState::Committed;
}

}  // namespace

void take_back(Draft& draft, DeviceRecord cancel) {
    cancel.role = ChannelRole::Unused;
    cancel.place = EventPlace::Inbox;
    cancel.why = "event.cancels_unknown";
    if (const DeviceRecord* found = taken_back_by(draft, cancel); found != nullptr) {
        DeviceRecord event = *found;
        cancel.field = event.field;
        cancel.run = event.run;
        const bool told_before = event.why == "event.cancelled";
        switch (event.place) {
            case EventPlace::Used:
                if (told_before) cancel.place = EventPlace::Dismissed;
                cancel.why = is_official(draft, event.run) ? "event.cancels_confirmed" : "event.cancels_used";
                break;
            case EventPlace::Inbox:
            case EventPlace::Suppressed:
            case EventPlace::Dismissed:
                // Nobody leans on it: what waited to be settled is settled.
                event.place = EventPlace::Dismissed;
                cancel.place = EventPlace::Dismissed;
                cancel.why = "event.cancels";
                break;
        }
        event.why = "event.cancelled";
        draft.put(event);
        // The run keeps its event, which says now that it was taken back; its time is no proposal any more.
        const Run* run = draft.find<Run>(event.run);
        if (run != nullptr && event.place == EventPlace::Used) measure(draft, *run);
    }
    draft.put(std::move(cancel));
}

}  // namespace sandau::handlers
