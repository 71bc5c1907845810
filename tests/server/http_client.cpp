#include "server/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace sandau::testing {

namespace {

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

HttpAnswer read_head(const std::string& head) {
    HttpAnswer answer;
    answer.status = std::stoi(head.substr(9, 3));
    std::size_t at = head.find("\r\n") + 2;
    while (at < head.size()) {
        const std::size_t end = head.find("\r\n", at);
        const std::size_t colon = head.find(": ", at);
        if (end == std::string::npos || colon == std::string::npos || colon > end) break;
        answer.headers[lower(head.substr(at, colon - at))] = head.substr(colon + 2, end - colon - 2);
        at = end + 2;
    }
    return answer;
}

}  // namespace

std::string HttpAnswer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found != headers.end() ? found->second : std::string();
}

Json HttpAnswer::json() const {
    Result<Json> json = read_json(body);
    return json ? *json : Json();
}

std::string HttpAnswer::code() const {
    const Json problem = json();
    const Json* code = problem.find("code");
    return code != nullptr && code->as_string() != nullptr ? *code->as_string() : std::string();
}

RawClient::RawClient(const std::string& address) {
    const std::size_t colon = address.rfind(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr generic{};
    static_assert(sizeof(generic) == sizeof(to));
    __builtin_memcpy(&generic, &to, sizeof(to));
    if (::connect(socket_, &generic, sizeof(generic)) != 0)
        throw std::runtime_error("no connection to " + address);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}

RawClient::~RawClient() {
    if (socket_ >= 0) ::close(socket_);
}

void RawClient::set_receive_buffer(int bytes) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::optional<std::string> RawClient::receive_some() {
    if (!buffer_.empty()) return std::exchange(buffer_, {});
    pollfd waited{socket_, POLLIN, 0};
    if (::poll(&waited, 1, 10'000) <= 0) throw std::runtime_error("nothing came for ten seconds");
    std::array<char, 65'536> space;
    const ssize_t count = ::recv(socket_, space.data(), space.size(), 0);
    if (count <= 0) return std::nullopt;
    return std::string(space.data(), static_cast<std::size_t>(count));
}

std::optional<HttpAnswer> RawClient::receive(bool without_body) {
    std::string text;
    std::size_t end = std::string::npos;
    while ((end = text.find("\r\n\r\n")) == std::string::npos) {
        const auto more = receive_some();
        if (!more) return std::nullopt;
        text += *more;
    }
    HttpAnswer answer = read_head(text.substr(0, end + 2));
    const std::string length_text = answer.header("content-length");
    const std::size_t length = without_body || length_text.empty() ? 0 : std::stoul(length_text);
    while (text.size() < end + 4 + length) {
        const auto more = receive_some();
        if (!more) return std::nullopt;
        text += *more;
    }
    answer.body = text.substr(end + 4, length);
    buffer_ = text.substr(end + 4 + length);
    return answer;
}

bool RawClient::is_closed() {
    while (receive_some()) {
    }
    return true;
}

std::string request_text(const std::string& address, const HttpRequest& request) {
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\n";
    bool has_host = false;
    for (const std::string& header : request.headers) {
        text += header + "\r\n";
        has_host = has_host || header.starts_with("Host:");
    }
    if (!has_host) text += "Host: " + address + "\r\n";
    if (!request.body.empty()) text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return text + "\r\n" + request.body;
}

HttpAnswer fetch(const std::string& address, const HttpRequest& request) {
    RawClient client(address);
    client.send(request_text(address, request));
    const auto answer = client.receive(request.method == "HEAD");
    if (!answer) throw std::runtime_error("no answer to " + request.target);
    return *answer;
}

HttpAnswer get(const std::string& address, const std::string& target, std::vector<std::string> headers) {
    return fetch(address, {"GET", target, std::move(headers), ""});
}

HttpAnswer post(const std::string& address, const std::string& target, const std::string& body,
                std::vector<std::string> headers) {
    headers.push_back("Content-Type: application/json");
    return fetch(address, {"POST", target, std::move(headers), body});
}

EventReader::EventReader(const std::string& address, std::vector<std::string> headers,
                         const std::string& query, int receive_buffer_bytes)
    : client_(address) {
    if (receive_buffer_bytes > 0) client_.set_receive_buffer(receive_buffer_bytes);
    client_.send(request_text(address, {"GET", "/api/v1/events" + query, std::move(headers), ""}));
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        const auto more = client_.receive_some();
        if (!more) return;
        buffer_ += *more;
    }
    status_ = read_head(buffer_.substr(0, end + 2)).status;
    buffer_.erase(0, end + 4);
}

std::optional<ServerEvent> EventReader::next() {
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\n\n")) == std::string::npos) {
        const auto more = client_.receive_some();
        if (!more) return std::nullopt;
        buffer_ += *more;
    }
    ServerEvent event;
    event.bytes = end + 2;
    std::size_t at = 0;
    while (at < end) {
        const std::size_t line_end = std::min(buffer_.find('\n', at), end);
        const std::string line = buffer_.substr(at, line_end - at);
        if (line.starts_with("event: ")) event.event = line.substr(7);
        if (line.starts_with("id: ")) event.id = line.substr(4);
        if (line.starts_with("data: ")) {
            const Result<Json> data = read_json(line.substr(6));
            if (!data) throw std::runtime_error("an event's data is no JSON: " + line);
            event.data = *data;
        }
        at = line_end + 1;
    }
    buffer_.erase(0, end + 2);
    return event;
}

std::optional<ServerEvent> EventReader::next_news() {
    for (;;) {
        std::optional<ServerEvent> event = next();
        if (!event || event->event != "tick") return event;
    }
}

}  // namespace sandau::testing
