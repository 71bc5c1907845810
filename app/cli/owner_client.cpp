#include "cli/owner_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>

namespace sandau::cli {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using boost::asio::ip::tcp;

struct Reply {
    unsigned status = 0;
    std::string body;
};

/// One request with a time limit on the whole of it. An empty optional: nobody answered.
std::optional<Reply> exchange(const LiveHost& host, http::verb verb, std::string_view path,
                              const std::string& body) {
    const std::size_t colon = host.address.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    boost::asio::io_context io;
    beast::tcp_stream stream(io);
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host.address.substr(0, colon), error);
    if (error) return std::nullopt;
    const auto port = static_cast<unsigned short>(std::stoul(host.address.substr(colon + 1)));
    stream.connect(tcp::endpoint(address, port), error);
    if (error) return std::nullopt;

    http::request<http::string_body> request{verb, boost::core::string_view(path.data(), path.size()), 11};
    request.set(http::field::host, host.address);
    request.set(http::field::authorization, "Bearer " + host.token);
    request.set(http::field::content_type, "application/json");
    request.keep_alive(false);
    request.body() = body;
    request.prepare_payload();
    http::write(stream, request, error);
    if (error) return std::nullopt;
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(256u << 20);
    http::read(stream, buffer, parser, error);
    if (error) return std::nullopt;
    return Reply{parser.get().result_int(), parser.get().body()};
}

/// A problem document back to the refusal that it was made of.
Refusal refusal_of(const Reply& reply) {
    const Result<Json> problem = read_json(reply.body);
    Refusal refusal{"host.refused", {{"status", std::to_string(reply.status)}}, {}};
    if (!problem) return refusal;
    if (const Json* code = problem->find("code"); code != nullptr && code->as_string() != nullptr)
        refusal = {*code->as_string(), {}, {}};
    if (const Json* arguments = problem->find("arguments");
        arguments != nullptr && arguments->as_object() != nullptr)
        for (const auto& [key, value] : *arguments->as_object())
            refusal.arguments.emplace_back(
                key, value.as_string() != nullptr ? *value.as_string() : write_json(value));
    if (const Json* path = problem->find("path"); path != nullptr && path->as_string() != nullptr)
        refusal.path = *path->as_string();
    return refusal;
}

}  // namespace

Result<Json> OwnerClient::post(std::string_view path, const Json& body) const {
    return post_bytes(path, write_json(body));
}

Result<Json> OwnerClient::post_bytes(std::string_view path, const std::string& bytes) const {
    const std::optional<Reply> reply = exchange(host_, http::verb::post, path, bytes);
    if (!reply) return refuse("host.unreachable", {{"address", host_.address}});
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    return read_json(reply->body);
}

Result<Answer> OwnerClient::ask(const Command& command) const {
    Json body;
    body.set("id", command.id.text).set("kind", command.kind).set("payload", command.payload);
    if (!command.expect.empty()) body.set("expect", to_json(command.expect));
    Result<Json> answer = post("/api/v1/commands", body);
    if (!answer) return tl::unexpected(answer.error());
    Answer read;
    if (const Json* seq = answer->find("seq")) read.seq = seq->as_int().value_or(0);
    if (const Json* result = answer->find("result")) read.result = *result;
    return read;
}

Result<std::string> OwnerClient::get(std::string_view path) const {
    const std::optional<Reply> reply = exchange(host_, http::verb::get, path, "");
    if (!reply) return refuse("host.unreachable", {{"address", host_.address}});
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    return reply->body;
}

}  // namespace sandau::cli
