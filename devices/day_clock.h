#pragma once

#include <cstdint>
#include <optional>

#include "devices/lines.h"
#include "scoring/time.h"

namespace sandau::devices {

/// Puts stamps that are a time of day on the host's clock. The first fresh stamp says where the two stand to
/// each other, to within what a line may have been on its way; after that the offset stays, so that the
/// difference of two stamps is what the timer says to its last digit. The bound on the host's clock grows by
/// what two good quartz clocks part.
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
    void begin(Duration since_midnight, const Line& line);

    std::optional<Anchor> anchor_;
    std::uint32_t number_ = 1;
};

}  // namespace sandau::devices
