#include <algorithm>

#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/run_clock.h"
#include "server/problems.h"
#include "server/views.h"

namespace sandau::server {

namespace {

Json optional_number(const std::optional<Rational>& value) {
    return value ? number_json(*value) : Json();
}

std::string_view word_of_kind(ItemKind kind) {
    switch (kind) {
        case ItemKind::Count:
            return "count";
        case ItemKind::Flag:
            return "flag";
        case ItemKind::Choice:
            return "choice";
        case ItemKind::Table:
            return "table";
        case ItemKind::Number:
            return "number";
        case ItemKind::Time:
            return "time";
        case ItemKind::Penalty:
            return "penalty";
    }
    return "";
}

Json item_json(const Item& item) {
    Json json;
    json.set("id", item.id);
    json.set("kind", word_of_kind(item.kind));
    json.set("name", text_json(item.name.empty() ? Text{item.id, item.id} : item.name));
    json.set("min", optional_number(item.min));
    json.set("max", optional_number(item.max));
    if (item.decimals) json.set("decimals", *item.decimals);
    json.set("points", optional_number(item.points));
    if (!item.options.empty()) {
        Json options{Json::Array{}};
        for (const ChoiceOption& option : item.options) {
            Json one;
            one.set("id", option.id);
            one.set("name", text_json(option.name.empty() ? Text{option.id, option.id} : option.name));
            one.set("points", number_json(option.points));
            options.push_back(std::move(one));
        }
        json.set("options", std::move(options));
    }
    if (!item.table_points.empty()) {
        Json points{Json::Array{}};
        for (const Rational& value : item.table_points) points.push_back(number_json(value));
        json.set("table", std::move(points));
    }
    if (item.dsq_at) json.set("dsq_at", number_json(*item.dsq_at));
    json.set("default", item.default_value);
    return json;
}

Json game_json(const Game& game) {
    Json items{Json::Array{}};
    for (const Item& item : game.items) items.push_back(item_json(item));
    Json periods{Json::Array{}};
    for (const Period& period : game.periods) {
        Json one;
        one.set("id", period.id);
        one.set("name", text_json(period.name.empty() ? Text{period.id, period.id} : period.name));
        one.set("ms", period.ms);
        one.set("extra", period.extra);
        periods.push_back(std::move(one));
    }
    Json time{Json::Object{}};
    time.set("limit_ms", game.limit_ms ? Json(*game.limit_ms) : Json());
    Json json;
    json.set("name", text_json(game.name));
    json.set("items", std::move(items));
    json.set("periods", std::move(periods));
    json.set("time", std::move(time));
    return json;
}

Json content_json(const SheetContent& content) {
    Json json;
    json.set("status", word_of(content.status));
    json.set("items", content.items.is_null() ? Json(Json::Object{}) : content.items);
    json.set("time_ms", content.time_ms ? Json(*content.time_ms) : Json());
    json.set("measured", content.measured ? to_json(*content.measured) : Json());
    json.set("hand_ms", content.hand_ms ? Json(*content.hand_ms) : Json());
    json.set("reason", content.reason);
    return json;
}

Json finding_json(const SheetFinding& finding) {
    Json json;
    json.set("severity", finding.error.severity == Severity::Error ? "error" : "warning");
    json.set("item", finding.error.item.empty() ? Json() : Json(finding.error.item));
    json.set("text", text_json(finding.message.empty() ? words_of(finding.what) : finding.message));
    return json;
}

/// Whoever fills in or settles sheets sees them; a marshal, an announcer or a screen does not.
bool sees_sheets(Role role) {
    switch (role) {
        case Role::Organiser:
        case Role::Secretary:
        case Role::HeadJudge:
        case Role::Judge:
        case Role::Referee:
            return true;
        case Role::Marshal:
        case Role::Announcer:
        case Role::Display:
            return false;
    }
    return false;
}

}  // namespace

Json inbox_view(const DeviceRecord& record) {
    Json json;
    json.set("id", record.id.text);
    json.set("device", record.device.text);
    json.set("channel", record.channel);
    json.set("type", record.type);
    json.set("field", record.field.text);
    json.set("role", word_of(record.role));
    json.set("run", record.run.empty() ? Json() : Json(record.run.text));
    json.set("at_ms", record.at.wall.utc_ms);
    json.set("bound_us", (record.bound_ns + 999) / 1000);
    json.set("why", record.why);
    return json;
}

bool may_see(const User& user, const Scope& scope) {
    return std::any_of(user.grants.begin(), user.grants.end(),
                       [&](const Grant& grant) { return sees_sheets(grant.role) && covers(grant, scope); });
}

Scope scope_of_run(const Contest& contest, const Run& run) {
    const Entry* entry = contest.table<Entry>().find(run.entry.text);
    return {run.stage, entry != nullptr ? entry->division : DivisionId(), run.field, {}};
}

bool needs_work(const Contest& contest, const Run& run, const Sheet& sheet) {
    const Field* field = contest.table<Field>().find(run.field.text);
    if (field != nullptr && field->loaded == run.id) return true;
    if (run.state == RunState::Aborted) return false;
    return sheet.state < SheetState::Published;
}

bool has_role(const User& user, Role role) {
    return std::any_of(user.grants.begin(), user.grants.end(),
                       [&](const Grant& grant) { return grant.role == role; });
}

Json sheet_view(const Contest& contest, const Sheet& sheet) {
    const Entry* entry = contest.table<Entry>().find(sheet.entry.text);
    const DivisionId division = entry != nullptr ? entry->division : DivisionId();
    const Stage* stage = definition_of(contest).stage(sheet.stage);
    const Run* run = contest.table<Run>().find(sheet.id.text);
    Json json;
    json.set("id", sheet.id.text);
    json.set("stage", sheet.stage.text);
    json.set("entry", sheet.entry.text);
    json.set("division", division.text);
    json.set("number", sheet.number);
    json.set("field", run != nullptr ? Json(run->field.text) : Json());
    json.set("state", word_of(sheet.state));
    json.set("version", contest.version(sheet.object()));
    json.set("object", sheet.object());
    json.set("content", content_json(sheet.content));
    json.set("published", sheet.published.has_value());
    const bool known =
        stage != nullptr && stage->format == StageFormat::Runs && stage->division(division) != nullptr;
    Json problems{Json::Array{}};
    Json total;
    if (known) {
        const SheetEvaluation evaluation = evaluate_sheet(*stage, division, run_sheet_of(sheet.content));
        if (evaluation.total) total = Json(evaluation.total->text());
        for (const SheetFinding& finding : evaluation.findings) problems.push_back(finding_json(finding));
    }
    json.set("total", std::move(total));
    json.set("problems", std::move(problems));
    const Game* game = known ? game_of(definition_of(contest), sheet.stage, division) : nullptr;
    json.set("definition", game != nullptr ? game_json(*game) : Json());
    return json;
}

Json seat_view(const Contest& contest, const User& user) {
    Json grants{Json::Array{}};
    for (const Grant& grant : user.grants) {
        const auto limit = [](const std::string& id) { return id.empty() ? Json() : Json(id); };
        Json one;
        one.set("role", word_of(grant.role));
        one.set("stage", limit(grant.stage.text));
        one.set("division", limit(grant.division.text));
        one.set("field", limit(grant.field.text));
        grants.push_back(std::move(one));
    }
    Json fields{Json::Array{}};
    for (const Field& field : contest.table<Field>()) {
        const Run* run = contest.table<Run>().find(field.loaded.text);
        const Scope scope = run != nullptr ? scope_of_run(contest, *run) : Scope{{}, {}, field.id, {}};
        if (run != nullptr ? !may_see(user, scope)
                           : std::none_of(user.grants.begin(), user.grants.end(), [&](const Grant& grant) {
                                 return sees_sheets(grant.role) &&
                                        (grant.field.empty() || grant.field == field.id);
                             }))
            continue;
        const bool has_sheet = run != nullptr && contest.table<Sheet>().find(run->id.text) != nullptr;
        Json one;
        one.set("field", field.id.text);
        one.set("run", run != nullptr ? Json(run->id.text) : Json());
        one.set("sheet", has_sheet ? Json(run->id.text) : Json());
        fields.push_back(std::move(one));
    }
    Json json;
    json.set("user", user.id.text);
    json.set("name", user.name);
    json.set("grants", std::move(grants));
    json.set("csrf", nullptr);
    json.set("fields", std::move(fields));
    json.set("seq", contest.seq);
    return json;
}

}  // namespace sandau::server
