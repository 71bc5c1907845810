#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <deque>
#include <map>

#include "devices/transport/transport.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto retry_after = std::chrono::seconds(1);
constexpr auto connect_within = std::chrono::seconds(3);
constexpr std::size_t unsent_bytes_max = 64 * 1024;

std::string text_of(const tcp::endpoint& endpoint) {
    const std::string address = endpoint.address().to_string();
    return endpoint.address().is_v6() ? "[" + address + "]:" + std::to_string(endpoint.port())
                                      : address + ":" + std::to_string(endpoint.port());
}

/// One connected socket. It lives as long as an operation on it is under way; `stop` makes it silent.
class Session : public std::enable_shared_from_this<Session> {
public:
    using OnEnd = std::function<void(error_code)>;

    Session(tcp::socket socket, LinkHost& host, LinkId link, OnEnd on_end)
        : socket_(std::move(socket)), host_(&host), link_(link), on_end_(std::move(on_end)) {}

    void start() {
        error_code ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
        socket_.set_option(asio::socket_base::keep_alive(true), ignored);
        read();
    }

    void send(std::string bytes, std::optional<std::uint16_t> ping) {
        unsent_bytes_ += bytes.size();
        if (unsent_bytes_ > unsent_bytes_max) return end(asio::error::no_buffer_space);
        unsent_.push_back({std::move(bytes), ping});
        if (unsent_.size() == 1) write();
    }

    void stop() {
        host_ = nullptr;
        on_end_ = nullptr;
        error_code ignored;
        socket_.close(ignored);
    }

private:
    struct Unsent {
        std::string bytes;
        std::optional<std::uint16_t> ping;
    };

    void read() {
        socket_.async_read_some(asio::buffer(buffer_),
                                [self = shared_from_this()](error_code error, std::size_t size) {
                                    if (self->host_ == nullptr) return;
                                    const MonoTime at = self->host_->now();
                                    if (error) return self->end(error);
                                    self->host_->received(self->link_, {self->buffer_.data(), size}, at);
                                    if (self->host_ != nullptr) self->read();
                                });
    }

    void write() {
        Unsent& next = unsent_.front();
        // The stamp belongs right before the bytes leave: an idle socket is written to at once.
        if (next.ping) host_->ping_written(link_, *next.ping, host_->now());
        asio::async_write(socket_, asio::buffer(next.bytes),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (self->host_ == nullptr) return;
                              if (error) return self->end(error);
                              self->unsent_bytes_ -= self->unsent_.front().bytes.size();
                              self->unsent_.pop_front();
                              if (!self->unsent_.empty()) self->write();
                          });
    }

    void end(error_code error) {
        const OnEnd on_end = std::move(on_end_);
        stop();
        if (on_end) on_end(error);
    }

    tcp::socket socket_;
    LinkHost* host_;
    LinkId link_;
    OnEnd on_end_;
    std::array<char, 4096> buffer_{};
    std::deque<Unsent> unsent_;
    std::size_t unsent_bytes_ = 0;
};

class TcpClient : public Transport {
public:
    TcpClient(asio::io_context& io, LinkHost& host, LinkId link, const DeviceSpec& spec)
        : state_(std::make_shared<State>(io, host, link, spec)) {
        state_->resolve();
    }
    ~TcpClient() override { state_->stop(); }
    TcpClient(const TcpClient&) = delete;
    TcpClient& operator=(const TcpClient&) = delete;

    void send(LinkId, std::string bytes, std::optional<std::uint16_t> ping) override {
        if (state_->session) state_->session->send(std::move(bytes), ping);
    }
    void cut_off(LinkId) override { state_->stop(); }
    void hang_up(LinkId) override {}

private:
    struct State : std::enable_shared_from_this<State> {
        State(asio::io_context& io, LinkHost& the_host, LinkId the_link, const DeviceSpec& the_spec)
            : host(the_host), link(the_link), spec(the_spec), resolver(io), socket(io), timer(io) {}

        void resolve() {
            // The timer also ends a connect that nobody answers.
            timer.expires_after(connect_within);
            timer.async_wait([self = shared_from_this()](error_code error) {
                if (error || self->stopped) return;
                error_code ignored;
                self->resolver.cancel();
                self->socket.close(ignored);
            });
            resolver.async_resolve(
                spec.address, std::to_string(spec.port),
                [self = shared_from_this()](error_code error, tcp::resolver::results_type results) {
                    if (self->stopped) return;
                    if (error) return self->retry(error);
                    self->connect(results);
                });
        }

        void connect(const tcp::resolver::results_type& results) {
            asio::async_connect(
                socket, results, [self = shared_from_this()](error_code error, const tcp::endpoint&) {
                    if (self->stopped) return;
                    if (error) return self->retry(error);
                    self->timer.cancel();
                    const auto on_end = [weak = self->weak_from_this()](error_code why) {
                        if (const auto alive = weak.lock()) alive->ended(why);
                    };
                    self->session =
                        std::make_shared<Session>(std::move(self->socket), self->host, self->link, on_end);
                    self->socket = tcp::socket(self->resolver.get_executor());
                    self->session->start();
                    self->host.opened(self->link);
                });
        }

        void ended(error_code error) {
            session.reset();
            retry(error);
        }

        void retry(error_code error) {
            host.closed(link, error.message());
            if (stopped) return;
            error_code ignored;
            socket.close(ignored);
            timer.expires_after(retry_after);
            timer.async_wait([self = shared_from_this()](error_code cancelled) {
                if (!cancelled && !self->stopped) self->resolve();
            });
        }

        void stop() {
            stopped = true;
            if (session) session->stop();
            session.reset();
            resolver.cancel();
            error_code ignored;
            socket.close(ignored);
            timer.cancel();
        }

        LinkHost& host;
        LinkId link;
        DeviceSpec spec;
        tcp::resolver resolver;
        tcp::socket socket;
        asio::steady_timer timer;
        std::shared_ptr<Session> session;
        bool stopped = false;
    };

    std::shared_ptr<State> state_;
};

class TcpListener : public Transport {
public:
    TcpListener(asio::io_context& io, LinkHost& host, LinkId link)
        : state_(std::make_shared<State>(io, host, link)) {}
    ~TcpListener() override { state_->stop(); }
    TcpListener(const TcpListener&) = delete;
    TcpListener& operator=(const TcpListener&) = delete;

    error_code listen(const tcp::endpoint& endpoint) {
        error_code error;
        tcp::acceptor& acceptor = state_->acceptor;
        acceptor.open(endpoint.protocol(), error);
        if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor.bind(endpoint, error);
        if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (!error) state_->accept();
        return error;
    }

    void send(LinkId link, std::string bytes, std::optional<std::uint16_t> ping) override {
        const auto found = state_->sessions.find(link);
        if (found != state_->sessions.end()) found->second->send(std::move(bytes), ping);
    }

    void cut_off(LinkId link) override { hang_up(link); }

    void hang_up(LinkId link) override {
        const auto found = state_->sessions.find(link);
        if (found == state_->sessions.end()) return;
        found->second->stop();
        state_->sessions.erase(found);
    }

private:
    struct State : std::enable_shared_from_this<State> {
        State(asio::io_context& io, LinkHost& the_host, LinkId the_link)
            : host(the_host), link(the_link), acceptor(io), timer(io) {}

        void accept() {
            acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
                if (self->stopped) return;
                if (error) return self->pause();
                self->take(std::move(socket));
                self->accept();
            });
        }

        /// Out of file descriptors, say: a little later there may be some again.
        void pause() {
            timer.expires_after(retry_after);
            timer.async_wait([self = shared_from_this()](error_code cancelled) {
                if (!cancelled && !self->stopped) self->accept();
            });
        }

        void take(tcp::socket socket) {
            error_code error;
            const tcp::endpoint peer = socket.remote_endpoint(error);
            if (error) return;
            const std::optional<LinkId> caller = host.caller(link, text_of(peer), LinkTraits::Bytes::Stream);
            if (!caller) return;
            const auto on_end = [weak = weak_from_this(), id = *caller](error_code) {
                const auto alive = weak.lock();
                if (!alive || alive->stopped) return;
                alive->sessions.erase(id);
                alive->host.gone(id);
            };
            const auto session = std::make_shared<Session>(std::move(socket), host, *caller, on_end);
            sessions.emplace(*caller, session);
            session->start();
            host.opened(*caller);
        }

        void stop() {
            stopped = true;
            error_code ignored;
            acceptor.close(ignored);
            timer.cancel();
            for (auto& [id, session] : sessions) session->stop();
            sessions.clear();
        }

        LinkHost& host;
        LinkId link;
        tcp::acceptor acceptor;
        asio::steady_timer timer;
        std::map<LinkId, std::shared_ptr<Session>> sessions;
        bool stopped = false;
    };

    std::shared_ptr<State> state_;
};

}  // namespace

std::unique_ptr<Transport> open_tcp_client(asio::io_context& io, LinkHost& host, LinkId link,
                                           const DeviceSpec& spec) {
    return std::make_unique<TcpClient>(io, host, link, spec);
}

Result<std::unique_ptr<Transport>> open_tcp_listener(asio::io_context& io, LinkHost& host, LinkId link,
                                                     const DeviceSpec& spec) {
    error_code error;
    const asio::ip::address address = spec.address.empty() ? asio::ip::address(asio::ip::address_v4::any())
                                                           : asio::ip::make_address(spec.address, error);
    if (error) return refuse("device.address", {{"address", spec.address}});
    const tcp::endpoint endpoint(address, spec.port);
    auto listener = std::make_unique<TcpListener>(io, host, link);
    if (const error_code failed = listener->listen(endpoint)) {
        return refuse("device.port_taken", {{"address", text_of(endpoint)}, {"why", failed.message()}});
    }
    host.listening(link);
    return listener;
}

}  // namespace sandau::devices
