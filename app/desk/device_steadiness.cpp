#include "desk/device_steadiness.h"

#include <algorithm>

namespace sandau {

void DeviceSteadiness::look() {
    for (auto& [device, state] : states_) {
        if (!state.here) continue;
        state.looks_stayed = std::min(state.looks_stayed + 1, looks_to_calm);
        if (state.looks_stayed >= looks_to_return) state.comes_and_goes = false;
    }
}

bool DeviceSteadiness::lost(const DeviceId& device) {
    State& state = states_[device];
    if (state.told_lost && !state.here) return false;
    state.here = false;
    state.comes_and_goes = state.looks_stayed < looks_to_calm;
    state.looks_stayed = 0;
    const bool told_before = state.told_lost;
    state.told_lost = true;
    return !told_before;
}

bool DeviceSteadiness::heard(const DeviceId& device, bool shown_lost) {
    State& state = states_[device];
    state.here = true;
    if (state.comes_and_goes || (!state.told_lost && !shown_lost)) return false;
    state.told_lost = false;
    return true;
}

}  // namespace sandau
