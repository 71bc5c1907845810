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

std::string peer_address(const std::string& peer) {
    return peer.substr(0, peer.rfind(':'));
}

}  // namespace sandau::devices
