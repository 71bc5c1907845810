#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>

#include "devices/day_clock.h"
#include "devices/driver.h"
#include "devices/lines.h"

namespace sandau::devices {

/// TAG Heuer CP 540/545: `TN NNNN SSSS CC HH:MM:SS.FFFFF DDDDD`, 9600 baud 8N1 or TCP, ends with CR. NNNN the
/// start number, SSSS the impulse's own count, CC the input (`M1`: pressed by hand), DDDDD the day. `T-`
/// takes an impulse back, `T*` changes its number. Input 1 starts, 2 finishes, the others are points between.
class TagHeuerDriver : public Driver {
public:
    explicit TagHeuerDriver(std::uint32_t baud);

    void opened(MonoTime, DriverOutput&) override { lines_.forget(); }
    void received(const Chunk& chunk, DriverOutput& out) override;
    void datagram_ended(MonoTime now, DriverOutput& out) override;
    Presence presence() const override { return presence_; }
    std::string model() const override { return presence_ == Presence::Present ? "tag-heuer" : ""; }

private:
    struct Impulse {
        char kind = 'N';
        std::string number;
        std::uint32_t count = 0;
        std::uint8_t input = 1;
        StampedBy by = StampedBy::Device;
        TimeOfDay time;
    };
    void take_line(const Line& line, DriverOutput& out);
    void take_impulse(const Impulse& impulse, const Line& line, DriverOutput& out);
    bool take_count(const Impulse& impulse, const Line& line, DriverOutput& out);

    LineReader lines_;
    DayClock clock_;
    Presence presence_ = Presence::Unknown;
    std::optional<std::uint32_t> last_count_;
    std::set<std::string> seen_;
    std::deque<std::string> seen_in_order_;
};

}  // namespace sandau::devices
