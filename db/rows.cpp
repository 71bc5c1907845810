#include "db/rows.h"

#include <set>
#include <type_traits>

namespace sandau::db {

namespace {

void remove_rows(Connection& c, std::type_identity<Organization>, const std::string& key) {
    c.run("DELETE FROM organizations WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Person>, const std::string& key) {
    c.run("DELETE FROM people WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Entry>, const std::string& key) {
    c.run("DELETE FROM entries WHERE id = ?", key);
    c.run("DELETE FROM participations WHERE entry = ?", key);
}
void remove_rows(Connection& c, std::type_identity<StageEntrants>, const std::string& key) {
    c.run("DELETE FROM stage_entrants WHERE stage = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Slot>, const std::string& key) {
    c.run("DELETE FROM schedule_items WHERE id = ?", key);
}
/// What was drawn is in its matches.
void remove_rows(Connection&, std::type_identity<StageDraw>, const std::string&) {}
void remove_rows(Connection& c, std::type_identity<Match>, const std::string& key) {
    c.run("DELETE FROM matches WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Run>, const std::string& key) {
    c.run("DELETE FROM runs WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Sheet>, const std::string& key) {
    c.run("DELETE FROM score_sheets WHERE id = ?", key);
    remove_match_sheet(c, key);
}
void remove_rows(Connection& c, std::type_identity<ImportedScores>, const std::string& key) {
    c.run("DELETE FROM imported_scores WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Field>, const std::string& key) {
    c.run("DELETE FROM fields WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Device>, const std::string& key) {
    c.run("DELETE FROM devices WHERE id = ?", key);
    c.run("DELETE FROM device_channels WHERE device = ?", key);
}
void remove_rows(Connection& c, std::type_identity<DeviceHealth>, const std::string& key) {
    c.run("DELETE FROM device_health WHERE device = ?", key);
}
void remove_rows(Connection& c, std::type_identity<DeviceRecord>, const std::string& key) {
    c.run("DELETE FROM device_events WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<User>, const std::string& key) {
    c.run("DELETE FROM users WHERE id = ?", key);
    c.run("DELETE FROM grants WHERE user = ?", key);
}
void remove_rows(Connection& c, std::type_identity<DecisionRecord>, const std::string& key) {
    c.run("DELETE FROM decisions WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Protest>, const std::string& key) {
    c.run("DELETE FROM protests WHERE id = ?", key);
}
void remove_rows(Connection& c, std::type_identity<Publication>, const std::string& key) {
    c.run("DELETE FROM publications WHERE id = ?", key);
    const std::string subject = key.substr(key.find(':') + 1);
    if (key.starts_with("ranking:")) c.run("DELETE FROM rankings WHERE stage = ?", subject);
    if (key.starts_with("awards:")) c.run("DELETE FROM awards WHERE scheme = ?", subject);
}
void remove_rows(Connection& c, std::type_identity<DisplayChoice>, const std::string& key) {
    c.run("DELETE FROM displays WHERE id = ?", key);
}

void remove_rows(Connection& c, std::type_identity<PanelRecord>, const std::string& key) {
    c.run("DELETE FROM panels WHERE id = ?", key);
}
/// The parts of PANEL.JUDGE.ENTRY and the like. Entries and users have ids without a point, so the first
/// part is what is left.
std::vector<std::string> parts_of(std::string key, std::size_t count) {
    std::vector<std::string> parts(count);
    for (std::size_t i = count; i-- > 1;) {
        const std::size_t point = key.rfind('.');
        parts[i] = point == std::string::npos ? std::string() : key.substr(point + 1);
        key.resize(point == std::string::npos ? 0 : point);
    }
    parts[0] = std::move(key);
    return parts;
}
void remove_rows(Connection& c, std::type_identity<Attachment>, const std::string& key) {
    const std::vector<std::string> parts = parts_of(key, 2);
    c.run("DELETE FROM attachments WHERE entry = ? AND number = CAST(? AS INTEGER)", parts[0], parts[1]);
}
void remove_rows(Connection& c, std::type_identity<Assignment>, const std::string& key) {
    const std::vector<std::string> parts = parts_of(key, 3);
    c.run("DELETE FROM assignments WHERE panel = ? AND judge = ? AND entry = ?", parts[0], parts[1],
          parts[2]);
}
void remove_rows(Connection& c, std::type_identity<Conflict>, const std::string& key) {
    const std::vector<std::string> parts = parts_of(key, 2);
    c.run("DELETE FROM conflicts WHERE judge = ? AND entry = ?", parts[0], parts[1]);
}
void remove_rows(Connection& c, std::type_identity<MarkRecord>, const std::string& key) {
    const std::vector<std::string> parts = parts_of(key, 3);
    c.run("DELETE FROM marks WHERE stage = ? AND entry = ? AND judge = ?", parts[0], parts[1], parts[2]);
}

template <class T>
constexpr bool in_contest_row = std::is_same_v<T, Settings> || std::is_same_v<T, DefinitionText>;

/// A match and its sheet are of one stage; who withdraws, what is decided and the rules may settle matches in
/// any that is drawn.
std::set<StageId> stages_whose_rounds_move(const Contest& after, const std::vector<Event>& events) {
    std::set<StageId> stages;
    const Table<StageDraw>& draws = after.table<StageDraw>();
    for (const Event& event : events) {
        const StageId stage(event.key.substr(0, event.key.find('.')));
        const bool of_match =
            event.kind == Match::kind || (event.kind == Sheet::kind && draws.find(stage.text) != nullptr);
        if (of_match) stages.insert(stage);
        if (event.kind == Entry::kind || event.kind == DecisionRecord::kind ||
            event.kind == DefinitionText::kind)
            for (const StageDraw& draw : draws) stages.insert(draw.stage);
    }
    return stages;
}

}  // namespace

void write_touched_rows(Connection& connection, const Contest& after, const std::vector<Event>& events) {
    for (const Event& event : events) {
        with_record_type(event.kind, [&]<class T>() {
            if constexpr (in_contest_row<T>) {
                put_contest_rows(connection, after);
                if constexpr (std::is_same_v<T, DefinitionText>) put_definition_rows(connection, after);
            } else if (const T* record = after.table<T>().find(event.key)) {
                put_rows(connection, *record);
            } else {
                remove_rows(connection, std::type_identity<T>{}, event.key);
            }
        });
    }
    for (const StageId& stage : stages_whose_rounds_move(after, events)) put_rounds(connection, after, stage);
}

void write_all_rows(Connection& connection, const Contest& contest) {
    put_contest_rows(connection, contest);
    put_definition_rows(connection, contest);
    std::apply(
        [&](const auto&... table) {
            const auto write = [&]<class T>(const Table<T>& records) {
                if constexpr (!in_contest_row<T>)
                    for (const T& record : records) put_rows(connection, record);
            };
            (write(table), ...);
        },
        contest.tables);
    for (const StageDraw& draw : contest.table<StageDraw>()) put_rounds(connection, contest, draw.stage);
}

}  // namespace sandau::db
