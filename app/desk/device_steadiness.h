#pragma once

#include <map>

#include "scoring/ids.h"

namespace sandau {

/// Decides when a device's coming and going is told. A loss is told at once, and once. So is its return, but
/// for one that comes and goes again and again (a loose plug, a host too busy to hear it in time): it counts
/// as lost until it has stayed for a while, so that it cannot fill the journal.
class DeviceSteadiness {
public:
    /// Of staying that shows a device that came and went to be there again.
    static constexpr int looks_to_return = 3;
    /// Of staying after which a loss is the first one again.
    static constexpr int looks_to_calm = 10;

    /// To be called once a real second.
    void look();
    /// True: the loss is to be told.
    bool lost(const DeviceId& device);
    /// True: the return is to be told. `shown_lost`: the contest has it as lost, whoever said so.
    bool heard(const DeviceId& device, bool shown_lost);

private:
    struct State {
        bool here = false;
        bool told_lost = false;
        bool comes_and_goes = false;
        int looks_stayed = looks_to_calm;  ///< since the last loss
    };
    std::map<DeviceId, State> states_;
};

}  // namespace sandau
