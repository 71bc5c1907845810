#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "devices/hub.h"
#include "devices/spec.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace boost::asio {
class io_context;
}

namespace sandau::devices {

/// What transports tell. Called only on the io thread.
class LinkHost {
public:
    virtual ~LinkHost() = default;

    virtual MonoTime now() const = 0;
    /// Somebody called a listener: the link to tell about. Nothing: there is no room, turn them away.
    virtual std::optional<LinkId> caller(LinkId listener, std::string peer, LinkTraits::Bytes bytes) = 0;
    virtual void listening(LinkId link) = 0;
    virtual void opened(LinkId link) = 0;
    /// It is being tried again; `trouble` is the system's own word.
    virtual void closed(LinkId link, std::string trouble) = 0;
    /// A caller that hung up.
    virtual void gone(LinkId link) = 0;
    virtual void received(LinkId link, std::string_view bytes, MonoTime at) = 0;
    virtual void overflowed(LinkId link, std::uint64_t bytes) = 0;
    virtual void ping_written(LinkId link, std::uint16_t id, MonoTime at) = 0;
};

/// One open spec: a port, a connection, or a listener with its callers. Made, used and destroyed on the io
/// thread; after that it tells nothing more. It keeps itself open, trying again each second.
class Transport {
public:
    virtual ~Transport() = default;

    virtual void send(LinkId link, std::string bytes, std::optional<std::uint16_t> ping) = 0;
    /// The link floods: shut it, and do not open it again.
    virtual void cut_off(LinkId link) = 0;
    /// A caller that never said who it is: hang up, and forget it.
    virtual void hang_up(LinkId caller) = 0;
};

/// `link` is already known to the host as opening.
std::unique_ptr<Transport> open_tcp_client(boost::asio::io_context& io, LinkHost& host, LinkId link,
                                           const DeviceSpec& spec);
/// Refused: `device.address` {address}, `device.port_taken` {address, why}.
Result<std::unique_ptr<Transport>> open_tcp_listener(boost::asio::io_context& io, LinkHost& host, LinkId link,
                                                     const DeviceSpec& spec);
Result<std::unique_ptr<Transport>> open_udp(boost::asio::io_context& io, LinkHost& host, LinkId link,
                                            const DeviceSpec& spec);
std::unique_ptr<Transport> open_serial(boost::asio::io_context& io, LinkHost& host, LinkId link,
                                       const DeviceSpec& spec);
/// `speed`: of the host's clock. Refused: what `sim_options` refuses.
Result<std::unique_ptr<Transport>> open_simulation(boost::asio::io_context& io, LinkHost& host, LinkId link,
                                                   const DeviceSpec& spec, std::uint32_t speed);

}  // namespace sandau::devices
