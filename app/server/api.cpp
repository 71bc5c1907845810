#include "server/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "server/assets.h"
#include "server/parse.h"
#include "server/problems.h"
#include "server/secrets.h"

namespace sandau::server {

namespace {

constexpr std::string_view session_cookie = "sandau";
constexpr std::string_view api_root = "/api/v1/";

Response refused(unsigned status, std::string code) {
    return problem(status, {std::move(code), {}, {}});
}

Response json_text(SharedText text) {
    Response response;
    response.header("Content-Type", "application/json");
    response.text = std::move(text);
    return response;
}

/// A body with its tag; 304 where the asker has it.
Response tagged_response(const Request& request, const TaggedBody& body, std::string cache_control) {
    Response response;
    response.header("ETag", body.etag).header("Cache-Control", std::move(cache_control));
    if (etag_matches(request.if_none_match, body.etag)) {
        response.status = 304;
        return response;
    }
    response.header("Content-Type", "application/json");
    response.text = body.text;
    return response;
}

/// The page that an address of people stands for.
std::string_view page_of(std::string_view path) {
    if (path == "/") return "/index.html";
    if (path == "/judge" || path == "/judge/" || path.starts_with("/join/") || path == "/join")
        return "/judge.html";
    if (path.starts_with("/screen/")) return "/wall.html";
    return path;
}

Response get_asset(const Request& request) {
    const std::string_view wanted = page_of(request.path);
    const auto all = assets();
    const auto asset =
        std::find_if(all.begin(), all.end(), [&](const Asset& one) { return one.path == wanted; });
    if (asset == all.end()) return refused(404, "http.not_found");
    Response response;
    const bool hashed = wanted.starts_with("/assets/");
    response.header("ETag", std::string(asset->etag))
        .header("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache")
        .header("Vary", "Accept-Encoding");
    if (etag_matches(request.if_none_match, asset->etag)) {
        response.status = 304;
        return response;
    }
    response.header("Content-Type", std::string(asset->content_type));
    const bool packed = !asset->gzip.empty() && accepts_gzip(request.accept_encoding);
    if (packed) response.header("Content-Encoding", "gzip");
    response.fixed = packed ? asset->gzip : asset->body;
    return response;
}

bool reads(const Request& request) {
    return request.method == Method::Get || request.method == Method::Head;
}

/// The owner's programs on this machine, and who watches over it, ask without TLS.
bool may_be_bare(const Request& request) {
    return request.peer.loopback &&
           (!request.authorization.empty() || request.path == "/healthz" || request.path == "/metrics");
}

Response to_https(const Request& request) {
    Response response;
    response.status = 308;
    response
        .header("Location",
                "https://" + request.host + request.path + (request.query.empty() ? "" : "?" + request.query))
        .header("Cache-Control", "no-store");
    return response;
}

Response wrong_method(std::string allowed) {
    Response response = refused(405, "http.method");
    response.header("Allow", std::move(allowed));
    return response;
}

/// Changes are taken only from our own pages, and from programs that are no browser.
bool may_change_from(const Request& request) {
    if (!request.origin.empty() && !origin_is_ours(request.origin, request.host)) return false;
    return request.fetch_site.empty() || request.fetch_site == "same-origin" || request.fetch_site == "none";
}

struct Readable {
    std::string_view name;
    Group group;
};
constexpr std::array collections{Readable{"entries", Group::Entries}, Readable{"schedule", Group::Schedule},
                                 Readable{"results", Group::Results}, Readable{"awards", Group::Awards},
                                 Readable{"displays", Group::Displays}};

}  // namespace

Api::Api(Host& host, const ServerOptions& options, Metrics& metrics, EventDoor events, Post post)
    : host_(host),
      options_(options),
      metrics_(metrics),
      events_(std::move(events)),
      post_(std::move(post)),
      state_(options.now, options.limits.resume_bytes),
      sessions_(options.session_key, options.ended_sessions),
      failures_(options.limits.failures_per_minute),
      command_rate_(options.limits.commands_per_second),
      pool_(std::make_unique<WorkPool>(options.limits.passwords_waiting)) {
    state_.update(host_.snapshot());
}

Api::~Api() = default;

void Api::stop_pool() {
    pool_->stop();
}

const Contest& Api::contest() const {
    return *state_.snapshot()->contest;
}

void Api::refresh() {
    const SnapshotPtr newest = host_.snapshot();
    if (newest == state_.snapshot()) return;
    const SnapshotPtr before = state_.snapshot();
    const PublicState::News news = state_.update(newest);
    if (news.restart) {
        seats_.clear();
        board_ = SeatBoard();
        records_ = SeatRecords();
        events_.restart();
        answer_waiting_for_news(true);
        return;
    }
    if (news.message) events_.publish(news.message);
    if (before->contest == newest->contest) return;
    tell_seats();
    answer_waiting_for_news(true);
}

void Api::tick() {
    refresh();
    // A period that ran out changes what is shown, though nothing was entered.
    const PublicState::News news = state_.update(state_.snapshot());
    if (news.message) events_.publish(news.message);
    events_.publish(state_.tick_event());
    sweep_waiting();
    answer_waiting_for_news(false);
}

ResourceTexts Api::seat_texts(const std::string& user_id) const {
    const Caller caller{UserId(user_id), {}, user_id == keyboard_actor.text};
    const std::optional<User> user = user_of(caller);
    if (!user) return {};
    ResourceTexts texts = board_.texts_for(*user);
    add_nudges(texts, *user);
    return texts;
}

void Api::tell_seat(const std::string& user) {
    if (!events_.users().contains(user)) return;
    board_.update(state_.snapshot()->contest);
    const Change change = take_over(seats_[user], seat_texts(user));
    if (!change.empty())
        events_.publish_to(user, event_text("patch", state_.event_id(), patch_json(state_.seq(), change)));
}

void Api::tell_seats() {
    const std::set<std::string> users = events_.users();
    std::erase_if(seats_, [&](const auto& one) { return !users.contains(one.first); });
    // Nobody watches: what changed is made up for when somebody does.
    if (users.empty() || !board_.update(state_.snapshot()->contest)) return;
    for (const std::string& user : users) {
        const User* there = contest().table<User>().find(user);
        if (user != keyboard_actor.text && (there == nullptr || there->revoked)) {
            seats_.erase(user);
            events_.end_user(user);
            continue;
        }
        tell_seat(user);
    }
}

std::vector<SharedText> Api::snapshot_event(const std::string& user) {
    if (user.empty()) return state_.snapshot_event();
    board_.update(state_.snapshot()->contest);
    const auto [seat, is_new] = seats_.try_emplace(user);
    if (is_new) seat->second = seat_texts(user);
    return state_.snapshot_event(&seat->second);
}

std::optional<std::vector<SharedText>> Api::missed(std::string_view last_event_id) const {
    return state_.missed(last_event_id);
}

std::optional<Api::Caller> Api::caller_of(const Request& request) const {
    static constexpr std::string_view bearer = "Bearer ";
    if (request.authorization.starts_with(bearer)) {
        const std::string_view token = std::string_view(request.authorization).substr(bearer.size());
        const bool owner = request.peer.loopback && !options_.owner_token.empty() &&
                           same_secret(token, options_.owner_token);
        if (!owner) return std::nullopt;
        return Caller{keyboard_actor, {}, true};
    }
    const std::string_view cookie = cookie_value(request.cookie, session_cookie);
    if (cookie.empty()) return std::nullopt;
    const std::optional<Seat> seat = sessions_.seat(cookie, contest(), options_.now().wall);
    if (!seat) return std::nullopt;
    return Caller{seat->user, seat->session, false};
}

std::optional<User> Api::user_of(const Caller& caller) const {
    if (caller.owner) {
        User user;
        user.id = keyboard_actor;
        user.grants = {Grant{}};
        user.grants.front().role = Role::Organiser;
        return user;
    }
    const User* user = contest().table<User>().find(caller.actor.text);
    if (user == nullptr || user->revoked) return std::nullopt;
    return *user;
}

std::size_t Api::body_bytes_max(const Request& head) const {
    if (head.method != Method::Post) return options_.limits.body_bytes;
    const std::optional<Caller> caller = caller_of(head);
    if (head.path == "/api/v1/commands" && caller) return options_.limits.command_bytes;
    const std::optional<User> user = caller ? user_of(*caller) : std::nullopt;
    if (head.path == "/api/v1/files" && user && may_send_files(*user)) return options_.limits.file_bytes;
    return options_.limits.body_bytes;
}

void Api::answer(const Request& request, Respond respond) {
    if (!host_is_ours(request.host, options_.host_names)) return respond(refused(421, "http.host"));
    if (options_.tls && !request.secure && !may_be_bare(request)) return respond(to_https(request));
    if (!reads(request) && !may_change_from(request)) return respond(refused(403, "http.origin"));
    if (request.path.starts_with(api_root))
        return answer_api(request, std::string_view(request.path).substr(api_root.size()),
                          std::move(respond));
    if (!reads(request)) return respond(wrong_method("GET, HEAD"));
    if (request.path == "/healthz" || request.path == "/metrics") {
        if (!request.peer.loopback) return respond(refused(403, "http.loopback_only"));
        return respond(request.path == "/healthz" ? get_health() : get_metrics());
    }
    respond(get_asset(request));
}

void Api::answer_api(const Request& request, std::string_view name, Respond respond) {
    if (name == "commands")
        return request.method == Method::Post ? post_command(request, std::move(respond))
                                              : respond(wrong_method("POST"));
    if (name == "session") {
        if (request.method == Method::Post) return post_session(request, std::move(respond));
        return respond(request.method == Method::Delete ? delete_session(request)
                                                        : wrong_method("POST, DELETE"));
    }
    if (name == "pairings")
        return respond(request.method == Method::Post ? post_pairing(request) : wrong_method("POST"));
    if (name == "nudges")
        return respond(request.method == Method::Post ? post_nudge(request) : wrong_method("POST"));
    if (name == "files")
        return request.method == Method::Post ? post_file(request, std::move(respond))
                                              : respond(wrong_method("POST"));
    static constexpr std::string_view owner_root = "owner/";
    if (name.starts_with(owner_root) && request.method == Method::Post)
        return post_owner(request, name.substr(owner_root.size()), std::move(respond));
    if (!reads(request)) return respond(wrong_method("GET, HEAD"));
    refresh();
    if (name == "journal") return get_journal(request, std::move(respond));
    static constexpr std::string_view entry_root = "entries/";
    if (name.starts_with(entry_root))
        return get_file(request, name.substr(entry_root.size()), std::move(respond));
    if (name == "seat/records") return get_seat_records(request, std::move(respond));
    static constexpr std::string_view pairing_root = "pairings/";
    if (name.starts_with(pairing_root))
        return respond(get_pairing(request, name.substr(pairing_root.size())));
    respond(get_resource(request, name));
}

Response Api::get_resource(const Request& request, std::string_view name) {
    static const std::string short_lived = "public, max-age=1";
    for (const Readable& one : collections)
        if (one.name == name)
            return tagged_response(request, state_.collection(one.group, std::string(name)), short_lived);
    if (name == "contest") return tagged_response(request, state_.contest_body(), short_lived);
    if (name == "standings") return get_standings(request);
    if (name == "live") return tagged_response(request, state_.live_body(), "no-cache");
    if (name == "matches") return get_matches(request);
    if (name == "time") {
        Response response = json_text(
            std::make_shared<const std::string>(fmt::format("{{\"server_now_ms\":{}}}", state_.now_ms())));
        response.header("Cache-Control", "no-store");
        return response;
    }
    if (name == "seat") return get_seat(request);
    if (name == "events") return get_events(request);
    if (name == "openapi.json") {
        Response response = json_text(nullptr);
        response.header("Cache-Control", "public, max-age=60");
        response.fixed = openapi_json();
        return response;
    }
    return refused(404, "http.not_found");
}

Response Api::get_standings(const Request& request) {
    const auto query = parse_query(request.query);
    const auto value = [&](const char* name) {
        const auto found = query.find(name);
        return found != query.end() ? found->second : std::string();
    };
    const std::string stage = value("stage");
    const std::string division = value("division");
    const Definition& definition = definition_of(contest());
    if (!stage.empty() && definition.stage(StageId(stage)) == nullptr)
        return problem(404, {"not_found", {{"what", "stage"}, {"id", stage}}, {}});
    if (!division.empty() && definition.division(DivisionId(division)) == nullptr)
        return problem(404, {"not_found", {{"what", "division"}, {"id", division}}, {}});
    const std::string of_stage = key_of("standings", stage) + "/";
    const std::string of_division = "/" + percent_encode(division);
    const auto wanted = [&](std::string_view key) {
        if (!stage.empty() && !key.starts_with(of_stage)) return false;
        if (division.empty()) return true;
        // standings/STAGE/DIVISION, and /GROUP where there are groups.
        const std::size_t at = key.find('/', std::string_view("standings/").size());
        std::string_view rest = key.substr(std::min(at, key.size()));
        return rest == of_division || rest.starts_with(of_division + "/");
    };
    return tagged_response(request, state_.collection(Group::Standings, stage + "\n" + division, wanted),
                           "public, max-age=1");
}

Response Api::get_matches(const Request& request) {
    const auto query = parse_query(request.query);
    const auto found = query.find("stage");
    const std::string stage = found != query.end() ? found->second : std::string();
    if (!stage.empty() && definition_of(contest()).stage(StageId(stage)) == nullptr)
        return problem(404, {"not_found", {{"what", "stage"}, {"id", stage}}, {}});
    const std::string of_stage = key_of("matches", stage) + ".";
    const auto wanted = [&](std::string_view key) { return stage.empty() || key.starts_with(of_stage); };
    return tagged_response(request, state_.collection(Group::Matches, stage, wanted), "public, max-age=1");
}

Response Api::get_seat(const Request& request) {
    const std::optional<Caller> caller = caller_of(request);
    const std::optional<User> user = caller ? user_of(*caller) : std::nullopt;
    if (!user) return refused(401, "session.needed");
    Response response =
        json_text(std::make_shared<const std::string>(write_json(seat_view(contest(), *user))));
    response.header("Cache-Control", "no-store");
    return response;
}

Response Api::get_events(const Request& request) {
    const auto query = parse_query(request.query);
    auto wish = std::make_unique<StreamWish>();
    const auto view = query.find("view");
    if (view != query.end() && view->second == "seat") {
        const std::optional<Caller> caller = caller_of(request);
        if (!caller) return refused(401, "session.needed");
        wish->user = caller->actor.text;
        wish->session = caller->session;
    }
    wish->last_event_id = request.last_event_id;
    Response response;
    response.header("Content-Type", "text/event-stream").header("Cache-Control", "no-store");
    // A proxy that buffers would hold the events back.
    response.header("X-Accel-Buffering", "no");
    response.stream = std::move(wish);
    return response;
}

Response Api::get_health() {
    refresh();
    const HostStatus& status = state_.snapshot()->status;
    Json json;
    json.set("status", status.file == FileHealth::Durable ? "ok" : "failing");
    json.set("file", status.file == FileHealth::Durable    ? "durable"
                     : status.file == FileHealth::Refusing ? "refusing"
                                                           : "read_only");
    json.set("problem", status.file_problem);
    json.set("seq", state_.seq());
    Response response = json_text(std::make_shared<const std::string>(write_json(json)));
    response.status = status.file == FileHealth::Durable ? 200 : 503;
    response.header("Cache-Control", "no-store");
    return response;
}

Response Api::get_metrics() {
    Response response;
    response.header("Content-Type", "text/plain; version=0.0.4").header("Cache-Control", "no-store");
    response.text = std::make_shared<const std::string>(
        metrics_.text() +
        fmt::format("# TYPE sandau_journal_seq gauge\nsandau_journal_seq {}\n", state_.seq()));
    return response;
}

}  // namespace sandau::server
