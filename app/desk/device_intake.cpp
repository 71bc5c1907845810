#include "desk/device_intake.h"

#include <optional>
#include <variant>

#include "devices/event.h"
#include "scoring/command_payloads.h"

namespace sandau {

namespace {

constexpr int events_per_minute_max = 600;

/// What the contest hears of a device: channel, word and value. Nothing for what is no event of the field.
struct Heard {
    int channel = 0;
    std::string type;
    std::int64_t value = 0;
};

struct Hear {
    std::optional<Heard> operator()(const devices::Edge& edge) const {
        // A beam that is free again says nothing that its breaking did not.
        if (edge.kind != devices::EdgeKind::Broken) return std::nullopt;
        return Heard{edge.channel, "edge", 1};
    }
    std::optional<Heard> operator()(const devices::Value& value) const {
        return Heard{value.channel, "value", value.value};
    }
    std::optional<Heard> operator()(const devices::Start& start) const {
        return Heard{start.lane, "start", 0};
    }
    std::optional<Heard> operator()(const devices::Finish& finish) const {
        return Heard{finish.lane, "finish", 0};
    }
    std::optional<Heard> operator()(const devices::Split& split) const {
        return Heard{split.lane, "split", split.point};
    }
    std::optional<Heard> operator()(const devices::LaneTime& lane) const {
        return Heard{lane.lane, "lane_time", lane.time.ns};
    }
    std::optional<Heard> operator()(const devices::Count& count) const {
        return Heard{count.channel, "count", count.total};
    }
    std::optional<Heard> operator()(const devices::Weight& weight) const {
        return Heard{weight.channel, "weight", weight.grams};
    }
    std::optional<Heard> operator()(const devices::Button& button) const {
        return Heard{button.channel, "button", button.pressed == devices::Pressed::Yes ? 1 : 0};
    }
    std::optional<Heard> operator()(const devices::EmergencyStop& stop) const {
        return Heard{stop.channel, "stop", stop.pressed == devices::Pressed::Yes ? 1 : 0};
    }
    template <class Other>
    std::optional<Heard> operator()(const Other&) const {
        return std::nullopt;
    }
};

std::string stamp_word(devices::StampSource source) {
    switch (source) {
        case devices::StampSource::Device:
            return "device";
        case devices::StampSource::TimeOfDay:
            return "time_of_day";
        case devices::StampSource::HostArrival:
            return "arrival";
    }
    return "";
}

}  // namespace

devices::Sink DeviceIntake::sink() {
    return {[this](const devices::Delivery& delivery) { deliver(delivery); }, {}};
}

Instant DeviceIntake::instant_of(MonoTime at) const {
    Instant instant = clock_();
    instant.wall.utc_ms -= (instant.mono - at).floor_ms();
    instant.mono = at;
    return instant;
}

void DeviceIntake::deliver(const devices::Delivery& delivery) {
    switch (delivery.phase) {
        case devices::Phase::Provisional:
            return show(delivery);
        case devices::Phase::Ordered:
            return report(delivery);
    }
}

void DeviceIntake::show(const devices::Delivery& delivery) {
    const std::optional<Heard> heard = std::visit(Hear{}, delivery.event.body);
    if (!heard || delivery.suppressed != devices::Suppressed::No) return;
    const SnapshotPtr snapshot = desk_.snapshot();
    const Device* device = snapshot->contest->table<Device>().find(delivery.event.header.device.text);
    if (device == nullptr) return;
    for (const ChannelUse& use : device->channels)
        if (use.channel == heard->channel && use.role != ChannelRole::Unused)
            desk_.show_provisional(
                {use.field, use.role, instant_of(delivery.event.header.at), delivery.event.header.bound.ns});
}

void DeviceIntake::report(const devices::Delivery& delivery) {
    const devices::EventHeader& header = delivery.event.header;
    const std::optional<Heard> heard = std::visit(Hear{}, delivery.event.body);
    if (!heard || is_flooding(header.device.text, header.at)) return;
    commands::DeviceReport report;
    report.device = header.device;
    report.boot = header.boot;
    report.seq = header.seq;
    report.channel = heard->channel;
    report.type = heard->type;
    report.value = heard->value;
    report.at = instant_of(header.at);
    report.bound_ns = header.bound.ns;
    report.stamp = stamp_word(header.source);
    if (!header.raw.recording.empty())
        report.raw = header.raw.recording + "@" + std::to_string(header.raw.offset);
    if (delivery.suppressed != devices::Suppressed::No) {
        report.fault = "event.suppressed";
    } else if (delivery.gap != devices::Gap::None) {
        report.fault = "event.gap";
    }
    // The event's own name is the command's id: delivered twice, it counts once.
    const DeviceEventId id = devices::event_id(header);
    const CommandId command_id = id.empty() ? new_command_id() : CommandId("device-" + id.text);
    desk_.submit(command_of(command_id, device_actor, report), Lane::Devices, [](const Result<Answer>&) {});
}

bool DeviceIntake::is_flooding(const std::string& device, MonoTime at) {
    Rate& rate = rates_[device];
    if (at - rate.since > seconds(60) || at < rate.since) rate = {at, 0};
    return ++rate.events > events_per_minute_max;
}

}  // namespace sandau
