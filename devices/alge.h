#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "devices/day_clock.h"
#include "devices/driver.h"
#include "devices/lines.h"
#include "scoring/result.h"

namespace sandau::devices {

/// ALGE timers (TdC 8000/8001, Timy; FDS boxes speak it too): lines of 26 columns that end with CR, 2400 to
/// 38400 baud 8N1. Columns from 0: 0 flag, 1–4 start number, 6–7 channel, 8 `M` by hand, 10–22 time of day,
/// 24–25 group; two more with CHK1. Channel C0 starts, C1 finishes, the others are points between; the
/// routing's channel is one more than the timer's.
class AlgeDriver : public Driver {
public:
    explicit AlgeDriver(std::uint32_t baud);

    void opened(MonoTime now, DriverOutput& out) override;
    void received(const Chunk& chunk, DriverOutput& out) override;
    void datagram_ended(MonoTime now, DriverOutput& out) override;
    Presence presence() const override { return presence_; }
    std::string model() const override { return presence_ == Presence::Present ? "alge" : ""; }

private:
    struct Impulse {
        char flag = ' ';
        std::string number;
        std::uint8_t channel = 0;  ///< the timer's own, from 0
        StampedBy by = StampedBy::Device;
        TimeOfDay time;
    };
    void take_line(const Line& line, DriverOutput& out);
    void take_impulse(const Impulse& impulse, const Line& line, DriverOutput& out);
    bool known_already(const Impulse& impulse, const Line& line, DriverOutput& out);

    LineReader lines_;
    DayClock clock_;
    Presence presence_ = Presence::Unknown;
    bool was_open_ = false;
    /// Impulses so far and the number that each had, so that a memory sent again gives nothing twice.
    std::map<std::string, std::string> seen_;
    std::deque<std::string> seen_in_order_;
};

}  // namespace sandau::devices
