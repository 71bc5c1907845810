#include <algorithm>

#include "scoring/standings.h"

namespace sandau {

namespace {

Json figure(const Figure& value) {
    return value ? Json(value->text()) : Json();
}

template <class Id>
Json or_null(const std::optional<Id>& id) {
    return id ? Json(id->text) : Json();
}

Json or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}

Json or_null(const SharedText& text) {
    return text ? Json(*text) : Json();
}

Json ids(const std::vector<EntryId>& entries) {
    Json::Array list;
    for (const EntryId& entry : entries) list.emplace_back(entry.text);
    return list;
}

template <class List>
Json list_of(const List& list) {
    Json::Array array;
    for (const auto& one : list) array.push_back(to_json(one));
    return array;
}

}  // namespace

Json to_json(const StandingRow& row) {
    Json object;
    object.set("entry", row.entry.text);
    object.set("place", row.place);
    Json values(Json::Object{});
    for (const auto& [key, value] : row.values) values.set(key, figure(value));
    object.set("values", std::move(values));
    object.set("decided_by", or_null(row.decided_by));
    if (row.runs) {
        Json::Array runs;
        for (const Figure& total : *row.runs) runs.push_back(figure(total));
        object.set("runs", Json(std::move(runs)));
    }
    return object;
}

Json to_json(const UnrankedRow& row) {
    Json object;
    object.set("entry", row.entry.text);
    object.set("why", row.why);
    return object;
}

Json to_json(const MatchStanding& match) {
    Json object;
    object.set("id", match.id.text);
    Json sides(Json::Object{});
    for (const auto& [side, entry] : match.sides) sides.set(side.text, or_null(entry));
    object.set("sides", std::move(sides));
    object.set("winner", or_null(match.winner));
    object.set("state", match.state);
    if (!match.played) return object;
    object.set("decided_by", or_null(match.decided_by));
    Json totals(Json::Object{});
    for (const auto& [side, total] : match.totals) totals.set(side.text, figure(total));
    object.set("totals", std::move(totals));
    Json::Array errors;
    for (const SheetError& error : match.errors) {
        Json one;
        one.set("side", or_null(error.side));
        const Json rest = to_json(error);
        for (const auto& [key, value] : *rest.as_object()) one.set(key, value);
        errors.push_back(std::move(one));
    }
    object.set("errors", Json(std::move(errors)));
    return object;
}

Json to_json(const SheetError& error) {
    Json object;
    if (error.entry) object.set("entry", error.entry->text);
    if (error.run) object.set("run", std::to_string(*error.run));
    if (error.judge) object.set("judge", error.judge->text);
    if (error.side) object.set("side", error.side->text);
    if (error.rule) {
        object.set("rule", std::to_string(*error.rule));
    } else {
        object.set("item", error.item);
    }
    object.set("severity", error.severity == Severity::Error ? "error" : "warning");
    return object;
}

Json to_json(const Ranking& ranking) {
    Json object;
    object.set("division", ranking.division.text);
    object.set("group", or_null(ranking.group));
    object.set("rows", list_of(ranking.rows));
    object.set("unranked", list_of(ranking.unranked));
    object.set("promoted", ids(ranking.promoted));
    object.set("reserves", ids(ranking.reserves));
    object.set("held", ids(ranking.held));
    return object;
}

Json to_json(const StageStandings& stage) {
    Json object;
    object.set("rankings", list_of(stage.rankings));
    if (stage.has_matches) {
        object.set("matches", list_of(stage.matches));
    } else {
        object.set("errors", list_of(stage.errors));
    }
    return object;
}

Json to_json(const AwardRow& award) {
    Json object;
    object.set("scheme", award.scheme.text);
    object.set("division", or_null(award.division));
    object.set("tier", award.tier.text);
    object.set("entry", award.entry.text);
    if (award.money) object.set("money", award.money->text());
    return object;
}

Json to_json(const Flag& flag) {
    Json object;
    object.set("kind", flag.kind);
    if (flag.stage) object.set("stage", flag.stage->text);
    if (flag.match) object.set("match", flag.match->text);
    if (flag.scheme) object.set("scheme", flag.scheme->text);
    if (flag.division) object.set("division", or_null(*flag.division));
    if (flag.group) object.set("group", *flag.group);
    if (flag.tier) object.set("tier", flag.tier->text);
    if (!flag.entries.empty()) object.set("entries", ids(flag.entries));
    if (flag.decision) object.set("decision", "decisions[" + std::to_string(*flag.decision) + "]");
    return object;
}

Json to_json(const Standings& standings) {
    Json object;
    object.set("format", "sandau.standings/1");
    object.set("definition_sha256", standings.definition_sha256);
    Json stages(Json::Object{});
    for (const StageStandings& stage : standings.stages) stages.set(stage.stage.text, to_json(stage));
    object.set("stages", std::move(stages));
    object.set("awards", list_of(standings.awards));
    object.set("flags", list_of(standings.flags));
    return object;
}

const StageStandings* Standings::stage(const StageId& stage_id) const {
    const auto found = std::find_if(stages.begin(), stages.end(),
                                    [&](const StageStandings& one) { return one.stage == stage_id; });
    return found == stages.end() ? nullptr : &*found;
}

}  // namespace sandau
