#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandau::server {

enum class Method { Get, Head, Post, Delete, Other };

/// Where a request came from.
struct Peer {
    std::string address;
    bool loopback = false;
};

/// What of a request anything here looks at. A header that was not sent is empty.
struct Request {
    Method method = Method::Get;
    std::string path;  ///< as sent, before the question mark
    std::string query;
    std::string host;
    std::string origin;
    std::string cookie;
    std::string authorization;
    std::string content_type;
    std::string if_none_match;
    std::string accept_encoding;
    std::string last_event_id;
    std::string fetch_site;
    std::string body;
    Peer peer;
    bool secure = false;  ///< came over TLS
};

/// Bytes that many readers share.
using SharedText = std::shared_ptr<const std::string>;

/// Which events a reader asked for. An empty user: the public ones.
struct StreamWish {
    std::string user;
    std::string session;  ///< the id of the session; ends with it
    std::string last_event_id;
};

/// Whose bytes an answer carries: what somebody sent us may do nothing in a browser but be looked at.
enum class BodyOf { Ours, Others };

struct Response {
    unsigned status = 200;
    BodyOf body_of = BodyOf::Ours;
    std::vector<std::pair<std::string, std::string>> headers;
    /// One of the two: shared text, or a view into something that lives as long as the program.
    SharedText text;
    std::string_view fixed;
    /// Set: after the header the connection becomes a stream of events.
    std::unique_ptr<StreamWish> stream;

    std::string_view body() const { return text ? std::string_view(*text) : fixed; }
    Response& header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

using Respond = std::function<void(Response)>;

/// The phrase of a status line.
std::string_view phrase_of(unsigned status);

/// Status line and headers, those of safety included, up to the empty line.
std::string head_of(const Response& response, bool keep_alive);

}  // namespace sandau::server
