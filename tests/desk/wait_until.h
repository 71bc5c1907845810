#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>

#include "desk/desk.h"

namespace sandau::test {

/// Waits for a state that the desk gets into by itself.
inline bool wait_until(Desk& desk, const std::function<bool(const Snapshot&)>& holds) {
    std::mutex mutex;
    std::condition_variable changed;
    bool seen = holds(*desk.snapshot());
    const Subscription subscription = desk.subscribe([&](const SnapshotPtr& snapshot) {
        const std::lock_guard lock(mutex);
        seen = seen || holds(*snapshot);
        changed.notify_all();
    });
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(20), [&] { return seen || holds(*desk.snapshot()); });
}

}  // namespace sandau::test
