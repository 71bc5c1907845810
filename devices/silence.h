#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>

#include "scoring/time.h"

namespace sandau::devices {

/// Tells when something that comes again and again has stayed away three times.
class SilenceWatch {
public:
    SilenceWatch(Duration least, Duration most) : least_(least), most_(most) {}

    void heard(MonoTime at) {
        if (last_ && !silent_ && at > *last_) {
            intervals_.push_back(at - *last_);
            if (intervals_.size() > intervals_kept) intervals_.pop_front();
        }
        last_ = at;
        silent_ = false;
    }
    /// Nothing has been heard so far, but it should be from now on.
    void expect(MonoTime now) {
        last_ = now;
        silent_ = false;
        intervals_.clear();
    }
    void forget() {
        last_.reset();
        intervals_.clear();
        silent_ = false;
    }
    std::optional<MonoTime> due() const {
        if (!last_ || silent_) return std::nullopt;
        return *last_ + silence();
    }
    /// True once, when it has become silent.
    bool falls_silent(MonoTime now) {
        if (!due() || now < *due()) return false;
        silent_ = true;
        return true;
    }
    bool is_silent() const { return silent_; }

private:
    static constexpr std::size_t intervals_kept = 8;
    static constexpr int missed = 3;

    Duration silence() const {
        Duration longest = most_;
        if (!intervals_.empty())
            longest = std::clamp(*std::max_element(intervals_.begin(), intervals_.end()), least_, most_);
        return {longest.ns * missed};
    }

    Duration least_;
    Duration most_;
    std::deque<Duration> intervals_;
    std::optional<MonoTime> last_;
    bool silent_ = false;
};

}  // namespace sandau::devices
