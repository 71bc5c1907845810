#include <optional>
#include <string>

#include "scoring/contest_results.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"

namespace sandau::handlers {

namespace {

/// What was drawn under rules that the new ones change: the path of what they must keep.
std::optional<std::string> drawn_and_gone(const Contest& contest, const Definition& rules) {
    if (!contest.definition) return std::nullopt;
    const auto path = [](const StageId& stage, const char* what) { return "stages." + stage.text + what; };
    for (const StageDraw& draw : contest.table<StageDraw>()) {
        const Stage* before = contest.definition->stage(draw.stage);
        const Stage* after = rules.stage(draw.stage);
        if (after == nullptr || before->format != after->format) return path(draw.stage, ".format");
        if (before->elimination != after->elimination) return path(draw.stage, ".third_place");
    }
    for (const Match& match : contest.table<Match>()) {
        const Game* before = game_of(*contest.definition, match.stage, match.division);
        const Game* after = game_of(rules, match.stage, match.division);
        if (after == nullptr || before->sides != after->sides || before->kind != after->kind)
            return path(match.stage, ".game");
    }
    return std::nullopt;
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::ContestSettings& command, const Now&) {
    const Settings& settings = command.settings;
    if (settings.utc_offset_min < -14 * 60 || settings.utc_offset_min > 14 * 60)
        return refuse("record.range", {}, "settings.utc_offset_min");
    if (settings.protest_minutes < 0 || settings.protest_minutes > 7 * 24 * 60)
        return refuse("record.range", {}, "settings.protest_minutes");
    draft.put(settings);
    return Json(Json::Object{});
}

Result<Json> handle(Draft& draft, const commands::DefinitionAmend& command, const Now& now) {
    const DefinitionReading reading = read_definition(std::string_view(command.text));
    if (!reading.ok()) {
        Refusal first = reading.problems.front().what;
        first.arguments.emplace_back("problems", std::to_string(reading.problems.size()));
        return tl::unexpected(std::move(first));
    }
    if (draft.now().definition) {
        if (command.reason.empty()) return refuse("reason.missing");
        // What has happened must still have its place under the new rules.
        const Json happened =
            to_json(*draft.now().definition, results_of(draft.now(), Visibility::Committed));
        const ResultsReading under_new_rules = read_results(reading.definition, happened);
        if (!under_new_rules.ok())
            return refuse("definition.in_use", {{"what", under_new_rules.problems.front().what.path}});
    }
    if (const std::optional<std::string> gone = drawn_and_gone(draft.now(), reading.definition))
        return refuse("definition.in_use", {{"what", *gone}});
    draft.put(DefinitionText{command.text, now.sha256(command.text)});
    return Json(Json::Object{});
}

Result<Json> handle(Draft& draft, const commands::DisplayShow& command, const Now&) {
    if (command.display.id.empty())
        return refuse("not_found", {{"what", "@noun.display"}, {"id", ""}}, "display.id");
    draft.put(command.display);
    return Json(Json::Object{});
}

Result<Json> handle(Draft& draft, const commands::UserGrant& command, const Now&) {
    User user;
    if (!command.user.empty()) {
        const User* there = draft.find<User>(command.user);
        if (there == nullptr) return not_found("user", command.user.text);
        user = *there;
    } else {
        user.id = UserId("U" + std::to_string(draft.now().table<User>().size() + 1));
    }
    if (!command.name.empty()) user.name = command.name;
    if (user.name.empty()) return refuse("user.name_missing", {}, "name");
    for (const User& other : draft.now().table<User>())
        if (other.id != user.id && other.name == user.name && !other.revoked)
            return refuse("user.name_taken", {{"name", user.name}}, "name");
    user.grants = command.grants;
    if (!command.password_hash.empty()) user.password_hash = command.password_hash;
    if (!command.code_hash.empty()) user.code_hash = command.code_hash;
    user.revoked = false;
    draft.put(user);
    Json answer;
    answer.set("user", user.id.text);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::UserRevoke& command, const Now&) {
    TRY(user, get<User>(draft, command.user));
    user.revoked = true;
    user.code_hash.clear();
    user.password_hash.clear();
    draft.put(user);
    return Json(Json::Object{});
}

}  // namespace sandau::handlers
