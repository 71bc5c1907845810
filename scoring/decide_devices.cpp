#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"

namespace sandau::handlers {

namespace {

DeviceEventId event_id_of(const commands::DeviceReport& report) {
    // A stop is read off the levels of a device, or off its silence: its instant names it.
    if (report.seq == 0)
        return DeviceEventId(report.device.text + "-" + report.boot + "-" + report.type +
                             std::to_string(report.channel) + "@" + std::to_string(report.at.mono.ns));
    return DeviceEventId(report.device.text + "-" + report.boot + "-" + std::to_string(report.seq));
}

/// What a report's channel means, on each of its fields. At least one: of a channel that nobody assigned,
/// what the timer says itself.
std::vector<ChannelUse> uses_of(const Draft& draft, const commands::DeviceReport& report) {
    std::vector<ChannelUse> uses;
    if (const Device* known = draft.find<Device>(report.device))
        for (const ChannelUse& use : known->channels)
            if (use.channel == report.channel) uses.push_back(use);
    if (!uses.empty()) return uses;
    ChannelUse unassigned{report.channel, FieldId(), ChannelRole::Unused, 1};
    if (report.type == "start") unassigned.role = ChannelRole::Start;
    if (report.type == "finish") unassigned.role = ChannelRole::Finish;
    return {unassigned};
}

bool is_lane_time(const DeviceRecord& event) {
    return event.type == "lane_time";
}

/// A key that a person pressed stands beside what a device gives the same field; alone, it is what there is.
bool is_beside(const Draft& draft, const DeviceRecord& event) {
    if (event.stamp != "hand") return false;
    for (const Device& device : draft.now().table<Device>())
        for (const ChannelUse& use : device.channels)
            if (device.id != event.device && use.field == event.field && use.role == event.role) return true;
    return false;
}

/// The run's own event by hand in this role.
const DeviceRecord* by_hand(const Draft& draft, const RunId& run, ChannelRole role) {
    for (const DeviceRecord& event : draft.now().table<DeviceRecord>())
        if (event.run == run && event.role == role && event.stamp == "hand" &&
            event.place == EventPlace::Used)
            return &event;
    return nullptr;
}

/// The run or the match that is loaded on a field.
template <class Play>
const Play* loaded_on(const Draft& draft, const FieldId& id) {
    const Field* field = draft.find<Field>(id);
    return field != nullptr && !field->loaded.empty() ? draft.find<Play>(field->loaded.text) : nullptr;
}

bool is_confirmed(const Draft& draft, const RunId& run) {
    const Sheet* sheet = draft.find<Sheet>(run);
    return sheet != nullptr && sheet->state >= SheetState::Committed;
}

using Place = EventPlacing;

Place place_start(const Run& run) {
    if (run.state == RunState::Called) return {EventPlace::Inbox, "event.not_ready"};
    if (run.state != RunState::Ready || !run.start_event.empty())
        return {EventPlace::Inbox, "event.already_started"};
    return {EventPlace::Used, ""};
}

/// A timer may tell both that its finish beam was broken and what time it measured. The time is its own; the
/// beam, where only our clock stamped it, is not as good, whichever was told first.
bool is_told_twice(const Draft& draft, const Run& run, const DeviceRecord& event) {
    const DeviceRecord* before = draft.find<DeviceRecord>(run.finish_event);
    if (before == nullptr || before->device != event.device || before->boot != event.boot) return false;
    const DeviceRecord& beam = is_lane_time(event) ? *before : event;
    const Duration apart = event.at.mono - before->at.mono;
    return is_lane_time(event) != is_lane_time(*before) && beam.type == "finish" && beam.stamp == "arrival" &&
           apart <= seconds(2) && apart >= seconds(-2);
}

/// A lane's time says by itself when it began. A lane that nobody finished on is a judge's to decide.
Place place_lane_time(const Draft& draft, const Run& run, const DeviceRecord& event) {
    if (run.state == RunState::Called) return {EventPlace::Inbox, "event.not_ready"};
    if (event.value <= 0) return {EventPlace::Inbox, "event.no_finish"};
    if (!run.finish_event.empty() && !is_told_twice(draft, run, event))
        return {EventPlace::Inbox, "event.already_finished"};
    return {EventPlace::Used, ""};
}

Place place_beside(const Draft& draft, const Run& run, const DeviceRecord& event) {
    if (is_confirmed(draft, run.id)) return {EventPlace::Inbox, "event.after_confirmation"};
    const bool is_start = event.role == ChannelRole::Start;
    if (run.state == RunState::Called) return {EventPlace::Inbox, "event.not_ready"};
    if (!is_start && run.state == RunState::Ready) return {EventPlace::Inbox, "event.not_started"};
    if (by_hand(draft, run.id, event.role) != nullptr)
        return {EventPlace::Inbox, is_start ? "event.already_started" : "event.already_finished"};
    return {EventPlace::Used, "event.by_hand"};
}

Place place_finish(const Draft& draft, const Run& run, const DeviceRecord& event) {
    if (is_confirmed(draft, run.id)) return {EventPlace::Inbox, "event.after_confirmation"};
    if (is_lane_time(event)) return place_lane_time(draft, run, event);
    if (run.state != RunState::Running && run.state != RunState::Ended)
        return {EventPlace::Inbox, "event.not_started"};
    if (is_told_twice(draft, run, event)) return {EventPlace::Dismissed, "event.replaced"};
    if (!run.finish_event.empty()) return {EventPlace::Inbox, "event.already_finished"};
    const DeviceRecord* start = draft.find<DeviceRecord>(run.start_event);
    const Instant& since = start != nullptr ? start->at : run.clock.since;
    if (since.boot_id == event.at.boot_id && event.at.mono <= since.mono)
        return {EventPlace::Inbox, "event.before_start"};
    return {EventPlace::Used, ""};
}

/// A stop pauses what is running, once: one that was pressed before the clock went on is over.
template <class Play>
Place place_stop(const Play& play, const DeviceRecord& event) {
    if (event.value != 1) return {EventPlace::Dismissed, "stop.released"};
    if (play.state != Play::State::Running || play.clock.state != ClockState::Running)
        return {EventPlace::Dismissed, "stop.nothing_runs"};
    const Instant& since = play.clock.since;
    if (since.boot_id == event.at.boot_id && event.at.mono <= since.mono)
        return {EventPlace::Dismissed, "stop.over"};
    return {EventPlace::Used, ""};
}

Place place_of(const Draft& draft, const DeviceRecord& event, const Run* run) {
    if (event.role == ChannelRole::Unused) return {EventPlace::Inbox, "event.no_role"};
    if (run == nullptr) return {EventPlace::Inbox, "event.field_empty"};
    if (run->state == RunState::Aborted) return {EventPlace::Inbox, "event.field_empty"};
    const bool times = event.role == ChannelRole::Start || event.role == ChannelRole::Finish;
    if (times && is_beside(draft, event)) return place_beside(draft, *run, event);
    switch (event.role) {
        case ChannelRole::Start:
            if (is_lane_time(event)) return {EventPlace::Inbox, "event.time_as_start"};
            return place_start(*run);
        case ChannelRole::Finish:
            return place_finish(draft, *run, event);
        case ChannelRole::Split:
        case ChannelRole::Zone:
        case ChannelRole::Scale:
        case ChannelRole::Button:
            // Kept with the run that it happened in; a referee reads it.
            return run->state == RunState::Running ? Place{EventPlace::Used, ""}
                                                   : Place{EventPlace::Inbox, "event.not_started"};
        case ChannelRole::Stop:
            return place_stop(*run, event);
        case ChannelRole::Unused:
            break;
    }
    return {EventPlace::Inbox, "event.no_role"};
}

/// Two keys make a hand time. One that is there, typed or pressed, is never written over.
void take_beside(Draft& draft, const RunId& run) {
    const DeviceRecord* start = by_hand(draft, run, ChannelRole::Start);
    const DeviceRecord* finish = by_hand(draft, run, ChannelRole::Finish);
    const Sheet* known = draft.find<Sheet>(run);
    if (start == nullptr || finish == nullptr || known == nullptr || known->content.hand_ms) return;
    const std::int64_t hand_ms = (finish->at.mono - start->at.mono).floor_ms();
    if (start->at.boot_id != finish->at.boot_id || hand_ms <= 0) return;
    Sheet sheet = *known;
    sheet.content.hand_ms = hand_ms;
    draft.put(std::move(sheet));
}

/// The clock of a run that a timer timed by itself stands where the timer's does.
void take_lane_time(const std::string& period, const DeviceRecord& event, Run& run) {
    if (run.state != RunState::Ready && run.state != RunState::Running) return;
    Instant since = event.at;
    since.mono = since.mono - Duration{event.value};
    since.wall.utc_ms -= Duration{event.value}.floor_ms();
    run.clock = stopped(started(period, since), ClockState::Over, event.at);
    run.state = RunState::Ended;
}

/// What a used event does to its run.
void take(Draft& draft, const DeviceRecord& event, Run run) {
    const Result<const Game*> game = game_for(draft, run.stage, run.entry);
    if (event.role == ChannelRole::Start) {
        run.start_event = event.id;
        run.state = RunState::Running;
        run.clock = started(game ? main_period(**game).id : "run", event.at);
    } else if (event.role == ChannelRole::Finish) {
        if (is_lane_time(event) && is_told_twice(draft, run, event)) {
            DeviceRecord beam = *draft.find<DeviceRecord>(run.finish_event);
            beam.place = EventPlace::Dismissed;
            beam.why = "event.replaced";
            draft.put(std::move(beam));
        }
        run.finish_event = event.id;
        if (is_lane_time(event)) {
            take_lane_time(game ? main_period(**game).id : "run", event, run);
        } else if (run.state == RunState::Running) {
            run.clock = stopped(run.clock, ClockState::Over, event.at);
            run.state = RunState::Ended;
        }
    } else if (event.role == ChannelRole::Stop) {
        // The mirrored emergency stop: the clock waits for the referee.
        run.clock = stopped(run.clock, ClockState::Paused, event.at);
        run.stop_event = event.id;
    } else {
        return;
    }
    draft.put(run);
    measure(draft, run);
}

/// The part of a report that no clock shows: differences of what is left fit in 64 bits. Nothing: none.
const char* out_of_range(const commands::DeviceReport& report) {
    constexpr std::int64_t mono_ns_max = std::int64_t{1} << 60;  // 36 years without a restart
    if (report.at.mono.ns < 0 || report.at.mono.ns > mono_ns_max) return "at.mono_ns";
    if (!is_a_date(report.at.wall)) return "at.utc_ms";
    if (report.bound_ns < 0 || !within_a_day(Duration{report.bound_ns}.floor_ms())) return "bound_ns";
    const bool is_time = report.type == "lane_time";
    if (is_time && (report.value < 0 || !within_a_day(Duration{report.value}.floor_ms()))) return "value";
    return nullptr;
}

}  // namespace

void measure(Draft& draft, const Run& run) {
    const DeviceRecord* start = draft.find<DeviceRecord>(run.start_event);
    const DeviceRecord* finish = draft.find<DeviceRecord>(run.finish_event);
    const Sheet* known = draft.find<Sheet>(run.id);
    if (finish == nullptr || known == nullptr || known->state >= SheetState::Committed) return;
    const bool by_timer = is_lane_time(*finish);
    if (start == nullptr && !by_timer) return;
    // A timer's own time needs no start of ours.
    if (by_timer) start = finish;
    Sheet sheet = *known;
    MeasuredTime measured;
    if (!by_timer) measured.events.push_back(start->id);
    measured.events.push_back(finish->id);
    measured.bound_ns = by_timer ? finish->bound_ns : start->bound_ns + finish->bound_ns;
    measured.time_ms =
        by_timer ? Duration{finish->value}.floor_ms() : (finish->at.mono - start->at.mono).floor_ms();
    const Result<const Game*> game = game_for(draft, run.stage, run.entry);
    const std::int64_t limit_ms = game ? (*game)->limit_ms.value_or(0) : 0;
    if (start->at.boot_id != finish->at.boot_id ||
        (start->device == finish->device && start->boot != finish->boot)) {
        measured.fault = "time.across_boot";
    } else if (measured.time_ms <= 0 ||
               (!by_timer && finish->at.mono - start->at.mono <= Duration{measured.bound_ns})) {
        // What its own bound cannot tell from nothing is nothing.
        measured.fault = "time.not_positive";
    } else if (limit_ms > 0 && measured.time_ms > limit_ms) {
        measured.fault = "time.above_limit";
    } else if (start->why == "event.cancelled" || finish->why == "event.cancelled") {
        measured.fault = "time.cancelled";
    } else if (start->why == "event.gap" || finish->why == "event.gap") {
        measured.fault = "time.gap";
    }
    // A trusted time is proposed on the draft; a faulty one never gets there by itself.
    if (measured.fault.empty()) {
        sheet.content.time_ms = measured.time_ms;
    } else if (measured.fault == "time.cancelled" && sheet.content.time_ms == measured.time_ms) {
        sheet.content.time_ms.reset();  // what it proposed before; another time is a person's
    }
    sheet.content.measured = std::move(measured);
    draft.put(std::move(sheet));
}

Result<Json> handle(Draft& draft, const commands::DeviceAssign& command, const Now&) {
    constexpr int lanes_max = 99;
    if (command.device.id.empty()) return refuse("device.no_id", {}, "device.id");
    std::set<std::pair<int, FieldId>> taken;
    for (std::size_t i = 0; i < command.device.channels.size(); ++i) {
        const ChannelUse& use = command.device.channels[i];
        const std::string path = "device.channels[" + std::to_string(i) + "]";
        if (use.channel < 1 || use.channel > 32) return refuse("record.range", {}, path + ".channel");
        if (use.lane < 1 || use.lane > lanes_max) return refuse("record.range", {}, path + ".lane");
        if (!within_a_day(use.shortest_lap_ms)) return refuse("record.range", {}, path + ".shortest_lap_ms");
        if (use.role != ChannelRole::Unused && use.field.empty())
            return refuse("field.missing", {}, path + ".field");
        if (!taken.insert({use.channel, use.field}).second)
            return refuse("device.channel_twice",
                          {{"channel", std::to_string(use.channel)}, {"field", use.field.text}}, path);
        if (use.field.empty() || draft.find<Field>(use.field) != nullptr) continue;
        draft.put(Field{use.field, use.field.text, RunId()});
    }
    draft.put(command.device);
    return Json(Json::Object{});
}

namespace {

DeviceRecord record_of(const commands::DeviceReport& command) {
    DeviceRecord event;
    event.id = event_id_of(command);
    event.device = command.device;
    event.boot = command.boot;
    event.seq = command.seq;
    event.channel = command.channel;
    event.type = command.type;
    event.value = command.value;
    event.at = command.at;
    event.bound_ns = command.bound_ns;
    event.stamp = command.stamp;
    event.raw = command.raw;
    return event;
}

/// What a report means on one of the fields that its channel serves. False: nothing.
bool settle(Draft& draft, DeviceRecord& event, const std::string& fault) {
    const Run* run = loaded_on<Run>(draft, event.field);
    const Match* match = loaded_on<Match>(draft, event.field);
    // A stop on an empty field holds nothing up, and nobody has to settle it.
    if (event.role == ChannelRole::Stop && run == nullptr && match == nullptr) return false;
    if (run != nullptr) event.run = run->id;
    if (match != nullptr) event.run = match->played();
    if (event.type == cancel_type) {
        take_back(draft, event);
        event = *draft.find<DeviceRecord>(event.id);
        return true;
    }
    if (fault == "event.suppressed") {
        event.place = EventPlace::Suppressed;
        event.why = fault;
    } else {
        const bool is_stop = event.role == ChannelRole::Stop;
        const Place where = match == nullptr ? place_of(draft, event, run)
                            : is_stop        ? place_stop(*match, event)
                                             : place_on_match(draft, event, *match);
        event.place = where.place;
        event.why = where.why.empty() ? fault : where.why;
    }
    draft.put(event);
    if (event.place != EventPlace::Used) return true;
    if (match != nullptr)
        take_by_match(draft, event, *match);
    else if (event.why == "event.by_hand")
        take_beside(draft, run->id);
    else
        take(draft, event, *run);
    return true;
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::DeviceReport& command, const Now&) {
    if (const char* where = out_of_range(command); where != nullptr) return refuse("record.range", {}, where);
    const DeviceEventId id = event_id_of(command);
    if (draft.find<DeviceRecord>(id) != nullptr) return refuse("event.repeated", {{"event", id.text}});
    std::optional<DeviceRecord> first;
    for (const ChannelUse& use : uses_of(draft, command)) {
        DeviceRecord event = record_of(command);
        if (first) event.id.text += "@" + use.field.text;
        event.field = use.field;
        event.role = use.role;
        if (settle(draft, event, command.fault) && !first) first = event;
    }
    if (!first) return refuse("event.field_empty");
    Json answer;
    answer.set("event", first->id.text);
    answer.set("place", word_of(first->place));
    answer.set("run", first->run.text);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::DeviceFault& command, const Now&) {
    TRY(device, get<Device>(draft, command.device));
    if (!is_a_date(command.at)) return refuse("record.range", {}, "at");
    if (command.count < 0) return refuse("record.range", {}, "count");
    DeviceHealth health;
    health.device = device.id;
    if (const DeviceHealth* known = draft.find<DeviceHealth>(device.id)) health = *known;
    const bool is_silence = command.fault == "device.silent";
    if (is_silence || command.fault.empty()) {
        const HealthState state = is_silence ? HealthState::Silent : HealthState::Heard;
        if (health.state == state) return refuse("device.no_change", {{"device", device.id.text}});
        health.state = state;
        health.since = command.at;
    }
    if (!command.fault.empty()) {
        health.fault = command.fault;
        health.fault_at = command.at;
        health.fault_count = command.count;
    }
    draft.put(health);
    return Json(Json::Object{});
}

Result<Json> handle(Draft& draft, const commands::EventAdopt& command, const Now& now) {
    TRY(event, get<DeviceRecord>(draft, command.event));
    if (event.place == EventPlace::Used)
        return refuse("event.in_use", {{"event", event.id.text}, {"run", event.run.text}});
    if (command.role == ChannelRole::Unused) {
        event.place = EventPlace::Dismissed;
        event.why = command.reason.empty() ? "event.dismissed" : command.reason;
        draft.put(event);
        return Json(Json::Object{});
    }
    if (event.type == cancel_type) return refuse("event.is_a_cancel", {{"event", event.id.text}});
    if (const Match* match = draft.find<Match>(command.run.text)) {
        if (is_confirmed(draft, command.run))
            return refuse("event.after_confirmation", {{"run", command.run.text}});
        if (match->state == MatchState::Planned || match->state == MatchState::Aborted)
            return refuse("match.wrong_step",
                          {{"match", match->id.text}, {"state", std::string(word_of(match->state))}});
        event.place = EventPlace::Used;
        event.why = command.reason;
        event.role = command.role;
        event.run = command.run;
        draft.put(event);
        // A clock of another boot of the machine cannot be told by this event.
        if (event.at.boot_id == now.now.boot_id && event.role != ChannelRole::Stop &&
            match->state != MatchState::Ended)
            take_by_match(draft, event, *match);
        return Json(Json::Object{});
    }
    if (is_lane_time(event) && command.role != ChannelRole::Finish)
        return refuse("event.is_a_time", {{"event", event.id.text}});
    TRY(run, get<Run>(draft, command.run));
    if (is_confirmed(draft, run.id)) return refuse("event.after_confirmation", {{"run", run.id.text}});
    if (run.state == RunState::Aborted)
        return refuse("run.wrong_step", {{"run", run.id.text}, {"state", "aborted"}});
    if (command.role == ChannelRole::Start && run.clock.state == ClockState::Running &&
        event.at.boot_id != now.now.boot_id)
        return refuse("event.other_boot", {{"event", event.id.text}});
    // What the run used in this role before goes back to the inbox: nothing is written over.
    const DeviceEventId replaced = command.role == ChannelRole::Start ? run.start_event : run.finish_event;
    if (const DeviceRecord* old = draft.find<DeviceRecord>(replaced);
        old != nullptr && (command.role == ChannelRole::Start || command.role == ChannelRole::Finish)) {
        DeviceRecord back = *old;
        back.place = EventPlace::Inbox;
        back.why = "event.replaced";
        draft.put(back);
    }
    event.place = EventPlace::Used;
    event.why = command.reason;
    event.role = command.role;
    event.run = run.id;
    draft.put(event);
    if (command.role == ChannelRole::Start &&
        (run.state == RunState::Running || run.state == RunState::Ended)) {
        run.start_event = event.id;
        if (run.clock.state == ClockState::Running) run.clock = started(run.clock.period, event.at);
        draft.put(run);
        measure(draft, run);
    } else {
        take(draft, event, run);
    }
    return Json(Json::Object{});
}

}  // namespace sandau::handlers
