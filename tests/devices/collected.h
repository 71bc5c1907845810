#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "devices/devices.h"
#include "devices/simulator/field_sim.h"

namespace sandau::devices {

/// Keeps what the sink was given and lets a test wait for it.
class Collected {
public:
    Sink sink() {
        return {[this](const Delivery& delivery) {
                    const std::lock_guard lock(mutex_);
                    deliveries_.push_back(delivery);
                    changed_.notify_all();
                },
                [this](const LinkStatus& status) {
                    const std::lock_guard lock(mutex_);
                    states_.push_back(status.state);
                    changed_.notify_all();
                }};
    }

    template <class Body>
    std::vector<Delivery> of(Phase phase) const {
        const std::lock_guard lock(mutex_);
        return of_locked<Body>(phase);
    }
    std::vector<Delivery> ordered_edges() const {
        std::vector<Delivery> broken;
        for (const Delivery& one : of<Edge>(Phase::Ordered)) {
            if (std::get<Edge>(one.event.body).kind == EdgeKind::Broken) broken.push_back(one);
        }
        return broken;
    }

    template <class Body>
    bool wait_for_ordered(std::size_t count) {
        return wait([&] { return of_locked<Body>(Phase::Ordered).size() >= count; });
    }
    bool wait_for_edges(std::size_t count) {
        return wait([&] {
            std::size_t broken = 0;
            for (const Delivery& one : of_locked<Edge>(Phase::Ordered)) {
                if (std::get<Edge>(one.event.body).kind == EdgeKind::Broken) ++broken;
            }
            return broken >= count;
        });
    }
    bool wait_for_state(LinkState state) {
        return wait([&] { return !states_.empty() && states_.back() == state; });
    }
    bool wait_until_open() {
        return wait([&] { return !states_.empty() && states_.back() != LinkState::Opening; });
    }
    bool wait_for_heartbeat() {
        return wait([&] { return !of_locked<Heartbeat>(Phase::Provisional).empty(); });
    }
    bool wait_for_fault(FaultKind kind) {
        return wait([&] {
            for (const Delivery& one : of_locked<Fault>(Phase::Provisional)) {
                if (std::get<Fault>(one.event.body).kind == kind) return true;
            }
            return false;
        });
    }
    /// For what the sink does not tell: asks again and again.
    template <class Condition>
    bool wait_until(Condition condition) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::yield();
        }
        return true;
    }
    template <class Condition>
    bool wait(Condition condition) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(30), condition);
    }

private:
    template <class Body>
    std::vector<Delivery> of_locked(Phase phase) const {
        std::vector<Delivery> chosen;
        for (const Delivery& one : deliveries_) {
            if (one.phase == phase && std::holds_alternative<Body>(one.event.body)) chosen.push_back(one);
        }
        return chosen;
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Delivery> deliveries_;
    std::vector<LinkState> states_;
};

inline std::filesystem::path scratch(const std::string& name) {
    const auto path =
        std::filesystem::temp_directory_path() / ("sandau-" + std::to_string(getpid()) + "-" + name);
    std::filesystem::remove_all(path);
    return path;
}

inline std::unique_ptr<SimulatedField> field(const std::string& link, const std::string& uid = "00C0FFEE",
                                             SimulatedFaults faults = {}) {
    SimulatedFieldOptions options;
    options.link = link;
    options.uid = uid;
    options.faults = faults;
    Result<std::unique_ptr<SimulatedField>> opened = SimulatedField::open(options);
    EXPECT_TRUE(opened) << opened.error().code;
    return std::move(*opened);
}

}  // namespace sandau::devices
