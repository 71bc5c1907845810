// The part of the hub that is for links with a driver of their own: all but FLP.
#include <fmt/format.h>

#include <utility>

#include "devices/hub.h"

namespace sandau::devices {

namespace {

/// A device that has no identity of its own is named by where it is.
DeviceId driver_device_of(const LinkTraits& traits, const DeviceSpec& spec) {
    // A caller's port is another one each time it calls.
    if (!traits.peer.empty()) return DeviceId(traits.peer.substr(0, traits.peer.rfind(':')));
    return DeviceId(address_text(spec));
}

}  // namespace

/// By the link's spec, once; it stays when the link goes away and comes back.
void Hub::give_driver(Link& link) {
    if (link.driver) return;
    const Result<DeviceSpec> spec = parse_device_spec(link.traits.spec);
    if (!spec || spec->driver == DriverKind::Flp) return;
    DriverSettings settings{spec->driver, link.traits.baud, spec->profile, link.traits.rules};
    Result<std::unique_ptr<Driver>> made = make_driver(settings);
    if (made) {
        link.driver = std::move(*made);
        link.driver_device = driver_device_of(link.traits, *spec);
        return;
    }
    link.deaf = true;
    link.trouble = made.error().code;
}

bool Hub::is_of_a_driver(const DeviceId& device) const {
    for (const auto& [id, link] : links_)
        if (link.driver && link.driver_device == device) return true;
    return false;
}

void Hub::open_driver(LinkId id, Link& link, MonoTime now) {
    if (!link.driver) return;
    if (link.driver_boot.empty()) link.driver_boot = fmt::format("{:X}", now.ns);
    ++link.tally.openings;
    DriverOutput out;
    link.driver->opened(now, out);
    take_driver_output(id, link, out);
    follow_presence(id, link);
}

void Hub::close_driver(LinkId id, Link& link, MonoTime now) {
    DriverOutput out;
    link.driver->closed(now, out);
    out.sends.clear();
    take_driver_output(id, link, out);
}

void Hub::received_by_driver(LinkId id, Link& link, const Chunk& chunk, MonoTime now) {
    if (!link.driver) return drop(link, "no_rules", chunk.bytes);
    DriverOutput out;
    link.driver->received(chunk, out);
    if (link.traits.bytes == LinkTraits::Bytes::Datagrams) link.driver->datagram_ended(chunk.at, out);
    take_driver_output(id, link, out);
    follow_presence(id, link);
    release(now);
}

void Hub::advance_drivers(MonoTime now) {
    for (auto& [id, link] : links_) {
        if (!link.driver) continue;
        const std::optional<MonoTime> due = link.driver->next_deadline();
        if (!due || *due > now) continue;
        DriverOutput out;
        link.driver->advance(now, out);
        take_driver_output(id, link, out);
        follow_presence(id, link);
    }
}

void Hub::take_driver_output(LinkId id, Link& link, DriverOutput& out) {
    link.frames += out.frames.size();
    link.lines_left -= static_cast<std::int64_t>(out.frames.size() + out.dropped.size());
    link.tally.duplicates += out.duplicates;
    for (const std::string& frame : out.frames) keep_line(link, frame);
    for (const Dropped& one : out.dropped) drop(link, one.reason, one.text);
    for (std::string& bytes : out.sends) output_.sends.push_back({id, std::move(bytes), std::nullopt});
    for (Heard& heard : out.events) take_heard(link, std::move(heard));
}

void Hub::take_heard(Link& link, Heard heard) {
    DriverTally& tally = link.tally;
    Delivery delivery;
    EventHeader& header = delivery.event.header;
    header.device = link.driver_device;
    // Times on two sides of a clock that was set are not told apart by anything else.
    header.boot = fmt::format("{}.{}", link.driver_boot, heard.clock);
    header.clock = heard.clock;
    header.at = heard.at;
    header.bound = heard.bound;
    header.source = heard.source;
    header.raw = std::move(heard.raw);
    header.own_bound = heard.own_bound;
    delivery.event.body = std::move(heard.body);
    if (const auto* beat = std::get_if<Heartbeat>(&delivery.event.body)) {
        ++tally.heartbeats;
        tally.last_heartbeat = heard.arrival;
        tally.levels = beat->levels;
    }
    if (!is_reading(delivery.event.body)) return deliver(std::move(delivery));
    header.seq = ++tally.seq;
    tally.last_event = heard.arrival;
    deliver(delivery);
    order_.push(std::move(delivery), heard.arrival);
}

void Hub::follow_presence(LinkId id, Link& link) {
    if (link.state == LinkState::CutOff || link.state == LinkState::Ended || link.state == LinkState::Opening)
        return;
    switch (link.driver->presence()) {
        case Presence::Unknown:
            return set_state(id, link, LinkState::Identifying);
        case Presence::Present:
            return set_state(id, link, LinkState::Live);
        case Presence::Silent:
            return set_state(id, link, LinkState::Stale);
    }
}

bool Hub::set_driver_lights(const DeviceId& device, std::uint32_t mask, MonoTime now) {
    for (auto& [id, link] : links_) {
        if (!link.driver || link.driver_device != device) continue;
        DriverOutput out;
        const bool has_lights = link.driver->set_lights(mask, now, out);
        take_driver_output(id, link, out);
        return has_lights;
    }
    return false;
}

void Hub::describe_driver(const Link& link, LinkStatus& status) {
    const Result<DeviceSpec> spec = parse_device_spec(link.traits.spec);
    status.driver = spec ? driver_code(spec->driver) : "";
    status.device = link.driver_device;
    status.model = link.driver->model();
    status.boot = link.driver_boot;
    status.events = link.tally.seq;
    status.duplicates = link.tally.duplicates;
    status.heartbeats = link.tally.heartbeats;
    status.levels = link.tally.levels;
    status.last_event = link.tally.last_event;
    status.last_heartbeat = link.tally.last_heartbeat;
    status.reconnections = link.tally.openings == 0 ? 0 : link.tally.openings - 1;
    status.probes = link.driver->probes();
}

}  // namespace sandau::devices
