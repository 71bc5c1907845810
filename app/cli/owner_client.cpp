#include "cli/owner_client.h"

#include "cli/host_client.h"
#include "cli/remote_answers.h"

namespace sandau::cli {

namespace {

/// What nobody should wait for in vain; a copy of a large file takes its time.
constexpr std::chrono::minutes answer_max(10);
constexpr std::size_t answer_bytes_max = 256u << 20;

Result<std::string> ask_owner(const LiveHost& host, HostRequest request) {
    const Refusal nobody{"host.unreachable", {{"address", host.address}}, {}};
    const Result<HostAddress> address = parse_host_address(host.address);
    if (!address) return tl::unexpected(nobody);
    request.headers = {{"Authorization", "Bearer " + host.token}};
    request.time_max = answer_max;
    request.bytes_max = answer_bytes_max;
    const Result<HostReply> reply = HostClient(*address).ask(request);
    if (!reply) return tl::unexpected(nobody);
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    return reply->body;
}

}  // namespace

Result<Json> OwnerClient::post(std::string_view path, const Json& body) const {
    return post_bytes(path, write_json(body));
}

Result<Json> OwnerClient::post_bytes(std::string_view path, const std::string& bytes) const {
    const Result<std::string> answer =
        ask_owner(host_, {HostRequest::Method::Post, std::string(path), {}, bytes});
    if (!answer) return tl::unexpected(answer.error());
    return read_json(*answer);
}

Result<Answer> OwnerClient::ask(const Command& command) const {
    const Result<Json> answer = post("/api/v1/commands", command_json(command));
    if (!answer) return tl::unexpected(answer.error());
    return read_answer(*answer);
}

Result<std::string> OwnerClient::get(std::string_view path) const {
    return ask_owner(host_, {HostRequest::Method::Get, std::string(path)});
}

}  // namespace sandau::cli
