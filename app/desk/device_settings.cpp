#include "desk/device_settings.h"

#include <algorithm>

namespace sandau {

void DeviceSettings::tell(const Contest& contest) {
    if (contest.seq == looked_at_) return;
    looked_at_ = contest.seq;
    // One that was assigned by mistake, and the assignment undone.
    for (auto& [id, address] : pinned_)
        if (!address.empty() && contest.table<Device>().find(id.text) == nullptr) pin_(id, address = "");
    for (const Device& device : contest.table<Device>()) {
        std::string& pinned = pinned_[device.id];
        if (pinned != device.address) pin_(device.id, pinned = device.address);
        // A channel that serves several fields has the longest of what they ask for.
        std::map<int, std::int64_t> wanted;
        for (const auto& [key, before_ms] : laps_ms_)
            if (key.first == device.id) wanted[key.second] = 0;
        for (const ChannelUse& use : device.channels)
            wanted[use.channel] = std::max(wanted[use.channel], use.shortest_lap_ms);
        for (const auto& [channel, lap_ms] : wanted) {
            std::int64_t& told_ms = laps_ms_[{device.id, channel}];
            if (told_ms != lap_ms) set_lap_(device.id, channel, milliseconds(told_ms = lap_ms));
        }
    }
}

}  // namespace sandau
