#include <algorithm>

#include "scoring/results.h"

namespace sandau {

namespace {

Json to_json(const SheetValues& values) {
    Json object(Json::Object{});
    for (const auto& [id, value] : values) object.set(id, to_json(value));
    return object;
}

Json ids(const std::vector<EntryId>& entries) {
    Json::Array list;
    for (const EntryId& entry : entries) list.emplace_back(entry.text);
    return list;
}

Json whole(std::int64_t value) {
    return Json(value);
}

Json entry_json(const ResultEntry& entry) {
    Json object;
    object.set("id", entry.id.text);
    object.set("division", entry.division.text);
    if (!entry.organization.empty()) object.set("organization", entry.organization.text);
    if (!entry.name.empty()) object.set("name", entry.name);
    if (!entry.number.is_null()) object.set("number", entry.number);
    if (!entry.members.is_null()) object.set("members", entry.members);
    if (!entry.documents.is_null()) object.set("documents", entry.documents);
    if (entry.withdrawn) object.set("withdrawn", true);
    return object;
}

Json judge_json(const Judge& judge) {
    Json object;
    object.set("id", judge.id.text);
    if (!judge.name.empty()) object.set("name", judge.name);
    if (!judge.organization.empty()) object.set("organization", judge.organization.text);
    return object;
}

Json match_json(const MatchSheet& match) {
    Json object;
    object.set("id", match.id.text);
    if (match.group) object.set("group", *match.group);
    if (match.round) object.set("round", whole(*match.round));
    const auto by_side = [&](std::string_view key, const auto& map, auto value_of) {
        Json sides(Json::Object{});
        for (const auto& [side, value] : map) sides.set(side.text, value_of(value));
        object.set(key, std::move(sides));
    };
    if (match.sides)
        by_side("sides", *match.sides, [](const auto& entry) { return entry ? Json(entry->text) : Json(); });
    if (match.status)
        by_side("status", *match.status, [](RunStatus status) { return Json(to_text(status)); });
    if (match.items)
        by_side("items", *match.items, [](const SheetValues& values) { return to_json(values); });
    if (match.shared) {
        Json shared(Json::Object{});
        for (const auto& [id, value] : *match.shared) shared.set(id, value);
        object.set("shared", std::move(shared));
    }
    if (match.instant_win_ms)
        by_side("instant_win_ms", *match.instant_win_ms,
                [](const SheetValue& value) { return to_json(value); });
    if (match.bouts) {
        Json::Array bouts;
        for (const Bout& bout : *match.bouts) {
            Json one;
            one.set("winner", bout.winner ? Json(bout.winner->text) : Json());
            bouts.push_back(std::move(one));
        }
        object.set("bouts", Json(std::move(bouts)));
    }
    return object;
}

/// `{"T1": …}` by entry.
template <class Map, class Write>
void set_by_entry(Json& object, std::string_view key, const Map& map, Write write) {
    if (map.empty()) return;
    Json members(Json::Object{});
    for (const auto& [id, value] : map) members.as_object()->emplace_back(id.text, write(value));
    object.set(key, std::move(members));
}

Json stage_json(const StageResults& stage) {
    Json object(Json::Object{});
    const auto values = [](const SheetValues& one) { return to_json(one); };
    set_by_entry(object, "scores", stage.scores, values);
    set_by_entry(object, "runs", stage.runs, [](const std::vector<RunSheet>& runs) {
        Json::Array list;
        for (const RunSheet& run : runs) list.push_back(to_json(run));
        return Json(std::move(list));
    });
    if (!stage.groups.empty()) {
        Json groups(Json::Object{});
        for (const auto& [group, entries] : stage.groups) groups.set(group, ids(entries));
        object.set("groups", std::move(groups));
    }
    if (stage.seeds) object.set("seeds", ids(*stage.seeds));
    if (!stage.matches.empty()) {
        Json::Array matches;
        for (const MatchSheet& match : stage.matches) matches.push_back(match_json(match));
        object.set("matches", Json(std::move(matches)));
    }
    set_by_entry(object, "marks", stage.marks, [](const std::map<JudgeId, Mark>& marks) {
        Json by_judge(Json::Object{});
        for (const auto& [judge, mark] : marks) {
            Json one = to_json(mark.criteria);
            if (mark.recused) one.set("recused", true);
            by_judge.set(judge.text, std::move(one));
        }
        return by_judge;
    });
    set_by_entry(object, "external", stage.external, values);
    set_by_entry(object, "votes", stage.votes, [](const VoteSheet& vote) {
        Json one(Json::Object{});
        const auto set = [&](std::string_view key, const SheetValue& value) {
            if (!std::holds_alternative<std::monostate>(value)) one.set(key, to_json(value));
        };
        set("for", vote.votes_for);
        set("members", vote.members);
        set("present", vote.present);
        return one;
    });
    return object;
}

Json decision_json(const Decision& decision) {
    Json object;
    if (!decision.id.empty()) object.set("id", decision.id.text);
    object.set("kind", to_text(decision.kind));
    if (decision.stage) object.set("stage", decision.stage->text);
    if (decision.scheme) object.set("scheme", decision.scheme->text);
    switch (decision.kind) {
        case Decision::Kind::Order:
            object.set("entries", ids(decision.entries));
            break;
        case Decision::Kind::MatchWinner:
            object.set("match", decision.match.text);
            object.set("side", decision.side.text);
            break;
        case Decision::Kind::ClearDiscrepancy:
        case Decision::Kind::Defer:
            object.set("entry", decision.entry.text);
            break;
        case Decision::Kind::Award:
            object.set("tier", decision.tier ? Json(decision.tier->text) : Json());
            object.set("entry", decision.entry.text);
            break;
        case Decision::Kind::TierMax:
            if (decision.division) object.set("division", decision.division->text);
            if (decision.tier) object.set("tier", decision.tier->text);
            object.set("max", whole(decision.max));
            break;
        case Decision::Kind::Vote:
            object.set("entry", decision.entry.text);
            if (decision.votes_for) object.set("for", whole(*decision.votes_for));
            if (decision.members) object.set("members", whole(*decision.members));
            if (decision.present) object.set("present", whole(*decision.present));
            break;
    }
    if (!decision.by.empty()) object.set("by", decision.by);
    if (!decision.reason.empty()) object.set("reason", decision.reason);
    return object;
}

}  // namespace

std::string_view to_text(Decision::Kind kind) {
    switch (kind) {
        case Decision::Kind::Order:
            return "order";
        case Decision::Kind::MatchWinner:
            return "match_winner";
        case Decision::Kind::ClearDiscrepancy:
            return "clear_discrepancy";
        case Decision::Kind::Award:
            return "award";
        case Decision::Kind::TierMax:
            return "tier_max";
        case Decision::Kind::Defer:
            return "defer";
        case Decision::Kind::Vote:
            return "vote";
    }
    return "";
}

const ResultEntry* Results::entry(const EntryId& entry_id) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& one) { return one.id == entry_id; });
    return found == entries.end() ? nullptr : &*found;
}

const StageResults* Results::stage(const StageId& stage_id) const {
    const auto found = stages.find(stage_id);
    return found == stages.end() ? nullptr : &found->second;
}

Json to_json(const SheetValue& value) {
    if (const bool* truth = std::get_if<bool>(&value)) return *truth;
    if (const std::string* text = std::get_if<std::string>(&value)) return *text;
    if (const Json* other = std::get_if<Json>(&value)) return *other;
    if (const Rational* number = std::get_if<Rational>(&value)) return Json::Number{number->text()};
    return nullptr;
}

Json to_json(const RunSheet& run) {
    Json object(Json::Object{});
    if (run.status != RunStatus::Ok) object.set("status", to_text(run.status));
    if (!run.items.empty()) object.set("items", to_json(run.items));
    if (!std::holds_alternative<std::monostate>(run.time_ms)) object.set("time_ms", to_json(run.time_ms));
    return object;
}

Json to_json(const Definition& definition, const Results& results) {
    Json document;
    document.set("format", "sandau.results/1");
    Json::Array entries;
    for (const ResultEntry& entry : results.entries) entries.push_back(entry_json(entry));
    document.set("entries", Json(std::move(entries)));
    if (results.judges) {
        Json::Array judges;
        for (const Judge& judge : *results.judges) judges.push_back(judge_json(judge));
        document.set("judges", Json(std::move(judges)));
    }
    Json stages(Json::Object{});
    for (const Stage& stage : definition.stages)
        if (const StageResults* found = results.stage(stage.id))
            stages.set(stage.id.text, stage_json(*found));
    document.set("stages", std::move(stages));
    if (!results.decisions.empty()) {
        Json::Array decisions;
        for (const Decision& decision : results.decisions) decisions.push_back(decision_json(decision));
        document.set("decisions", Json(std::move(decisions)));
    }
    return document;
}

}  // namespace sandau
