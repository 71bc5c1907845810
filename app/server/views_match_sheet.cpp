#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/run_clock.h"
#include "server/sheet_parts.h"
#include "server/views.h"

namespace sandau::server {

namespace {

Json content_json(const SheetContent& content) {
    Json sides{Json::Object{}};
    for (const auto& [side, one] : content.match->sides) {
        Json json;
        json.set("entry", one.entry.text).set("status", word_of(one.status)).set("items", one.items);
        json.set("instant_win_ms", one.instant_win_ms ? Json(*one.instant_win_ms) : Json());
        json.set("reason", one.reason);
        sides.set(side, std::move(json));
    }
    Json bouts{Json::Array{}};
    for (const BoutContent& bout : content.match->bouts) {
        Json json;
        json.set("winner", bout.winner ? Json(bout.winner->text) : Json());
        bouts.push_back(std::move(json));
    }
    Json json;
    json.set("sides", std::move(sides)).set("shared", content.match->shared).set("bouts", std::move(bouts));
    return json.set("reason", content.reason);
}

/// What of the sheet is versioned by itself.
Json versions_json(const Contest& contest, const Sheet& sheet, const Game& game) {
    Json versions{Json::Object{}};
    const auto add = [&](const std::string& part) {
        versions.set(part, contest.version(sheet.object() + ":" + part));
    };
    for (const SideId& side : game.sides) add(side.text);
    add("shared");
    return versions;
}

Json worth_json(const MatchSheetEvaluation& worth) {
    Json sides{Json::Object{}};
    for (const MatchSideScore& side : worth.sides) {
        Json json;
        json.set("status", to_text(side.status));
        json.set("total", side.total ? Json(side.total->text()) : Json());
        json.set("bouts_won", side.bouts_won);
        json.set("instant_win", side.instant_win ? Json(*side.instant_win) : Json());
        sides.set(side.side.text, std::move(json));
    }
    Json json;
    json.set("sides", std::move(sides)).set("decided", worth.decided);
    json.set("winner", worth.winner ? Json(worth.winner->text) : Json());
    return json.set("decided_by", worth.decided_by ? Json(*worth.decided_by) : Json());
}

}  // namespace

Scope scope_of_match(const Match& match) {
    return {match.stage, match.division, match.field, {}};
}

bool needs_work(const Contest& contest, const Match& match, const Sheet& sheet) {
    const Field* field = contest.table<Field>().find(match.field.text);
    if (field != nullptr && field->loaded == match.played()) return true;
    if (match.state == MatchState::Aborted || sheet.state >= SheetState::Published) return false;
    return match.state != MatchState::Planned || sheet.state != SheetState::Draft;
}

Json match_sheet_view(const Contest& contest, const Match& match, const Sheet& sheet) {
    static const Game no_game;
    const Definition& definition = definition_of(contest);
    const Stage* stage = definition.stage(match.stage);
    const Game* found = game_of(definition, match.stage, match.division);
    const Game& game = found != nullptr ? *found : no_game;
    Json json;
    json.set("id", match.id.text).set("kind", "match");
    json.set("stage", match.stage.text).set("division", match.division.text).set("name", match.name());
    json.set("field", match.field.empty() ? Json() : Json(match.field.text));
    json.set("state", word_of(sheet.state)).set("object", sheet.object());
    json.set("version", contest.version(sheet.object()));
    json.set("versions", versions_json(contest, sheet, game));
    json.set("content", content_json(sheet.content));
    json.set("published", sheet.published.has_value());
    MatchSheetEvaluation worth;
    if (stage != nullptr && found != nullptr)
        worth = evaluate_match_sheet(definition, *stage, match.division,
                                     match_sheet_of(definition, match, *sheet.content.match));
    Json problems{Json::Array{}};
    for (const SheetFinding& finding : worth.findings) problems.push_back(finding_json(finding));
    json.set("worth", worth_json(worth)).set("problems", std::move(problems));
    return json.set("definition", game_json(game));
}

}  // namespace sandau::server
