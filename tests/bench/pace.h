#pragma once

#include <sys/timerfd.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>

#include "bench/figures.h"

namespace sandau::bench {

/// The beat of a load: a timer that fires at even intervals, however long the work in between took.
class Pace {
public:
    explicit Pace(std::chrono::microseconds interval) : timer_(::timerfd_create(CLOCK_MONOTONIC, 0)) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(interval);
        const timespec every{seconds.count(), (interval - seconds).count() * 1'000};
        const itimerspec beat{every, every};
        if (timer_ < 0 || ::timerfd_settime(timer_, 0, &beat, nullptr) != 0) give_up("no timer");
    }
    ~Pace() { ::close(timer_); }
    Pace(const Pace&) = delete;
    Pace& operator=(const Pace&) = delete;

    /// Returns at the next beat; at once, where it is over already.
    void next() {
        if (ahead_ > 0) {
            --ahead_;
            return;
        }
        std::uint64_t beats = 0;
        if (::read(timer_, &beats, sizeof beats) != static_cast<ssize_t>(sizeof beats)) give_up("no timer");
        ahead_ = beats - 1;
    }

private:
    int timer_;
    std::uint64_t ahead_ = 0;
};

}  // namespace sandau::bench
