#include "cli/host_client.h"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cctype>

#include "scoring/json.h"
#include "scoring/words.h"

namespace sandau::cli {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<beast::tcp_stream&>;

constexpr std::string_view usual_port = "8080";

bool is_port(std::string_view text) {
    const bool digits = !text.empty() && text.size() <= 5 &&
                        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits && std::stoi(std::string(text)) > 0 && std::stoi(std::string(text)) <= 65'535;
}

/// Letters, digits and what else is in names and addresses; nothing that could end a line or a header.
bool is_host_name(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == ':' || c == '%';
    });
}

std::string fingerprint_of(const TlsStream& stream) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        SSL_get1_peer_certificate(const_cast<TlsStream&>(stream).native_handle()), &X509_free);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned length = 0;
    if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &length) != 1) return {};
    std::string text;
    for (unsigned i = 0; i < length; ++i) text += fmt::format("{}{:02X}", i > 0 ? ":" : "", digest[i]);
    return text;
}

}  // namespace

std::string HostAddress::authority() const {
    return (name.find(':') != std::string::npos ? "[" + name + "]" : name) + ":" + port;
}

std::string HostAddress::text() const {
    return (is_tls ? "https://" : "http://") + authority();
}

Result<HostAddress> parse_host_address(std::string_view text) {
    const auto wrong = [&] { return refuse("remote.address", {{"address", std::string(text)}}); };
    std::string_view rest = text;
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    while (!rest.empty() && (rest.back() == ' ' || rest.back() == '/')) rest.remove_suffix(1);
    HostAddress address;
    address.is_tls = rest.starts_with("https://");
    if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
        if (!address.is_tls && !rest.starts_with("http://")) return wrong();
        rest.remove_prefix(scheme + 3);
    }
    address.port = usual_port;
    if (rest.starts_with('[')) {
        const std::size_t end = rest.find(']');
        if (end == std::string_view::npos) return wrong();
        address.name = rest.substr(1, end - 1);
        rest.remove_prefix(end + 1);
        if (!rest.empty() && rest.front() != ':') return wrong();
        if (!rest.empty()) address.port = rest.substr(1);
    } else {
        const std::size_t colon = rest.find(':');
        address.name = rest.substr(0, colon);
        if (colon != std::string_view::npos) address.port = rest.substr(colon + 1);
    }
    if (!is_host_name(address.name) || !is_port(address.port)) return wrong();
    return address;
}

std::string HostReply::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found != headers.end() ? found->second : std::string();
}

Refusal refusal_of(const HostReply& reply) {
    const Refusal unknown{"host.refused", {{"status", std::to_string(reply.status)}}, {}};
    const Result<Json> problem = read_json(reply.body, {.bytes_max = 1u << 20, .depth_max = 16});
    if (!problem) return unknown;
    const Json* code = problem->find("code");
    if (code == nullptr || code->as_string() == nullptr || !has_words(*code->as_string())) return unknown;
    Refusal refusal{*code->as_string(), {}, {}};
    if (const Json* arguments = problem->find("arguments");
        arguments != nullptr && arguments->as_object() != nullptr)
        for (const auto& [key, value] : *arguments->as_object())
            refusal.arguments.emplace_back(
                key, value.as_string() != nullptr ? *value.as_string() : write_json(value));
    if (const Json* path = problem->find("path"); path != nullptr && path->as_string() != nullptr)
        refusal.path = *path->as_string();
    return refusal;
}

struct HostClient::Inner {
    Inner(HostAddress its_address, std::string its_fingerprint)
        : address(std::move(its_address)),
          fingerprint(std::move(its_fingerprint)),
          secure(asio::ssl::context::tls_client),
          resolver(io) {
        secure.set_options(asio::ssl::context::no_sslv2 | asio::ssl::context::no_sslv3 |
                           asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
        // The certificate is the one that a person compared, whoever signed it.
        secure.set_verify_mode(asio::ssl::verify_none);
    }

    /// Begins something and waits until it is done, or cancelled.
    template <class Begin>
    error_code wait(Begin begin) {
        error_code result = asio::error::operation_aborted;
        begin([&result](error_code error, auto&&...) { result = error; });
        io.restart();
        if (!cancelled) io.run();
        return result;
    }

    Refusal unreachable(const error_code& error) const {
        return {"remote.unreachable", {{"address", address.text()}, {"why", error.message()}}, {}};
    }
    Refusal no_answer(const error_code& error) const {
        return {"remote.answer", {{"address", address.text()}, {"why", error.message()}}, {}};
    }
    void drop() {
        tls.reset();
        stream.reset();
        buffer = {};
    }

    Result<void> connect(std::chrono::milliseconds time_max);
    Result<HostReply> exchange(const HostRequest& request);

    const HostAddress address;
    const std::string fingerprint;
    std::string shown;  ///< the fingerprint of the certificate of this connection
    std::atomic<bool> cancelled = false;
    asio::io_context io;
    asio::ssl::context secure;
    tcp::resolver resolver;
    std::unique_ptr<beast::tcp_stream> stream;
    std::unique_ptr<TlsStream> tls;
    beast::flat_buffer buffer;
};

Result<void> HostClient::Inner::connect(std::chrono::milliseconds time_max) {
    tcp::resolver::results_type found;
    error_code error = wait([&](auto done) {
        resolver.async_resolve(address.name, address.port, [&found, done](error_code failed, auto results) {
            found = std::move(results);
            done(failed);
        });
    });
    if (error) return tl::unexpected(unreachable(error));
    stream = std::make_unique<beast::tcp_stream>(io);
    stream->expires_after(time_max);
    error = wait([&](auto done) {
        stream->async_connect(found, [done](error_code failed, const tcp::endpoint&) { done(failed); });
    });
    if (error) return tl::unexpected(unreachable(error));
    error_code ignored;
    stream->socket().set_option(tcp::no_delay(true), ignored);
    if (!address.is_tls) return {};
    tls = std::make_unique<TlsStream>(*stream, secure);
    error = wait([&](auto done) { tls->async_handshake(asio::ssl::stream_base::client, done); });
    if (error) return tl::unexpected(unreachable(error));
    shown = fingerprint_of(*tls);
    return {};
}

Result<HostReply> HostClient::Inner::exchange(const HostRequest& request) {
    const bool posts = request.method == HostRequest::Method::Post;
    http::request<http::string_body> message{posts ? http::verb::post : http::verb::get,
                                             boost::core::string_view(request.path), 11};
    message.set(http::field::host, address.authority());
    if (posts) message.set(http::field::content_type, "application/json");
    for (const auto& [name, value] : request.headers) message.set(name, value);
    message.body() = request.body;
    message.prepare_payload();
    http::response_parser<http::string_body> parser;
    parser.header_limit(16u << 10);
    parser.body_limit(request.bytes_max);
    stream->expires_after(request.time_max);
    error_code error = wait([&](auto done) {
        tls ? http::async_write(*tls, message, done) : http::async_write(*stream, message, done);
    });
    if (error) return tl::unexpected(unreachable(error));
    error = wait([&](auto done) {
        tls ? http::async_read(*tls, buffer, parser, done) : http::async_read(*stream, buffer, parser, done);
    });
    if (error) {
        const bool is_http = error.category() == http::make_error_code(http::error::bad_version).category();
        return tl::unexpected(is_http && error != http::error::end_of_stream &&
                                      error != http::error::partial_message
                                  ? no_answer(error)
                                  : unreachable(error));
    }
    HostReply reply;
    reply.status = parser.get().result_int();
    for (const auto& field : parser.get()) {
        std::string name(field.name_string().data(), field.name_string().size());
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        reply.headers[std::move(name)] = std::string(field.value().data(), field.value().size());
    }
    if (!parser.keep_alive()) drop();
    reply.body = std::move(parser.get().body());
    return reply;
}

HostClient::HostClient(HostAddress address, std::string fingerprint)
    : inner_(std::make_unique<Inner>(std::move(address), std::move(fingerprint))) {}

HostClient::~HostClient() = default;

const HostAddress& HostClient::address() const {
    return inner_->address;
}

Result<HostReply> HostClient::ask(const HostRequest& request) {
    // A connection that was kept may have been closed meanwhile: then it is made anew, once. All that is
    // asked here may be asked twice: commands carry their ids.
    for (bool kept = inner_->stream != nullptr;; kept = false) {
        if (!kept) {
            inner_->drop();
            if (Result<void> connected = inner_->connect(request.time_max); !connected) {
                inner_->drop();
                return tl::unexpected(connected.error());
            }
        }
        if (inner_->address.is_tls && (inner_->shown.empty() || inner_->shown != inner_->fingerprint)) {
            inner_->drop();
            return refuse("remote.certificate", {{"address", inner_->address.text()}});
        }
        Result<HostReply> reply = inner_->exchange(request);
        if (reply) return reply;
        inner_->drop();
        if (!kept || inner_->cancelled || reply.error().code != "remote.unreachable") return reply;
    }
}

Result<std::string> HostClient::learn_fingerprint() {
    inner_->drop();
    Result<void> connected = inner_->connect(std::chrono::seconds(10));
    inner_->drop();
    if (!connected) return tl::unexpected(connected.error());
    return inner_->shown;
}

void HostClient::cancel() {
    inner_->cancelled = true;
    inner_->io.stop();
}

}  // namespace sandau::cli
