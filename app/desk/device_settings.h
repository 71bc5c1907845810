#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "scoring/contest.h"
#include "scoring/time.h"

namespace sandau {

/// What a contest says of its devices that the devices themselves must know: the address that one on the
/// network is heard from, and the shortest lap of each channel. Tells what has changed since it told last.
class DeviceSettings {
public:
    using PinAddress = std::function<void(const DeviceId&, const std::string& address)>;
    using SetShortestLap = std::function<void(const DeviceId&, int channel, Duration)>;

    DeviceSettings(PinAddress pin, SetShortestLap set_lap)
        : pin_(std::move(pin)), set_lap_(std::move(set_lap)) {}

    /// One call at a time.
    void tell(const Contest& contest);

private:
    PinAddress pin_;
    SetShortestLap set_lap_;
    Seq looked_at_ = -1;
    std::map<DeviceId, std::string> pinned_;
    std::map<std::pair<DeviceId, int>, std::int64_t> laps_ms_;
};

}  // namespace sandau
