#include "devices/status.h"

namespace sandau::devices {

std::string_view link_state_code(LinkState state) {
    switch (state) {
        case LinkState::Opening:
            return "opening";
        case LinkState::Listening:
            return "listening";
        case LinkState::Identifying:
            return "identifying";
        case LinkState::Live:
            return "live";
        case LinkState::Stale:
            return "stale";
        case LinkState::CutOff:
            return "cut_off";
        case LinkState::Ended:
            return "ended";
    }
    return "";
}

}  // namespace sandau::devices
