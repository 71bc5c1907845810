#include "server/sheet_parts.h"

#include <array>

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
    json.set("name", name_json(item.name, item.id));
    json.set("min", optional_number(item.min));
    json.set("max", optional_number(item.max));
    if (item.decimals) json.set("decimals", *item.decimals);
    json.set("points", optional_number(item.points));
    if (!item.options.empty()) {
        Json options{Json::Array{}};
        for (const ChoiceOption& option : item.options) {
            Json one;
            one.set("id", option.id);
            one.set("name", name_json(option.name, option.id));
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

Json matrix_json(const PointsMatrix& matrix) {
    Json rows{Json::Array{}};
    for (const std::vector<Rational>& row : matrix) {
        Json cells{Json::Array{}};
        for (const Rational& points : row) cells.push_back(number_json(points));
        rows.push_back(std::move(cells));
    }
    return rows;
}

Json lines_json(const SharedState& state) {
    Json lines{Json::Array{}};
    for (const std::vector<Cell>& line : state.lines) {
        Json cells{Json::Array{}};
        for (const Cell& cell : line) {
            Json place{Json::Array{}};
            place.push_back(cell.row);
            place.push_back(cell.col);
            cells.push_back(std::move(place));
        }
        lines.push_back(std::move(cells));
    }
    return lines;
}

Json shared_json(const SharedState& state) {
    Json json;
    json.set("id", state.id).set("name", name_json(state.name, state.id));
    if (state.kind == SharedKind::Stacks)
        return json.set("kind", "stacks").set("count", state.count).set("cap", state.cap);
    json.set("kind", "grid").set("rows", state.rows).set("cols", state.cols).set("lines", lines_json(state));
    if (state.points) json.set("points", matrix_json(*state.points));
    if (state.points_by_side.empty()) return json;
    Json by_side{Json::Object{}};
    for (const auto& [side, matrix] : state.points_by_side) by_side.set(side.text, matrix_json(matrix));
    return json.set("points_by_side", std::move(by_side));
}

/// What only a game of sides has: whose the field is, and what follows from it.
void add_sides(Json& json, const Game& game) {
    Json sides{Json::Array{}}, shared{Json::Array{}}, wins{Json::Array{}};
    for (const SideId& side : game.sides) sides.push_back(side.text);
    for (const SharedState& state : game.shared) shared.push_back(shared_json(state));
    for (const InstantWin& win : game.instant_win) {
        Json one;
        one.set("id", win.id).set("name", name_json(win.name, win.id)).set("when", win.when.text);
        wins.push_back(std::move(one));
    }
    json.set("sides", std::move(sides)).set("shared", std::move(shared));
    json.set("instant_win", std::move(wins));
    if (!game.bouts) return;
    Json bouts;
    bouts.set("max", game.bouts->max).set("first_to", game.bouts->first_to);
    json.set("bouts", std::move(bouts));
}

}  // namespace

Json name_json(const Text& name, std::string_view id) {
    return text_json(name.empty() ? Text{std::string(id), std::string(id)} : name);
}

Json game_json(const Game& game) {
    Json items{Json::Array{}};
    for (const Item& item : game.items) items.push_back(item_json(item));
    Json periods{Json::Array{}};
    for (const Period& period : game.periods) {
        Json one;
        one.set("id", period.id);
        one.set("name", name_json(period.name, period.id));
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
    Json derived{Json::Array{}};
    for (const Derived& one : game.derived) {
        Json figure;
        figure.set("id", one.id).set("formula", one.formula.text);
        derived.push_back(std::move(figure));
    }
    json.set("derived", std::move(derived));
    if (game.kind != GameKind::Run) add_sides(json, game);
    return json;
}

Json run_json(const Game& game, const RunsRules& rules) {
    constexpr std::array statuses{RunStatus::Ok, RunStatus::Dnf, RunStatus::Dns, RunStatus::Dsq,
                                  RunStatus::Void};
    Json counted{Json::Object{}};
    for (const RunStatus status : statuses) {
        const StatusRule& rule = rules.rule(status);
        Json one;
        one.set("score", rule.score ? number_json(*rule.score) : Json("keep"));
        one.set("time", rule.time == StatusRule::Time::Keep ? "keep" : "limit");
        counted.set(to_text(status), std::move(one));
    }
    return game_json(game).set("status", std::move(counted));
}

Json finding_json(const SheetFinding& finding) {
    Json json;
    json.set("severity", finding.error.severity == Severity::Error ? "error" : "warning");
    json.set("item", finding.error.item.empty() ? Json() : Json(finding.error.item));
    json.set("side", finding.error.side ? Json(finding.error.side->text) : Json());
    json.set("text", text_json(finding.message.empty() ? words_of(finding.what) : finding.message));
    return json;
}

}  // namespace sandau::server
