#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>

#include "devices/simulator/port.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class TcpPort : public SimulatedPort {
public:
    TcpPort(asio::io_context& io, std::string address, std::uint16_t port, OnBytes on_bytes)
        : io_(io), address_(std::move(address)), port_(port), on_bytes_(std::move(on_bytes)) {}
    ~TcpPort() override { unplug(); }
    TcpPort(const TcpPort&) = delete;
    TcpPort& operator=(const TcpPort&) = delete;

    Result<void> plug() override {
        if (line_) return {};
        error_code error;
        const asio::ip::address address = asio::ip::make_address(address_, error);
        if (error) return refuse("device.address", {{"address", address_}});
        const tcp::endpoint endpoint(address, port_);
        auto line = std::make_shared<Line>(io_, on_bytes_);
        line->acceptor.open(endpoint.protocol(), error);
        if (!error) line->acceptor.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) line->acceptor.bind(endpoint, error);
        if (!error) line->acceptor.listen(1, error);
        if (error) {
            return refuse("device.port_taken",
                          {{"address", address_ + ":" + std::to_string(port_)}, {"why", error.message()}});
        }
        port_ = line->acceptor.local_endpoint().port();
        line->accept();
        line_ = std::move(line);
        return {};
    }

    void unplug() override {
        if (line_) line_->close();
        line_.reset();
    }

    void write(std::string_view bytes) override {
        if (!line_ || !line_->socket.is_open()) return;
        error_code ignored;
        line_->socket.write_some(asio::buffer(bytes), ignored);
    }

    std::string spec() const override {
        return "tcp:" + address_ + ":" + std::to_string(port_) + "?driver=flp";
    }

private:
    struct Line : std::enable_shared_from_this<Line> {
        Line(asio::io_context& io, OnBytes the_on_bytes)
            : acceptor(io), socket(io), on_bytes(std::move(the_on_bytes)) {}

        void accept() {
            acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket caller) {
                if (error || self->closed) return;
                error_code ignored;
                self->socket.close(ignored);
                self->socket = std::move(caller);
                self->socket.set_option(tcp::no_delay(true), ignored);
                self->socket.non_blocking(true, ignored);
                ++self->call;
                self->read();
                self->accept();
            });
        }

        void read() {
            socket.async_read_some(asio::buffer(buffer), [self = shared_from_this(), mine = call](
                                                             error_code error, std::size_t size) {
                if (self->closed || mine != self->call) return;
                if (error) {
                    error_code ignored;
                    self->socket.close(ignored);
                    return;
                }
                self->on_bytes({self->buffer.data(), size});
                self->read();
            });
        }

        void close() {
            closed = true;
            error_code ignored;
            acceptor.close(ignored);
            socket.close(ignored);
        }

        tcp::acceptor acceptor;
        tcp::socket socket;
        OnBytes on_bytes;
        std::array<char, 1024> buffer{};
        std::uint64_t call = 0;
        bool closed = false;
    };

    asio::io_context& io_;
    std::string address_;
    std::uint16_t port_;
    OnBytes on_bytes_;
    std::shared_ptr<Line> line_;
};

}  // namespace

std::unique_ptr<SimulatedPort> make_tcp_port(asio::io_context& io, std::string address, std::uint16_t port,
                                             SimulatedPort::OnBytes on_bytes) {
    return std::make_unique<TcpPort>(io, std::move(address), port, std::move(on_bytes));
}

}  // namespace sandau::devices
