#pragma once

#include <cstdint>

#include "devices/day_timer.h"

namespace sandau::devices {

/// ALGE timers (TdC 8000/8001, Timy; FDS boxes speak it too): lines of 26 columns that end with CR, 2400 to
/// 38400 baud 8N1. Columns from 0: 0 flag, 1–4 start number, 6–7 channel, 8 `M` by hand, 10–22 time of day,
/// 24–25 group; two more with CHK1. Channel C0 starts, C1 finishes, the others are points between; the
/// routing's channel is one more than the timer's.
class AlgeDriver : public DayTimer {
public:
    explicit AlgeDriver(std::uint32_t baud);

    void opened(MonoTime now, DriverOutput& out) override;

private:
    void take_line(const Line& line, DriverOutput& out) override;

    bool was_open_ = false;
};

}  // namespace sandau::devices
