#include "server/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <optional>

#include "server/problems.h"

namespace sandau::server {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

Method method_of(http::verb verb) {
    if (verb == http::verb::get) return Method::Get;
    if (verb == http::verb::head) return Method::Head;
    if (verb == http::verb::post) return Method::Post;
    if (verb == http::verb::delete_) return Method::Delete;
    return Method::Other;
}

class HttpConnection final : public Connection, public std::enable_shared_from_this<HttpConnection> {
public:
    HttpConnection(ConnectionSite& site, tcp::socket socket, Peer peer)
        : site_(site), wire_(std::move(socket)), timer_(wire_.get_executor()), peer_(std::move(peer)) {}

    ~HttpConnection() override {
        if (!handed_over_) site_.connection_gone(peer_);
    }

    void close() override {
        timer_.cancel();
        wire_.close();
    }

    void wait_for_request() {
        if (buffer_.size() > 0) return read_header();
        arm(first_ ? site_.limits().header_ms : site_.limits().idle_ms);
        wire_.async_wait_read([self = shared_from_this()](error_code error) {
            if (!error && !self->late_) self->read_header();
        });
    }

private:
    using Parser = http::request_parser<http::string_body>;

    /// The socket is closed, or told that it is late, when `ms` are over.
    void arm(std::int64_t ms) {
        late_ = false;
        timer_.expires_after(std::chrono::milliseconds(ms));
        timer_.async_wait([weak = weak_from_this()](error_code error) {
            const auto self = weak.lock();
            if (error || !self || self->timer_.expiry() > std::chrono::steady_clock::now()) return;
            self->late_ = true;
            self->reading_ ? self->wire_.cancel() : self->wire_.close();
        });
    }

    void read_header() {
        if (first_ && site_.tls() != nullptr && wire_.has_tls_greeting()) wire_.start_tls(*site_.tls());
        first_ = false;
        reading_ = true;
        const ServerLimits& limits = site_.limits();
        parser_ = std::make_unique<Parser>();
        parser_->header_limit(static_cast<std::uint32_t>(limits.header_bytes));
        parser_->body_limit(std::max(limits.command_bytes, limits.file_bytes));
        buffer_.max_size(limits.header_bytes + (64u << 10));
        arm(limits.header_ms);
        http::async_read_header(
            wire_, buffer_, *parser_,
            [self = shared_from_this()](error_code error, std::size_t) { self->on_header(error); });
    }

    void on_header(error_code error) {
        if (error) return on_read_error(error);
        const auto& head = parser_->get();
        const auto text = [&](http::field field) {
            const auto value = head[field];
            return std::string(value.data(), value.size());
        };
        request_ = {};
        request_.method = method_of(head.method());
        head_only_ = request_.method == Method::Head;
        const std::string_view target(head.target().data(), head.target().size());
        const std::size_t question = target.find('?');
        request_.path = std::string(target.substr(0, question));
        if (question != std::string_view::npos) request_.query = std::string(target.substr(question + 1));
        request_.host = text(http::field::host);
        request_.origin = text(http::field::origin);
        request_.cookie = text(http::field::cookie);
        request_.authorization = text(http::field::authorization);
        request_.content_type = text(http::field::content_type);
        request_.if_none_match = text(http::field::if_none_match);
        request_.accept_encoding = text(http::field::accept_encoding);
        request_.last_event_id = std::string(head["Last-Event-ID"].data(), head["Last-Event-ID"].size());
        request_.fetch_site = std::string(head["Sec-Fetch-Site"].data(), head["Sec-Fetch-Site"].size());
        request_.peer = peer_;
        request_.secure = wire_.is_tls();
        keep_alive_ = parser_->keep_alive();
        // A second Host is how requests are smuggled past a proxy.
        if (!request_.path.starts_with('/') || head.count(http::field::host) > 1)
            return finish(problem(400, {"http.malformed", {}, {}}));
        const std::size_t body_max = site_.body_bytes_max(request_);
        const auto length = parser_->content_length();
        if (length && *length > body_max) return finish(problem(413, {"http.body_too_large", {}, {}}));
        parser_->body_limit(body_max);
        if (text(http::field::expect) == "100-continue") {
            error_code ignored;
            wire_.write_some(asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")), ignored);
        }
        arm(site_.limits().body_ms);
        http::async_read(
            wire_, buffer_, *parser_,
            [self = shared_from_this()](error_code failed, std::size_t) { self->on_body(failed); });
    }

    void on_body(error_code error) {
        if (error) return on_read_error(error);
        reading_ = false;
        timer_.cancel();
        request_.body = std::move(parser_->get().body());
        parser_.reset();
        head_only_ = request_.method == Method::Head;
        if (buffer_.size() == 0) buffer_ = {};
        site_.answer(std::move(request_),
                     [self = shared_from_this()](Response response) { self->respond(std::move(response)); });
    }

    void on_read_error(error_code error) {
        if (error == http::error::end_of_stream) return close();
        if (error == http::error::header_limit || error == http::error::buffer_overflow)
            return finish(problem(431, {"http.header_too_large", {}, {}}));
        if (error == http::error::body_limit) return finish(problem(413, {"http.body_too_large", {}, {}}));
        if (error.category() == make_error_code(http::error::bad_method).category() &&
            error != http::error::partial_message)
            return finish(problem(400, {"http.malformed", {}, {}}));
        if (late_ && wire_.is_open()) return finish(problem(408, {"http.timeout", {}, {}}));
        close();
    }

    /// The last answer of this connection: what is left of the request is not read.
    void finish(Response response) {
        reading_ = false;
        keep_alive_ = false;
        parser_.reset();
        respond(std::move(response));
    }

    void respond(Response response) {
        if (!wire_.is_open()) return;
        response_ = std::move(response);
        head_ = head_of(response_, keep_alive_);
        site_.count_response(response_.status);
        if (response_.stream && !head_only_) {
            timer_.cancel();
            handed_over_ = true;
            site_.connection_gone(peer_);
            site_.become_stream(std::move(wire_), std::move(peer_), std::move(head_),
                                std::move(*response_.stream));
            return;
        }
        if (response_.stream) keep_alive_ = false;
        const std::string_view body = head_only_ ? std::string_view() : response_.body();
        const std::array<asio::const_buffer, 2> buffers{asio::buffer(head_), asio::buffer(body)};
        arm(site_.limits().write_ms);
        asio::async_write(wire_, buffers, [self = shared_from_this()](error_code error, std::size_t) {
            self->response_ = {};
            self->head_ = {};
            if (error || self->late_) return self->close();
            self->keep_alive_ ? self->wait_for_request() : self->linger();
        });
    }

    /// Closing with unread bytes resets the connection, and the answer is lost with it: read on for a while.
    void linger() {
        wire_.end_writing();
        arm(1'000);
        discard(0);
    }
    void discard(std::size_t so_far) {
        if (so_far > (1u << 20)) return close();
        buffer_ = {};
        auto space = buffer_.prepare(4096);
        wire_.async_read_some(space,
                              [self = shared_from_this(), so_far](error_code error, std::size_t count) {
                                  error ? self->close() : self->discard(so_far + count);
                              });
    }

    ConnectionSite& site_;
    Wire wire_;
    asio::steady_timer timer_;
    Peer peer_;
    boost::beast::flat_buffer buffer_;
    std::unique_ptr<Parser> parser_;
    Request request_;
    Response response_;
    std::string head_;
    bool first_ = true;
    bool reading_ = false;
    bool late_ = false;
    bool keep_alive_ = false;
    bool head_only_ = false;
    bool handed_over_ = false;
};

}  // namespace

std::shared_ptr<Connection> serve_connection(ConnectionSite& site, tcp::socket socket, Peer peer) {
    // Not make_shared: who watches over it with a weak pointer would keep its memory.
    std::shared_ptr<HttpConnection> connection(new HttpConnection(site, std::move(socket), std::move(peer)));
    connection->wait_for_request();
    return connection;
}

}  // namespace sandau::server
