#include "devices/event.h"

#include <fmt/format.h>

namespace sandau::devices {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string_view stamp_code(StampSource source) {
    switch (source) {
        case StampSource::Device:
            return "device";
        case StampSource::TimeOfDay:
            return "time_of_day";
        case StampSource::HostArrival:
            return "host_arrival";
    }
    return "";
}

std::string_view by_code(StampedBy by) {
    return by == StampedBy::Hand ? "hand" : "device";
}

Json number(std::uint64_t value) {
    return Json(Json::Number{std::to_string(value)});
}

void add_lane_time(Json& json, const LaneTime& lane) {
    json.set("lane", lane.lane);
    json.set("time_ns", lane.time.ns);
    if (lane.place != 0) json.set("place", lane.place);
    if (lane.finished == Finished::No) json.set("finished", false);
    if (lane.bound.ns != 0) json.set("time_bound_ns", lane.bound.ns);
    if (lane.channel != 0) json.set("channel", lane.channel);
}

void add_origin(Json& json, std::uint8_t channel, const std::string& number) {
    if (channel != 0) json.set("channel", channel);
    if (!number.empty()) json.set("number", number);
}

void add_body(Json& json, const EventBody& body) {
    std::visit(Overloaded{
                   [&](const Edge& edge) {
                       json.set("channel", edge.channel);
                       json.set("edge", edge.kind == EdgeKind::Broken ? "broken" : "clear");
                   },
                   [&](const Value& value) {
                       json.set("channel", value.channel);
                       json.set("value", value.value);
                   },
                   [&](const Start& start) {
                       json.set("lane", start.lane);
                       json.set("by", by_code(start.by));
                       add_origin(json, start.channel, start.number);
                   },
                   [&](const Finish& finish) {
                       json.set("lane", finish.lane);
                       json.set("by", by_code(finish.by));
                       add_origin(json, finish.channel, finish.number);
                   },
                   [&](const Split& split) {
                       json.set("lane", split.lane);
                       json.set("point", split.point);
                       json.set("by", by_code(split.by));
                       add_origin(json, split.channel, split.number);
                   },
                   [&](const LaneTime& lane) { add_lane_time(json, lane); },
                   [&](const Count& count) {
                       json.set("channel", count.channel);
                       json.set("total", count.total);
                   },
                   [&](const Weight& weight) {
                       json.set("channel", weight.channel);
                       json.set("grams", weight.grams);
                   },
                   [&](const Button& button) {
                       json.set("channel", button.channel);
                       json.set("pressed", button.pressed == Pressed::Yes);
                   },
                   [&](const EmergencyStop& stop) {
                       json.set("channel", stop.channel);
                       json.set("pressed", stop.pressed == Pressed::Yes);
                   },
                   [&](const Gate& gate) { json.set("open", gate.state == GateState::Open); },
                   [&](const Competitor& competitor) { json.set("number", competitor.number); },
                   [&](const Cancel& cancel) { add_origin(json, cancel.channel, cancel.number); },
                   [&](const Heartbeat& beat) {
                       json.set("last_seq", number(beat.last_seq));
                       json.set("lost", number(beat.lost));
                       json.set("levels", number(beat.levels));
                   },
                   [&](const Identity& identity) {
                       json.set("model", identity.model);
                       json.set("firmware", identity.firmware);
                       json.set("hz", number(identity.ticks_per_second));
                       json.set("channels", identity.channels);
                   },
                   [&](const Fault& fault) {
                       json.set("fault", fault_code(fault.kind));
                       if (fault.count != 0) json.set("count", number(fault.count));
                   },
               },
               body);
}

}  // namespace

DeviceEventId event_id(const EventHeader& header) {
    if (header.seq == 0) return {};
    return DeviceEventId(fmt::format("{}-{}-{}", header.device.text, header.boot, header.seq));
}

std::string_view event_kind(const EventBody& body) {
    static constexpr std::string_view kinds[] = {
        "edge",   "value",          "start", "finish",     "split",  "lane_time", "count",    "weight",
        "button", "emergency_stop", "gate",  "competitor", "cancel", "heartbeat", "identity", "fault"};
    static_assert(std::size(kinds) == std::variant_size_v<EventBody>);
    return kinds[body.index()];
}

bool is_reading(const EventBody& body) {
    return std::visit(Overloaded{
                          [](const Edge&) { return true; },
                          [](const Value&) { return true; },
                          [](const Start&) { return true; },
                          [](const Finish&) { return true; },
                          [](const Split&) { return true; },
                          [](const LaneTime&) { return true; },
                          [](const Count&) { return true; },
                          [](const Weight&) { return true; },
                          [](const Button&) { return true; },
                          [](const Cancel&) { return true; },
                          [](const auto&) { return false; },
                      },
                      body);
}

std::string_view fault_code(FaultKind kind) {
    switch (kind) {
        case FaultKind::Rebooted:
            return "rebooted";
        case FaultKind::ClockRestarted:
            return "clock_restarted";
        case FaultKind::RateRefused:
            return "rate_refused";
        case FaultKind::OtherBody:
            return "other_body";
        case FaultKind::EventsMissing:
            return "events_missing";
        case FaultKind::LostInDevice:
            return "lost_in_device";
        case FaultKind::QueueFull:
            return "queue_full";
        case FaultKind::Silent:
            return "silent";
        case FaultKind::Flooding:
            return "flooding";
        case FaultKind::SecondDevice:
            return "second_device";
        case FaultKind::RecordingFailed:
            return "recording_failed";
    }
    return "";
}

Json event_json(const Event& event) {
    const EventHeader& header = event.header;
    Json json;
    json.set("kind", event_kind(event.body));
    json.set("device", header.device.text);
    json.set("boot", header.boot);
    json.set("clock", number(header.clock));
    json.set("seq", number(header.seq));
    json.set("at_ns", header.at.ns);
    json.set("bound_ns", header.bound.ns);
    json.set("stamp", stamp_code(header.source));
    if (header.own_bound.ns != 0) json.set("own_bound_ns", header.own_bound.ns);
    if (!header.raw.recording.empty()) {
        Json raw;
        raw.set("recording", header.raw.recording);
        raw.set("offset", number(header.raw.offset));
        json.set("raw", std::move(raw));
    }
    add_body(json, event.body);
    return json;
}

}  // namespace sandau::devices
