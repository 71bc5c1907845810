#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/simulator/device_model.h"
#include "devices/simulator/faulty_line.h"
#include "devices/simulator/field_sim.h"

namespace sandau::devices {

/// A simulated device, the bad line to it, and what is going to happen to both. Plain and single-threaded: it
/// is told the time, and says what comes out at the host's end.
class DeviceOnALine {
public:
    /// What a pulled plug does at the host's end. `plug` may fail for a while.
    struct Plug {
        std::function<void()> pull;
        std::function<bool()> put_in;
    };
    DeviceOnALine(const SimulatedFieldOptions& options, Plug plug, MonoTime now);

    void edge(std::uint8_t channel, bool broken, MonoTime at);
    void value(std::uint8_t channel, std::int64_t value, MonoTime at);
    /// What the host wrote.
    void received(std::string bytes, MonoTime now) { to_device_.send(std::move(bytes), now); }
    /// Does all that is due, and returns what arrives at the host.
    std::vector<std::string> advance(MonoTime now);
    MonoTime next_at() const;

    void unplug();
    void replug(MonoTime now);
    void reboot(MonoTime now) { model_->reboot(now); }
    void set_faults(const SimulatedFaults& faults);
    std::uint32_t lights() const { return model_->lights(); }
    std::uint64_t events_made() const { return events_made_; }

private:
    void schedule(MonoTime at, std::function<void(MonoTime)> what);
    void plan_unplug(MonoTime at);
    void plan_reboot(MonoTime at);

    SimulatedFaults faults_;
    Plug plug_;
    std::unique_ptr<DeviceModel> model_;
    FaultyLine to_host_;
    FaultyLine to_device_;
    std::multimap<MonoTime, std::function<void(MonoTime)>> scheduled_;
    bool plugged_ = true;
    std::uint64_t events_made_ = 0;
};

}  // namespace sandau::devices
