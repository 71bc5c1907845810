#pragma once

#include <cstdint>
#include <optional>

#include "devices/day_timer.h"

namespace sandau::devices {

/// TAG Heuer CP 540/545: `TN NNNN SSSS CC HH:MM:SS.FFFFF DDDDD`, 9600 baud 8N1 or TCP, ends with CR. NNNN the
/// start number, SSSS the impulse's own count, CC the input (`M1`: pressed by hand), DDDDD the day. `T-`
/// takes an impulse back, `T*` changes its number. Input 1 starts, 2 finishes, the others are points between.
class TagHeuerDriver : public DayTimer {
public:
    explicit TagHeuerDriver(std::uint32_t baud);

private:
    void take_line(const Line& line, DriverOutput& out) override;
    void follow_count(std::uint32_t count, const Line& line, DriverOutput& out);

    std::optional<std::uint32_t> last_count_;
};

}  // namespace sandau::devices
