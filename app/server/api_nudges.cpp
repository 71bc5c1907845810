#include "scoring/json.h"
#include "server/api.h"
#include "server/parse.h"
#include "server/problems.h"

namespace sandau::server {

namespace {

Response refused(unsigned status, std::string code) {
    return problem(status, {std::move(code), {}, {}});
}

std::string text_at(const Json& json, std::string_view key) {
    const Json* found = json.find(key);
    const std::string* text = found != nullptr ? found->as_string() : nullptr;
    return text != nullptr ? *text : std::string();
}

/// Whether a judge has something of a panel before him that is not submitted.
bool has_something_left(const Contest& contest, const PanelRecord& panel, const UserId& judge) {
    const Table<Assignment>& assignments = contest.table<Assignment>();
    const std::string own = panel.id + "." + judge.text + ".";
    for (auto one = assignments.from(own); one != assignments.end() && one->key().starts_with(own); ++one) {
        const MarkRecord key{panel.stage, one->entry, judge, {}, MarkState::Draft, {}, {}, {}};
        const MarkRecord* mark = contest.table<MarkRecord>().find(key.key());
        if (mark == nullptr || mark->state != MarkState::Submitted) return true;
    }
    return false;
}

}  // namespace

Response Api::post_nudge(const Request& request) {
    refresh();
    const std::optional<Caller> caller = caller_of(request);
    const std::optional<User> user = caller ? user_of(*caller) : std::nullopt;
    if (!user) return refused(401, "session.needed");
    if (!request.content_type.starts_with("application/json")) return refused(415, "http.content_type");
    const Result<Json> body = read_json(request.body, {.bytes_max = request.body.size(), .depth_max = 2});
    if (!body) return problem(400, body.error());
    const PanelRecord* panel = contest().table<PanelRecord>().find(text_at(*body, "panel"));
    const UserId judge(text_at(*body, "judge"));
    // Who may not know of the panel learns nothing of it.
    if (panel == nullptr || !may_head(*user, Scope{panel->stage, panel->division, {}, panel->id}))
        return refused(403, "seat.not_granted");
    if (panel->member(judge) == nullptr)
        return problem(404, {"not_found", {{"what", "judge"}, {"id", judge.text}}, {}});
    if (!caller->owner && !command_rate_.take(caller->actor.text, options_.now().mono))
        return refused(429, "command.too_fast");
    Json nudge;
    nudge.set("panel", panel->id).set("from", caller->owner ? Json() : Json(user->name));
    nudge.set("at_ms", state_.now_ms());
    nudges_[judge][panel->id] = std::make_shared<const std::string>(write_json(nudge));
    tell_seat(judge.text);
    Response response;
    response.status = 204;
    response.header("Cache-Control", "no-store");
    return response;
}

void Api::add_nudges(ResourceTexts& texts, const User& user) const {
    const auto own = nudges_.find(user.id);
    if (own == nudges_.end()) return;
    for (const auto& [id, text] : own->second) {
        const PanelRecord* panel = contest().table<PanelRecord>().find(id);
        if (panel != nullptr && has_something_left(contest(), *panel, user.id))
            texts.emplace(key_of("nudges", id), text);
    }
}

}  // namespace sandau::server
