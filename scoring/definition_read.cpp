#include <algorithm>

#include "scoring/definition_reader.h"

namespace sandau {

namespace {

bool is_contest_id(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    return !text.empty() && text.size() <= 200 && letter(text.front()) &&
           std::all_of(text.begin(), text.end(), part);
}

bool is_leap_year(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// "YYYY-MM-DD", a day that exists.
bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        for (std::size_t i = at; i < at + length; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1) return false;
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day <= days[month - 1] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

void read_birth(ObjectReader& object, Eligibility& eligibility) {
    const Json* value = object.find("birth");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* pair = reader.array(*value, object.at("birth"));
    if (pair == nullptr) return;
    if (pair->size() != 2) return reader.error(object.at("birth"), "definition.two_dates");
    std::string dates[2];
    for (std::size_t i = 0; i < 2; ++i) {
        const std::string path = path_to(object.at("birth"), i);
        const std::optional<std::string> date = reader.text((*pair)[i], path);
        if (date && !is_date(*date)) reader.error(path, "definition.bad_date", {{"found", *date}});
        dates[i] = date.value_or("");
    }
    if (is_date(dates[0]) && is_date(dates[1]) && dates[0] > dates[1])
        reader.error(object.at("birth"), "document.min_above_max", {{"min", dates[0]}, {"max", dates[1]}});
    eligibility.birth = {dates[0], dates[1]};
}

Eligibility read_eligibility(DocumentReader& reader, const Json& value, const std::string& path) {
    ObjectReader object(reader, value, path);
    Eligibility eligibility;
    read_birth(object, eligibility);
    if (const Json* authors = object.find("authors")) {
        ObjectReader one(reader, *authors, object.at("authors"));
        eligibility.authors_min = one.whole("min", 0, 10'000);
        eligibility.authors_max = one.whole("max", 0, 10'000);
        if (eligibility.authors_min && eligibility.authors_max &&
            *eligibility.authors_min > *eligibility.authors_max)
            reader.error(one.at("max"), "document.min_above_max",
                         {{"min", std::to_string(*eligibility.authors_min)},
                          {"max", std::to_string(*eligibility.authors_max)}});
    }
    const Json* documents = object.find("documents");
    const Json::Array* array =
        documents == nullptr ? nullptr : reader.array(*documents, object.at("documents"));
    UniqueIds ids(reader);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("documents"), i));
        RequiredDocument document;
        document.id = one.id().value_or("");
        document.name = one.name();
        ids.take(document.id, one.at("id"));
        document.required = one.truth("required", true);
        document.per = one.choice<RequiredDocument::Per>(
            "per", {{"entry", RequiredDocument::Per::Entry}, {"author", RequiredDocument::Per::Author}});
        eligibility.documents.push_back(std::move(document));
    }
    return eligibility;
}

void read_divisions(ObjectReader& root, Definition& definition) {
    const Json* list = root.need("divisions");
    if (list == nullptr) return;
    DocumentReader& reader = root.reader();
    const Json::Array* array = reader.array(*list, root.at("divisions"));
    if (array == nullptr) return;
    if (array->empty()) reader.error(root.at("divisions"), "document.empty_list");
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(root.at("divisions"), i));
        Division division;
        division.id = DivisionId(one.id().value_or(""));
        division.name = one.name();
        if (division.name.empty()) division.name = {division.id.text, division.id.text};
        ids.take(division.id.text, one.at("id"));
        if (const Json* eligibility = one.find("eligibility"))
            division.eligibility = read_eligibility(reader, *eligibility, one.at("eligibility"));
        if (!division.id.empty()) definition.divisions.push_back(std::move(division));
    }
}

/// The members of an object whose keys are ids.
template <class Read>
void for_each_named(ObjectReader& root, std::string_view key, Read read) {
    const Json* map = root.find(key);
    if (map == nullptr) return;
    DocumentReader& reader = root.reader();
    if (map->as_object() == nullptr) return reader.wrong_type(*map, root.at(key), "@type.object");
    for (const auto& [id, value] : *map->as_object()) {
        if (is_comment(id)) continue;
        const std::string path = path_to(root.at(key), id);
        reader.id(Json(id), path);
        read(id, value, path);
    }
}

GameSources read_games(ObjectReader& root, Definition& definition) {
    GameSources sources;
    DocumentReader& reader = root.reader();
    for_each_named(root, "games", [&](const std::string& id, const Json& value, const std::string& path) {
        const std::size_t before = reader.problem_count();
        Game game = read_game(reader, value, path, id);
        sources[id] = {game, &value, reader.problem_count() == before};
        definition.games.push_back(std::move(game));
    });
    return sources;
}

void read_stages(ObjectReader& root, Definition& definition, const GameSources& games) {
    const Json* list = root.need("stages");
    if (list == nullptr) return;
    DocumentReader& reader = root.reader();
    const Json::Array* array = reader.array(*list, root.at("stages"));
    if (array == nullptr) return;
    if (array->empty()) reader.error(root.at("stages"), "document.empty_list");
    StageContext context{definition, games, {}};
    for (const Json& stage : *array) {
        const Json* id = stage.find("id");
        context.stage_ids.push_back(id != nullptr && id->as_string() != nullptr ? *id->as_string() : "");
    }
    UniqueIds ids(reader);
    std::vector<Stage> stages;
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string path = path_to(root.at("stages"), i);
        stages.push_back(read_stage(reader, (*array)[i], path, i, context));
        ids.take(stages.back().id.text, path_to(path, "id"));
    }
    definition.stages = std::move(stages);
    for (std::size_t i = 0; i < definition.stages.size(); ++i) {
        const Stage& stage = definition.stages[i];
        if (!stage.table.groups || !stage.table.groups->seed_from) continue;
        const std::string path = path_to(root.at("stages"), i) + ".groups.draw.seed_from";
        const auto from = definition.stage_index(*stage.table.groups->seed_from);
        if (!from) {
            reader.error(path, "definition.unknown_stage", {{"id", stage.table.groups->seed_from->text}});
        } else if (*from >= i) {
            reader.error(path, "definition.stage_not_earlier", {{"id", stage.table.groups->seed_from->text}});
        }
    }
}

/// Apart, because unknown keys are only reported when `root` ends.
void read_root(const Json& document, DocumentReader& reader, Definition& definition) {
    ObjectReader root(reader, document, "");
    if (!root.is_object()) return;
    if (const Json* format = root.need("format")) {
        if (format->as_string() == nullptr || *format->as_string() != "sandau.contest/1")
            reader.error("format", "document.wrong_format",
                         {{"found", format->as_string() != nullptr ? *format->as_string()
                                                                   : write_json(*format).substr(0, 40)},
                          {"needed", "sandau.contest/1"}});
    }
    if (const Json* id = root.need("id")) {
        const std::optional<std::string> text = reader.text(*id, "id");
        if (text && !is_contest_id(*text)) reader.error("id", "document.bad_contest_id", {{"found", *text}});
        definition.id = ContestId(text.value_or(""));
    }
    definition.name = root.name();
    definition.edition = root.whole("edition", 0, count_max);
    definition.year = root.whole("year", 0, 9999);
    if (const Json* about = root.find("about")) definition.about = *about;
    if (const Json* terms = root.find("terms")) definition.terms = *terms;
    read_divisions(root, definition);
    const GameSources games = read_games(root, definition);
    for_each_named(root, "rubrics", [&](const std::string& id, const Json& value, const std::string& path) {
        definition.rubrics.push_back(read_rubric(reader, value, path, id));
    });
    read_stages(root, definition, games);
    read_awards(root, definition);
}

}  // namespace

DefinitionReading read_definition(const Json& document) {
    DefinitionReading reading;
    DocumentReader reader(reading.problems);
    read_root(document, reader, reading.definition);
    return reading;
}

DefinitionReading read_definition(std::string_view text) {
    Result<Json> document = read_json(text);
    if (document) return read_definition(*document);
    DefinitionReading reading;
    reading.problems.push_back({Severity::Error, std::move(document.error())});
    return reading;
}

}  // namespace sandau
