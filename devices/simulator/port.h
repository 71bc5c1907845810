#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "scoring/result.h"

namespace boost::asio {
class io_context;
}

namespace sandau::devices {

/// The end of a link that a simulated device holds. Used on its field's own thread.
class SimulatedPort {
public:
    using OnBytes = std::function<void(std::string_view)>;

    virtual ~SimulatedPort() = default;

    virtual Result<void> plug() = 0;
    virtual void unplug() = 0;
    /// What does not fit is lost, as on a wire that nobody reads.
    virtual void write(std::string_view bytes) = 0;
    /// What `Devices::open` takes to reach it, once it was plugged.
    virtual std::string spec() const = 0;
};

/// A new pseudo-terminal each time it is plugged; `path`, where it is not empty, is a symbolic link to it.
std::unique_ptr<SimulatedPort> make_pseudo_terminal_port(boost::asio::io_context& io, std::string path,
                                                         SimulatedPort::OnBytes on_bytes);
/// Waits for one caller at a time; the newest wins.
std::unique_ptr<SimulatedPort> make_tcp_port(boost::asio::io_context& io, std::string address,
                                             std::uint16_t port, SimulatedPort::OnBytes on_bytes);

/// Call the host, again and again until it answers: one line a datagram over UDP, an event three times.
std::unique_ptr<SimulatedPort> make_tcp_caller(boost::asio::io_context& io, std::string address,
                                               std::uint16_t port, SimulatedPort::OnBytes on_bytes);
std::unique_ptr<SimulatedPort> make_udp_caller(boost::asio::io_context& io, std::string address,
                                               std::uint16_t port, SimulatedPort::OnBytes on_bytes);

}  // namespace sandau::devices
