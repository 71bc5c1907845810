#include "devices/device_track.h"

#include <algorithm>
#include <cstdint>
#include <type_traits>

namespace sandau::devices {

namespace {

constexpr std::size_t old_boots_kept = 4;
constexpr std::size_t intervals_kept = 8;
constexpr Duration heartbeat_least = milliseconds(100);
constexpr Duration heartbeat_most = milliseconds(500);
constexpr int heartbeats_missed = 3;
constexpr std::uint32_t claims_behind_max = 3;
constexpr Duration acknowledge_again = seconds(1);
/// A stamp may lie this far after its arrival before it is disbelieved; the bound comes on top.
constexpr Duration future_max = milliseconds(5);

std::uint32_t channel_bit(std::uint8_t channel) {
    return channel >= 1 && channel <= 32 ? 1u << (channel - 1u) : 0u;
}

}  // namespace

DeviceTrack::DeviceTrack(DeviceId device, TrackLimits limits, LastKnown last)
    : device_(std::move(device)), limits_(limits), last_known_(std::move(last)), sequence_(limits.sequence) {}

void DeviceTrack::attached(MonoTime now) {
    attached_ = true;
    attached_at_ = now;
    silent_ = false;
    ++attachments_;
    intervals_.clear();
}

void DeviceTrack::detached(MonoTime now, TrackOutput& out) {
    attached_ = false;
    fall_silent(now, out);
}

void DeviceTrack::tell(EventBody body, MonoTime at, const RawPlace& raw, TrackOutput& out) const {
    Delivery delivery;
    delivery.event.header = {device_, identity_.boot, clock_count_, 0, at, {}, StampSource::HostArrival, raw};
    delivery.event.body = std::move(body);
    out.at_once.push_back(std::move(delivery));
}

void DeviceTrack::tell_count(FaultKind kind, std::uint64_t count, MonoTime at, TrackOutput& out) const {
    if (count != 0) tell(Fault{kind, count}, at, {}, out);
}

void DeviceTrack::new_clock(MonoTime now) {
    clock_.emplace(identity_.ticks_per_second);
    clock_began_ = now;
    ++clock_count_;
    rate_refusal_told_ = false;
}

/// A new boot is a new clock, and whatever the old one still owes us is gone with it.
void DeviceTrack::new_boot(const std::string& boot, const Arrival& arrival, TrackOutput& out) {
    const bool known = !identity_.boot.empty();
    if (known) {
        const std::uint64_t gone = sequence_.give_up_all();
        missing_ += gone;
        settle(MonoTime{INT64_MAX}, out);
        tell_count(FaultKind::EventsMissing, gone, arrival.at, out);
        old_boots_.push_back(identity_.boot);
        if (old_boots_.size() > old_boots_kept) old_boots_.pop_front();
    }
    std::erase(old_boots_, boot);
    identity_.boot = boot;
    unconfirmed_boot_.clear();
    sequence_ = Sequence(limits_.sequence);
    // Whoever knew the device before its boot has missed nothing of the new one; a stranger may have.
    if (known) sequence_.start_after(0);
    if (!known && boot == last_known_.boot) sequence_.resume_after(last_known_.seq);
    pending_.clear();
    last_settled_ = 0;
    acknowledged_ = 0;
    claims_behind_ = 0;
    clock_after_seq_ = 0;
    lost_ = known ? std::optional<std::uint32_t>(0) : std::nullopt;
    new_clock(arrival.now);
    if (known) tell(Fault{FaultKind::Rebooted, 0}, arrival.at, arrival.raw, out);
}

DeviceTrack::BootIs DeviceTrack::follow_boot(const std::string& boot, const Arrival& arrival,
                                             TrackOutput& out) {
    if (boot == identity_.boot) return BootIs::Current;
    if (std::find(old_boots_.begin(), old_boots_.end(), boot) != old_boots_.end()) return BootIs::Old;
    // One line whose checksum is right by chance must not end a run: the second one, or an identity, does.
    if (boot == unconfirmed_boot_) {
        new_boot(boot, arrival, out);
        return BootIs::Current;
    }
    unconfirmed_boot_ = boot;
    out.bodies.push_back(flp::body_of(flp::FromHost(flp::Identify{})));
    return BootIs::Unconfirmed;
}

std::string_view DeviceTrack::take(const flp::FromDevice& message, const Arrival& arrival, TrackOutput& out) {
    if (const auto* identity = std::get_if<flp::Identity>(&message))
        return take_identity(*identity, arrival, out);
    const std::string& boot = std::visit([](const auto& m) -> const std::string& { return m.boot; }, message);
    switch (follow_boot(boot, arrival, out)) {
        case BootIs::Old:
            return "old_boot";
        case BootIs::Unconfirmed:
            return "unconfirmed_boot";
        case BootIs::Current:
            break;
    }
    if (const auto* beat = std::get_if<flp::Heartbeat>(&message)) return take_heartbeat(*beat, arrival, out);
    if (const auto* edge = std::get_if<flp::Edge>(&message)) {
        return take_event(edge->seq, edge->ticks,
                          Edge{edge->channel, edge->broken ? EdgeKind::Broken : EdgeKind::Clear}, arrival,
                          out);
    }
    if (const auto* value = std::get_if<flp::Value>(&message)) {
        return take_event(value->seq, value->ticks, Value{value->channel, value->value}, arrival, out);
    }
    return "unasked_pong";
}

std::string_view DeviceTrack::take_pong(const flp::Pong& pong, PingSample sample, const Arrival& arrival,
                                        TrackOutput& out) {
    if (pong.boot != identity_.boot) return "old_boot";
    // An answer that took no time, or longer than the whole trip, was not made by this ping.
    const auto held_ticks = static_cast<std::int32_t>(pong.ticks_sent - pong.ticks_received);
    const double held_ns = held_ticks * (1e9 / identity_.ticks_per_second);
    if (held_ticks < 0 || held_ns > static_cast<double>((arrival.at - sample.host_sent).ns) * 1.02 + 1e6) {
        return "impossible_pong";
    }
    note_ticks(pong.ticks_received, arrival, out);
    sample.device_received = pong.ticks_received;
    sample.device_sent = pong.ticks_sent;
    sample.host_received = arrival.at;
    sample.wire_back = arrival.wire;
    clock_->pinged(sample);
    settle(arrival.now, out);
    return {};
}

/// Fresh ticks: they show a clock that began anew without a new boot.
void DeviceTrack::note_ticks(std::uint32_t ticks, const Arrival& arrival, TrackOutput& out) {
    if (!clock_->runs_backwards(ticks) && !clock_->silent_too_long(arrival.at)) return;
    new_clock(arrival.now);
    clock_after_seq_ = sequence_.highest();
    tell(Fault{FaultKind::ClockRestarted, 0}, arrival.at, arrival.raw, out);
}

std::string_view DeviceTrack::take_identity(const flp::Identity& identity, const Arrival& arrival,
                                            TrackOutput& out) {
    const bool other_clock =
        identity.boot == identity_.boot && identity.ticks_per_second != identity_.ticks_per_second;
    const bool told_before = identity == identity_;
    if (identity.boot != identity_.boot) {
        if (std::find(old_boots_.begin(), old_boots_.end(), identity.boot) != old_boots_.end())
            return "old_boot";
        identity_.ticks_per_second = identity.ticks_per_second;
        new_boot(identity.boot, arrival, out);
    }
    identity_ = identity;
    if (other_clock) {
        new_clock(arrival.now);
        clock_after_seq_ = sequence_.highest();
        tell(Fault{FaultKind::ClockRestarted, 0}, arrival.at, arrival.raw, out);
    }
    if (!told_before) {
        tell(Identity{identity.model, identity.firmware, identity.ticks_per_second, identity.channels},
             arrival.at, arrival.raw, out);
    }
    return {};
}

std::string_view DeviceTrack::take_heartbeat(const flp::Heartbeat& beat, const Arrival& arrival,
                                             TrackOutput& out) {
    ++heartbeats_;
    if (sequence_.started() && beat.last_seq < sequence_.highest()) {
        // Lines that overtook each other look so once or twice. A device that says it thrice in a row has
        // begun to count anew under the same boot id.
        if (++claims_behind_ < claims_behind_max) return "overtaken";
        const std::string boot = identity_.boot;
        new_boot(boot, arrival, out);
    }
    claims_behind_ = 0;
    note_ticks(beat.ticks, arrival, out);
    clock_->heard(beat.ticks, arrival.at, arrival.wire);
    if (last_heartbeat_ && !silent_ && arrival.at > *last_heartbeat_) {
        intervals_.push_back(arrival.at - *last_heartbeat_);
        if (intervals_.size() > intervals_kept) intervals_.pop_front();
    }
    last_heartbeat_ = arrival.at;
    silent_ = false;
    levels_ = beat.levels;
    if (sequence_.claim(beat.last_seq, arrival.now) == Sequence::Claimed::Unconfirmed)
        return "unconfirmed_jump";
    if (lost_ && beat.lost > *lost_) tell_count(FaultKind::LostInDevice, beat.lost - *lost_, arrival.at, out);
    lost_ = beat.lost;
    if (clock_->rate_refused() && !rate_refusal_told_) {
        rate_refusal_told_ = true;
        tell(Fault{FaultKind::RateRefused, 0}, arrival.at, arrival.raw, out);
    }
    Delivery delivery;
    delivery.event.header = {device_,
                             identity_.boot,
                             clock_count_,
                             0,
                             arrival.at,
                             limits_.arrival_bound,
                             StampSource::HostArrival,
                             arrival.raw};
    delivery.event.body = Heartbeat{beat.last_seq, beat.lost, beat.levels};
    if (const auto stamp = clock_->stamp(beat.ticks)) {
        delivery.event.header.at = stamp->at;
        delivery.event.header.bound = stamp->bound;
        delivery.event.header.source = StampSource::Device;
    }
    out.at_once.push_back(std::move(delivery));
    refresh_stops(stop_mask_ & ~levels_, arrival.at, out);
    ask_and_give_up(arrival.now, out);
    if (acknowledged_ != 0 && arrival.now - acknowledged_at_ >= acknowledge_again) {
        acknowledged_ = 0;  // the last acknowledgement may have been lost
    }
    acknowledge(arrival.now, out);
    return {};
}

void DeviceTrack::date(EventHeader& header, std::uint32_t ticks, std::optional<MonoTime> missing_since,
                       const Arrival& arrival) {
    header.at = arrival.at;
    header.bound = limits_.arrival_bound;
    header.source = StampSource::HostArrival;
    if (missing_since)
        header.bound = header.bound + (arrival.at - std::min(*missing_since, arrival.at)) + heartbeat_most;
    if (header.seq <= clock_after_seq_) {
        header.bound = header.bound + (arrival.at - std::min(clock_began_, arrival.at));
        return;
    }
    const std::optional<Stamp> stamp = clock_->stamp(ticks);
    // No event arrives before it happened: such a stamp says that the clock is not understood.
    if (!stamp || stamp->at > arrival.at + stamp->bound + future_max) return;
    header.at = stamp->at;
    header.bound = stamp->bound;
    header.source = StampSource::Device;
}

std::string_view DeviceTrack::take_event(std::uint32_t seq, std::uint32_t ticks, EventBody body,
                                         const Arrival& arrival, TrackOutput& out) {
    const std::optional<MonoTime> missing_since = sequence_.missing_since(seq);
    switch (sequence_.arrive(seq, arrival.body, arrival.now)) {
        case Sequence::Arrived::New:
            break;
        case Sequence::Arrived::Duplicate:
            ++duplicates_;
            return {};
        case Sequence::Arrived::OtherBody:
            tell(Fault{FaultKind::OtherBody, 0}, arrival.at, arrival.raw, out);
            return "other_body";
        case Sequence::Arrived::Unconfirmed:
            out.bodies.push_back(flp::body_of(flp::FromHost(flp::Resend{seq})));
            return "unconfirmed_jump";
    }
    ++events_;
    last_event_ = arrival.at;
    Delivery delivery;
    EventHeader& header = delivery.event.header;
    header.device = device_;
    header.boot = identity_.boot;
    header.clock = clock_count_;
    header.seq = seq;
    header.raw = arrival.raw;
    date(header, ticks, missing_since, arrival);
    delivery.event.body = std::move(body);
    delivery.gap = sequence_.settled() < seq ? Gap::Open : Gap::None;
    out.at_once.push_back(delivery);
    if (const Edge* edge = std::get_if<Edge>(&delivery.event.body); edge && edge->kind == EdgeKind::Broken) {
        refresh_stops(stops_pressed_ | (stop_mask_ & channel_bit(edge->channel)), header.at, out);
    }
    pending_.emplace(seq, Pending{std::move(delivery), ticks, arrival.at});
    if (pending_.size() > limits_.pending_max) {
        const std::uint64_t gone = sequence_.give_up_all();
        missing_ += gone;
        tell_count(FaultKind::QueueFull, gone, arrival.at, out);
    }
    ask_and_give_up(arrival.now, out);
    acknowledge(arrival.now, out);
    return {};
}

/// Before the first ping is answered an event has no stamp. Held back it is anyway: meanwhile it may get one.
bool DeviceTrack::waits_for_its_clock(const Pending& pending) const {
    const EventHeader& header = pending.delivery.event.header;
    return header.source == StampSource::HostArrival && header.seq > clock_after_seq_ &&
           clock_->status().model == ClockModel::None && !clock_->rate_refused();
}

/// Lets go of what no gap stands before any more.
void DeviceTrack::settle(MonoTime now, TrackOutput& out) {
    const std::uint32_t settled = sequence_.settled();
    while (!pending_.empty() && pending_.begin()->first <= settled) {
        Pending& first = pending_.begin()->second;
        EventHeader& header = first.delivery.event.header;
        if (header.source == StampSource::HostArrival && header.clock == clock_count_) {
            if (now < first.arrival + limits_.clock_wait && waits_for_its_clock(first)) return;
            const EventHeader before = header;
            date(header, first.ticks, std::nullopt, {first.arrival, now, header.raw, {}, {}});
            if (header.source == StampSource::HostArrival) header = before;
        }
        auto node = pending_.extract(pending_.begin());
        const std::uint32_t seq = node.key();
        Pending pending = std::move(node.mapped());
        pending.delivery.gap = sequence_.given_up_between(last_settled_, seq) ? Gap::GivenUp : Gap::None;
        last_settled_ = std::max(last_settled_, seq);
        out.settled.push_back({std::move(pending.delivery), pending.arrival});
    }
}

void DeviceTrack::ask_and_give_up(MonoTime now, TrackOutput& out) {
    const std::uint64_t gone = sequence_.give_up(now);
    missing_ += gone;
    tell_count(FaultKind::EventsMissing, gone, now, out);
    for (const std::uint32_t seq : sequence_.to_ask(now)) {
        if (!attached_) continue;
        out.bodies.push_back(flp::body_of(flp::FromHost(flp::Resend{seq})));
        ++resends_asked_;
    }
    settle(now, out);
}

void DeviceTrack::acknowledge(MonoTime now, TrackOutput& out) {
    const std::uint32_t settled = sequence_.settled();
    if (!attached_ || settled == 0 || settled <= acknowledged_) return;
    acknowledged_ = settled;
    acknowledged_at_ = now;
    out.bodies.push_back(flp::body_of(flp::FromHost(flp::Acknowledge{settled})));
}

void DeviceTrack::set_stop_inputs(std::uint32_t mask, MonoTime now, TrackOutput& out) {
    stop_mask_ = mask;
    stops_pressed_ &= mask;
    const bool heard = attached_ && !silent_ && last_heartbeat_;
    refresh_stops(heard ? mask & ~levels_ : mask, now, out);
}

/// Tells each stop that changed. `pressed` is over all stop inputs.
void DeviceTrack::refresh_stops(std::uint32_t pressed, MonoTime now, TrackOutput& out) {
    const std::uint32_t changed = pressed ^ stops_pressed_;
    stops_pressed_ = pressed;
    for (std::uint8_t channel = 1; channel <= 32; ++channel) {
        const std::uint32_t bit = channel_bit(channel);
        if ((changed & bit) == 0) continue;
        tell(EmergencyStop{channel, (pressed & bit) != 0 ? Pressed::Yes : Pressed::No}, now, {}, out);
    }
}

void DeviceTrack::fall_silent(MonoTime now, TrackOutput& out) {
    if (silent_) return;
    silent_ = true;
    tell(Fault{FaultKind::Silent, 0}, now, {}, out);
    refresh_stops(stop_mask_, now, out);
}

/// Three heartbeats at the interval that this device keeps.
Duration DeviceTrack::silence() const {
    if (intervals_.empty()) return {heartbeat_most.ns * heartbeats_missed};
    const Duration longest = *std::max_element(intervals_.begin(), intervals_.end());
    return {std::clamp(longest, heartbeat_least, heartbeat_most).ns * heartbeats_missed};
}

void DeviceTrack::advance(MonoTime now, TrackOutput& out) {
    ask_and_give_up(now, out);
    acknowledge(now, out);
    if (!silent_ && std::max(last_heartbeat_.value_or(attached_at_), attached_at_) + silence() <= now) {
        fall_silent(now, out);
    }
}

std::optional<MonoTime> DeviceTrack::next_deadline() const {
    std::optional<MonoTime> next = sequence_.next_deadline();
    if (!pending_.empty() && pending_.begin()->first <= sequence_.settled()) {
        const MonoTime waited = pending_.begin()->second.arrival + limits_.clock_wait;
        next = next ? std::min(*next, waited) : waited;
    }
    if (!silent_) {
        const MonoTime silent_at = std::max(last_heartbeat_.value_or(attached_at_), attached_at_) + silence();
        next = next ? std::min(*next, silent_at) : silent_at;
    }
    return next;
}

void DeviceTrack::describe(LinkStatus& status) const {
    status.device = device_;
    status.model = identity_.model;
    status.firmware = identity_.firmware;
    status.boot = identity_.boot;
    status.channels = identity_.channels;
    status.last_event = last_event_;
    status.last_heartbeat = last_heartbeat_;
    if (!intervals_.empty())
        status.heartbeat_interval = *std::max_element(intervals_.begin(), intervals_.end());
    status.levels = levels_;
    if (clock_) status.clock = clock_->status();
    status.heartbeats = heartbeats_;
    status.events = events_;
    status.duplicates = duplicates_;
    status.resends_asked = resends_asked_;
    status.missing = missing_;
    status.lost_in_device = lost_.value_or(0);
    status.reconnections = attachments_ == 0 ? 0 : attachments_ - 1;
}

}  // namespace sandau::devices
