#include <fmt/format.h>

#include <algorithm>

#include "server/api.h"
#include "server/parse.h"
#include "server/problems.h"
#include "server/secrets.h"

namespace sandau::server {

namespace {

constexpr std::size_t journal_entries_max = 1'000;
constexpr std::int64_t session_s_max = 7 * 24 * 3600;

Response refused(unsigned status, std::string code) {
    return problem(status, {std::move(code), {}, {}});
}

bool is_json(std::string_view content_type) {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    return type == "application/json";
}

/// A refusal of what was sent: what is no JSON is no request, the rest is a list of problems.
Response unreadable(const Refusal& refusal) {
    return problem(refusal.code.starts_with("json.") ? 400 : 422, refusal, {refusal});
}

Response answer_of(const Result<Answer>& result) {
    if (!result) {
        const unsigned status = status_of_refusal(result.error());
        return problem(status, result.error(),
                       status == 422 ? std::vector{result.error()} : std::vector<Refusal>{});
    }
    Json json;
    json.set("seq", result->seq);
    json.set("result", result->result);
    Response response;
    response.header("Content-Type", "application/json").header("Cache-Control", "no-store");
    response.text = std::make_shared<const std::string>(write_json(json));
    return response;
}

Response journal_response(const Result<JournalPage>& page) {
    if (!page) return problem(status_of_refusal(page.error()), page.error());
    std::string text;
    for (const std::string& line : page->lines) text.append(line).append("\n");
    Response response;
    response.header("Content-Type", "application/x-ndjson").header("Cache-Control", "no-store");
    response.text = std::make_shared<const std::string>(std::move(text));
    return response;
}

/// With TLS it never goes out without.
std::string cookie_of(std::string_view value, std::int64_t seconds_max, bool secure) {
    return fmt::format("sandau={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", value, seconds_max,
                       secure ? "; Secure" : "");
}

/// Names of the house's own: no user signs in under them.
bool is_reserved(const UserId& user) {
    return user == keyboard_actor || user == host_actor || user == device_actor;
}

/// Who a secret might belong to.
struct Candidate {
    UserId user;
    std::string hash;
};

std::vector<Candidate> candidates_of(const Contest& contest, const SignIn& wish) {
    std::vector<Candidate> candidates;
    for (const User& user : contest.table<User>()) {
        if (user.revoked || is_reserved(user.id)) continue;
        const std::string& hash = wish.code.empty() ? user.password_hash : user.code_hash;
        if (hash.empty() || (wish.code.empty() && user.id.text != wish.name && user.name != wish.name))
            continue;
        candidates.push_back({user.id, hash});
    }
    if (candidates.empty()) candidates.emplace_back();
    if (wish.code.empty()) candidates.resize(1);
    return candidates;
}

/// Whose secret it is; nobody's: an empty id. All are compared, so that it takes as long for each; a name
/// that is nobody's as long as one that is somebody's.
UserId owner_of(const std::vector<Candidate>& candidates, const std::string& secret) {
    static const std::string nobodys_hash = hash_password(make_token());
    UserId owner;
    for (const Candidate& candidate : candidates) {
        const bool is_somebody = !candidate.user.empty();
        if (verify_secret(is_somebody ? candidate.hash : nobodys_hash, secret) && is_somebody)
            owner = candidate.user;
    }
    return owner;
}

}  // namespace

void Api::post_command(const Request& request, Respond respond) {
    refresh();
    const std::optional<Caller> caller = caller_of(request);
    if (!caller) return respond(refused(401, "session.needed"));
    if (!is_json(request.content_type)) return respond(refused(415, "http.content_type"));
    Result<Command> command = read_command(request.body);
    if (!command) return respond(unreadable(command.error()));
    command->actor = caller->actor;
    command->seat = SeatId(caller->session);
    if (!caller->owner && !command_rate_.take(caller->actor.text, options_.now().mono))
        return respond(refused(429, "command.too_fast"));
    if (waiting_.size() >= options_.limits.commands_in_flight) return respond(refused(503, "busy"));
    const std::uint64_t number = wait(std::move(respond));
    host_.submit(std::move(*command), Lane::People,
                 [weak = weak_from_this(), post = post_, number](const Result<Answer>& result) {
                     // A full queue answers at once, on our own thread; all others come from the host's.
                     post([weak, number, result] {
                         const auto self = weak.lock();
                         if (!self) return;
                         ++(result ? self->metrics_.commands_accepted : self->metrics_.commands_refused);
                         self->finish(number, answer_of(result));
                     });
                 });
}

std::uint64_t Api::wait(Respond respond) {
    const MonoTime deadline = options_.now().mono + milliseconds(options_.limits.answer_ms);
    waiting_.emplace(++last_number_, Waiting{std::move(respond), deadline});
    return last_number_;
}

void Api::finish(std::uint64_t number, Response response) {
    const auto found = waiting_.find(number);
    if (found == waiting_.end()) return;
    const Respond respond = std::move(found->second.respond);
    waiting_.erase(found);
    respond(std::move(response));
}

void Api::sweep_waiting() {
    const MonoTime now = options_.now().mono;
    std::vector<std::uint64_t> late;
    for (const auto& [number, one] : waiting_)
        if (one.deadline < now) late.push_back(number);
    // Whether it was carried out is not known; the same id asked again will say.
    for (const std::uint64_t number : late) finish(number, refused(503, "command.unanswered"));
}

void Api::post_session(const Request& request, Respond respond) {
    refresh();
    if (!is_json(request.content_type)) return respond(refused(415, "http.content_type"));
    const Result<SignIn> wish = read_sign_in(request.body);
    if (!wish) return respond(unreadable(wish.error()));
    if (!wish->code.empty() && contest().settings().joining != Joining::Open)
        return respond(refused(403, "session.joining_closed"));
    const std::string address = request.peer.address;
    if (failures_.too_many(address, options_.now().mono)) return respond(refused(429, "session.too_many"));
    if (failures_.could_become_too_many(sign_ins_under_way_)) return respond(refused(503, "session.busy"));

    const OpenedBy by = wish->code.empty() ? OpenedBy::Password : OpenedBy::Code;
    const std::string secret = wish->code.empty() ? wish->password : wish->code;
    const std::uint64_t number = wait(std::move(respond));
    ++sign_ins_under_way_;
    const bool taken = pool_->submit([weak = weak_from_this(), post = post_, secret, by, address, number,
                                      candidates = candidates_of(contest(), *wish)] {
        post([weak, by, address, number, user = owner_of(candidates, secret)] {
            if (const auto self = weak.lock()) self->finish(number, self->finish_sign_in(user, by, address));
        });
    });
    if (taken) return;
    --sign_ins_under_way_;
    finish(number, refused(503, "session.busy"));
}

Response Api::finish_sign_in(const UserId& user_id, OpenedBy by, const std::string& address) {
    --sign_ins_under_way_;
    refresh();
    const User* user = contest().table<User>().find(user_id.text);
    if (user == nullptr || user->revoked) {
        failures_.count(address, options_.now().mono);
        ++metrics_.sign_ins_failed;
        return refused(401, "session.wrong");
    }
    ++metrics_.sign_ins;
    return seat_opened(*user, by);
}

Response Api::seat_opened(const User& user, OpenedBy by) const {
    Response response;
    response.header("Content-Type", "application/json").header("Cache-Control", "no-store");
    response.header("Set-Cookie", cookie_of(sessions_.open(user, by, options_.now().wall), session_s_max,
                                            options_.tls.has_value()));
    response.text = std::make_shared<const std::string>(write_json(seat_view(contest(), user)));
    return response;
}

Response Api::delete_session(const Request& request) {
    refresh();
    if (const std::optional<Caller> caller = caller_of(request); caller && !caller->session.empty()) {
        const WallTime now = options_.now().wall;
        sessions_.end(caller->session, now);
        if (options_.session_ended) options_.session_ended(caller->session, now.utc_ms / 1000);
        events_.end_session(caller->session);
    }
    Response response;
    response.status = 204;
    response.header("Set-Cookie", cookie_of("", 0, options_.tls.has_value()))
        .header("Cache-Control", "no-store");
    return response;
}

void Api::get_journal(const Request& request, Respond respond) {
    const std::optional<Caller> caller = caller_of(request);
    const std::optional<User> user = caller ? user_of(*caller) : std::nullopt;
    if (!user) return respond(refused(401, "session.needed"));
    if (!follows_journal(*user)) return respond(refused(403, "seat.not_granted"));
    if (!options_.journal) return respond(refused(404, "journal.unavailable"));
    const std::optional<Seq> since = since_of(request);
    if (!since) return respond(problem(400, {"http.query", {}, "since"}, {{"http.query", {}, "since"}}));
    if (wait_for_news(request, *since, respond)) return;
    const std::uint64_t number = wait(std::move(respond));
    // Reading may have to wait for the host: not on this thread.
    const bool taken = pool_->submit(
        [weak = weak_from_this(), post = post_, number, since = *since, door = options_.journal] {
            door(since, journal_entries_max, [weak, post, number](Result<JournalPage> page) {
                post([weak, number, page = std::move(page)] {
                    if (const auto self = weak.lock())
                        self->finish(number, self->with_host(journal_response(page)));
                });
            });
        });
    if (!taken) finish(number, refused(503, "busy"));
}

}  // namespace sandau::server
