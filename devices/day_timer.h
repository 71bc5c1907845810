#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "devices/day_clock.h"
#include "devices/driver.h"
#include "devices/lines.h"

namespace sandau::devices {

/// What timers have in common that send a line for each impulse, stamped with the time of day: input 1
/// starts, 2 finishes, the others are points between. A memory that is sent again gives nothing twice.
class DayTimer : public Driver {
public:
    void opened(MonoTime, DriverOutput&) override { lines_.forget(); }
    void received(const Chunk& chunk, DriverOutput& out) override;
    void datagram_ended(MonoTime now, DriverOutput& out) override;
    Presence presence() const override { return presence_; }
    std::string model() const override { return presence_ == Presence::Present ? name_ : ""; }

protected:
    struct Impulse {
        enum class Is { New, Remembered, TakenBack } is = Is::New;
        std::string number;  ///< the competitor's, as the timer says it
        std::uint8_t input = 1;
        StampedBy by = StampedBy::Device;
        TimeOfDay time;
    };

    DayTimer(std::string name, std::uint32_t baud);

    virtual void take_line(const Line& line, DriverOutput& out) = 0;
    /// The line was understood.
    void taken(const Line& line, DriverOutput& out);
    /// Whether it is the first of its input and time; of one that is known, a number given since is told.
    bool is_new(const Impulse& impulse, const Line& line, DriverOutput& out);
    void give(const Impulse& impulse, const Line& line, DriverOutput& out);

    static std::string without_leading_zeros(std::string_view digits);

private:
    std::string name_;
    LineReader lines_;
    DayClock clock_;
    Presence presence_ = Presence::Unknown;
    /// Impulses so far and the number that each had.
    std::map<std::string, std::string> seen_;
    std::deque<std::string> seen_in_order_;
};

}  // namespace sandau::devices
