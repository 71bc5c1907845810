#include "server/wire.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <climits>

#include "scoring/result.h"
#include "server/tls.h"

namespace sandau::server {

namespace {

namespace asio = boost::asio;

constexpr unsigned char tls_handshake_record = 0x16;  // RFC 8446, 5.1

// TLS reads and writes through the socket as everybody does. (OpenSSL's own way to it would end the program
// with SIGPIPE when the other side is gone.)

Wire::Socket& socket_of(BIO* bio) {
    return *static_cast<Wire::Socket*>(BIO_get_data(bio));
}

int read_socket(BIO* bio, char* space, int length) {
    Wire::Error error;
    const std::size_t got =
        socket_of(bio).read_some(asio::buffer(space, static_cast<std::size_t>(length)), error);
    BIO_clear_retry_flags(bio);
    if (error == asio::error::would_block) BIO_set_retry_read(bio);
    if (error == asio::error::eof) return 0;
    return error ? -1 : static_cast<int>(got);
}

int write_socket(BIO* bio, const char* bytes, int length) {
    Wire::Error error;
    const std::size_t sent =
        socket_of(bio).write_some(asio::buffer(bytes, static_cast<std::size_t>(length)), error);
    BIO_clear_retry_flags(bio);
    if (error == asio::error::would_block) BIO_set_retry_write(bio);
    return error ? -1 : static_cast<int>(sent);
}

/// Nothing is buffered here, so that there is nothing to do but to say that all is flushed.
long control_socket(BIO*, int what, long, void*) {
    return what == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO* bio_over(Wire::Socket& socket) {
    static BIO_METHOD* const method = [] {
        BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "asio socket");
        CHECK(made != nullptr, "no memory for TLS");
        BIO_meth_set_read(made, read_socket);
        BIO_meth_set_write(made, write_socket);
        BIO_meth_set_ctrl(made, control_socket);
        return made;
    }();
    BIO* bio = BIO_new(method);
    CHECK(bio != nullptr, "no memory for TLS");
    BIO_set_data(bio, &socket);
    BIO_set_init(bio, 1);
    return bio;
}

int length_of(std::size_t bytes) {
    return static_cast<int>(std::min<std::size_t>(bytes, INT_MAX));
}

}  // namespace

void Wire::FreeTls::operator()(ssl_st* tls) const {
    SSL_free(tls);
}

Wire::Wire(Socket socket) : socket_(std::move(socket)) {
    Error ignored;
    socket_.non_blocking(true, ignored);
}
Wire::Wire(Wire&& other) noexcept
    : socket_(std::move(other.socket_)),
      tls_(std::move(other.tls_)),
      read_waits_to_write_(other.read_waits_to_write_),
      write_waits_to_read_(other.write_waits_to_read_) {
    if (tls_) BIO_set_data(SSL_get_rbio(tls_.get()), &socket_);
}

Wire::~Wire() = default;

void Wire::start_tls(const TlsContext& context) {
    tls_.reset(SSL_new(context.get()));
    CHECK(tls_ != nullptr, "no memory for TLS");
    BIO* bio = bio_over(socket_);
    SSL_set_bio(tls_.get(), bio, bio);
    SSL_set_accept_state(tls_.get());
}

bool Wire::has_tls_greeting() {
    Error error;
    unsigned char first = 0;
    const std::size_t got = socket_.receive(asio::buffer(&first, 1), asio::socket_base::message_peek, error);
    return !error && got == 1 && first == tls_handshake_record;
}

std::size_t Wire::read_some(asio::mutable_buffer space, Error& error) {
    if (!tls_) return socket_.read_some(space, error);
    if (space.size() == 0) return 0;
    ERR_clear_error();
    const int got = SSL_read(tls_.get(), space.data(), length_of(space.size()));
    error = error_after(got, read_waits_to_write_, SSL_ERROR_WANT_WRITE);
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

std::size_t Wire::write_some(asio::const_buffer bytes, Error& error) {
    if (!tls_) return socket_.write_some(bytes, error);
    if (bytes.size() == 0) return 0;
    ERR_clear_error();
    const int sent = SSL_write(tls_.get(), bytes.data(), length_of(bytes.size()));
    error = error_after(sent, write_waits_to_read_, SSL_ERROR_WANT_READ);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

/// Either side of TLS may have to wait for the other: a key update, a handshake.
Wire::Error Wire::error_after(int result, bool& waits_for_the_other, int other) {
    waits_for_the_other = false;
    if (result > 0) return {};
    switch (const int why = SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            waits_for_the_other = why == other;
            return asio::error::would_block;
        case SSL_ERROR_ZERO_RETURN:
            return asio::error::eof;
        default:
            return asio::error::connection_reset;
    }
}

bool Wire::has_bytes_waiting() const {
    return tls_ && SSL_pending(tls_.get()) > 0;
}

void Wire::cancel() {
    Error ignored;
    socket_.cancel(ignored);
}

void Wire::close() {
    Error ignored;
    socket_.close(ignored);
}

void Wire::end_writing() {
    ERR_clear_error();
    if (tls_) SSL_shutdown(tls_.get());
    Error ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void Wire::set_send_buffer(int bytes) {
    Error ignored;
    socket_.set_option(asio::socket_base::send_buffer_size(bytes), ignored);
}

}  // namespace sandau::server
