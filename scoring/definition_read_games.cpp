#include "scoring/definition_reader.h"

namespace sandau {

namespace {

void read_sides(ObjectReader& object, Game& game) {
    const Json* list = object.need("sides");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("sides"));
    if (array == nullptr) return;
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string path = path_to(object.at("sides"), i);
        const std::optional<std::string> id = reader.id((*array)[i], path);
        if (!id) continue;
        ids.take(*id, path);
        game.sides.emplace_back(*id);
    }
    constexpr std::size_t sides_max = 16;
    const std::size_t most = game.kind == GameKind::Series ? 2 : sides_max;
    if (array->size() < 2 || array->size() > most)
        reader.error(object.at("sides"), "definition.number_of_sides",
                     {{"found", std::to_string(array->size())}, {"max", std::to_string(most)}});
}

void read_bouts(ObjectReader& object, Game& game) {
    const Json* value = object.need("bouts");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader one(reader, *value, object.at("bouts"));
    Bouts bouts;
    if (const Json* max = one.need("max")) bouts.max = reader.whole(*max, one.at("max"), 1, 1000).value_or(1);
    if (const Json* first_to = one.need("first_to"))
        bouts.first_to = reader.whole(*first_to, one.at("first_to"), 1, 1000).value_or(1);
    if (bouts.first_to > bouts.max && bouts.max > 0)
        reader.error(one.at("first_to"), "document.min_above_max",
                     {{"min", std::to_string(bouts.first_to)}, {"max", std::to_string(bouts.max)}});
    game.bouts = bouts;
}

void read_validate(ObjectReader& object, Game& game) {
    const Json* list = object.find("validate");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("validate"));
    if (array == nullptr) return;
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("validate"), i));
        Validation validation;
        if (const Json* formula = one.need("formula"))
            validation.formula = read_formula(reader, *formula, one.at("formula"));
        validation.severity =
            one.choice<Severity>("severity", {{"error", Severity::Error}, {"warning", Severity::Warning}});
        if (const Json* message = one.find("message"))
            validation.message = reader.people_text(*message, one.at("message"));
        game.validate.push_back(std::move(validation));
    }
}

void read_instant_win(ObjectReader& object, Game& game) {
    const Json* list = object.find("instant_win");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("instant_win"));
    if (array == nullptr) return;
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("instant_win"), i));
        InstantWin win;
        win.id = one.id().value_or("");
        win.name = one.name();
        ids.take(win.id, one.at("id"));
        if (const Json* when = one.need("when")) win.when = read_formula(reader, *when, one.at("when"));
        game.instant_win.push_back(std::move(win));
    }
}

DecideStep read_decide_step(DocumentReader& reader, const Json& value, const std::string& path,
                            const Game& game) {
    ObjectReader one(reader, value, path);
    DecideStep step;
    const Json* instant_win = one.find("instant_win");
    const Json* key = one.find("key");
    const Json* bouts_won = one.find("bouts_won");
    const Json* decision = one.find("decision");
    const int given =
        (instant_win != nullptr) + (key != nullptr) + (bouts_won != nullptr) + (decision != nullptr);
    if (given != 1 && one.is_object())
        reader.error(path, "definition.decide_step", {{"count", std::to_string(given)}});
    const auto must_be_true = [&](const Json& is, std::string_view name) {
        const std::optional<bool> truth = reader.truth(is, one.at(name));
        if (truth && !*truth) reader.error(one.at(name), "definition.must_be_true");
    };
    if (key != nullptr) {
        step.kind = DecideStep::Kind::Key;
        step.key = read_formula(reader, *key, one.at("key"));
        step.order = one.choice<Order>("order", {{"desc", Order::Descending}, {"asc", Order::Ascending}});
    } else if (instant_win != nullptr) {
        step.kind = DecideStep::Kind::InstantWin;
        must_be_true(*instant_win, "instant_win");
    } else if (bouts_won != nullptr) {
        step.kind = DecideStep::Kind::BoutsWon;
        must_be_true(*bouts_won, "bouts_won");
        if (game.kind != GameKind::Series)
            reader.error(one.at("bouts_won"), "definition.key_of_another_kind",
                         {{"key", "bouts_won"}, {"kind", "match"}});
    } else if (decision != nullptr) {
        step.kind = DecideStep::Kind::Decision;
        static constexpr std::pair<std::string_view, DecidedBy> by[] = {
            {"judges", DecidedBy::Judges}, {"lots", DecidedBy::Lots}, {"committee", DecidedBy::Committee}};
        step.by = reader.choice(*decision, one.at("decision"), by).value_or(DecidedBy::Judges);
    }
    return step;
}

void read_decide(ObjectReader& object, Game& game) {
    const Json* list = object.need("decide");
    if (list == nullptr) return;
    const Json::Array* array = object.reader().array(*list, object.at("decide"));
    if (array == nullptr) return;
    for (std::size_t i = 0; i < array->size(); ++i)
        game.decide.push_back(
            read_decide_step(object.reader(), (*array)[i], path_to(object.at("decide"), i), game));
}

/// Items, shared state and derived values share one list of names.
void collect_symbols(ObjectReader& object, Game& game) {
    DocumentReader& reader = object.reader();
    UniqueIds ids(reader);
    const auto take = [&](const std::string& id, GameSymbol::Kind kind, std::size_t index,
                          std::string_view list) {
        if (id.empty()) return;
        ids.take(id, path_to(path_to(object.at(list), index), "id"));
        game.symbols.emplace(id, GameSymbol{kind, index});
    };
    for (std::size_t i = 0; i < game.items.size(); ++i)
        take(game.items[i].id, GameSymbol::Kind::Item, i, "items");
    for (std::size_t i = 0; i < game.shared.size(); ++i)
        take(game.shared[i].id, GameSymbol::Kind::Shared, i, "shared");
    for (std::size_t i = 0; i < game.derived.size(); ++i)
        take(game.derived[i].id, GameSymbol::Kind::Derived, i, "derived");
    for (std::size_t i = 0; i < game.derived.size(); ++i) {
        std::string lower = game.derived[i].id;
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        for (const std::string_view taken : {"true", "false", "other", "time_ms", "bouts_won"})
            if (lower == taken)
                reader.error(path_to(path_to(object.at("derived"), i), "id"), "definition.taken_name",
                             {{"id", game.derived[i].id}});
    }
}

FormulaNames game_names(const Game& game) {
    FormulaNames names;
    names.game = &game;
    for (const Item& item : game.items) names.names.insert(item.id);
    for (const Derived& derived : game.derived) names.names.insert(derived.id);
    if (game.kind == GameKind::Run) names.names.emplace("time_ms");
    if (game.kind == GameKind::Series) names.names.emplace("bouts_won");
    return names;
}

void check_game_formulas(ObjectReader& object, const Game& game) {
    DocumentReader& reader = object.reader();
    const FormulaNames names = game_names(game);
    for (std::size_t i = 0; i < game.derived.size(); ++i)
        check_names(reader, game.derived[i].formula, path_to(path_to(object.at("derived"), i), "formula"),
                    names);
    for (std::size_t i = 0; i < game.validate.size(); ++i)
        check_names(reader, game.validate[i].formula, path_to(path_to(object.at("validate"), i), "formula"),
                    names);
    for (std::size_t i = 0; i < game.instant_win.size(); ++i)
        check_names(reader, game.instant_win[i].when, path_to(path_to(object.at("instant_win"), i), "when"),
                    names);
    for (std::size_t i = 0; i < game.decide.size(); ++i)
        check_names(reader, game.decide[i].key, path_to(path_to(object.at("decide"), i), "key"), names);
}

}  // namespace

Game read_game(DocumentReader& reader, const Json& value, const std::string& path, const std::string& id) {
    ObjectReader object(reader, value, path);
    Game game;
    game.id = GameId(id);
    game.name = object.name();
    static constexpr std::pair<std::string_view, GameKind> kinds[] = {
        {"run", GameKind::Run}, {"match", GameKind::Match}, {"series", GameKind::Series}};
    const Json* kind_value = object.need("kind");
    const auto kind =
        kind_value == nullptr ? std::nullopt : reader.choice(*kind_value, object.at("kind"), kinds);
    constexpr std::string_view others[] = {"sides", "bouts", "time", "shared", "instant_win", "decide"};
    if (!kind) {
        for (const std::string_view key : {"periods", "items", "derived", "validate"}) object.find(key);
        for (const std::string_view key : others) object.find(key);
        return game;
    }
    game.kind = *kind;
    if (const Json* periods = object.find("periods"))
        game.periods = read_periods(reader, *periods, object.at("periods"));
    game.items = read_items(object);
    if (game.kind == GameKind::Run) {
        if (const Json* time = object.find("time"))
            game.limit_ms = read_time_limit(reader, *time, object.at("time"));
    } else {
        read_sides(object, game);
        if (game.kind == GameKind::Series) read_bouts(object, game);
        game.shared = read_shared(object, game.sides);
        read_instant_win(object, game);
        read_decide(object, game);
    }
    game.derived = read_derived(object);
    read_validate(object, game);
    collect_symbols(object, game);
    if (!game.derived_index("total") && game.kind != GameKind::Series) {
        object.find("derived") == nullptr
            ? reader.error(object.at("derived"), "document.missing_key", {{"key", "derived"}})
            : reader.error(object.at("derived"), "definition.no_total");
    }
    game.derived_order = order_derived(reader, game.derived, object.at("derived"));
    check_game_formulas(object, game);
    for (const std::string_view key : others)
        object.misplaced(key, "definition.key_of_another_kind", {{"kind", *kind_value->as_string()}});
    return game;
}

Rubric read_rubric(DocumentReader& reader, const Json& value, const std::string& path,
                   const std::string& id) {
    ObjectReader object(reader, value, path);
    Rubric rubric;
    rubric.id = RubricId(id);
    rubric.name = object.name();
    const std::optional<Rational> stated_max = object.number("max");
    const Json* list = object.need("criteria");
    const Json::Array* array = list == nullptr ? nullptr : reader.array(*list, object.at("criteria"));
    if (array == nullptr) return rubric;
    if (array->empty()) reader.error(object.at("criteria"), "document.empty_list");
    UniqueIds ids(reader);
    const std::size_t problems_before = reader.problem_count();
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("criteria"), i));
        Criterion criterion;
        criterion.id = one.id().value_or("");
        criterion.name = one.name();
        ids.take(criterion.id, one.at("id"));
        if (const Json* max = one.need("max"))
            criterion.max = reader.number(*max, one.at("max")).value_or(Rational());
        criterion.min = one.number("min").value_or(Rational());
        criterion.step = one.number("step");
        if (criterion.step && criterion.step->sign() <= 0)
            reader.error(one.at("step"), "document.not_positive", {{"found", criterion.step->text()}});
        criterion.weight = one.number("weight").value_or(Rational(1));
        if (criterion.min > criterion.max && one.find("max") != nullptr)
            reader.error(one.at("min"), "document.min_above_max",
                         {{"min", criterion.min.text()}, {"max", criterion.max.text()}});
        if (const Json* bands = one.find("bands")) {
            const Json::Array* band_list = reader.array(*bands, one.at("bands"));
            for (std::size_t b = 0; band_list != nullptr && b < band_list->size(); ++b) {
                ObjectReader band_object(reader, (*band_list)[b], path_to(one.at("bands"), b));
                Band band;
                if (const Json* from = band_object.need("from"))
                    band.from = reader.number(*from, band_object.at("from")).value_or(Rational());
                if (const Json* to = band_object.need("to"))
                    band.to = reader.number(*to, band_object.at("to")).value_or(Rational());
                band.name = band_object.name();
                criterion.bands.push_back(std::move(band));
            }
        }
        rubric.max += criterion.weight * criterion.max;
        rubric.criteria.push_back(std::move(criterion));
    }
    if (stated_max && *stated_max != rubric.max && reader.problem_count() == problems_before)
        reader.error(object.at("max"), "definition.rubric_max",
                     {{"found", stated_max->text()}, {"needed", rubric.max.text()}});
    return rubric;
}

}  // namespace sandau
