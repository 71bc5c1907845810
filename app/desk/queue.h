#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace sandau {

/// Two lanes into one thread, each with its own bound. Devices go first, since a gate's event is worth
/// nothing late; but after so many of theirs in a row it is the people's turn for one, so that no flood of a
/// device keeps a judge waiting.
template <class Message>
class TwoLaneQueue {
public:
    static constexpr int devices_in_a_row_max = 16;

    TwoLaneQueue(std::size_t people_max, std::size_t devices_max)
        : people_max_(people_max), devices_max_(devices_max) {}

    /// False: full, or closed; the message is untouched then.
    bool push_people(Message&& message) { return push(people_, people_max_, std::move(message)); }
    bool push_devices(Message&& message) { return push(devices_, devices_max_, std::move(message)); }

    /// Waits for the next message; nothing when the time is over or the queue was closed and is empty.
    std::optional<Message> pop(std::chrono::milliseconds wait) {
        std::unique_lock lock(mutex_);
        ready_.wait_for(lock, wait, [&] { return closed_ || !devices_.empty() || !people_.empty(); });
        return take();
    }
    std::optional<Message> pop() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return closed_ || !devices_.empty() || !people_.empty(); });
        return take();
    }

    bool is_empty() const {
        const std::lock_guard lock(mutex_);
        return people_.empty() && devices_.empty();
    }
    bool is_closed() const {
        const std::lock_guard lock(mutex_);
        return closed_;
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        ready_.notify_all();
    }

private:
    bool push(std::deque<Message>& lane, std::size_t max, Message&& message) {
        {
            const std::lock_guard lock(mutex_);
            if (closed_ || lane.size() >= max) return false;
            lane.push_back(std::move(message));
        }
        // Whoever is woken finds the lock free.
        ready_.notify_one();
        return true;
    }
    std::optional<Message> take() {
        const bool peoples_turn = devices_in_a_row_ >= devices_in_a_row_max && !people_.empty();
        std::deque<Message>& lane = devices_.empty() || peoples_turn ? people_ : devices_;
        if (lane.empty()) return std::nullopt;
        devices_in_a_row_ = &lane == &devices_ ? std::min(devices_in_a_row_ + 1, devices_in_a_row_max) : 0;
        std::optional<Message> message(std::move(lane.front()));
        lane.pop_front();
        return message;
    }

    const std::size_t people_max_;
    const std::size_t devices_max_;
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Message> people_;
    std::deque<Message> devices_;
    int devices_in_a_row_ = 0;
    bool closed_ = false;
};

}  // namespace sandau
