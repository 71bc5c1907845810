#include "db/rows.h"
#include "scoring/text_fold.h"

// Who takes part, who may do what, and the contest itself.

namespace sandau::db {

namespace {

struct BothNames {
    std::string vi;
    std::string en;
};

/// A definition's text for people: {"vi", "en"}, or one string for both.
BothNames names_of(const Json* name) {
    if (name == nullptr) return {};
    if (const std::string* text = name->as_string()) return {*text, *text};
    BothNames names;
    if (const Json* vi = name->find("vi"); vi != nullptr && vi->as_string() != nullptr)
        names.vi = *vi->as_string();
    if (const Json* en = name->find("en"); en != nullptr && en->as_string() != nullptr)
        names.en = *en->as_string();
    return names;
}

std::string text_of(const Json& object, std::string_view key) {
    const Json* member = object.find(key);
    const std::string* text = member != nullptr ? member->as_string() : nullptr;
    return text != nullptr ? *text : std::string();
}

std::optional<std::int64_t> integer_of(const Json& object, std::string_view key) {
    const Json* member = object.find(key);
    return member != nullptr ? member->as_int() : std::nullopt;
}

Json definition_json(const Contest& contest) {
    Result<Json> json = read_json(contest.definition_text().text);
    return json ? std::move(*json) : Json();
}

}  // namespace

void put_contest_rows(Connection& c, const Contest& contest) {
    const bool there = contest.table<Settings>().size() + contest.table<DefinitionText>().size() > 0;
    if (!there) return c.run("DELETE FROM contest");
    const Settings& settings = contest.settings();
    const DefinitionText& definition = contest.definition_text();
    const Json json = definition_json(contest);
    const BothNames name = names_of(json.find("name"));
    c.run(
        "INSERT OR REPLACE INTO contest(id, contest_id, name_vi, name_en, edition, year, definition_sha256, "
        "definition, names_shown, utc_offset_min, languages, protest_minutes, provisional_scores, joining) "
        "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        text_of(json, "id"), name.vi, name.en, integer_of(json, "edition"), integer_of(json, "year"),
        definition.sha256, definition.text, settings.names_shown, settings.utc_offset_min,
        to_json(settings.languages), settings.protest_minutes, settings.provisional_scores, settings.joining);
}

void put_definition_rows(Connection& c, const Contest& contest) {
    c.run("DELETE FROM divisions");
    c.run("DELETE FROM stages");
    const Json json = definition_json(contest);
    const auto list = [&](std::string_view key) {
        const Json* member = json.find(key);
        const Json::Array* array = member != nullptr ? member->as_array() : nullptr;
        return array != nullptr ? *array : Json::Array{};
    };
    std::int64_t position = 0;
    for (const Json& division : list("divisions")) {
        const BothNames name = names_of(division.find("name"));
        c.run("INSERT OR REPLACE INTO divisions(id, position, name_vi, name_en) VALUES (?, ?, ?, ?)",
              text_of(division, "id"), position++, name.vi, name.en);
    }
    position = 0;
    for (const Json& stage : list("stages")) {
        const BothNames name = names_of(stage.find("name"));
        c.run(
            "INSERT OR REPLACE INTO stages(id, position, name_vi, name_en, level, mode, format) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            text_of(stage, "id"), position++, name.vi, name.en, text_of(stage, "level"),
            text_of(stage, "mode"), text_of(stage, "format"));
    }
}

void put_rows(Connection& c, const Organization& organization) {
    c.run("INSERT OR REPLACE INTO organizations(id, name, name_folded, kind, parent) VALUES (?, ?, ?, ?, ?)",
          organization.id, organization.name, fold_text(organization.name), organization.type,
          organization.parent);
}

void put_rows(Connection& c, const Person& person) {
    c.run("INSERT OR REPLACE INTO people(id, name, name_folded, personal_hash) VALUES (?, ?, ?, ?)",
          person.id, person.name, fold_text(person.name), person.personal_hash);
}

void put_rows(Connection& c, const Entry& entry) {
    c.run(
        "INSERT OR REPLACE INTO entries(id, number, name, name_folded, division, organization, "
        "registered_at, "
        "state, reason, checked_in, inspected, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.id, entry.number, entry.name, fold_text(entry.name), entry.division, entry.organization,
        entry.registered_at, entry.state, entry.reason, entry.checked_in, entry.inspected,
        to_json(entry.extra));
    c.run("DELETE FROM participations WHERE entry = ?", entry.id);
    std::int64_t position = 0;
    for (const Part& part : entry.parts)
        c.run("INSERT INTO participations(entry, position, person, role) VALUES (?, ?, ?, ?)", entry.id,
              position++, part.person, part.role);
}

void put_rows(Connection& c, const Attachment& one) {
    c.run(
        "INSERT OR REPLACE INTO attachments(entry, number, name, sha256, media_type, bytes, anonymous, "
        "document, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        one.entry, one.number, one.name, one.sha256, one.media_type, one.bytes, one.anonymous, one.document,
        one.person);
}

void put_rows(Connection& c, const StageEntrants& entrants) {
    c.run("DELETE FROM stage_entrants WHERE stage = ?", entrants.stage);
    std::int64_t position = 0;
    const auto put = [&](const EntryId& entry, bool reserve) {
        c.run("INSERT OR REPLACE INTO stage_entrants(stage, entry, position, reserve) VALUES (?, ?, ?, ?)",
              entrants.stage, entry, position++, reserve);
    };
    for (const EntryId& entry : entrants.entries) put(entry, false);
    for (const EntryId& entry : entrants.reserves) put(entry, true);
}

void put_rows(Connection& c, const User& user) {
    c.run("INSERT OR REPLACE INTO users(id, name, password_hash, code_hash, revoked) VALUES (?, ?, ?, ?, ?)",
          user.id, user.name, user.password_hash, user.code_hash, user.revoked);
    c.run("DELETE FROM grants WHERE user = ?", user.id);
    std::int64_t position = 0;
    for (const Grant& grant : user.grants)
        c.run(
            "INSERT INTO grants(user, position, role, stage, division, field, side, panel) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            user.id, position++, grant.role, grant.stage, grant.division, grant.field, grant.side,
            grant.panel);
}

void put_rows(Connection& c, const DisplayChoice& display) {
    c.run("INSERT OR REPLACE INTO displays(id, view, stage, division, message) VALUES (?, ?, ?, ?, ?)",
          display.id, display.view, display.stage, display.division, display.message);
}

}  // namespace sandau::db
