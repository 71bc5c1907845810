#include <algorithm>

#include "scoring/definition_reader.h"

namespace sandau {

namespace {

void read_runs(ObjectReader& object, Stage& stage) {
    DocumentReader& reader = object.reader();
    RunsRules& rules = stage.runs;
    rules.status.resize(run_status_count);
    const auto limited = [](RunStatus status) {
        return status != RunStatus::Ok && status != RunStatus::Void;
    };
    for (std::size_t i = 0; i < run_status_count; ++i) {
        const auto status = static_cast<RunStatus>(i);
        StatusRule& rule = rules.status[i];
        rule.time = limited(status) ? StatusRule::Time::Limit : StatusRule::Time::Keep;
        if (status == RunStatus::Dns || status == RunStatus::Dsq) rule.score = Rational(0);
        rule.counts = status != RunStatus::Void;
    }
    if (const Json* aggregate = object.find("aggregate")) {
        ObjectReader one(reader, *aggregate, object.at("aggregate"));
        rules.fn = one.choice<RunsRules::Fn>("fn", {{"best", RunsRules::Fn::Best},
                                                    {"sum", RunsRules::Fn::Sum},
                                                    {"mean", RunsRules::Fn::Mean},
                                                    {"last", RunsRules::Fn::Last},
                                                    {"best_n", RunsRules::Fn::BestN},
                                                    {"drop_worst", RunsRules::Fn::DropWorst}});
        const bool counted = rules.fn == RunsRules::Fn::BestN || rules.fn == RunsRules::Fn::DropWorst;
        if (counted) one.need("n");
        rules.n = one.whole("n", rules.fn == RunsRules::Fn::BestN ? 1 : 0, count_max).value_or(1);
    }
    const Json* status = object.find("status");
    if (status == nullptr) return;
    ObjectReader map(reader, *status, object.at("status"));
    for (std::size_t i = 0; i < run_status_count; ++i) {
        const std::string name(to_text(static_cast<RunStatus>(i)));
        const Json* value = map.find(name);
        if (value == nullptr) continue;
        ObjectReader one(reader, *value, map.at(name));
        StatusRule& rule = rules.status[i];
        if (const Json* score = one.find("score")) {
            if (score->as_string() != nullptr && *score->as_string() == "keep") {
                rule.score.reset();
            } else {
                rule.score = reader.number(*score, one.at("score"));
            }
        }
        if (const Json* time = one.find("time")) {
            static constexpr std::pair<std::string_view, StatusRule::Time> times[] = {
                {"keep", StatusRule::Time::Keep}, {"limit", StatusRule::Time::Limit}};
            rule.time = reader.choice(*time, one.at("time"), times).value_or(rule.time);
        }
        rule.counts = one.truth("counts", rule.counts);
    }
}

void read_groups(ObjectReader& object, Stage& stage) {
    const Json* value = object.find("groups");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader one(reader, *value, object.at("groups"));
    GroupRules groups;
    groups.count = one.whole("count", 1, 10'000);
    groups.size = one.whole("size", 1, 10'000);
    if (const Json* draw = one.find("draw")) {
        ObjectReader draw_object(reader, *draw, one.at("draw"));
        if (const Json* same = draw_object.find("avoid_same")) {
            static constexpr std::pair<std::string_view, bool> choices[] = {{"organization", true}};
            groups.avoid_same_organization =
                reader.choice(*same, draw_object.at("avoid_same"), choices).value_or(false);
        }
        if (const Json* from = draw_object.find("seed_from")) {
            if (const auto id = reader.text(*from, draw_object.at("seed_from")))
                groups.seed_from = StageId(*id);
        }
    }
    stage.table.groups = groups;
}

void read_table_rules(ObjectReader& object, Stage& stage) {
    DocumentReader& reader = object.reader();
    TableRules& rules = stage.table;
    constexpr std::int64_t rounds_max = 1000;
    if (stage.format == StageFormat::Swiss) {
        if (const Json* rounds = object.need("rounds"))
            rules.rounds = reader.whole(*rounds, object.at("rounds"), 1, rounds_max).value_or(1);
    } else {
        rules.legs = object.whole("legs", 1, rounds_max).value_or(1);
    }
    read_groups(object, stage);
    if (const Json* points = object.find("table_points")) {
        ObjectReader one(reader, *points, object.at("table_points"));
        rules.win = one.number("win").value_or(Rational(3));
        rules.loss = one.number("loss").value_or(Rational(0));
        // A draw has points only where they are given.
        const Json* draw = one.find("draw");
        rules.draw = draw == nullptr || draw->is_null() ? std::nullopt : reader.number(*draw, one.at("draw"));
    }
    const Json* compare = object.find("compare");
    if (compare != nullptr) {
        static constexpr std::pair<std::string_view, bool> choices[] = {{"best_n", true}};
        reader.choice(*compare, object.at("compare"), choices);
        object.need("n");
        rules.best_n = object.whole("n", 1, rounds_max);
    } else if (object.find("n") != nullptr) {
        reader.error(object.at("compare"), "document.missing_key", {{"key", "compare"}});
    }
}

std::vector<std::string> read_words(ObjectReader& object, std::string_view key,
                                    const std::vector<std::string_view>& allowed) {
    std::vector<std::string> words;
    const Json* list = object.find(key);
    if (list == nullptr) return words;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at(key));
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const std::string path = path_to(object.at(key), i);
        const std::optional<std::string> word = reader.text((*array)[i], path);
        if (!word) continue;
        if (std::find(allowed.begin(), allowed.end(), *word) == allowed.end()) {
            std::string known;
            for (const std::string_view one : allowed)
                known += (known.empty() ? "" : ", ") + std::string(one);
            reader.error(path, "document.bad_choice", {{"found", *word}, {"known", known}});
        }
        words.push_back(*word);
    }
    return words;
}

void read_panel(ObjectReader& object, RubricRules& rules) {
    const Json* value = object.find("panel");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader one(reader, *value, object.at("panel"));
    Panel panel;
    if (const Json* size = one.need("size"))
        panel.size = reader.whole(*size, one.at("size"), 1, 10'000).value_or(1);
    panel.min = one.whole("min", 0, 10'000).value_or(1);
    panel.per =
        one.choice<Panel::Per>("per", {{"division", Panel::Per::Division}, {"stage", Panel::Per::Stage}});
    panel.blind = read_words(one, "blind", {"authors", "organization"});
    panel.conflicts = read_words(one, "conflicts", {"same_organization", "supervisor", "relative"});
    rules.panel = std::move(panel);
}

void read_rubric_aggregate(ObjectReader& object, RubricRules& rules) {
    const Json* value = object.find("aggregate");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader one(reader, *value, object.at("aggregate"));
    rules.fn = one.choice<RubricRules::Fn>("fn", {{"mean", RubricRules::Fn::Mean},
                                                  {"median", RubricRules::Fn::Median},
                                                  {"trimmed_mean", RubricRules::Fn::TrimmedMean}});
    rules.drop = one.whole("drop", 0, 10'000).value_or(1);
    const Json* round = one.find("round");
    if (round == nullptr) return;
    ObjectReader round_object(reader, *round, one.at("round"));
    Rounding rounding;
    if (const Json* places = round_object.need("places"))
        rounding.places = reader.whole(*places, round_object.at("places"), -100, 100).value_or(0);
    rounding.mode = round_object.choice<RoundMode>(
        "mode",
        {{"half_up", RoundMode::HalfUp}, {"half_even", RoundMode::HalfEven}, {"floor", RoundMode::Floor}});
    rules.round = rounding;
}

void read_discrepancy(ObjectReader& object, RubricRules& rules) {
    const Json* value = object.find("discrepancy");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader one(reader, *value, object.at("discrepancy"));
    Discrepancy discrepancy;
    discrepancy.measure = one.choice<Discrepancy::Measure>(
        "measure",
        {{"range", Discrepancy::Measure::Range}, {"from_median", Discrepancy::Measure::FromMedian}});
    if (const Json* threshold = one.need("threshold"))
        discrepancy.threshold = reader.number(*threshold, one.at("threshold")).value_or(Rational());
    discrepancy.action =
        one.choice<Discrepancy::Action>("action", {{"flag", Discrepancy::Action::Flag},
                                                   {"reconcile", Discrepancy::Action::Reconcile},
                                                   {"extra_judge", Discrepancy::Action::ExtraJudge}});
    rules.discrepancy = discrepancy;
}

void read_rubric_rules(ObjectReader& object, Stage& stage) {
    RubricRules& rules = stage.rubric;
    read_panel(object, rules);
    read_rubric_aggregate(object, rules);
    read_discrepancy(object, rules);
    if (const Json* external = object.find("external"))
        stage.columns = read_columns(object.reader(), *external, object.at("external"));
    rules.derived = read_derived(object);
    rules.derived_order = order_derived(object.reader(), rules.derived, object.at("derived"));
}

void read_elimination(ObjectReader& object, Stage& stage) {
    EliminationRules& rules = stage.elimination;
    rules.seeding = object.choice<EliminationRules::Seeding>(
        "seeding", {{"ranking", EliminationRules::Seeding::Ranking},
                    {"draw", EliminationRules::Seeding::Draw},
                    {"cross_groups", EliminationRules::Seeding::CrossGroups}});
    if (stage.format == StageFormat::SingleElimination) {
        rules.third_place = object.truth("third_place", false);
    } else {
        rules.reset = object.truth("reset", true);
    }
}

}  // namespace

std::vector<Column> read_columns(DocumentReader& reader, const Json& value, const std::string& path) {
    std::vector<Column> columns;
    const Json::Array* array = reader.array(value, path);
    if (array == nullptr) return columns;
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(path, i));
        Column column;
        column.id = one.id().value_or("");
        column.name = one.name();
        ids.take(column.id, one.at("id"));
        column.kind = one.choice<ColumnKind>(
            "kind", {{"number", ColumnKind::Number}, {"time", ColumnKind::Time}, {"text", ColumnKind::Text}});
        if (column.kind != ColumnKind::Text) {
            column.min = one.number("min");
            column.max = one.number("max");
            if (column.min && column.max && *column.min > *column.max)
                reader.error(one.at("max"), "document.min_above_max",
                             {{"min", column.min->text()}, {"max", column.max->text()}});
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

void read_format_rules(ObjectReader& object, Stage& stage) {
    switch (stage.format) {
        case StageFormat::Import:
            if (const Json* columns = object.need("columns"))
                stage.columns = read_columns(object.reader(), *columns, object.at("columns"));
            return;
        case StageFormat::Runs:
            return read_runs(object, stage);
        case StageFormat::RoundRobin:
        case StageFormat::Swiss:
            return read_table_rules(object, stage);
        case StageFormat::SingleElimination:
        case StageFormat::DoubleElimination:
            return read_elimination(object, stage);
        case StageFormat::Vote:
            stage.vote_base = object.choice<VoteBase>(
                "base", {{"all_members", VoteBase::AllMembers}, {"present", VoteBase::Present}});
            return;
        case StageFormat::Rubric:
            return read_rubric_rules(object, stage);
    }
}

void report_misplaced_keys(ObjectReader& object, StageFormat format) {
    for (const std::string_view key :
         {"overrides", "rank",   "columns",     "game",        "attempts", "prep_ms",
          "aggregate", "status", "rounds",      "legs",        "groups",   "table_points",
          "compare",   "n",      "seeding",     "third_place", "reset",    "base",
          "rubric",    "panel",  "discrepancy", "external",    "derived"})
        object.misplaced(key, "definition.key_of_another_format", {{"format", std::string(to_text(format))}});
}

}  // namespace sandau
