#include "devices/hub.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandau::devices {

namespace {

constexpr Duration identify_again = seconds(1);
constexpr Duration ping_often_for = seconds(5);
constexpr Duration ping_often = milliseconds(250);
constexpr Duration ping_usual = seconds(1);
constexpr Duration ping_too_late = seconds(2);
constexpr std::size_t pings_outstanding_max = 16;
/// A link whose device has been heard so lately is not given up to another that claims the same identity.
constexpr Duration in_use = seconds(2);
constexpr std::size_t lines_kept = 16;
constexpr std::size_t line_bytes_kept = 120;
constexpr std::size_t frame_bytes = 8;  // `$`, `*`, four digits, line end
constexpr std::int64_t bits_per_byte = 10;

}  // namespace

Hub::Hub(HubLimits limits)
    : limits_(limits),
      order_(limits.hold_back, limits.ordered_max),
      laps_at_once_(limits.shortest_lap),
      laps_ordered_(limits.shortest_lap) {}

void Hub::set_state(LinkId id, Link& link, LinkState state) {
    if (link.state == state) return;
    link.state = state;
    output_.changed.push_back(id);
}

void Hub::link_opening(LinkId id, LinkTraits traits, std::string trouble, MonoTime now) {
    now = step_to(now);
    Link& link = links_[id];
    if (link.state == LinkState::CutOff) return;
    const bool told = link.trouble == trouble && link.state == LinkState::Opening;
    link.traits = std::move(traits);
    link.trouble = std::move(trouble);
    link.state = LinkState::Opening;
    give_driver(link);
    if (!told) output_.changed.push_back(id);
}

void Hub::link_listening(LinkId id, MonoTime now) {
    step_to(now);
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    found->second.trouble.clear();
    set_state(id, found->second, LinkState::Listening);
}

void Hub::link_opened(LinkId id, MonoTime now) {
    now = step_to(now);
    const auto found = links_.find(id);
    if (found == links_.end() || found->second.state == LinkState::CutOff) return;
    Link& link = found->second;
    link.trouble.clear();
    link.reader = {};
    link.waiting.clear();
    link.pings.clear();
    link.second_told = false;
    link.budget_at = now;
    link.lines_left = limits_.lines_per_second;
    link.bytes_left = limits_.bytes_per_second;
    set_state(id, link, LinkState::Identifying);
    if (link.driver || link.deaf) return open_driver(id, link, now);
    link.identify_at = now + identify_again;
    send(id, flp::Identify{});
}

void Hub::detach(LinkId id, Link& link, MonoTime now) {
    link.identify_at.reset();
    link.ping_at.reset();
    if (link.driver) close_driver(id, link, now);
    if (!link.device) return;
    TrackOutput out;
    const DeviceId device = *std::exchange(link.device, std::nullopt);
    if (link_of(device)) return;  // it has moved to another link already
    devices_.at(device).detached(now, out);
    pass_on(out, id);
}

void Hub::link_closed(LinkId id, std::string trouble, MonoTime now) {
    now = step_to(now);
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    Link& link = found->second;
    detach(id, link, now);
    if (link.state == LinkState::CutOff) return;
    if (link.state == LinkState::Opening && link.trouble != trouble) output_.changed.push_back(id);
    link.trouble = std::move(trouble);
    set_state(id, link, LinkState::Opening);
}

void Hub::link_ended(LinkId id, MonoTime now) {
    now = step_to(now);
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    detach(id, found->second, now);
    set_state(id, found->second, LinkState::Ended);
}

void Hub::link_gone(LinkId id, MonoTime now) {
    now = step_to(now);
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    detach(id, found->second, now);
    links_.erase(found);
    output_.changed.push_back(id);
}

Duration Hub::wire(const Link& link, std::size_t body_bytes) const {
    if (link.traits.baud == 0) return {};
    const auto bits = static_cast<std::int64_t>(body_bytes + frame_bytes) * bits_per_byte;
    return {bits * 1'000'000'000 / link.traits.baud};
}

void Hub::keep_line(Link& link, std::string_view text) {
    std::string line;
    if (link.last_lines.size() >= lines_kept) {
        line = std::move(link.last_lines.front());
        link.last_lines.pop_front();
    }
    line.assign(text.substr(0, line_bytes_kept));
    for (char& c : line) {
        if (c < 0x20 || c > 0x7E) c = '.';
    }
    link.last_lines.push_back(std::move(line));
}

void Hub::drop(Link& link, std::string_view reason, std::string_view text) {
    const auto found = link.dropped.find(reason);
    if (found != link.dropped.end()) {
        ++found->second;
    } else {
        link.dropped.emplace(reason, 1);
    }
    keep_line(link, fmt::format("!{} {}", reason, text));
}

void Hub::fault(const Link& link, FaultKind kind, std::uint64_t count, MonoTime now) {
    Delivery delivery;
    const std::string& nobody = link.traits.peer.empty() ? link.traits.spec : link.traits.peer;
    delivery.event.header.device = link.driver ? link.driver_device : link.device.value_or(DeviceId(nobody));
    delivery.event.header.at = now;
    delivery.event.body = Fault{kind, count};
    deliver(std::move(delivery));
}

void Hub::cut_off(LinkId id, Link& link, MonoTime now) {
    fault(link, FaultKind::Flooding, 0, now);
    detach(id, link, now);
    link.waiting.clear();
    set_state(id, link, LinkState::CutOff);
    output_.cut_off.push_back(id);
}

/// A second's worth of lines and bytes may come at once; what comes faster for longer is a flood.
bool Hub::within_budget(LinkId id, Link& link, std::size_t bytes, MonoTime now) {
    const std::int64_t since_ns = std::clamp<std::int64_t>((now - link.budget_at).ns, 0, 1'000'000'000);
    if (since_ns >= 1'000'000) {
        const auto refill = [&](std::int64_t& left, std::int64_t each_second) {
            left = std::min(each_second, left + each_second * (since_ns / 1000) / 1'000'000);
        };
        refill(link.lines_left, limits_.lines_per_second);
        refill(link.bytes_left, limits_.bytes_per_second);
        link.budget_at = now;
    }
    link.bytes_left -= static_cast<std::int64_t>(bytes);
    if (link.bytes_left >= 0 && link.lines_left >= 0) return true;
    cut_off(id, link, now);
    return false;
}

void Hub::received(LinkId id, const Chunk& chunk, MonoTime now) {
    now = step_to(now);
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    Link& link = found->second;
    if (link.state == LinkState::CutOff || link.state == LinkState::Ended) return;
    link.bytes += chunk.bytes.size();
    link.last_byte = chunk.at;
    if (!within_budget(id, link, chunk.bytes.size(), now)) return;
    if (link.driver || link.deaf) return received_by_driver(id, link, chunk, now);
    const auto on_body = [&](std::string_view body) {
        --link.lines_left;
        ++link.frames;
        keep_line(link, body);
        if (link.state == LinkState::CutOff) return;
        take_body(id, link, body, {chunk.at, now, chunk.raw, wire(link, body.size()), body});
    };
    const auto on_drop = [&](flp::Drop reason, std::string_view text) {
        --link.lines_left;
        drop(link, flp::drop_code(reason), text);
    };
    link.reader.feed(chunk.bytes, on_body, on_drop);
    if (link.traits.bytes == LinkTraits::Bytes::Datagrams) link.reader.finish(on_body, on_drop);
    release(now);
}

void Hub::overflowed(LinkId id, std::uint64_t bytes, MonoTime now) {
    now = step_to(now);
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    drop(found->second, "overflow", fmt::format("{} bytes", bytes));
    fault(found->second, FaultKind::QueueFull, bytes, now);
}

void Hub::take_body(LinkId id, Link& link, std::string_view body, const Arrival& arrival) {
    const auto message = flp::parse_from_device(body);
    if (!message) {
        drop(link, flp::drop_code(message.error()), body);
        return;
    }
    take_message(id, link, *message, arrival);
}

void Hub::take_message(LinkId id, Link& link, const flp::FromDevice& message, const Arrival& arrival) {
    if (const auto* identity = std::get_if<flp::Identity>(&message)) {
        take_identity(id, link, *identity, arrival);
        return;
    }
    if (!link.device) {
        const bool event =
            std::holds_alternative<flp::Edge>(message) || std::holds_alternative<flp::Value>(message);
        if (!event) {
            drop(link, "unidentified", arrival.body);
        } else if (link.waiting.size() >= limits_.waiting_max) {
            drop(link, "waiting_full", arrival.body);
            fault(link, FaultKind::QueueFull, 1, arrival.now);
        } else {
            link.waiting.push_back({std::string(arrival.body), arrival.at, arrival.raw});
        }
        return;
    }
    if (const auto* pong = std::get_if<flp::Pong>(&message)) {
        take_pong(id, link, *pong, arrival);
        return;
    }
    DeviceTrack& track = devices_.at(*link.device);
    TrackOutput out;
    const std::string_view dropped = track.take(message, arrival, out);
    if (!dropped.empty()) drop(link, dropped, arrival.body);
    pass_on(out, id);
    if (link.state == LinkState::Stale && !track.silent()) set_state(id, link, LinkState::Live);
}

void Hub::take_pong(LinkId id, Link& link, const flp::Pong& pong, const Arrival& arrival) {
    const auto asked = std::find_if(link.pings.begin(), link.pings.end(), [&](const Outstanding& ping) {
        return ping.id == pong.id && ping.written;
    });
    if (asked == link.pings.end()) {
        drop(link, "unasked_pong", arrival.body);
        return;
    }
    PingSample sample;
    sample.host_sent = *asked->written;
    sample.wire_out = wire(link, flp::body_of(flp::FromHost(flp::Ping{pong.id})).size());
    link.pings.erase(link.pings.begin(), asked + 1);
    if (arrival.at < sample.host_sent || arrival.at - sample.host_sent > ping_too_late) {
        drop(link, "late_pong", arrival.body);
        return;
    }
    TrackOutput out;
    const std::string_view dropped = devices_.at(*link.device).take_pong(pong, sample, arrival, out);
    if (!dropped.empty()) drop(link, dropped, arrival.body);
    pass_on(out, id);
}

DeviceTrack& Hub::track_of(const DeviceId& device) {
    const auto found = devices_.find(device);
    if (found != devices_.end()) return found->second;
    const auto resume = resume_.find(device);
    return devices_
        .try_emplace(device, device, limits_.track, resume == resume_.end() ? LastKnown{} : resume->second)
        .first->second;
}

/// Identities cost whoever invents them nothing: those that never reported anything make room first.
bool Hub::has_room_for_a_device() {
    if (devices_.size() < limits_.devices_max) return true;
    return std::erase_if(devices_, [](const auto& one) { return one.second.forgettable(); }) != 0;
}

void Hub::resume_after(const DeviceId& device, LastKnown last) {
    resume_[device] = std::move(last);
}

std::optional<LinkId> Hub::link_of(const DeviceId& device) const {
    for (const auto& [id, link] : links_) {
        if (link.device == device) return id;
    }
    return std::nullopt;
}

/// Whether this link may speak for the device: yes, unless another one does and was heard just now.
bool Hub::take_over(LinkId id, Link& link, const DeviceId& device, const Arrival& arrival) {
    const std::optional<LinkId> other = link_of(device);
    if (!other || *other == id) return true;
    Link& old = links_.at(*other);
    if (devices_.at(device).has_heartbeat_since(arrival.now - in_use)) {
        link.trouble = "second_device";
        drop(link, "second_device", arrival.body);
        if (!link.second_told) fault(old, FaultKind::SecondDevice, 0, arrival.now);
        link.second_told = true;
        return false;
    }
    detach(*other, old, arrival.now);
    old.identify_at = arrival.now + identify_again;
    set_state(*other, old, LinkState::Identifying);
    return true;
}

void Hub::take_identity(LinkId id, Link& link, const flp::Identity& identity, const Arrival& arrival) {
    const DeviceId device(identity.uid);
    if (link.device && *link.device != device) detach(id, link, arrival.now);
    const bool first = !link.device;
    // Anybody on the network can send a datagram with somebody else's name in it.
    const auto pinned = pinned_.find(device);
    if (first && pinned != pinned_.end() && !link.traits.peer.empty() &&
        pinned->second != peer_address(link.traits.peer)) {
        drop(link, "other_address", arrival.body);
        return;
    }
    if (first) {
        if (!take_over(id, link, device, arrival)) return;
        if (!devices_.contains(device) && !has_room_for_a_device()) {
            drop(link, "too_many_devices", arrival.body);
            return;
        }
    }
    DeviceTrack& track = track_of(device);
    TrackOutput out;
    if (first) {
        link.device = device;
        link.trouble.clear();
        link.identify_at.reset();
        link.ping_at = arrival.now;
        track.attached(arrival.now);
    }
    const std::string_view dropped = track.take(identity, arrival, out);
    if (!dropped.empty()) drop(link, dropped, arrival.body);
    pass_on(out, id);
    if (!first) return;
    set_state(id, link, LinkState::Live);
    take_waiting(id, link, arrival.now);
    fire_link(id, link, arrival.now);
}

/// Events that came before we knew whose they are.
void Hub::take_waiting(LinkId id, Link& link, MonoTime now) {
    const std::deque<Waiting> waiting = std::exchange(link.waiting, {});
    for (const Waiting& one : waiting) {
        take_body(id, link, one.body, {one.at, now, one.raw, wire(link, one.body.size()), one.body});
    }
}

void Hub::ping_written(LinkId id, std::uint16_t ping, MonoTime at) {
    step_to(at);  // a replay tells it before the hub has asked for it
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    for (Outstanding& one : found->second.pings) {
        if (one.id == ping && !one.written) one.written = at;
    }
}

void Hub::send(LinkId id, const flp::FromHost& message, std::optional<std::uint16_t> ping) {
    output_.sends.push_back({id, flp::frame(flp::body_of(message)), ping});
}

void Hub::deliver(Delivery delivery) {
    if (std::holds_alternative<Edge>(delivery.event.body)) {
        ShortestLaps& laps = delivery.phase == Phase::Ordered ? laps_ordered_ : laps_at_once_;
        delivery.suppressed = laps.judge(delivery.event);
    }
    output_.deliveries.push_back(std::move(delivery));
}

void Hub::pass_on(TrackOutput& out, std::optional<LinkId> link) {
    for (Delivery& delivery : out.at_once) deliver(std::move(delivery));
    for (TrackOutput::Settled& settled : out.settled)
        order_.push(std::move(settled.delivery), settled.arrival);
    if (!link) return;
    for (const std::string& body : out.bodies)
        output_.sends.push_back({*link, flp::frame(body), std::nullopt});
}

void Hub::release(MonoTime now) {
    std::uint64_t early = 0;
    for (Delivery& delivery : order_.release(now, early)) deliver(std::move(delivery));
    if (early != 0) fault({}, FaultKind::QueueFull, early, now);
}

std::optional<MonoTime> Hub::link_deadline(const Link& link) const {
    if (link.identify_at && link.ping_at) return std::min(*link.identify_at, *link.ping_at);
    return link.identify_at ? link.identify_at : link.ping_at;
}

void Hub::fire_link(LinkId id, Link& link, MonoTime now) {
    if (link.identify_at && *link.identify_at <= now) {
        link.identify_at = now + identify_again;
        send(id, flp::Identify{});
    }
    if (link.ping_at && *link.ping_at <= now) {
        const bool often = now - devices_.at(*link.device).clock_began() < ping_often_for;
        link.ping_at = now + (often ? ping_often : ping_usual);
        const std::uint16_t ping = link.next_ping++;
        link.pings.push_back({ping, now, std::nullopt});
        if (link.pings.size() > pings_outstanding_max) link.pings.pop_front();
        send(id, flp::Ping{ping}, ping);
    }
}

void Hub::fire(MonoTime now) {
    for (auto& [id, link] : links_) fire_link(id, link, now);
    for (auto& [device, track] : devices_) {
        const std::optional<MonoTime> due = track.next_deadline();
        if (!due || *due > now) continue;
        const std::optional<LinkId> id = link_of(device);
        TrackOutput out;
        track.advance(now, out);
        pass_on(out, id);
        if (id && track.silent()) set_state(*id, links_.at(*id), LinkState::Stale);
    }
    advance_drivers(now);
    release(now);
}

std::optional<MonoTime> Hub::next_deadline() const {
    std::optional<MonoTime> next = order_.next_deadline();
    const auto consider = [&](std::optional<MonoTime> due) {
        if (due && (!next || *due < *next)) next = due;
    };
    for (const auto& [id, link] : links_) {
        consider(link_deadline(link));
        if (link.driver) consider(link.driver->next_deadline());
    }
    for (const auto& [device, track] : devices_) consider(track.next_deadline());
    return next;
}

/// Everything that was due on the way happens at its own time, so that it does not matter how often anybody
/// looks at the clock: a replay gives the same to the byte.
MonoTime Hub::step_to(MonoTime now) {
    while (true) {
        const std::optional<MonoTime> due = next_deadline();
        if (!due || *due > now) break;
        now_ = std::max(now_, *due);
        fire(now_);
    }
    now_ = std::max(now_, now);
    return now_;
}

void Hub::advance(MonoTime now) {
    step_to(now);
}

bool Hub::set_lights(const DeviceId& device, std::uint32_t mask) {
    if (set_driver_lights(device, mask, now_)) return true;
    const std::optional<LinkId> link = link_of(device);
    if (link) send(*link, flp::Lights{mask});
    return link.has_value();
}

void Hub::set_shortest_lap(const DeviceId& device, std::uint8_t channel, Duration shortest) {
    laps_at_once_.set(device, channel, shortest);
    laps_ordered_.set(device, channel, shortest);
}

void Hub::pin_address(const DeviceId& device, std::string address) {
    if (address.empty())
        pinned_.erase(device);
    else
        pinned_[device] = std::move(address);
}

void Hub::set_stop_inputs(const DeviceId& device, std::uint32_t mask, MonoTime now) {
    now = step_to(now);
    if (is_of_a_driver(device)) return;  // its map says which inputs stop
    DeviceTrack& track = track_of(device);
    TrackOutput out;
    track.set_stop_inputs(mask, now, out);
    pass_on(out, link_of(device));
}

HubOutput Hub::take_output() {
    return std::exchange(output_, {});
}

LinkStatus Hub::describe(LinkId id, const Link& link) const {
    LinkStatus status;
    if (link.device) devices_.at(*link.device).describe(status);
    if (link.driver) describe_driver(link, status);
    status.link = id;
    status.spec = link.traits.spec;
    status.peer = link.traits.peer;
    status.state = link.state;
    status.trouble = link.trouble;
    status.last_byte = link.last_byte;
    status.bytes = link.bytes;
    status.frames = link.frames;
    status.dropped.assign(link.dropped.begin(), link.dropped.end());
    status.last_lines.assign(link.last_lines.begin(), link.last_lines.end());
    return status;
}

std::vector<LinkStatus> Hub::status() const {
    std::vector<LinkStatus> all;
    for (const auto& [id, link] : links_) all.push_back(describe(id, link));
    return all;
}

std::optional<LinkStatus> Hub::status(LinkId id) const {
    const auto found = links_.find(id);
    if (found == links_.end()) return std::nullopt;
    return describe(id, found->second);
}

}  // namespace sandau::devices
