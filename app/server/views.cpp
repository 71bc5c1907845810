#include "server/views.h"

#include <algorithm>

#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "server/parse.h"

namespace sandau::server {

namespace {

Json optional_json(const std::optional<std::int64_t>& value) {
    return value ? Json(*value) : Json();
}

Json id_json(const std::string& id) {
    return id.empty() ? Json() : Json(id);
}

Json contest_stage(const Stage& stage) {
    Json json;
    json.set("id", stage.id.text);
    json.set("name", text_json(stage.name));
    json.set("format", to_text(stage.format));
    Json divisions{Json::Array{}};
    std::int64_t attempts = 0;
    for (const DivisionPlay& play : stage.divisions) {
        divisions.push_back(play.division.text);
        attempts = std::max(attempts, play.attempts);
    }
    json.set("divisions", std::move(divisions));
    json.set("attempts", stage.format == StageFormat::Runs ? Json(attempts) : Json());
    return json;
}

Json contest_award(const Awards& award) {
    Json json;
    json.set("id", award.id.text);
    json.set("name", text_json(award.name));
    Json tiers{Json::Array{}};
    for (const Tier& tier : award.tiers) {
        Json one;
        one.set("id", tier.id.text);
        one.set("name", text_json(tier.name));
        one.set("money", tier.money ? number_json(*tier.money) : Json());
        tiers.push_back(std::move(one));
    }
    for (const Special& special : award.specials) {
        Json one;
        one.set("id", special.id.text);
        one.set("name", text_json(special.name));
        one.set("money", special.money ? number_json(*special.money) : Json());
        tiers.push_back(std::move(one));
    }
    json.set("tiers", std::move(tiers));
    return json;
}

const Publication* publication(const Contest& contest, const std::string& id) {
    return contest.table<Publication>().find(id);
}

}  // namespace

std::string key_of(std::string_view collection, std::string_view id) {
    return std::string(collection) + "/" + percent_encode(id);
}

Json text_json(const Text& text) {
    Json json{Json::Object{}};
    json.set("vi", text.in(Language::Vietnamese));
    if (!text.en.empty()) json.set("en", text.en);
    return json;
}

Json number_json(const Rational& value) {
    std::string text = value.text();
    if (text.find('/') != std::string::npos) return Json(std::move(text));
    return Json(Json::Number{std::move(text)});
}

const Definition& definition_of(const Contest& contest) {
    static const Definition none;
    return contest.definition ? *contest.definition : none;
}

bool is_public(const Entry& entry) {
    return entry.state != EntryState::Refused;
}

Json contest_view(const Contest& contest) {
    const Definition& definition = definition_of(contest);
    const Settings& settings = contest.settings();
    Json json;
    json.set("id", definition.id.text);
    json.set("name", text_json(definition.name));
    json.set("edition", optional_json(definition.edition));
    json.set("year", optional_json(definition.year));
    Json divisions{Json::Array{}};
    for (const Division& division : definition.divisions) {
        Json one;
        one.set("id", division.id.text);
        one.set("name", text_json(division.name));
        divisions.push_back(std::move(one));
    }
    json.set("divisions", std::move(divisions));
    Json stages{Json::Array{}};
    for (const Stage& stage : definition.stages) stages.push_back(contest_stage(stage));
    json.set("stages", std::move(stages));
    Json awards{Json::Array{}};
    for (const Awards& award : definition.awards) awards.push_back(contest_award(award));
    json.set("awards", std::move(awards));
    json.set("languages", to_json(settings.languages));
    json.set("utc_offset_min", settings.utc_offset_min);
    json.set("terms", definition.terms.is_null() ? Json(Json::Object{}) : definition.terms);
    return json;
}

Json entry_view(const Contest& contest, const Entry& entry) {
    const NamesShown shown = contest.settings().names_shown;
    Json json;
    json.set("id", entry.id.text);
    json.set("number", entry.number);
    json.set("name",
             shown == NamesShown::None ? (entry.number.empty() ? entry.id.text : entry.number) : entry.name);
    json.set("division", entry.division.text);
    const Organization* organization = contest.table<Organization>().find(entry.organization.text);
    json.set("organization", organization != nullptr ? organization->name : std::string());
    json.set("district", organization != nullptr ? organization->parent : std::string());
    if (shown == NamesShown::Members) {
        Json members{Json::Array{}};
        for (const Part& part : entry.parts) {
            const Person* person = contest.table<Person>().find(part.person.text);
            if (person != nullptr && part.role != PartRole::Coach) members.push_back(person->name);
        }
        json.set("members", std::move(members));
    }
    json.set("state", word_of(entry.state));
    return json;
}

std::vector<Resource> schedule_views(const Contest& contest) {
    std::vector<Resource> views;
    for (const Stage& stage : definition_of(contest).stages) {
        const Publication* posted = publication(contest, "schedule:" + stage.id.text);
        const Json* slots = posted != nullptr ? posted->content.find("slots") : nullptr;
        if (slots == nullptr || slots->as_array() == nullptr) continue;
        for (const Json& one : *slots->as_array()) {
            const Result<Slot> slot = from_json<Slot>(one);
            if (!slot) continue;
            const Entry* entry = contest.table<Entry>().find(slot->entry.text);
            const Match* match = contest.table<Match>().find(slot->match.text);
            if (match == nullptr && (entry == nullptr || !is_public(*entry))) continue;
            Json json;
            json.set("id", slot->id.text);
            json.set("stage", slot->stage.text);
            // Whose match it is says the match, as far as that may be known.
            json.set("entry", match != nullptr ? Json() : Json(slot->entry.text));
            json.set("match", match != nullptr ? Json(slot->match.text) : Json());
            json.set("division", match != nullptr ? match->division.text : entry->division.text);
            json.set("number", slot->number);
            json.set("field", slot->field.text);
            json.set("starts_at_ms", slot->starts_at.utc_ms);
            json.set("duration_ms", slot->duration_ms);
            views.emplace_back(key_of("schedule", slot->id.text), std::move(json));
        }
    }
    return views;
}

Json field_view(const Contest& contest, const Field& field) {
    Json json;
    json.set("id", field.id.text);
    json.set("name", field.name);
    const bool is_match = contest.table<Match>().find(field.loaded.text) != nullptr;
    json.set("run", is_match ? Json() : id_json(field.loaded.text));
    json.set("match", is_match ? Json(field.loaded.text) : Json());
    return json;
}

Json display_view(const DisplayChoice& display) {
    Json json;
    json.set("id", display.id);
    json.set("view", display.view);
    json.set("stage", id_json(display.stage.text));
    json.set("division", id_json(display.division.text));
    json.set("message", display.message);
    return json;
}

std::optional<Json> result_view(const Contest& contest, const Sheet& sheet) {
    if (!sheet.published) return std::nullopt;
    const Entry* entry = contest.table<Entry>().find(sheet.entry.text);
    const Stage* stage = definition_of(contest).stage(sheet.stage);
    if (entry == nullptr || !is_public(*entry) || stage == nullptr) return std::nullopt;
    if (stage->format != StageFormat::Runs || stage->division(entry->division) == nullptr)
        return std::nullopt;
    const SheetContent& content = *sheet.published;
    const SheetEvaluation evaluation = evaluate_sheet(*stage, entry->division, run_sheet_of(content));
    Json json;
    json.set("id", sheet.id.text);
    json.set("stage", sheet.stage.text);
    json.set("entry", sheet.entry.text);
    json.set("division", entry->division.text);
    json.set("number", sheet.number);
    json.set("status", to_text(evaluation.status));
    json.set("total", evaluation.total ? Json(evaluation.total->text()) : Json());
    json.set("time_ms", optional_json(content.time_ms));
    const bool measured = content.measured && content.time_ms == content.measured->time_ms;
    json.set("bound_us", measured ? Json((content.measured->bound_ns + 999) / 1000) : Json());
    json.set("published_at_ms", sheet.published_at.utc_ms);
    json.set("state", sheet.state == SheetState::Official ? "official" : "published");
    return json;
}

std::vector<Resource> awards_views(const Contest& contest) {
    std::vector<Resource> views;
    for (const Awards& scheme : definition_of(contest).awards) {
        const Publication* posted = publication(contest, "awards:" + scheme.id.text);
        if (posted == nullptr) continue;
        Json rows{Json::Array{}};
        const Json* awards = posted->content.find("awards");
        if (awards != nullptr && awards->as_array() != nullptr) {
            for (const Json& award : *awards->as_array()) {
                Json row;
                for (const std::string_view name : {"division", "tier", "entry", "money"}) {
                    const Json* value = award.find(name);
                    row.set(name, value != nullptr ? *value : Json());
                }
                rows.push_back(std::move(row));
            }
        }
        Json json;
        json.set("scheme", scheme.id.text);
        json.set("state", word_of(posted->state));
        json.set("rows", std::move(rows));
        views.emplace_back(key_of("awards", scheme.id.text), std::move(json));
    }
    return views;
}

}  // namespace sandau::server
