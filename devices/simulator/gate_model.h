#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "devices/flp.h"
#include "devices/simulator/device_model.h"
#include "scoring/time.h"

namespace sandau::devices {

struct GateModelOptions {
    std::string uid = "00C0FFEE";
    std::string model = "simgate";
    std::string firmware = "1.0";
    std::uint8_t channels = 3;
    std::uint32_t ticks_per_second = 2'000'000;
    std::uint32_t first_ticks = 0;
    std::int32_t drift_ppm = 0;  ///< how much too fast its clock is
    Duration heartbeat = milliseconds(200);
    std::uint32_t first_boot = 0x7A3F;
};

/// A gate as its firmware would behave: plain, single-threaded, told the time by its caller.
class GateModel : public DeviceModel {
public:
    GateModel(GateModelOptions options, MonoTime now);

    void reboot(MonoTime now) override;
    void edge(std::uint8_t channel, bool broken, MonoTime at) override;
    void value(std::uint8_t channel, std::int64_t value, MonoTime at) override;
    /// Bytes from the host, arrived at `now`; answers are in the outbox.
    void received(std::string_view bytes, MonoTime now) override;
    /// Sends the heartbeats that are due.
    void advance(MonoTime now) override;
    MonoTime next_at() const override { return next_heartbeat_; }

    /// The lines to send, in order.
    std::vector<std::string> take_lines() override;

    std::uint32_t lights() const override { return lights_; }
    std::uint32_t last_seq() const { return seq_; }
    std::uint32_t acknowledged() const { return acknowledged_; }
    const std::string& boot() const { return boot_; }
    std::uint32_t ticks_at(MonoTime at) const;

private:
    struct Kept {
        std::uint32_t seq = 0;
        std::string line;
    };

    void say(const flp::FromDevice& message);
    void say_event(std::uint32_t seq, const flp::FromDevice& message);
    void identify();
    void answer(const flp::FromHost& message, MonoTime now);

    GateModelOptions options_;
    std::uint32_t boot_number_ = 0;
    std::string boot_;
    MonoTime booted_;
    MonoTime next_heartbeat_;
    std::uint32_t seq_ = 0;
    std::uint32_t acknowledged_ = 0;
    std::uint32_t levels_ = 0;
    std::uint32_t lights_ = 0;
    std::deque<Kept> kept_;
    flp::Reader reader_;
    std::vector<std::string> lines_;
};

}  // namespace sandau::devices
