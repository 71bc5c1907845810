#include <algorithm>

#include "scoring/definition_reader.h"

namespace sandau {

namespace {

/// Reads a key that is one value for all divisions or a complete map by division id.
template <class Read>
void for_each_division(ObjectReader& object, std::string_view key, const Json& value, Stage& stage,
                       Read read) {
    if (value.as_object() == nullptr) {
        for (DivisionPlay& play : stage.divisions) {
            // Said once, not for each division.
            const std::size_t before = object.reader().problem_count();
            read(value, object.at(key), play);
            if (object.reader().problem_count() > before) break;
        }
        return;
    }
    ObjectReader map(object.reader(), value, object.at(key));
    for (DivisionPlay& play : stage.divisions)
        if (const Json* one = map.need(play.division.text)) read(*one, map.at(play.division.text), play);
}

void read_divisions(ObjectReader& object, Stage& stage, const StageContext& context) {
    const auto add = [&](const DivisionId& id) {
        DivisionPlay play;
        play.division = id;
        stage.divisions.push_back(std::move(play));
    };
    const Json* list = object.find("divisions");
    if (list == nullptr) {
        for (const Division& division : context.definition.divisions) add(division.id);
        return;
    }
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("divisions"));
    if (array == nullptr) return;
    if (array->empty()) reader.error(object.at("divisions"), "document.empty_list");
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string path = path_to(object.at("divisions"), i);
        const std::optional<std::string> id = reader.text((*array)[i], path);
        if (!id) continue;
        if (context.definition.division(DivisionId(*id)) == nullptr) {
            reader.error(path, "definition.unknown_division", {{"id", *id}});
            continue;
        }
        ids.take(*id, path);
        add(DivisionId(*id));
    }
}

bool kind_fits(GameKind kind, StageFormat format) {
    return (format == StageFormat::Runs) == (kind == GameKind::Run);
}

void read_game_of(ObjectReader& object, Stage& stage, const StageContext& context) {
    const Json* value = object.need("game");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    stage.several_games = value->as_object() != nullptr;
    for_each_division(object, "game", *value, stage,
                      [&](const Json& one, const std::string& path, DivisionPlay& play) {
                          const std::optional<std::string> id = reader.text(one, path);
                          if (!id) return;
                          const auto found = context.games.find(*id);
                          if (found == context.games.end()) {
                              reader.error(path, "definition.unknown_game", {{"id", *id}});
                              return;
                          }
                          const Game& game = found->second.game;
                          if (!found->second.ok) return;
                          if (!kind_fits(game.kind, stage.format)) {
                              reader.error(path, "definition.game_of_wrong_kind",
                                           {{"game", *id}, {"format", std::string(to_text(stage.format))}});
                              return;
                          }
                          if (game.sides.size() > 2 && stage.format != StageFormat::RoundRobin) {
                              reader.error(path, "definition.two_sides_only",
                                           {{"game", *id}, {"format", std::string(to_text(stage.format))}});
                              return;
                          }
                          play.game = game;
                      });
}

void read_rubric_of(ObjectReader& object, Stage& stage, const StageContext& context) {
    const Json* value = object.need("rubric");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    for_each_division(object, "rubric", *value, stage,
                      [&](const Json& one, const std::string& path, DivisionPlay& play) {
                          const std::optional<std::string> id = reader.text(one, path);
                          if (!id) return;
                          if (const Rubric* rubric = context.definition.rubric(RubricId(*id))) {
                              play.rubric = *rubric;
                          } else {
                              reader.error(path, "definition.unknown_rubric", {{"id", *id}});
                          }
                      });
}

/// The item as the game has it, with the fields of the override in place of its own.
Json merged_item(const Json& game, std::string_view item_id, const Json::Object& changes) {
    Json merged;
    if (const Json* items = game.find("items"); items != nullptr && items->as_array() != nullptr) {
        for (const Json& item : *items->as_array()) {
            const Json* id = item.find("id");
            if (id != nullptr && id->as_string() != nullptr && *id->as_string() == item_id) merged = item;
        }
    }
    for (const auto& [key, value] : changes)
        if (!is_comment(key)) merged.set(key, value);
    return merged;
}

void override_item(DocumentReader& reader, const std::string& item_id, const Json& changes,
                   const std::string& path, Stage& stage, const StageContext& context) {
    const Json::Object* fields = changes.as_object();
    if (fields == nullptr) return reader.wrong_type(changes, path, "@type.object");
    for (const std::string_view fixed : {"id", "kind"}) {
        if (changes.find(fixed) == nullptr) continue;
        reader.error(path_to(path, fixed), "definition.override_of_fixed", {{"key", std::string(fixed)}});
        return;
    }
    for (DivisionPlay& play : stage.divisions) {
        if (!play.game) continue;
        const auto item = std::find_if(play.game->items.begin(), play.game->items.end(),
                                       [&](const Item& one) { return one.id == item_id; });
        if (item == play.game->items.end()) {
            reader.error(path, "definition.unknown_item", {{"id", item_id}, {"game", play.game->id.text}});
            return;
        }
        const Json merged = merged_item(*context.games.at(play.game->id.text).json, item_id, *fields);
        const std::size_t before = reader.problem_count();
        Item changed = read_item(reader, merged, path);
        if (reader.problem_count() > before) return;
        *item = std::move(changed);
    }
}

void read_overrides(ObjectReader& object, Stage& stage, const StageContext& context) {
    const Json* value = object.find("overrides");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader overrides(reader, *value, object.at("overrides"));
    if (const Json* periods = overrides.find("periods")) {
        const std::vector<Period> changed = read_periods(reader, *periods, overrides.at("periods"));
        for (DivisionPlay& play : stage.divisions)
            if (play.game) play.game->periods = changed;
    }
    if (stage.format == StageFormat::Runs) {
        if (const Json* time = overrides.find("time")) {
            const std::int64_t limit = read_time_limit(reader, *time, overrides.at("time"));
            for (DivisionPlay& play : stage.divisions)
                if (play.game) play.game->limit_ms = limit;
        }
    }
    const Json* items = overrides.find("items");
    if (items == nullptr) return;
    if (items->as_object() == nullptr)
        return reader.wrong_type(*items, overrides.at("items"), "@type.object");
    for (const auto& [item_id, changes] : *items->as_object())
        if (!is_comment(item_id))
            override_item(reader, item_id, changes, path_to(overrides.at("items"), item_id), stage, context);
}

}  // namespace

void read_division_plays(ObjectReader& object, Stage& stage, const StageContext& context) {
    DocumentReader& reader = object.reader();
    if (stage.format == StageFormat::Rubric) read_rubric_of(object, stage, context);
    const bool plays = stage.format == StageFormat::Runs || stage.is_table() || stage.is_elimination();
    if (plays) {
        read_game_of(object, stage, context);
        read_overrides(object, stage, context);
    }
    if (stage.format != StageFormat::Runs) return;
    constexpr std::int64_t attempts_max = 1000;
    if (const Json* attempts = object.need("attempts")) {
        for_each_division(object, "attempts", *attempts, stage,
                          [&](const Json& one, const std::string& path, DivisionPlay& play) {
                              play.attempts = reader.whole(one, path, 1, attempts_max).value_or(1);
                          });
    }
    if (const Json* prep = object.find("prep_ms")) {
        for_each_division(object, "prep_ms", *prep, stage,
                          [&](const Json& one, const std::string& path, DivisionPlay& play) {
                              play.prep_ms = reader.whole(one, path, 0, ms_max);
                          });
    }
}

Stage read_stage(DocumentReader& reader, const Json& value, const std::string& path, std::size_t index,
                 const StageContext& context) {
    ObjectReader object(reader, value, path);
    Stage stage;
    stage.id = StageId(object.id().value_or(""));
    stage.name = object.name();
    if (stage.name.empty()) stage.name = {stage.id.text, stage.id.text};
    stage.level = object.text("level");
    if (const Json* mode = object.find("mode")) {
        static constexpr std::pair<std::string_view, StageMode> modes[] = {
            {"online", StageMode::Online}, {"onsite", StageMode::Onsite}, {"dossier", StageMode::Dossier}};
        stage.mode = reader.choice(*mode, object.at("mode"), modes);
    }
    static constexpr std::pair<std::string_view, StageFormat> formats[] = {
        {"import", StageFormat::Import},
        {"runs", StageFormat::Runs},
        {"round_robin", StageFormat::RoundRobin},
        {"swiss", StageFormat::Swiss},
        {"single_elimination", StageFormat::SingleElimination},
        {"double_elimination", StageFormat::DoubleElimination},
        {"vote", StageFormat::Vote},
        {"rubric", StageFormat::Rubric}};
    const Json* format_value = object.need("format");
    const auto format =
        format_value == nullptr ? std::nullopt : reader.choice(*format_value, object.at("format"), formats);
    read_divisions(object, stage, context);
    if (!format) {
        for (const std::string_view key :
             {"overrides",    "rank",      "promote", "columns",     "game",        "attempts",
              "prep_ms",      "aggregate", "status",  "rounds",      "legs",        "groups",
              "table_points", "compare",   "n",       "seeding",     "third_place", "reset",
              "base",         "rubric",    "panel",   "discrepancy", "external",    "derived"})
            object.find(key);
        return stage;
    }
    stage.format = *format;
    if (stage.is_elimination() && stage.divisions.size() > 1)
        reader.error(object.at("divisions"), "definition.one_division",
                     {{"format", std::string(to_text(stage.format))}});
    read_format_rules(object, stage);
    read_division_plays(object, stage, context);
    if (!stage.is_elimination()) read_rank(object, stage);
    read_promote(object, stage, index, context);
    report_misplaced_keys(object, stage.format);
    return stage;
}

}  // namespace sandau
