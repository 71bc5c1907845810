// Simulated devices that call the host, where the other ports wait to be called.
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>

#include "devices/simulator/port.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using boost::system::error_code;

constexpr auto call_again_after = std::chrono::milliseconds(200);
constexpr auto event_again_after = std::chrono::milliseconds(50);
constexpr int event_copies = 3;

class TcpCaller : public SimulatedPort {
public:
    TcpCaller(asio::io_context& io, std::string address, std::uint16_t port, OnBytes on_bytes)
        : io_(io), address_(std::move(address)), port_(port), on_bytes_(std::move(on_bytes)) {}
    ~TcpCaller() override { unplug(); }
    TcpCaller(const TcpCaller&) = delete;
    TcpCaller& operator=(const TcpCaller&) = delete;

    Result<void> plug() override {
        if (line_) return {};
        error_code error;
        const asio::ip::address address = asio::ip::make_address(address_, error);
        if (error) return refuse("device.address", {{"address", address_}});
        line_ = std::make_shared<Line>(io_, tcp::endpoint(address, port_), on_bytes_);
        line_->call();
        return {};
    }

    void unplug() override {
        if (line_) line_->close();
        line_.reset();
    }

    void write(std::string_view bytes) override {
        if (!line_ || !line_->connected) return;
        error_code ignored;
        line_->socket.write_some(asio::buffer(bytes), ignored);
    }

    std::string spec() const override { return "tcp-listen::" + std::to_string(port_) + "?driver=flp"; }

private:
    struct Line : std::enable_shared_from_this<Line> {
        Line(asio::io_context& io, tcp::endpoint the_host, OnBytes the_on_bytes)
            : socket(io), timer(io), host(std::move(the_host)), on_bytes(std::move(the_on_bytes)) {}

        void call() {
            socket.async_connect(host, [self = shared_from_this()](error_code error) {
                if (self->closed) return;
                if (error) return self->call_again();
                error_code ignored;
                self->socket.set_option(tcp::no_delay(true), ignored);
                self->socket.non_blocking(true, ignored);
                self->connected = true;
                self->read();
            });
        }

        void call_again() {
            connected = false;
            error_code ignored;
            socket.close(ignored);
            timer.expires_after(call_again_after);
            timer.async_wait([self = shared_from_this()](error_code cancelled) {
                if (!cancelled && !self->closed) self->call();
            });
        }

        void read() {
            socket.async_read_some(asio::buffer(buffer),
                                   [self = shared_from_this()](error_code error, std::size_t size) {
                                       if (self->closed) return;
                                       if (error) return self->call_again();
                                       self->on_bytes({self->buffer.data(), size});
                                       if (!self->closed) self->read();
                                   });
        }

        void close() {
            closed = true;
            connected = false;
            error_code ignored;
            socket.close(ignored);
            timer.cancel();
        }

        tcp::socket socket;
        asio::steady_timer timer;
        tcp::endpoint host;
        OnBytes on_bytes;
        std::array<char, 1024> buffer{};
        bool connected = false;
        bool closed = false;
    };

    asio::io_context& io_;
    std::string address_;
    std::uint16_t port_;
    OnBytes on_bytes_;
    std::shared_ptr<Line> line_;
};

/// One line a datagram; an event three times, 50 ms apart, the same bytes.
class UdpCaller : public SimulatedPort {
public:
    UdpCaller(asio::io_context& io, std::string address, std::uint16_t port, OnBytes on_bytes)
        : io_(io), address_(std::move(address)), port_(port), on_bytes_(std::move(on_bytes)) {}
    ~UdpCaller() override { unplug(); }
    UdpCaller(const UdpCaller&) = delete;
    UdpCaller& operator=(const UdpCaller&) = delete;

    Result<void> plug() override {
        if (line_) return {};
        error_code error;
        const asio::ip::address address = asio::ip::make_address(address_, error);
        if (error) return refuse("device.address", {{"address", address_}});
        auto line = std::make_shared<Line>(io_, on_bytes_);
        const udp::endpoint host(address, port_);
        line->socket.open(host.protocol(), error);
        if (!error) line->socket.connect(host, error);
        if (error) return refuse("device.port_taken", {{"address", address_}, {"why", error.message()}});
        line->socket.non_blocking(true, error);
        line->read();
        line_ = std::move(line);
        return {};
    }

    void unplug() override {
        if (line_) line_->close();
        line_.reset();
    }

    void write(std::string_view bytes) override {
        if (!line_) return;
        const bool event = bytes.starts_with("$E,") || bytes.starts_with("$W,");
        line_->send(std::string(bytes), event ? event_copies : 1);
    }

    std::string spec() const override { return "udp::" + std::to_string(port_) + "?driver=flp"; }

private:
    struct Line : std::enable_shared_from_this<Line> {
        Line(asio::io_context& io, OnBytes the_on_bytes) : socket(io), on_bytes(std::move(the_on_bytes)) {}

        void send(std::string bytes, int copies) {
            if (closed) return;
            error_code ignored;
            socket.send(asio::buffer(bytes), 0, ignored);
            if (copies <= 1) return;
            const auto timer = std::make_shared<asio::steady_timer>(socket.get_executor(), event_again_after);
            timer->async_wait(
                [self = shared_from_this(), timer, bytes = std::move(bytes), copies](error_code error) {
                    if (!error) self->send(bytes, copies - 1);
                });
        }

        void read() {
            socket.async_receive(asio::buffer(buffer),
                                 [self = shared_from_this()](error_code error, std::size_t size) {
                                     if (self->closed) return;
                                     // Nobody listens there yet: that comes back as an error, and passes.
                                     if (!error) self->on_bytes({self->buffer.data(), size});
                                     if (!self->closed) self->read();
                                 });
        }

        void close() {
            closed = true;
            error_code ignored;
            socket.close(ignored);
        }

        udp::socket socket;
        OnBytes on_bytes;
        std::array<char, 1024> buffer{};
        bool closed = false;
    };

    asio::io_context& io_;
    std::string address_;
    std::uint16_t port_;
    OnBytes on_bytes_;
    std::shared_ptr<Line> line_;
};

}  // namespace

std::unique_ptr<SimulatedPort> make_tcp_caller(asio::io_context& io, std::string address, std::uint16_t port,
                                               SimulatedPort::OnBytes on_bytes) {
    return std::make_unique<TcpCaller>(io, std::move(address), port, std::move(on_bytes));
}

std::unique_ptr<SimulatedPort> make_udp_caller(asio::io_context& io, std::string address, std::uint16_t port,
                                               SimulatedPort::OnBytes on_bytes) {
    return std::make_unique<UdpCaller>(io, std::move(address), port, std::move(on_bytes));
}

}  // namespace sandau::devices
