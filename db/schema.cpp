#include "db/schema.h"

#include <array>
#include <map>
#include <set>

namespace sandau::db {

namespace {

// Text that is not there is '', a number or time that is not there is NULL. Times end in _utc_ms
// (milliseconds of UTC since 1970). Records refer to each other by id without foreign keys: the journal
// decides what is there, and an undo may take away what something else still names.

constexpr const char* kept_tables_sql = R"sql(
CREATE TABLE file(
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE journal(
    seq INTEGER PRIMARY KEY,
    command_id TEXT NOT NULL UNIQUE,
    actor TEXT NOT NULL,
    seat TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    events TEXT NOT NULL,     -- JSON: [{kind, key, set, was}]
    answer TEXT NOT NULL,     -- JSON
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
-- Beside the journal, which holds only the hash (people.personal_hash): what was before a change stays until
-- it is erased, so that a change can be undone.
CREATE TABLE personal(
    hash TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    birth TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    salt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX personal_of_person ON personal(person);
)sql";

constexpr const char* contest_tables_sql = R"sql(
CREATE TABLE contest(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    contest_id TEXT NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL,
    edition INTEGER, year INTEGER,
    definition_sha256 TEXT NOT NULL, definition TEXT NOT NULL,
    names_shown TEXT NOT NULL, utc_offset_min INTEGER NOT NULL, languages TEXT NOT NULL,
    protest_minutes INTEGER NOT NULL, provisional_scores TEXT NOT NULL, joining TEXT NOT NULL
) STRICT;
CREATE TABLE divisions(
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE stages(
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL,
    level TEXT NOT NULL, mode TEXT NOT NULL, format TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE stage_entrants(
    stage TEXT, entry TEXT, position INTEGER NOT NULL, reserve INTEGER NOT NULL,
    PRIMARY KEY (stage, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE rounds(
    stage TEXT, number INTEGER, state TEXT NOT NULL, PRIMARY KEY (stage, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE organizations(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, name_folded TEXT NOT NULL, kind TEXT NOT NULL,
    parent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE people(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, name_folded TEXT NOT NULL, personal_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE entries(
    id TEXT PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL, name_folded TEXT NOT NULL,
    division TEXT NOT NULL, organization TEXT NOT NULL, registered_at TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL, checked_in INTEGER NOT NULL, inspected INTEGER NOT NULL,
    extra TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE participations(
    entry TEXT, position INTEGER, person TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX participations_of_person ON participations(person);
CREATE TABLE users(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, password_hash TEXT NOT NULL, code_hash TEXT NOT NULL,
    revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE grants(
    user TEXT, position INTEGER, role TEXT NOT NULL, stage TEXT NOT NULL, division TEXT NOT NULL,
    field TEXT NOT NULL, side TEXT NOT NULL, panel TEXT NOT NULL,
    PRIMARY KEY (user, position)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* play_tables_sql = R"sql(
CREATE TABLE schedule_items(
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, entry TEXT NOT NULL, number INTEGER NOT NULL,
    field TEXT NOT NULL, starts_at_utc_ms INTEGER, duration_ms INTEGER NOT NULL, match TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fields(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, loaded TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE runs(
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, entry TEXT NOT NULL, number INTEGER NOT NULL,
    field TEXT NOT NULL, state TEXT NOT NULL,
    clock_state TEXT NOT NULL, clock_period TEXT NOT NULL, clock_since_boot TEXT NOT NULL,
    clock_since_mono_ns INTEGER NOT NULL, clock_since_utc_ms INTEGER,
    clock_elapsed_ns INTEGER NOT NULL, clock_estimated INTEGER NOT NULL,
    clock_set_because TEXT NOT NULL,
    start_event TEXT NOT NULL, finish_event TEXT NOT NULL, stop_event TEXT NOT NULL,
    rerun_of TEXT NOT NULL, rerun_reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE matches(
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, round INTEGER, group_id TEXT NOT NULL, field TEXT NOT NULL,
    sides TEXT NOT NULL, state TEXT NOT NULL, clock TEXT NOT NULL, shared TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE score_sheets(
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, entry TEXT NOT NULL, number INTEGER NOT NULL,
    state TEXT NOT NULL, status TEXT NOT NULL, time_ms INTEGER, hand_ms INTEGER, measured_ms INTEGER,
    measured_bound_ns INTEGER, measured_fault TEXT NOT NULL, measured_events TEXT NOT NULL,
    items TEXT NOT NULL, reason TEXT NOT NULL, published TEXT, published_at_utc_ms INTEGER,
    protested INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE imported_scores(
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, entry TEXT NOT NULL, scores TEXT NOT NULL,
    published INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE panels(
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, division TEXT NOT NULL, decision_number TEXT NOT NULL,
    chair TEXT NOT NULL, members TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE assignments(
    judge TEXT, panel TEXT, entry TEXT, PRIMARY KEY (judge, panel, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflicts(
    judge TEXT, entry TEXT, kind TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (judge, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE marks(
    stage TEXT, entry TEXT, judge TEXT, typist TEXT NOT NULL, state TEXT NOT NULL, criteria TEXT NOT NULL,
    recused INTEGER NOT NULL, reason TEXT NOT NULL, published TEXT, PRIMARY KEY (stage, entry, judge)
) STRICT, WITHOUT ROWID;
CREATE TABLE devices(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, spec TEXT NOT NULL, address TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE device_channels(
    device TEXT, position INTEGER, channel INTEGER NOT NULL, field TEXT NOT NULL, role TEXT NOT NULL,
    lane INTEGER NOT NULL, shortest_lap_ms INTEGER NOT NULL, PRIMARY KEY (device, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_health(
    device TEXT PRIMARY KEY, state TEXT NOT NULL, since_utc_ms INTEGER, fault TEXT NOT NULL,
    fault_at_utc_ms INTEGER, fault_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE device_events(
    id TEXT PRIMARY KEY, device TEXT NOT NULL, boot TEXT NOT NULL, seq INTEGER NOT NULL,
    channel INTEGER NOT NULL, type TEXT NOT NULL, value INTEGER NOT NULL,
    at_boot TEXT NOT NULL, at_mono_ns INTEGER NOT NULL, at_utc_ms INTEGER, bound_ns INTEGER NOT NULL,
    stamp TEXT NOT NULL, raw TEXT NOT NULL, place TEXT NOT NULL, why TEXT NOT NULL,
    field TEXT NOT NULL, role TEXT NOT NULL, run TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* outcome_tables_sql = R"sql(
CREATE TABLE decisions(
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, stage TEXT NOT NULL, body TEXT NOT NULL,
    published INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE protests(
    id TEXT PRIMARY KEY, sheet TEXT NOT NULL, lodged_by TEXT NOT NULL, text TEXT NOT NULL,
    lodged_at_utc_ms INTEGER, deadline_utc_ms INTEGER, resolution TEXT NOT NULL,
    resolution_reason TEXT NOT NULL, stage TEXT NOT NULL, entry TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE publications(
    id TEXT PRIMARY KEY, state TEXT NOT NULL, published_at_utc_ms INTEGER, content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Only what was published, as it stood then. `place` is NULL for who is unranked (`why` says why).
CREATE TABLE rankings(
    stage TEXT, division TEXT, group_id TEXT, entry TEXT, place INTEGER, why TEXT NOT NULL,
    figures TEXT NOT NULL, runs TEXT NOT NULL, decided_by TEXT NOT NULL,
    promoted INTEGER NOT NULL, held INTEGER NOT NULL, reserve INTEGER NOT NULL,
    PRIMARY KEY (stage, division, group_id, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE awards(
    scheme TEXT, position INTEGER, division TEXT NOT NULL, tier TEXT NOT NULL, entry TEXT NOT NULL,
    money TEXT NOT NULL, PRIMARY KEY (scheme, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE recognitions(
    id TEXT PRIMARY KEY, entry TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE displays(
    id TEXT PRIMARY KEY, view TEXT NOT NULL, stage TEXT NOT NULL, division TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The bytes lie in NAME.files beside this file, called by their hash.
CREATE TABLE attachments(
    entry TEXT, number INTEGER, name TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL, anonymous INTEGER NOT NULL, document TEXT NOT NULL, person TEXT NOT NULL,
    PRIMARY KEY (entry, number)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array<DerivedTable, 33> derived{{
    {"contest", 1},         {"divisions", 1},     {"stages", 1},          {"stage_entrants", 2},
    {"rounds", 2},          {"organizations", 1}, {"people", 1},          {"entries", 1},
    {"participations", 2},  {"users", 1},         {"grants", 2},          {"schedule_items", 1},
    {"fields", 1},          {"runs", 1},          {"matches", 1},         {"score_sheets", 1},
    {"imported_scores", 1}, {"panels", 1},        {"assignments", 3},     {"conflicts", 2},
    {"marks", 3},           {"devices", 1},       {"device_channels", 2}, {"device_health", 1},
    {"device_events", 1},   {"decisions", 1},     {"protests", 1},        {"publications", 1},
    {"rankings", 4},        {"awards", 2},        {"recognitions", 1},    {"displays", 1},
    {"attachments", 2},
}};

struct SchemaObject {
    std::string table;
    std::string sql;
    bool operator==(const SchemaObject&) const = default;
};

std::map<std::string, SchemaObject> schema_objects(Connection& connection) {
    std::map<std::string, SchemaObject> objects;
    connection.each("SELECT name, tbl_name, coalesce(sql, '') FROM sqlite_schema", [&](const Statement& row) {
        objects[std::string(row.text(0))] = {std::string(row.text(1)), std::string(row.text(2))};
    });
    return objects;
}

}  // namespace

std::span<const DerivedTable> derived_tables() {
    return derived;
}

void create_kept_tables(Connection& connection) {
    connection.script(kept_tables_sql);
}

void create_derived_tables(Connection& connection) {
    connection.script(contest_tables_sql);
    connection.script(play_tables_sql);
    connection.script(outcome_tables_sql);
}

void drop_derived_tables(Connection& connection) {
    for (const DerivedTable& table : derived)
        connection.script("DROP TABLE IF EXISTS " + std::string(table.name));
}

std::optional<std::string> foreign_in_schema(Connection& connection) {
    Connection ours({}, OpenAs::Memory);
    create_kept_tables(ours);
    create_derived_tables(ours);
    const std::map<std::string, SchemaObject> expected = schema_objects(ours);
    const std::map<std::string, SchemaObject> there = schema_objects(connection);
    for (const auto& [name, object] : expected) {
        const auto found = there.find(name);
        if (found == there.end() || found->second != object) return name;
    }
    for (const auto& [name, object] : there)
        if (!expected.contains(name) && expected.contains(object.table)) return name;
    return std::nullopt;
}

}  // namespace sandau::db
