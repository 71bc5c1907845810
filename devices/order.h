#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "devices/event.h"

namespace sandau::devices {

/// Marks edges that follow the last one of their channel too soon to be another lap. The edge that ends a
/// suppressed one is suppressed with it.
class ShortestLaps {
public:
    explicit ShortestLaps(Duration usual) : usual_(usual) {}

    void set(const DeviceId& device, std::uint8_t channel, Duration shortest);
    Suppressed judge(const Event& event);

private:
    using Channel = std::pair<DeviceId, std::uint8_t>;
    struct Last {
        MonoTime accepted;
        Suppressed suppressed = Suppressed::No;
    };
    Duration usual_;
    std::map<Channel, Duration> shortest_;
    std::map<Channel, Last> last_;
};

/// Holds events back for a while, so that those which took longer on their way still come out in the order
/// of their stamps.
class OrderQueue {
public:
    OrderQueue(Duration hold_back, std::size_t events_max) : hold_back_(hold_back), events_max_(events_max) {}

    void push(Delivery delivery, MonoTime arrival);
    /// What is due, ordered by stamp, with ties and late ones marked. How many had to leave early because the
    /// queue was full is added to `early`.
    std::vector<Delivery> release(MonoTime now, std::uint64_t& early);
    std::optional<MonoTime> next_deadline() const;

private:
    struct Held {
        Delivery delivery;
        MonoTime release_at;

        bool operator<(const Held& other) const;
    };
    void mark(Delivery& delivery);

    Duration hold_back_;
    std::size_t events_max_;
    std::multiset<Held> held_;
    std::optional<MonoTime> latest_;
    std::optional<Event> last_edge_;
};

}  // namespace sandau::devices
