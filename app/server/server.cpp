#include "server/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <thread>

#include "server/api.h"
#include "server/connection.h"
#include "server/events.h"
#include "server/machine.h"
#include "server/parse.h"
#include "server/problems.h"

namespace sandau::server {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

std::string text_of(const tcp::endpoint& endpoint) {
    const std::string address = endpoint.address().to_string();
    return (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" +
           std::to_string(endpoint.port());
}

Peer peer_of(const tcp::endpoint& endpoint) {
    asio::ip::address address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return {address.to_string(), address.is_loopback()};
}

Result<tcp::acceptor> bound_acceptor(asio::io_context& io, const std::string& text) {
    const std::optional<SocketAddress> parsed = parse_socket_address(text);
    error_code error;
    const asio::ip::address address =
        parsed ? asio::ip::make_address(parsed->host, error) : asio::ip::address();
    if (!parsed || error) return refuse("server.address", {{"address", text}});
    tcp::acceptor acceptor(io);
    const tcp::endpoint endpoint(address, parsed->port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (error == asio::error::address_in_use) return refuse("server.port_taken", {{"address", text}});
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return refuse("server.listen", {{"address", text}, {"why", error.message()}});
    return acceptor;
}

}  // namespace

class Server::Implementation final : public ConnectionSite,
                                     public std::enable_shared_from_this<Implementation> {
public:
    Implementation(Host& host, ServerOptions options)
        : host_(host),
          options_(std::move(options)),
          hub_(options_.limits, metrics_,
               {[this](const std::string& user) { return api_->snapshot_event(user); },
                [this](std::string_view id) { return api_->missed(id); }},
               [this](std::function<void()> job) { asio::post(io_, std::move(job)); }),
          tick_(io_),
          sweep_(io_) {
        CHECK(options_.now != nullptr, "the server needs the clock that runs are measured with");
    }

    Result<std::vector<std::string>> start();
    void stop();

    const ServerLimits& limits() const override { return options_.limits; }
    std::size_t body_bytes_max(const Request& head) const override { return api_->body_bytes_max(head); }
    void answer(Request request, Respond respond) override { api_->answer(request, std::move(respond)); }
    const TlsContext* tls() const override { return tls_ ? &*tls_ : nullptr; }
    void become_stream(Wire wire, Peer peer, std::string head, StreamWish wish) override {
        count_in(peer);
        hub_.add(std::move(wire), std::move(head), std::move(wish),
                 [this, peer = peer.loopback ? Peer{{}, true} : std::move(peer)] { connection_gone(peer); });
    }
    void count_response(unsigned status) override { ++metrics_.responses[status]; }
    void connection_gone(const Peer& peer) override {
        --metrics_.connections_open;
        if (peer.loopback) return;
        const auto found = of_address_.find(peer.address);
        if (found != of_address_.end() && --found->second == 0) of_address_.erase(found);
    }

private:
    void accept(tcp::acceptor& acceptor);
    void take(tcp::socket socket);
    bool is_full(const Peer& peer) const;
    void count_in(const Peer& peer) {
        ++metrics_.connections_open;
        if (!peer.loopback) ++of_address_[peer.address];
    }
    void tick_later();
    void sweep_later();
    void shut_down();

    Host& host_;
    const ServerOptions options_;
    asio::io_context io_{1};
    std::optional<TlsContext> tls_;
    Metrics metrics_;
    std::shared_ptr<Api> api_;
    EventHub hub_;
    std::vector<std::unique_ptr<tcp::acceptor>> acceptors_;
    asio::steady_timer tick_;
    asio::steady_timer sweep_;
    std::vector<std::weak_ptr<Connection>> connections_;
    std::map<std::string, std::size_t> of_address_;
    std::atomic<bool> refresh_posted_ = false;
    bool stopping_ = false;
    Subscription subscription_;
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work_;
    std::thread thread_;
};

Result<std::vector<std::string>> Server::Implementation::start() {
    std::vector<std::string> addresses;
    if (options_.tls) {
        Result<TlsContext> loaded = TlsContext::load(*options_.tls);
        if (!loaded) return tl::unexpected(loaded.error());
        tls_ = std::move(*loaded);
    }
    allow_all_descriptors();
    for (const std::string& text : options_.listen) {
        if (options_.one_is_enough && !acceptors_.empty()) break;
        Result<tcp::acceptor> acceptor = bound_acceptor(io_, text);
        const bool another_will_do = options_.one_is_enough && &text != &options_.listen.back();
        if (!acceptor && another_will_do && acceptor.error().code == "server.port_taken") continue;
        if (!acceptor) {
            acceptors_.clear();
            return tl::unexpected(acceptor.error());
        }
        addresses.push_back(text_of(acceptor->local_endpoint()));
        acceptors_.push_back(std::make_unique<tcp::acceptor>(std::move(*acceptor)));
    }
    const std::weak_ptr<Implementation> weak = weak_from_this();
    const auto post = [weak](std::function<void()> job) {
        if (const auto self = weak.lock()) asio::post(self->io_, std::move(job));
    };
    EventDoor events{
        [this](const SharedText& message) { hub_.publish(message); },
        [this](const std::string& user, const SharedText& message) { hub_.publish_to(user, message); },
        [this] { hub_.restart(); },
        [this] { return hub_.users(); },
        [this](std::string_view session) { hub_.end_session(session); },
        [this](const std::string& user) { hub_.end_user(user); }};
    api_ = std::make_shared<Api>(host_, options_, metrics_, std::move(events), post);
    subscription_ = host_.subscribe([weak, post](const SnapshotPtr&) {
        // However many snapshots come while the io thread is busy, it looks once, at the newest.
        const auto self = weak.lock();
        if (!self || self->refresh_posted_.exchange(true)) return;
        post([weak] {
            const auto there = weak.lock();
            if (!there || there->stopping_) return;
            there->refresh_posted_ = false;
            there->api_->refresh();
        });
    });
    for (const auto& acceptor : acceptors_) accept(*acceptor);
    tick_later();
    sweep_later();
    work_.emplace(io_.get_executor());
    thread_ = std::thread([this] { io_.run(); });
    return addresses;
}

void Server::Implementation::stop() {
    if (!thread_.joinable()) return;
    subscription_ = Subscription();
    api_->stop_pool();
    asio::post(io_, [this] { shut_down(); });
    thread_.join();
}

/// Closes all there is; the loop ends by itself when the last handler is gone.
void Server::Implementation::shut_down() {
    stopping_ = true;
    acceptors_.clear();
    api_->forget_waiting();
    tick_.cancel();
    sweep_.cancel();
    hub_.close_all();
    for (const auto& weak : connections_)
        if (const auto connection = weak.lock()) connection->close();
    connections_.clear();
    work_.reset();
}

void Server::Implementation::accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([this, &acceptor](error_code error, tcp::socket socket) {
        if (stopping_ || error == asio::error::operation_aborted) return;
        if (!error) {
            take(std::move(socket));
            return accept(acceptor);
        }
        // Out of descriptors or memory: those who wait, wait until some are free again.
        const auto pause = std::make_shared<asio::steady_timer>(io_, std::chrono::milliseconds(100));
        pause->async_wait([this, &acceptor, pause](error_code) {
            if (!stopping_) accept(acceptor);
        });
    });
}

bool Server::Implementation::is_full(const Peer& peer) const {
    if (metrics_.connections_open >= static_cast<std::int64_t>(options_.limits.connections)) return true;
    const auto found = of_address_.find(peer.address);
    return found != of_address_.end() && found->second >= options_.limits.connections_per_address;
}

void Server::Implementation::take(tcp::socket socket) {
    error_code error;
    const tcp::endpoint remote = socket.remote_endpoint(error);
    if (error) return;
    Peer peer = peer_of(remote);
    socket.set_option(tcp::no_delay(true), error);
    if (is_full(peer)) {
        ++metrics_.connections_refused;
        const Response full = problem(503, {"http.connections", {}, {}});
        const std::string text = head_of(full, false) + std::string(full.body());
        socket.non_blocking(true, error);
        socket.write_some(asio::buffer(text), error);
        return;
    }
    ++metrics_.connections_accepted;
    count_in(peer);
    connections_.push_back(serve_connection(*this, std::move(socket), std::move(peer)));
}

void Server::Implementation::tick_later() {
    tick_.expires_after(std::chrono::milliseconds(options_.limits.tick_ms));
    tick_.async_wait([this](error_code error) {
        if (error || stopping_) return;
        api_->tick();
        tick_later();
    });
}

void Server::Implementation::sweep_later() {
    sweep_.expires_after(std::chrono::milliseconds(std::min<std::int64_t>(1'000, options_.limits.write_ms)));
    sweep_.async_wait([this](error_code error) {
        if (error || stopping_) return;
        hub_.sweep(std::chrono::steady_clock::now());
        std::erase_if(connections_, [](const auto& weak) { return weak.expired(); });
        sweep_later();
    });
}

Server::Server(Host& host, ServerOptions options)
    : implementation_(std::make_shared<Implementation>(host, std::move(options))) {}

Server::~Server() {
    stop();
}

Result<std::vector<std::string>> Server::start() {
    return implementation_->start();
}

void Server::stop() {
    implementation_->stop();
}

}  // namespace sandau::server
