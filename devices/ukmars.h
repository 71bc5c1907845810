#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "devices/driver.h"
#include "devices/lines.h"
#include "devices/silence.h"

namespace sandau::devices {

/// The UKMARS maze and line-follower timer: `<type,value>` at 9600 baud 8N1; anything may follow up to the
/// next `<`. 71 the start beam, 72 the finish beam, 13 a run's time in milliseconds (sent twice), 4 the
/// timer's state, 0 its watchdog. Beams are stamped by their arrival; a run's time is the timer's own.
class UkmarsDriver : public Driver {
public:
    explicit UkmarsDriver(std::uint32_t baud) : baud_(baud) {}

    void opened(MonoTime now, DriverOutput& out) override;
    void closed(MonoTime now, DriverOutput& out) override;
    void received(const Chunk& chunk, DriverOutput& out) override;
    void advance(MonoTime now, DriverOutput& out) override;
    std::optional<MonoTime> next_deadline() const override { return watch_.due(); }
    Presence presence() const override;
    std::string model() const override { return present_ ? "ukmars" : ""; }

private:
    enum class State { Outside, Inside, After };
    void take_frame(const Chunk& chunk, DriverOutput& out);
    void drop(std::string_view reason, DriverOutput& out);

    std::uint32_t baud_;
    State state_ = State::Outside;
    std::string text_;
    bool noise_ = false;
    bool present_ = false;
    SilenceWatch watch_{milliseconds(200), seconds(5)};
    struct Told {
        std::uint32_t time_ms = 0;
        MonoTime at;
    };
    std::optional<Told> last_run_;
};

}  // namespace sandau::devices
