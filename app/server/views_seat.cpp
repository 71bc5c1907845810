#include <algorithm>

#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/run_clock.h"
#include "server/sheet_parts.h"
#include "server/views.h"

namespace sandau::server {

namespace {

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

/// Panels sit in a room: whoever has only a stage of theirs has no field.
bool plays_on_fields(const Contest& contest, const Grant& grant) {
    const Stage* stage = definition_of(contest).stage(grant.stage);
    return grant.panel.empty() &&
           (stage == nullptr || (stage->format != StageFormat::Rubric && stage->format != StageFormat::Vote));
}

bool may_see_field(const Contest& contest, const User& user, const Field& field) {
    if (const Run* run = contest.table<Run>().find(field.loaded.text))
        return may_see(user, scope_of_run(contest, *run));
    if (const Match* match = contest.table<Match>().find(field.loaded.text))
        return may_see_match(user, *match);
    return std::any_of(user.grants.begin(), user.grants.end(), [&](const Grant& grant) {
        return sees_sheets(grant.role) && plays_on_fields(contest, grant) &&
               (grant.field.empty() || grant.field == field.id);
    });
}

Json field_of_seat(const Contest& contest, const Field& field) {
    const auto loaded = [&](bool there) { return there ? Json(field.loaded.text) : Json(); };
    Json json;
    json.set("field", field.id.text);
    json.set("run", loaded(contest.table<Run>().find(field.loaded.text) != nullptr));
    json.set("match", loaded(contest.table<Match>().find(field.loaded.text) != nullptr));
    json.set("sheet", loaded(contest.table<Sheet>().find(field.loaded.text) != nullptr));
    return json;
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

bool may_see_match(const User& user, const Match& match) {
    return std::any_of(user.grants.begin(), user.grants.end(), [&](const Grant& grant) {
        Scope scope = scope_of_match(match);
        scope.side = grant.side;
        return sees_sheets(grant.role) && covers(grant, scope);
    });
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
    json.set("definition", game != nullptr ? run_json(*game, stage->runs) : Json());
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
        one.set("side", limit(grant.side));
        one.set("panel", limit(grant.panel));
        grants.push_back(std::move(one));
    }
    Json fields{Json::Array{}};
    for (const Field& field : contest.table<Field>())
        if (may_see_field(contest, user, field)) fields.push_back(field_of_seat(contest, field));
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
