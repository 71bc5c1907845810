#pragma once

#include <cstdint>
#include <optional>

#include "devices/lines.h"
#include "scoring/time.h"

namespace sandau::devices {

/// Puts stamps that are a time of day on the host's clock. The first fresh stamp says where the two stand to
/// each other, to within what a line may have been on its way; after that the offset stays, so that the
/// difference of two stamps is what the timer says to its last digit. What stays unknown of it is followed:
/// no line arrives before it was sent, few are longer under way than `arrival_bound`, and two quartz clocks
/// part slowly. The bound is what those three allow.
class DayClock {
public:
    /// Fresh: sent when it happened. Remembered: sent again out of the timer's memory, nobody knows when
    /// after.
    enum class Sent { Fresh, Remembered };

    struct Placed {
        MonoTime at;
        Duration bound;
        bool restarted = false;  ///< somebody has set the timer's clock: this is another one
    };
    /// Nothing for a remembered stamp before any fresh one: no one can tell which day it is of.
    std::optional<Placed> place(Duration since_midnight, const Line& line, Sent sent);
    std::uint32_t number() const { return number_; }  ///< from 1; another for each clock

private:
    struct Anchor {
        MonoTime host;
        Duration day;  ///< since midnight, at `host`
        MonoTime last;
    };
    /// The true time is at least `least` and at most `most` after where the anchor puts a stamp.
    struct Band {
        Duration least;
        Duration most;
        MonoTime at;
    };
    void begin(Duration since_midnight, const Line& line);
    MonoTime put(Duration since_midnight, MonoTime arrival) const;
    Band band_at(MonoTime at) const;
    bool narrow(MonoTime placed, const Line& line);
    static Duration bound_of(const Band& band);

    std::optional<Anchor> anchor_;
    Band band_;
    std::uint32_t number_ = 1;
};

}  // namespace sandau::devices
