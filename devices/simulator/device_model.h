#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "devices/spec.h"
#include "scoring/time.h"

namespace sandau::devices {

/// A simulated device as its firmware would behave: plain, single-threaded, told the time by its caller.
/// Channel 1 starts, 2 finishes, as on a field; further lanes finish on 3 and up.
class DeviceModel {
public:
    virtual ~DeviceModel() = default;

    virtual void reboot(MonoTime now) = 0;
    virtual void edge(std::uint8_t channel, bool broken, MonoTime at) = 0;
    virtual void value(std::uint8_t, std::int64_t, MonoTime) {}
    /// Bytes from the host, arrived at `now`.
    virtual void received(std::string_view, MonoTime) {}
    /// Does what is due by itself.
    virtual void advance(MonoTime) {}
    virtual MonoTime next_at() const { return MonoTime{INT64_MAX}; }
    /// The lines to send, in order.
    virtual std::vector<std::string> take_lines() = 0;
    virtual std::uint32_t lights() const { return 0; }
};

/// A timer of another make than the FLP gate; its clock is off by `drift_ppm`. A derby timer is of the
/// profile, fasttrack where that is empty.
std::unique_ptr<DeviceModel> make_timer_model(DriverKind kind, const std::string& profile,
                                              std::uint32_t lanes, std::int32_t drift_ppm, MonoTime now);

/// What a host must have beside the link to understand that model: the map of `modbus`, the rules of `text`;
/// empty for the others.
std::string_view timer_model_rules(DriverKind kind);

}  // namespace sandau::devices
