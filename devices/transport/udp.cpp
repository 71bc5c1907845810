#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <map>

#include "devices/flp.h"
#include "devices/transport/transport.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

constexpr auto look_every = std::chrono::seconds(10);
constexpr Duration forgotten_after = seconds(60);

/// Each source address is a link of its own. One that has been quiet for a minute makes room for another.
class UdpPort : public Transport {
public:
    UdpPort(asio::io_context& io, LinkHost& host, LinkId link, DriverKind driver)
        : state_(std::make_shared<State>(io, host, link)) {
        state_->speaks_flp = driver == DriverKind::Flp;
    }
    ~UdpPort() override { state_->stop(); }
    UdpPort(const UdpPort&) = delete;
    UdpPort& operator=(const UdpPort&) = delete;

    error_code bind(const udp::endpoint& endpoint) {
        error_code error;
        state_->socket.open(endpoint.protocol(), error);
        if (!error) state_->socket.bind(endpoint, error);
        if (!error) state_->receive();
        if (!error) state_->look_later();
        return error;
    }

    void send(LinkId link, std::string bytes, std::optional<std::uint16_t> ping) override {
        for (const auto& [endpoint, source] : state_->sources) {
            if (source.link != link) continue;
            if (ping) state_->host.ping_written(link, *ping, state_->host.now());
            // A datagram that does not fit now is one that is lost: the protocol lives with that.
            error_code ignored;
            state_->socket.send_to(asio::buffer(bytes), endpoint, 0, ignored);
            return;
        }
    }

    /// The source stays known, so that what it sends falls on deaf ears.
    void cut_off(LinkId) override {}

    void hang_up(LinkId link) override {
        std::erase_if(state_->sources, [link](const auto& source) { return source.second.link == link; });
    }

private:
    struct Source {
        LinkId link = 0;
        MonoTime heard;
    };

    struct State : std::enable_shared_from_this<State> {
        State(asio::io_context& io, LinkHost& the_host, LinkId the_link)
            : host(the_host), link(the_link), socket(io), timer(io) {}

        void receive() {
            socket.async_receive_from(asio::buffer(buffer), from,
                                      [self = shared_from_this()](error_code error, std::size_t size) {
                                          if (self->stopped) return;
                                          const MonoTime at = self->host.now();
                                          if (!error) self->take(size, at);
                                          self->receive();
                                      });
        }

        void take(std::size_t size, MonoTime at) {
            auto found = sources.find(from);
            if (found == sources.end()) {
                // A link is for who speaks the protocol, not for every stray datagram.
                if (speaks_flp && !has_a_frame({buffer.data(), size})) return;
                const std::string peer = from.address().to_string() + ":" + std::to_string(from.port());
                const std::optional<LinkId> caller = host.caller(link, peer, LinkTraits::Bytes::Datagrams);
                if (!caller) return;
                found = sources.emplace(from, Source{*caller, at}).first;
                host.opened(*caller);
            }
            found->second.heard = at;
            host.received(found->second.link, {buffer.data(), size}, at);
        }

        static bool has_a_frame(std::string_view datagram) {
            flp::Reader reader;
            bool found = false;
            const auto on_body = [&](std::string_view) { found = true; };
            const auto on_drop = [](flp::Drop, std::string_view) {};
            reader.feed(datagram, on_body, on_drop);
            reader.finish(on_body, on_drop);
            return found;
        }

        void look_later() {
            timer.expires_after(look_every);
            timer.async_wait([self = shared_from_this()](error_code cancelled) {
                if (cancelled || self->stopped) return;
                const MonoTime oldest = self->host.now() - forgotten_after;
                for (auto source = self->sources.begin(); source != self->sources.end();) {
                    if (source->second.heard >= oldest) {
                        ++source;
                        continue;
                    }
                    const LinkId quiet = source->second.link;
                    source = self->sources.erase(source);
                    self->host.gone(quiet);
                }
                self->look_later();
            });
        }

        void stop() {
            stopped = true;
            error_code ignored;
            socket.close(ignored);
            timer.cancel();
        }

        LinkHost& host;
        LinkId link;
        udp::socket socket;
        asio::steady_timer timer;
        udp::endpoint from;
        std::array<char, 2048> buffer{};
        std::map<udp::endpoint, Source> sources;
        bool speaks_flp = true;
        bool stopped = false;
    };

    std::shared_ptr<State> state_;
};

}  // namespace

Result<std::unique_ptr<Transport>> open_udp(asio::io_context& io, LinkHost& host, LinkId link,
                                            const DeviceSpec& spec) {
    error_code error;
    const asio::ip::address address = spec.address.empty() ? asio::ip::address(asio::ip::address_v4::any())
                                                           : asio::ip::make_address(spec.address, error);
    if (error) return refuse("device.address", {{"address", spec.address}});
    const udp::endpoint endpoint(address, spec.port);
    auto port = std::make_unique<UdpPort>(io, host, link, spec.driver);
    if (const error_code failed = port->bind(endpoint)) {
        return refuse("device.port_taken",
                      {{"address", ":" + std::to_string(spec.port)}, {"why", failed.message()}});
    }
    host.listening(link);
    return port;
}

}  // namespace sandau::devices
