#include <algorithm>

#include "scoring/results_reader.h"

namespace sandau {

namespace {

void read_entries(ObjectReader& root, ResultsContext& context, Results& results) {
    const Json* list = root.need("entries");
    if (list == nullptr) return;
    DocumentReader& reader = root.reader();
    const Json::Array* array = reader.array(*list, root.at("entries"));
    if (array == nullptr) return;
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(root.at("entries"), i));
        ResultEntry entry;
        if (const Json* id = one.need("id")) entry.id = EntryId(reader.text(*id, one.at("id")).value_or(""));
        if (const Json* division = one.need("division")) {
            if (const auto id = reader.text(*division, one.at("division"))) {
                entry.division = DivisionId(*id);
                if (context.definition.division(entry.division) == nullptr)
                    reader.error(one.at("division"), "definition.unknown_division", {{"id", *id}});
            }
        }
        if (const Json* organization = one.find("organization");
            organization != nullptr && !organization->is_null())
            entry.organization =
                OrganizationId(reader.text(*organization, one.at("organization")).value_or(""));
        if (const Json* name = one.find("name"); name != nullptr && !name->is_null())
            entry.name = reader.text(*name, one.at("name")).value_or("");
        entry.withdrawn = one.truth("withdrawn", false);
        if (const Json* number = one.find("number")) entry.number = *number;
        if (const Json* members = one.find("members")) entry.members = *members;
        if (const Json* documents = one.find("documents")) entry.documents = *documents;
        if (!one.is_object()) continue;
        if (!context.entries.emplace(entry.id, entry.division).second)
            reader.error(one.at("id"), "document.repeated_id", {{"id", entry.id.text}});
        results.entries.push_back(std::move(entry));
    }
}

void read_judges(ObjectReader& root, ResultsContext& context, Results& results) {
    const Json* list = root.find("judges");
    if (list == nullptr) return;
    results.judges.emplace();
    context.judges.emplace();
    DocumentReader& reader = root.reader();
    const Json::Array* array = reader.array(*list, root.at("judges"));
    if (array == nullptr) return;
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(root.at("judges"), i));
        Judge judge;
        if (const Json* id = one.need("id")) judge.id = JudgeId(reader.text(*id, one.at("id")).value_or(""));
        judge.name = one.text("name");
        judge.organization = OrganizationId(one.text("organization"));
        if (!context.judges->insert(judge.id).second)
            reader.error(one.at("id"), "document.repeated_id", {{"id", judge.id.text}});
        results.judges->push_back(std::move(judge));
    }
}

/// Each member of an object by entry id, where the stage has that entry.
template <class Read>
void for_each_entry(ObjectReader& object, std::string_view key, const ResultsContext& context,
                    const Stage& stage, Read read) {
    const Json* map = object.find(key);
    if (map == nullptr) return;
    DocumentReader& reader = object.reader();
    if (map->as_object() == nullptr) return reader.wrong_type(*map, object.at(key), "@type.object");
    for (const auto& [id, value] : *map->as_object()) {
        if (is_comment(id) && !context.entries.contains(EntryId(id))) continue;
        const std::string path = path_to(object.at(key), id);
        if (const DivisionPlay* play = find_play(reader, context, stage, id, path))
            read(EntryId(id), *play, value, path);
    }
}

bool is_column(const Stage& stage, const std::string& id) {
    return stage.column(id) != nullptr;
}

void read_columns(ObjectReader& object, std::string_view key, const ResultsContext& context,
                  const Stage& stage, std::map<EntryId, SheetValues>& into) {
    for_each_entry(object, key, context, stage,
                   [&](const EntryId& id, const DivisionPlay&, const Json& value, const std::string& path) {
                       into[id] = read_sheet_values(
                           object.reader(), value, path,
                           [&](const std::string& one) { return is_column(stage, one); },
                           "results.unknown_column");
                   });
}

void read_runs(ObjectReader& object, const ResultsContext& context, const Stage& stage,
               StageResults& results) {
    DocumentReader& reader = object.reader();
    for_each_entry(
        object, "runs", context, stage,
        [&](const EntryId& id, const DivisionPlay& play, const Json& value, const std::string& path) {
            std::vector<RunSheet>& runs = results.runs[id];
            const Json::Array* array = reader.array(value, path);
            for (std::size_t i = 0; array != nullptr && i < array->size(); ++i)
                runs.push_back(read_run(reader, *play.game, (*array)[i], path_to(path, i)));
        });
}

Mark read_mark(DocumentReader& reader, const Rubric& rubric, const Json& value, const std::string& path) {
    Mark mark;
    if (value.as_object() == nullptr) {
        reader.wrong_type(value, path, "@type.object");
        return mark;
    }
    Json criteria{Json::Object{}};
    for (const auto& [key, one] : *value.as_object()) {
        if (key == "recused" && rubric.criterion("recused") == nullptr) {
            mark.recused = reader.truth(one, path_to(path, key)).value_or(false);
        } else {
            criteria.as_object()->emplace_back(key, one);
        }
    }
    mark.criteria = read_sheet_values(
        reader, criteria, path, [&](const std::string& id) { return rubric.criterion(id) != nullptr; },
        "results.unknown_criterion");
    return mark;
}

void read_marks(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                StageResults& results) {
    DocumentReader& reader = object.reader();
    for_each_entry(
        object, "marks", context, stage,
        [&](const EntryId& id, const DivisionPlay& play, const Json& value, const std::string& path) {
            auto& marks = results.marks[id];
            if (value.as_object() == nullptr) return reader.wrong_type(value, path, "@type.object");
            for (const auto& [judge, mark] : *value.as_object()) {
                const bool listed = context.judges && context.judges->contains(JudgeId(judge));
                if (is_comment(judge) && !listed) continue;
                const std::string mark_path = path_to(path, judge);
                if (context.judges && !listed) {
                    reader.error(mark_path, "results.unknown_judge", {{"id", judge}});
                    continue;
                }
                marks[JudgeId(judge)] = read_mark(reader, *play.rubric, mark, mark_path);
            }
        });
}

void read_votes(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                StageResults& results) {
    DocumentReader& reader = object.reader();
    for_each_entry(object, "votes", context, stage,
                   [&](const EntryId& id, const DivisionPlay&, const Json& value, const std::string& path) {
                       ObjectReader one(reader, value, path);
                       VoteSheet& sheet = results.votes[id];
                       const auto count = [&](std::string_view key) {
                           const Json* found = one.find(key);
                           return found == nullptr ? SheetValue()
                                                   : read_sheet_value(reader, *found, one.at(key));
                       };
                       sheet.votes_for = count("for");
                       sheet.members = count("members");
                       sheet.present = count("present");
                   });
}

void read_seeds(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                StageResults& results) {
    const Json* list = object.find("seeds");
    if (list == nullptr || list->is_null()) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("seeds"));
    if (array == nullptr) return;
    results.seeds.emplace();
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string path = path_to(object.at("seeds"), i);
        const std::optional<std::string> id = reader.text((*array)[i], path);
        if (!id || find_play(reader, context, stage, *id, path) == nullptr) continue;
        ids.take(*id, path);
        results.seeds->emplace_back(*id);
    }
}

void read_stage_results(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                        StageResults& results) {
    switch (stage.format) {
        case StageFormat::Import:
            read_columns(object, "scores", context, stage, results.scores);
            break;
        case StageFormat::Runs:
            read_runs(object, context, stage, results);
            break;
        case StageFormat::RoundRobin:
        case StageFormat::Swiss:
            read_groups(object, context, stage, results);
            read_matches(object, context, stage, results);
            break;
        case StageFormat::SingleElimination:
        case StageFormat::DoubleElimination:
            read_seeds(object, context, stage, results);
            read_matches(object, context, stage, results);
            break;
        case StageFormat::Vote:
            read_votes(object, context, stage, results);
            break;
        case StageFormat::Rubric:
            read_marks(object, context, stage, results);
            read_columns(object, "external", context, stage, results.external);
            break;
    }
    for (const std::string_view key :
         {"scores", "runs", "groups", "matches", "seeds", "marks", "external", "votes"})
        object.misplaced(key, "definition.key_of_another_format",
                         {{"format", std::string(to_text(stage.format))}});
}

void read_stages(ObjectReader& root, const ResultsContext& context, Results& results) {
    const Json* map = root.find("stages");
    if (map == nullptr) return;
    DocumentReader& reader = root.reader();
    if (map->as_object() == nullptr) return reader.wrong_type(*map, root.at("stages"), "@type.object");
    for (const auto& [id, value] : *map->as_object()) {
        if (is_comment(id)) continue;
        const std::string path = path_to(root.at("stages"), id);
        const Stage* stage = context.definition.stage(StageId(id));
        if (stage == nullptr) {
            reader.error(path, "definition.unknown_stage", {{"id", id}});
            continue;
        }
        ObjectReader object(reader, value, path);
        read_stage_results(object, context, *stage, results.stages[StageId(id)]);
    }
}

void read_root(const Definition& definition, const Json& document, DocumentReader& reader, Results& results) {
    ObjectReader root(reader, document, "");
    if (!root.is_object()) return;
    if (const Json* format = root.need("format")) {
        if (format->as_string() == nullptr || *format->as_string() != "sandau.results/1")
            reader.error("format", "document.wrong_format",
                         {{"found", format->as_string() != nullptr ? *format->as_string()
                                                                   : write_json(*format).substr(0, 40)},
                          {"needed", "sandau.results/1"}});
    }
    ResultsContext context{definition, {}, {}};
    read_entries(root, context, results);
    read_judges(root, context, results);
    read_stages(root, context, results);
    read_decisions(root, context, results);
}

}  // namespace

const DivisionPlay* find_play(DocumentReader& reader, const ResultsContext& context, const Stage& stage,
                              const std::string& entry, const std::string& path) {
    const auto found = context.entries.find(EntryId(entry));
    if (found == context.entries.end()) {
        reader.error(path, "results.unknown_entry", {{"id", entry}});
        return nullptr;
    }
    const DivisionPlay* play = stage.division(found->second);
    if (play == nullptr)
        reader.error(path, "results.division_not_in_stage",
                     {{"id", entry}, {"division", found->second.text}, {"stage", stage.id.text}});
    return play;
}

SheetValue read_sheet_value(DocumentReader& reader, const Json& value, const std::string& path) {
    if (value.as_number() != nullptr) {
        const std::optional<Rational> number = reader.number(value, path, NumberForm::Decimal);
        return number ? SheetValue(*number) : SheetValue();
    }
    return *sheet_value_of(value);
}

SheetValues read_sheet_values(DocumentReader& reader, const Json& value, const std::string& path,
                              const std::function<bool(const std::string&)>& is_known,
                              const std::string& code) {
    SheetValues values;
    if (value.as_object() == nullptr) {
        reader.wrong_type(value, path, "@type.object");
        return values;
    }
    for (const auto& [key, one] : *value.as_object()) {
        if (is_comment(key)) continue;
        if (!is_known(key)) {
            reader.error(path_to(path, key), code, {{"id", key}});
            continue;
        }
        values[key] = read_sheet_value(reader, one, path_to(path, key));
    }
    return values;
}

std::optional<RunStatus> read_status(DocumentReader& reader, const Json& value, const std::string& path) {
    static constexpr std::pair<std::string_view, RunStatus> statuses[] = {{"OK", RunStatus::Ok},
                                                                          {"DNF", RunStatus::Dnf},
                                                                          {"DNS", RunStatus::Dns},
                                                                          {"DSQ", RunStatus::Dsq},
                                                                          {"VOID", RunStatus::Void}};
    return reader.choice(value, path, statuses);
}

RunSheet read_run(DocumentReader& reader, const Game& game, const Json& value, const std::string& path) {
    ObjectReader one(reader, value, path);
    RunSheet run;
    if (const Json* status = one.find("status"))
        run.status = read_status(reader, *status, one.at("status")).value_or(RunStatus::Ok);
    if (const Json* items = one.find("items"))
        run.items = read_sheet_values(
            reader, *items, one.at("items"), [&](const std::string& id) { return game.item(id) != nullptr; },
            "results.unknown_item");
    if (const Json* time = one.find("time_ms"))
        run.time_ms = read_sheet_value(reader, *time, one.at("time_ms"));
    return run;
}

RunSheet read_run_sheet(const Game& game, const Json& value, const std::string& path,
                        std::vector<Problem>& problems) {
    DocumentReader reader(problems);
    return read_run(reader, game, value, path);
}

Result<SheetValue> sheet_value_of(const Json& value) {
    if (value.is_null()) return SheetValue();
    if (const bool* truth = value.as_bool()) return SheetValue(*truth);
    if (const std::string* text = value.as_string()) return SheetValue(*text);
    if (const Json::Number* number = value.as_number()) {
        Result<Rational> parsed = Rational::parse(number->text);
        if (!parsed) return tl::unexpected(std::move(parsed.error()));
        return SheetValue(*std::move(parsed));
    }
    return SheetValue(value);
}

ResultsReading read_results(const Definition& definition, const Json& document) {
    ResultsReading reading;
    DocumentReader reader(reading.problems);
    read_root(definition, document, reader, reading.results);
    return reading;
}

ResultsReading read_results(const Definition& definition, std::string_view text) {
    Result<Json> document = read_json(text);
    if (document) return read_results(definition, *document);
    ResultsReading reading;
    reading.problems.push_back({Severity::Error, std::move(document.error())});
    return reading;
}

}  // namespace sandau
