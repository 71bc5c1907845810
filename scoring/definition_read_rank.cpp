#include <algorithm>

#include "scoring/definition_reader.h"

namespace sandau {

namespace {

using Names = std::set<std::string, std::less<>>;

Names run_keys(const DivisionPlay& play) {
    Names names{"agg", "sum_time_ms", "min_time_ms", "runs_counted"};
    for (std::int64_t i = 1; i <= play.attempts; ++i) {
        names.insert("best_" + std::to_string(i));
        names.insert("time_of_best_" + std::to_string(i));
    }
    for (const Derived& derived : play.game->derived) {
        names.insert("mean_" + derived.id);
        names.insert("sum_" + derived.id);
    }
    return names;
}

Names table_keys(const DivisionPlay& play) {
    Names names{"points",
                "played",
                "wins",
                "draws",
                "losses",
                "instant_wins",
                "mean_instant_win_ms",
                "sum_total",
                "mean_total",
                "sum_against",
                "diff_total"};
    for (const Derived& derived : play.game->derived) {
        names.insert("sum_" + derived.id);
        names.insert("mean_" + derived.id);
    }
    if (play.game->sides.size() == 2)
        for (const char* key :
             {"head_to_head", "buchholz", "buchholz_cut1", "median_buchholz", "sonneborn_berger"})
            names.insert(key);
    return names;
}

Names rubric_keys(const Stage& stage, const DivisionPlay& play) {
    Names names{"agg"};
    for (const Criterion& criterion : play.rubric->criteria) names.insert("criterion_" + criterion.id);
    for (const Column& column : stage.columns)
        if (column.kind != ColumnKind::Text) names.insert(column.id);
    for (const Derived& derived : stage.rubric.derived) names.insert(derived.id);
    return names;
}

Names keys_of(const Stage& stage, const DivisionPlay& play) {
    switch (stage.format) {
        case StageFormat::Import: {
            Names names;
            for (const Column& column : stage.columns)
                if (column.kind != ColumnKind::Text) names.insert(column.id);
            return names;
        }
        case StageFormat::Runs:
            return run_keys(play);
        case StageFormat::RoundRobin:
        case StageFormat::Swiss:
            return table_keys(play);
        case StageFormat::SingleElimination:
        case StageFormat::DoubleElimination:
            return {};
        case StageFormat::Vote:
            return {"ratio", "votes_for"};
        case StageFormat::Rubric:
            return rubric_keys(stage, play);
    }
    return {};
}

std::string default_key(const Stage& stage) {
    switch (stage.format) {
        case StageFormat::Import:
            for (const Column& column : stage.columns)
                if (column.kind == ColumnKind::Number) return column.id;
            return {};
        case StageFormat::Runs:
        case StageFormat::Rubric:
            return "agg";
        case StageFormat::RoundRobin:
        case StageFormat::Swiss:
            return "points";
        case StageFormat::SingleElimination:
        case StageFormat::DoubleElimination:
            return {};
        case StageFormat::Vote:
            return "ratio";
    }
    return {};
}

/// Ids of a rubric stage's columns and derived values live beside the keys that are there anyway.
void check_rubric_names(ObjectReader& object, const Stage& stage) {
    Names taken{"agg"};
    for (const DivisionPlay& play : stage.divisions) {
        if (!play.rubric) continue;
        for (const Criterion& criterion : play.rubric->criteria) taken.insert("criterion_" + criterion.id);
    }
    const auto take = [&](const std::string& id, std::string_view list, std::size_t index) {
        if (!id.empty() && !taken.insert(id).second)
            object.reader().error(path_to(path_to(object.at(list), index), "id"), "document.repeated_id",
                                  {{"id", id}});
    };
    for (std::size_t i = 0; i < stage.columns.size(); ++i) take(stage.columns[i].id, "external", i);
    for (std::size_t i = 0; i < stage.rubric.derived.size(); ++i)
        take(stage.rubric.derived[i].id, "derived", i);
}

void check_rubric_formulas(ObjectReader& object, const Stage& stage) {
    FormulaNames names = stage_names(stage);
    names.stage_max.insert("agg");
    for (const Column& column : stage.columns)
        if (column.kind != ColumnKind::Text) names.stage_max.insert(column.id);
    for (std::size_t i = 0; i < stage.rubric.derived.size(); ++i)
        check_names(object.reader(), stage.rubric.derived[i].formula,
                    path_to(path_to(object.at("derived"), i), "formula"), names);
}

void read_rank_decision(DocumentReader& reader, ObjectReader& one, const Json& decision, bool last,
                        Stage& stage) {
    static constexpr std::pair<std::string_view, DecidedBy> by[] = {
        {"committee", DecidedBy::Committee}, {"lots", DecidedBy::Lots}, {"judges", DecidedBy::Judges}};
    stage.rank_decision = reader.choice(decision, one.at("decision"), by);
    if (!last) reader.error(one.at("decision"), "definition.decision_not_last");
}

void read_rank_key(DocumentReader& reader, ObjectReader& one, const Json& key, const FormulaNames& names,
                   Stage& stage) {
    RankKey rank_key;
    rank_key.key = read_formula(reader, key, one.at("key"));
    rank_key.order = one.choice<Order>("order", {{"desc", Order::Descending}, {"asc", Order::Ascending}});
    check_names(reader, rank_key.key, one.at("key"), names);
    const auto& nodes = rank_key.key.nodes;
    rank_key.head_to_head =
        nodes.size() == 1 && nodes[0].op == FormulaOp::Name && nodes[0].name == "head_to_head";
    for (const FormulaNode& node : nodes)
        if (!rank_key.head_to_head && node.op == FormulaOp::Name && node.name == "head_to_head")
            reader.error(one.at("key"), "definition.head_to_head_alone",
                         {{"column", std::to_string(node.column)}});
    stage.rank.push_back(std::move(rank_key));
}

}  // namespace

FormulaNames stage_names(const Stage& stage) {
    FormulaNames names;
    bool first = true;
    const bool plays = stage.format == StageFormat::Runs || stage.is_table() || stage.is_elimination();
    names.known = !stage.divisions.empty() && (stage.format != StageFormat::Import || !stage.columns.empty());
    for (const DivisionPlay& play : stage.divisions) {
        if ((plays && !play.game) || (stage.format == StageFormat::Rubric && !play.rubric))
            names.known = false;
    }
    if (!names.known) return names;
    for (const DivisionPlay& play : stage.divisions) {
        Names keys = keys_of(stage, play);
        if (first) {
            names.names = std::move(keys);
            first = false;
        } else {
            std::erase_if(names.names, [&](const std::string& name) { return !keys.contains(name); });
        }
    }
    return names;
}

void read_rank(ObjectReader& object, Stage& stage) {
    DocumentReader& reader = object.reader();
    if (stage.format == StageFormat::Rubric) {
        check_rubric_names(object, stage);
        check_rubric_formulas(object, stage);
    }
    const Json* list = object.find("rank");
    if (list == nullptr) {
        const std::string key = default_key(stage);
        if (key.empty()) {
            if (stage.columns.empty()) return;
            reader.error(object.at("rank"), "definition.no_number_column");
        } else {
            stage.rank.push_back({*parse_formula(key), Order::Descending, false});
        }
        return;
    }
    const Json::Array* array = reader.array(*list, object.at("rank"));
    if (array == nullptr) return;
    if (array->empty()) reader.error(object.at("rank"), "document.empty_list");
    const FormulaNames names = stage_names(stage);
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("rank"), i));
        if (!one.is_object()) continue;
        const Json* decision = one.find("decision");
        if (decision != nullptr) {
            read_rank_decision(reader, one, *decision, i + 1 == array->size(), stage);
            if (one.find("key") != nullptr) reader.error(one.at("key"), "definition.key_beside_decision");
        } else if (const Json* key = one.need("key")) {
            read_rank_key(reader, one, *key, names, stage);
        }
    }
}

void read_promote(ObjectReader& object, Stage& stage, std::size_t index, const StageContext& context) {
    const Json* value = object.find("promote");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader one(reader, *value, object.at("promote"));
    Promote promote;
    if (const Json* to = one.need("to")) {
        if (const std::optional<std::string> id = reader.text(*to, one.at("to"))) {
            promote.to = StageId(*id);
            const auto found = std::find(context.stage_ids.begin(), context.stage_ids.end(), *id);
            if (found == context.stage_ids.end()) {
                reader.error(one.at("to"), "definition.unknown_stage", {{"id", *id}});
            } else if (static_cast<std::size_t>(found - context.stage_ids.begin()) <= index) {
                reader.error(one.at("to"), "definition.stage_not_later", {{"id", *id}});
            }
        }
    }
    if (const Json* per = one.find("per")) {
        static constexpr std::pair<std::string_view, Promote::Per> choices[] = {
            {"division", Promote::Per::Division},
            {"group", Promote::Per::Group},
            {"stage", Promote::Per::Stage}};
        promote.per = reader.choice(*per, one.at("per"), choices);
    }
    promote.top = one.whole("top", 0, count_max);
    if (const Json* min = one.find("min")) {
        promote.min = read_minimum(reader, *min, one.at("min"));
        check_minimum(reader, *promote.min, one.at("min"), stage_names(stage));
    }
    promote.ties =
        one.choice<Ties>("ties", {{"include_all", Ties::IncludeAll}, {"committee", Ties::Committee}});
    if (const Json* best = one.find("best_next")) {
        ObjectReader next(reader, *best, one.at("best_next"));
        BestNext best_next;
        if (const Json* count = next.need("count"))
            best_next.count = reader.whole(*count, next.at("count"), 1, count_max).value_or(1);
        best_next.per = next.choice<BestNext::Per>(
            "per", {{"division", BestNext::Per::Division}, {"stage", BestNext::Per::Stage}});
        if (!promote.top) reader.error(one.at("top"), "document.missing_key", {{"key", "top"}});
        if ((promote.per && *promote.per != Promote::Per::Group) || !stage.is_table())
            reader.error(one.at("best_next"), "definition.best_next_needs_groups");
        promote.best_next = best_next;
    }
    promote.reserves = one.whole("reserves", 0, count_max).value_or(0);
    stage.promote = std::move(promote);
}

}  // namespace sandau
