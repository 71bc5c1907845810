#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scoring/json.h"

namespace sandau::testing {

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in small letters
    std::string body;

    std::string header(const std::string& name) const;
    /// The body as JSON; null where it is none.
    Json json() const;
    std::string code() const;  ///< of a problem
};

/// A socket to the server that says exactly what it is told to. Reading waits at most ten seconds.
class RawClient {
public:
    explicit RawClient(const std::string& address);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// False when the other side does not take it any more.
    bool send(std::string_view bytes);
    /// A whole answer, by its length; `without_body`: to a HEAD.
    std::optional<HttpAnswer> receive(bool without_body = false);
    /// The next bytes; nothing at the end of the connection.
    std::optional<std::string> receive_some();
    /// True once the other side has closed.
    bool is_closed();
    void set_receive_buffer(int bytes);

private:
    int socket_ = -1;
    std::string buffer_;
};

/// One request on a connection of its own.
struct HttpRequest {
    std::string method = "GET";
    std::string target = "/";
    std::vector<std::string> headers;  ///< "Name: value"
    std::string body;
};
HttpAnswer fetch(const std::string& address, const HttpRequest& request);
HttpAnswer get(const std::string& address, const std::string& target, std::vector<std::string> headers = {});
HttpAnswer post(const std::string& address, const std::string& target, const std::string& body,
                std::vector<std::string> headers = {});
/// The text of a request, with a Host and, where there is a body, its length.
std::string request_text(const std::string& address, const HttpRequest& request);

struct ServerEvent {
    std::string event;
    std::string id;
    Json data;
    std::size_t bytes = 0;
};

/// A reader of /api/v1/events.
class EventReader {
public:
    EventReader(const std::string& address, std::vector<std::string> headers = {},
                const std::string& query = "", int receive_buffer_bytes = 0);
    int status() const { return status_; }
    /// The next event; nothing at the end of the stream.
    std::optional<ServerEvent> next();
    /// The next that is no tick.
    std::optional<ServerEvent> next_news();

private:
    RawClient client_;
    int status_ = 0;
    std::string buffer_;
};

}  // namespace sandau::testing
