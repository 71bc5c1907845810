#pragma once

#include <map>
#include <set>
#include <vector>

#include "devices/status.h"
#include "scoring/command_payloads.h"
#include "scoring/contest.h"

namespace sandau {

/// Looks once a second for what never happens by itself as an event: a device of the contest that is not
/// there, and a run whose finish does not come.
class DeviceWatch {
public:
    void link_changed(const devices::LinkStatus& status);
    void heard(const DeviceId& device) { heard_.insert(device); }

    /// To be called once a real second: what is to be told now, each once. The first looks leave devices time
    /// to come.
    std::vector<commands::DeviceFault> look(const Contest& contest, const Instant& now);

private:
    enum class There { No, Yes, AsFarAsWasHeard };
    There is_there(const Device& device) const;
    void look_for_absent(const Contest& contest, const Instant& now,
                         std::vector<commands::DeviceFault>& faults) const;
    void look_for_overdue(const Contest& contest, const Instant& now,
                          std::vector<commands::DeviceFault>& faults);

    int looks_ = 0;
    struct KnownLink {
        DeviceId device;
        bool open = false;
    };
    std::map<std::uint32_t, KnownLink> links_;  ///< whose device is known without its saying so
    std::set<DeviceId> known_by_link_;
    std::set<DeviceId> heard_;              ///< by what they sent
    std::set<DeviceEventId> overdue_told_;  ///< starts
};

}  // namespace sandau
