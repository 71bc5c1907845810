#include "desk/device_intake.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "devices/event.h"
#include "scoring/command_payloads.h"

namespace sandau {

namespace {

constexpr int events_per_minute_max = 600;
constexpr int faults_per_minute_max = 60;
constexpr int stops_per_minute_max = 60;

/// What the contest hears of a device: channel, word and value. Nothing for what is no event of the field.
struct Heard {
    int channel = 0;
    std::string type;
    std::int64_t value = 0;
    devices::StampedBy by = devices::StampedBy::Device;
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
        return Heard{start.channel != 0 ? start.channel : start.lane, "start", 0, start.by};
    }
    std::optional<Heard> operator()(const devices::Finish& finish) const {
        return Heard{finish.channel != 0 ? finish.channel : finish.lane, "finish", 0, finish.by};
    }
    std::optional<Heard> operator()(const devices::Split& split) const {
        return Heard{split.channel != 0 ? split.channel : split.lane, "split", split.point, split.by};
    }
    std::optional<Heard> operator()(const devices::LaneTime& lane) const {
        // What a timer shows for a lane that nobody finished on is no time.
        const bool finished = lane.finished == devices::Finished::Yes;
        return Heard{lane.channel != 0 ? lane.channel : lane.lane, "lane_time", finished ? lane.time.ns : 0};
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
    std::optional<Heard> operator()(const devices::Cancel& cancel) const {
        return Heard{cancel.channel, "cancel", 0};
    }
    template <class Other>
    std::optional<Heard> operator()(const Other&) const {
        return std::nullopt;
    }
};

/// What the report's time is right to within. Where one device alone gives a field's times, its stamps are
/// only ever compared with each other, and their place on our clock does not matter.
std::int64_t bound_of(const devices::Event& event, const Contest& contest, int channel) {
    if (const auto* lane = std::get_if<devices::LaneTime>(&event.body);
        lane != nullptr && lane->bound.ns != 0)
        return lane->bound.ns;
    const devices::EventHeader& header = event.header;
    if (header.own_bound.ns == 0) return header.bound.ns;
    const auto gives_times = [](const ChannelUse& use) {
        return use.role == ChannelRole::Start || use.role == ChannelRole::Finish ||
               use.role == ChannelRole::Split;
    };
    const Device* own = contest.table<Device>().find(header.device.text);
    if (own == nullptr) return header.bound.ns;
    bool gives = false;
    for (const ChannelUse& mine : own->channels) {
        if (mine.channel != channel || !gives_times(mine)) continue;
        gives = true;
        for (const Device& other : contest.table<Device>())
            for (const ChannelUse& theirs : other.channels)
                if (other.id != own->id && theirs.field == mine.field && gives_times(theirs))
                    return header.bound.ns;
    }
    return gives ? header.own_bound.ns : header.bound.ns;
}

/// Whether a clock runs that this input would stop.
bool holds_up_a_clock(const Contest& contest, const DeviceId& id, int channel) {
    const Device* device = contest.table<Device>().find(id.text);
    if (device == nullptr) return false;
    return std::any_of(device->channels.begin(), device->channels.end(), [&](const ChannelUse& use) {
        const Field* field = contest.table<Field>().find(use.field.text);
        if (use.channel != channel || use.role != ChannelRole::Stop || field == nullptr) return false;
        const Run* run = contest.table<Run>().find(field->loaded.text);
        const Match* match = contest.table<Match>().find(field->loaded.text);
        return (run != nullptr && run->clock.state == ClockState::Running) ||
               (match != nullptr && match->clock.state == ClockState::Running);
    });
}

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
    return {[this](const devices::Delivery& delivery) { deliver(delivery); },
            [this](const devices::LinkStatus& status) { watch_.link_changed(status); },
            [this] { look_around(); }};
}

Instant DeviceIntake::instant_of(MonoTime at) const {
    Instant instant = clock_();
    instant.wall.utc_ms -= (instant.mono - at).floor_ms();
    instant.mono = at;
    return instant;
}

template <class Payload>
void DeviceIntake::submit(CommandId id, const Payload& payload) {
    backlog_.submit(command_of(std::move(id), device_actor, payload));
}

void DeviceIntake::look_around() {
    steadiness_.look();
    backlog_.try_again();
    const SnapshotPtr snapshot = desk_.snapshot();
    // What waits for the disk is not in the contest yet, and would be told twice.
    if (backlog_.size() != 0) return;
    for (const commands::DeviceFault& fault : watch_.look(*snapshot->contest, clock_()))
        submit(new_command_id(), fault);
}

void DeviceIntake::deliver(const devices::Delivery& delivery) {
    const devices::EventHeader& header = delivery.event.header;
    if (!std::holds_alternative<devices::Fault>(delivery.event.body)) watch_.heard(header.device);
    if (const auto* fault = std::get_if<devices::Fault>(&delivery.event.body))
        return tell_fault(header, *fault);
    if (const auto* stop = std::get_if<devices::EmergencyStop>(&delivery.event.body))
        return tell_stop(header, *stop);
    if (std::holds_alternative<devices::Heartbeat>(delivery.event.body)) return hear_from(header);
    switch (delivery.phase) {
        case devices::Phase::Provisional:
            return show(delivery);
        case devices::Phase::Ordered:
            return report(delivery);
    }
}

void DeviceIntake::show(const devices::Delivery& delivery) {
    const std::optional<Heard> heard = std::visit(Hear{}, delivery.event.body);
    const bool cancels = std::holds_alternative<devices::Cancel>(delivery.event.body);
    if (!heard || cancels || delivery.suppressed != devices::Suppressed::No) return;
    // A hand stands beside, and a lane's time is another thing than when it came.
    if (heard->by == devices::StampedBy::Hand || heard->type == "lane_time") return;
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
    if (!heard) return;
    if (is_flooding(header.device.text, header.at, events_per_minute_max)) {
        // Told once a minute: what is left out must not go unnoticed.
        if (rates_[header.device.text].events == events_per_minute_max + 1)
            tell_fault(header, {devices::FaultKind::QueueFull, 1});
        return;
    }
    commands::DeviceReport report;
    report.device = header.device;
    report.boot = header.boot;
    report.seq = header.seq;
    report.channel = heard->channel;
    report.type = heard->type;
    report.value = heard->value;
    report.at = instant_of(header.at);
    report.bound_ns = bound_of(delivery.event, *desk_.snapshot()->contest, heard->channel);
    report.stamp = heard->by == devices::StampedBy::Hand ? std::string("hand") : stamp_word(header.source);
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
    submit(command_id, report);
}

void DeviceIntake::tell_fault(const devices::EventHeader& header, const devices::Fault& fault) {
    if (fault.kind == devices::FaultKind::Silent) silent_.insert(header.device);
    // Of a device that nobody assigned, the journal says nothing.
    if (desk_.snapshot()->contest->table<Device>().find(header.device.text) == nullptr) return;
    if (fault.kind == devices::FaultKind::Silent
            ? !steadiness_.lost(header.device)
            : is_flooding(header.device.text + " faults", header.at, faults_per_minute_max))
        return;
    commands::DeviceFault told;
    told.device = header.device;
    told.fault = "device." + std::string(devices::fault_code(fault.kind));
    told.count = static_cast<std::int64_t>(std::min(fault.count, std::uint64_t{INT64_MAX}));
    told.at = instant_of(header.at).wall;
    submit(new_command_id(), told);
}

void DeviceIntake::tell_stop(const devices::EventHeader& header, const devices::EmergencyStop& stop) {
    // What stops a clock is always told; what else a loose wire says fills no journal.
    const bool stops_a_clock = stop.pressed == devices::Pressed::Yes &&
                               holds_up_a_clock(*desk_.snapshot()->contest, header.device, stop.channel);
    if (!stops_a_clock && is_flooding(header.device.text + " stops", header.at, stops_per_minute_max)) return;
    commands::DeviceReport report;
    report.device = header.device;
    report.boot = header.boot;
    report.channel = stop.channel;
    report.type = "stop";
    report.value = stop.pressed == devices::Pressed::Yes ? 1 : 0;
    report.at = instant_of(header.at);
    report.bound_ns = header.bound.ns;
    report.stamp = stamp_word(header.source);
    if (silent_.contains(header.device)) report.fault = "device.silent";
    submit(new_command_id(), report);
}

void DeviceIntake::hear_from(const devices::EventHeader& header) {
    silent_.erase(header.device);
    const SnapshotPtr snapshot = desk_.snapshot();
    const Device* device = snapshot->contest->table<Device>().find(header.device.text);
    if (device == nullptr) return;
    const DeviceHealth* health = snapshot->contest->table<DeviceHealth>().find(header.device.text);
    const bool shown_lost = health != nullptr && health->state == HealthState::Silent;
    if (steadiness_.heard(header.device, shown_lost)) {
        commands::DeviceFault heard;
        heard.device = header.device;
        heard.at = instant_of(header.at).wall;
        submit(new_command_id(), heard);
    }
    if (!set_stops_) return;
    // Not before it is heard: a stop that was never there would read as pressed when the host starts.
    std::uint32_t mask = 0;
    for (const ChannelUse& use : device->channels)
        if (use.role == ChannelRole::Stop) mask |= std::uint32_t{1} << (use.channel - 1);
    std::uint32_t& told = stops_[header.device];
    if (told == mask) return;
    told = mask;
    set_stops_(header.device, mask);
}

bool DeviceIntake::is_flooding(const std::string& what, MonoTime at, int per_minute_max) {
    Rate& rate = rates_[what];
    if (at - rate.since > seconds(60) || at < rate.since) rate = {at, 0};
    return ++rate.events > per_minute_max;
}

}  // namespace sandau
