#pragma once

#include <boost/asio/compose.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <utility>

struct ssl_st;

namespace sandau::server {

class TlsContext;

/// The bytes of one connection, bare or under TLS, on a socket that never blocks. On the io thread.
class Wire {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using Error = boost::system::error_code;

    explicit Wire(Socket socket);
    Wire(Wire&&) noexcept;
    Wire& operator=(Wire&&) = delete;
    ~Wire();

    /// From the next byte on it speaks TLS; the handshake happens within the first reads.
    void start_tls(const TlsContext& context);
    bool is_tls() const { return tls_ != nullptr; }
    /// Whether the bytes that wait are the beginning of a TLS connection.
    bool has_tls_greeting();

    /// As many bytes as go at once. `would_block`: wait, then call again; end of file as `asio::error::eof`.
    std::size_t read_some(boost::asio::mutable_buffer space, Error& error);
    std::size_t write_some(boost::asio::const_buffer bytes, Error& error);

    /// Calls back once read_some (write_some) is worth another try.
    template <class Handler>
    void async_wait_read(Handler&& handler) {
        if (has_bytes_waiting())
            return boost::asio::post(
                socket_.get_executor(),
                [handler = std::forward<Handler>(handler)]() mutable { handler(Error()); });
        socket_.async_wait(read_waits_to_write_ ? Socket::wait_write : Socket::wait_read,
                           std::forward<Handler>(handler));
    }
    template <class Handler>
    void async_wait_write(Handler&& handler) {
        socket_.async_wait(write_waits_to_read_ ? Socket::wait_read : Socket::wait_write,
                           std::forward<Handler>(handler));
    }

    // What Beast and asio::async_write ask of a stream.
    using executor_type = Socket::executor_type;
    executor_type get_executor() { return socket_.get_executor(); }
    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        const boost::asio::mutable_buffer space = first_of<boost::asio::mutable_buffer>(buffers);
        return boost::asio::async_compose<Token, void(Error, std::size_t)>(
            [this, space](auto& self, Error error = {}, bool waited = false) mutable {
                std::size_t count = 0;
                if (!error && waited) count = read_some(space, error);
                if (!waited || error == boost::asio::error::would_block)
                    return async_wait_read(
                        [self = std::move(self)](Error failed) mutable { self(failed, true); });
                self.complete(error, count);
            },
            token, socket_);
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        const boost::asio::const_buffer bytes = first_of<boost::asio::const_buffer>(buffers);
        return boost::asio::async_compose<Token, void(Error, std::size_t)>(
            [this, bytes](auto& self, Error error = {}, bool waited = false) mutable {
                std::size_t count = 0;
                if (!error && waited) count = write_some(bytes, error);
                if (!waited || error == boost::asio::error::would_block)
                    return async_wait_write(
                        [self = std::move(self)](Error failed) mutable { self(failed, true); });
                self.complete(error, count);
            },
            token, socket_);
    }

    bool is_open() const { return socket_.is_open(); }
    void cancel();
    void close();
    /// Says that nothing more comes; reading goes on.
    void end_writing();
    void set_send_buffer(int bytes);

private:
    /// One after another is as good: who reads or writes comes back for the rest.
    template <class Buffer, class Buffers>
    static Buffer first_of(const Buffers& buffers) {
        for (auto at = boost::asio::buffer_sequence_begin(buffers);
             at != boost::asio::buffer_sequence_end(buffers); ++at)
            if (const Buffer one(*at); one.size() > 0) return one;
        return Buffer();
    }
    bool has_bytes_waiting() const;
    Error error_after(int result, bool& waits_for_the_other, int wanted_otherwise);

    struct FreeTls {
        void operator()(ssl_st* tls) const;
    };
    Socket socket_;
    std::unique_ptr<ssl_st, FreeTls> tls_;
    bool read_waits_to_write_ = false;
    bool write_waits_to_read_ = false;
};

}  // namespace sandau::server
