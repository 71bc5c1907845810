#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/time.h"

namespace sandau::devices {

struct SequenceLimits {
    Duration give_up = seconds(2);
    Duration ask_again = milliseconds(200);
    std::uint32_t device_keeps = 32;  ///< what a device can send again
    std::uint32_t jump_max = 64;  ///< a farther jump must be seen twice: one bad line must not end a device
};

/// The numbered events of one device in one boot: which have come, which are missing, which to ask for.
class Sequence {
public:
    enum class Arrived { New, Duplicate, OtherBody, Unconfirmed };
    enum class Claimed { Fine, Behind, Unconfirmed };

    explicit Sequence(SequenceLimits limits) : limits_(limits) {}

    /// Everything up to `seq` happened before we listened and is nobody's gap.
    void start_after(std::uint32_t seq);
    /// Somebody remembers `seq` from before. What came since is missing, unless it is more than a device
    /// keeps: then nobody can have it, and it begins with the first that comes.
    void resume_after(std::uint32_t seq) { resume_after_ = seq; }
    bool started() const { return started_; }

    Arrived arrive(std::uint32_t seq, std::string_view body, MonoTime now);
    /// A heartbeat says what the last number is. Behind: less than what has come already.
    Claimed claim(std::uint32_t last_seq, MonoTime now);

    /// The missing numbers that are due to be asked for; each is due again `ask_again` later.
    std::vector<std::uint32_t> to_ask(MonoTime now);
    /// Gives up what has been missing too long; how many that were since the last call, with those that a
    /// device cannot keep.
    std::uint64_t give_up(MonoTime now);
    std::uint64_t give_up_all();

    /// Everything up to here has come or is given up.
    std::uint32_t settled() const;
    std::uint32_t highest() const { return highest_; }
    /// How long a number has been missing; nothing when it is not.
    std::optional<MonoTime> missing_since(std::uint32_t seq) const;
    /// Whether a number in (after, before) was given up.
    bool given_up_between(std::uint32_t after, std::uint32_t before) const;
    std::optional<MonoTime> next_deadline() const;

private:
    struct Missing {
        MonoTime since;
        MonoTime ask_at;
    };
    struct Kept {
        std::uint32_t seq = 0;
        std::string body;
    };

    void start_before(std::uint32_t last_before, std::uint32_t highest);
    bool confirmed(std::uint32_t seq);
    void miss_up_to(std::uint32_t last, MonoTime now);
    void remember(std::uint32_t seq, std::string_view body);
    void mark_given_up(std::uint32_t seq);

    SequenceLimits limits_;
    bool started_ = false;
    std::optional<std::uint32_t> resume_after_;
    std::uint32_t highest_ = 0;
    std::map<std::uint32_t, Missing> missing_;
    std::set<std::uint32_t> given_up_;
    std::uint64_t given_up_untold_ = 0;
    std::deque<Kept> kept_;
    std::optional<std::uint32_t> unconfirmed_;
};

}  // namespace sandau::devices
