#include <algorithm>
#include <charconv>

#include "scoring/json.h"
#include "server/api.h"
#include "server/pairings.h"
#include "server/parse.h"
#include "server/problems.h"

namespace sandau::server {

namespace {

Response refused(unsigned status, std::string code) {
    return problem(status, {std::move(code), {}, {}});
}

Response json_response(const Json& json) {
    Response response;
    response.header("Content-Type", "application/json").header("Cache-Control", "no-store");
    response.text = std::make_shared<const std::string>(write_json(json));
    return response;
}

/// A number of the question; 0 where it is not named, nothing where it is none.
std::optional<std::int64_t> number_of(const Request& request, const std::string& name) {
    const auto query = parse_query(request.query);
    const auto found = query.find(name);
    if (found == query.end()) return 0;
    const std::string& text = found->second;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

std::string_view word_of_file(FileHealth health) {
    switch (health) {
        case FileHealth::Durable:
            return "durable";
        case FileHealth::Refusing:
            return "refusing";
        case FileHealth::ReadOnly:
            return "read_only";
    }
    return "";
}

}  // namespace

std::optional<Seq> Api::since_of(const Request& request) {
    return number_of(request, "since");
}

bool Api::wait_for_news(const Request& request, Seq since, Respond& respond) {
    const std::int64_t wait_ms =
        std::min(number_of(request, "wait_ms").value_or(0), options_.limits.news_wait_ms);
    if (wait_ms == 0 || since != contest().seq || waiting_for_news_.size() >= options_.limits.news_waiting)
        return false;
    WaitingForNews one{request, std::move(respond), options_.now().mono + milliseconds(wait_ms)};
    // Asked anew it does not wait: whoever may no longer ask learns it then.
    one.request.query = "since=" + std::to_string(since);
    waiting_for_news_.push_back(std::move(one));
    return true;
}

void Api::answer_waiting_for_news(bool all) {
    const MonoTime now = options_.now().mono;
    const auto due =
        std::stable_partition(waiting_for_news_.begin(), waiting_for_news_.end(),
                              [&](const WaitingForNews& one) { return !all && now < one.until; });
    std::vector<WaitingForNews> answered(std::make_move_iterator(due),
                                         std::make_move_iterator(waiting_for_news_.end()));
    waiting_for_news_.erase(due, waiting_for_news_.end());
    for (WaitingForNews& one : answered) answer(one.request, std::move(one.respond));
}

Response Api::with_host(Response response) const {
    const SnapshotPtr& snapshot = state_.snapshot();
    response.header("Sandau-Epoch", snapshot->status.epoch);
    response.header("Sandau-Seq", std::to_string(snapshot->contest->seq));
    response.header("Sandau-File", std::string(word_of_file(snapshot->status.file)));
    return response;
}

void Api::get_seat_records(const Request& request, Respond respond) {
    const std::optional<Caller> caller = caller_of(request);
    const std::optional<User> user = caller ? user_of(*caller) : std::nullopt;
    if (!user) return respond(refused(401, "session.needed"));
    const std::optional<Seq> since = since_of(request);
    if (!since) return respond(problem(400, {"http.query", {}, "since"}, {{"http.query", {}, "since"}}));
    if (wait_for_news(request, *since, respond)) return;
    records_.update(state_.snapshot()->contest);
    Response response;
    response.header("Content-Type", "application/json").header("Cache-Control", "no-store");
    response.text = std::make_shared<const std::string>(records_.since(*user, *since));
    respond(with_host(std::move(response)));
}

Response Api::post_pairing(const Request& request) {
    if (!options_.pairings) return refused(404, "http.not_found");
    if (!request.content_type.starts_with("application/json")) return refused(415, "http.content_type");
    const Result<Json> body = read_json(request.body, {.bytes_max = request.body.size(), .depth_max = 2});
    if (!body) return problem(400, body.error());
    const Json* name = body->find("name");
    const Result<Pairings::Ticket> ticket = options_.pairings->ask(
        name != nullptr && name->as_string() != nullptr ? *name->as_string() : std::string(),
        request.peer.address);
    if (!ticket) return problem(ticket.error().code == "station.too_many" ? 429 : 422, ticket.error());
    Json json;
    json.set("id", ticket->id).set("secret", ticket->secret).set("code", ticket->code);
    return json_response(json);
}

Response Api::get_pairing(const Request& request, std::string_view id) {
    static constexpr std::string_view bearer = "Bearer ";
    if (!options_.pairings || !request.authorization.starts_with(bearer)) return refused(404, "station.gone");
    const auto verdict =
        options_.pairings->look(id, std::string_view(request.authorization).substr(bearer.size()));
    if (!verdict) return refused(404, "station.gone");
    switch (verdict->state) {
        case Pairings::State::Waiting: {
            Json json;
            return json_response(json.set("state", "waiting"));
        }
        case Pairings::State::Refused:
            return refused(403, "station.refused");
        case Pairings::State::Approved:
            break;
    }
    const User* user = contest().table<User>().find(verdict->seat.text);
    if (user == nullptr || user->revoked) return refused(403, "station.refused");
    return seat_opened(*user, OpenedBy::Password);
}

}  // namespace sandau::server
