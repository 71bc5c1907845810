#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "devices/boot_clock.h"
#include "devices/event.h"
#include "devices/recording.h"
#include "devices/status.h"

namespace boost::asio {
class io_context;
}

namespace sandau::devices {

/// Plays a recording beside the live devices: in a hub of its own, on its own time, which is then moved to
/// now as a whole, so that intervals stay what they were.
class ReplayTransport {
public:
    /// Times over real time; 0: as fast as it goes.
    ReplayTransport(boost::asio::io_context& io, Replay replay, std::uint32_t speed, TimeSource time,
                    std::string spec, std::function<void(Delivery)> deliver);
    ~ReplayTransport();
    ReplayTransport(const ReplayTransport&) = delete;
    ReplayTransport& operator=(const ReplayTransport&) = delete;

    std::vector<LinkStatus> status() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace sandau::devices
