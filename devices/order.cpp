#include "devices/order.h"

#include <algorithm>
#include <tuple>

namespace sandau::devices {

namespace {

/// Whether two edges are so close that nobody can tell which was first. On one clock their bounds have most
/// of their error in common, so there only equal stamps tie.
Tie tie_between(const Event& before, const Event& after) {
    const Edge* a = std::get_if<Edge>(&before.body);
    const Edge* b = std::get_if<Edge>(&after.body);
    if (a == nullptr || b == nullptr || a->kind != b->kind) return Tie::No;
    const EventHeader& first = before.header;
    const EventHeader& second = after.header;
    const std::int64_t apart_ns = std::abs((second.at - first.at).ns);
    const bool one_clock = first.device == second.device && first.boot == second.boot &&
                           first.clock == second.clock && first.source == second.source;
    const std::int64_t unknown_ns = one_clock ? 1 : (first.bound + second.bound).ns;
    return apart_ns < unknown_ns ? Tie::WithPrevious : Tie::No;
}

}  // namespace

void ShortestLaps::set(const DeviceId& device, std::uint8_t channel, Duration shortest) {
    shortest_[{device, channel}] = shortest;
}

Suppressed ShortestLaps::judge(const Event& event) {
    const Edge* edge = std::get_if<Edge>(&event.body);
    if (edge == nullptr) return Suppressed::No;
    const Channel channel{event.header.device, edge->channel};
    const auto own = shortest_.find(channel);
    const Duration shortest = own == shortest_.end() ? usual_ : own->second;
    if (shortest.ns == 0) return Suppressed::No;
    const auto found = last_.find(channel);
    if (edge->kind == EdgeKind::Clear)
        return found == last_.end() ? Suppressed::No : found->second.suppressed;
    const bool too_soon = found != last_.end() && event.header.at >= found->second.accepted &&
                          event.header.at - found->second.accepted < shortest;
    if (too_soon) {
        found->second.suppressed = Suppressed::ShortLap;
        return Suppressed::ShortLap;
    }
    last_[channel] = {event.header.at, Suppressed::No};
    return Suppressed::No;
}

bool OrderQueue::Held::operator<(const Held& other) const {
    const EventHeader& a = delivery.event.header;
    const EventHeader& b = other.delivery.event.header;
    return std::tie(a.at, a.device, a.clock, a.seq) < std::tie(b.at, b.device, b.clock, b.seq);
}

void OrderQueue::push(Delivery delivery, MonoTime arrival) {
    const MonoTime release_at = std::min(delivery.event.header.at, arrival) + hold_back_;
    delivery.phase = Phase::Ordered;
    held_.insert({std::move(delivery), release_at});
}

void OrderQueue::mark(Delivery& delivery) {
    const MonoTime at = delivery.event.header.at;
    delivery.order = latest_ && at < *latest_ ? Order::Late : Order::Kept;
    latest_ = latest_ ? std::max(*latest_, at) : at;
    if (last_edge_) delivery.tie = tie_between(*last_edge_, delivery.event);
    if (std::holds_alternative<Edge>(delivery.event.body)) last_edge_ = delivery.event;
}

std::vector<Delivery> OrderQueue::release(MonoTime now, std::uint64_t& early) {
    std::vector<Delivery> released;
    while (!held_.empty()) {
        const bool due = held_.begin()->release_at <= now;
        if (!due && held_.size() <= events_max_) break;
        if (!due) ++early;
        Delivery delivery = std::move(held_.extract(held_.begin()).value().delivery);
        mark(delivery);
        released.push_back(std::move(delivery));
    }
    return released;
}

std::optional<MonoTime> OrderQueue::next_deadline() const {
    if (held_.empty()) return std::nullopt;
    return held_.begin()->release_at;
}

}  // namespace sandau::devices
