#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "server/http.h"
#include "server/server.h"
#include "server/tls.h"
#include "server/wire.h"

namespace sandau::server {

/// What a connection needs of the server that it belongs to. All on the io thread.
class ConnectionSite {
public:
    virtual ~ConnectionSite() = default;
    virtual const ServerLimits& limits() const = 0;
    /// Null: connections are bare. Else each may be either, as its first byte says.
    virtual const TlsContext* tls() const = 0;
    /// How many bytes of body whoever sent this header may send.
    virtual std::size_t body_bytes_max(const Request& head) const = 0;
    /// Answers once, now or later, on the io thread.
    virtual void answer(Request request, Respond respond) = 0;
    /// The header of the answer goes out first; the wire is the stream's from then on.
    virtual void become_stream(Wire wire, Peer peer, std::string head, StreamWish wish) = 0;
    virtual void count_response(unsigned status) = 0;
    /// The connection is over, or was handed to become_stream.
    virtual void connection_gone(const Peer& peer) = 0;
};

/// A connection of HTTP/1.1 that can be ended from outside.
class Connection {
public:
    virtual ~Connection() = default;
    virtual void close() = 0;
};

/// Serves requests on the socket until it ends. It keeps itself alive.
std::shared_ptr<Connection> serve_connection(ConnectionSite& site, boost::asio::ip::tcp::socket socket,
                                             Peer peer);

}  // namespace sandau::server
