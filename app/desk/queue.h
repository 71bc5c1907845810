#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace sandau {

/// Two lanes into one thread, each with its own bound. Devices go first: they do not come in numbers that
/// could starve people, and a gate's event is worth nothing late.
template <class Message>
class TwoLaneQueue {
public:
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
        std::deque<Message>& lane = devices_.empty() ? people_ : devices_;
        if (lane.empty()) return std::nullopt;
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
    bool closed_ = false;
};

}  // namespace sandau
