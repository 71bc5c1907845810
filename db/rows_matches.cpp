#include <map>
#include <set>

#include "db/rows.h"
#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/standings.h"

namespace sandau::db {

namespace {

/// A row of `score_sheets` for a part of a match's sheet.
struct SheetPart {
    std::string name;  ///< the side, or `shared`
    EntryId entry;
    SheetStatus status = SheetStatus::OK;
    std::optional<std::int64_t> time_ms;
    Json items{Json::Object{}};
    std::string reason;
    std::optional<Json> published;
};

void put_part(Connection& c, const Sheet& sheet, const SheetPart& part) {
    c.run(
        "INSERT OR REPLACE INTO score_sheets(id, stage, entry, number, state, status, time_ms, hand_ms, "
        "measured_ms, measured_bound_ns, measured_fault, measured_events, items, reason, published, "
        "published_at_utc_ms, protested) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, '', '[]', ?, ?, ?, "
        "?, ?)",
        sheet.id.text + ":" + part.name, sheet.stage, part.entry, sheet.number, sheet.state, part.status,
        part.time_ms, part.items, part.reason, part.published, sheet.published_at, sheet.protested);
}

/// Where a round stands: done once every match that is played in it is confirmed.
struct Round {
    bool begun = false;
    bool over = true;
};

/// A bracket's matches that have nobody to play them, or no need to, by their names.
std::set<std::string> not_played(const Contest& contest, const StageId& id) {
    std::set<std::string> names;
    const Stage* stage = contest.definition != nullptr ? contest.definition->stage(id) : nullptr;
    if (stage == nullptr || !stage->is_elimination()) return names;
    const Result<StageStandings> standings = standings_of(contest, id, Visibility::Committed);
    if (!standings) return names;
    for (const MatchStanding& match : standings->matches)
        if (match.state == "bye" || match.state == "not_needed") names.insert(match.id.text);
    return names;
}

Json field_of(const MatchContent& content) {
    Json items{Json::Object{}};
    items.set("shared", content.shared).set("bouts", to_json(content.bouts));
    return items;
}

}  // namespace

void put_rows(Connection&, const StageDraw&) {}

void put_rows(Connection& c, const Match& match) {
    // What the field holds comes from the sheet, before or after.
    c.run(
        "INSERT INTO matches(id, stage, round, group_id, field, sides, state, clock, shared) VALUES (?, ?, "
        "?, ?, ?, ?, ?, ?, '{}') ON CONFLICT(id) DO UPDATE SET round = excluded.round, group_id = "
        "excluded.group_id, field = excluded.field, sides = excluded.sides, state = excluded.state, clock = "
        "excluded.clock",
        match.id, match.stage, match.round, match.group, match.field, to_json(match.sides),
        match.is_bye() ? std::string("bye") : std::string(word_of(match.state)), to_json(match.clock));
}

void put_match_sheet(Connection& c, const Sheet& sheet) {
    remove_match_sheet(c, sheet.id.text);
    const MatchContent& content = *sheet.content.match;
    static const MatchContent nothing{};
    const MatchContent& published =
        sheet.published && sheet.published->match ? *sheet.published->match : nothing;
    std::set<std::string> names;
    for (const auto& [side, one] : content.sides) names.insert(side);
    for (const auto& [side, one] : published.sides) names.insert(side);
    for (const std::string& side : names) {
        SheetPart part;
        part.name = side;
        if (const auto found = content.sides.find(side); found != content.sides.end()) {
            const SideContent& one = found->second;
            part.entry = one.entry;
            part.status = one.status;
            part.time_ms = one.instant_win_ms;
            part.items = one.items;
            part.reason = one.reason.empty() ? sheet.content.reason : one.reason;
        }
        if (const auto found = published.sides.find(side); found != published.sides.end())
            part.published = to_json(found->second);
        put_part(c, sheet, part);
    }
    SheetPart field;
    field.name = "shared";
    field.items = field_of(content);
    field.reason = sheet.content.reason;
    if (sheet.published) field.published = field_of(published);
    put_part(c, sheet, field);
    c.run("UPDATE matches SET shared = ? WHERE id = ?", content.shared, sheet.id);
}

void remove_match_sheet(Connection& c, const std::string& id) {
    c.run("DELETE FROM score_sheets WHERE id > ? AND id < ?", id + ":", id + ";");
    c.run("UPDATE matches SET shared = '{}' WHERE id = ?", id);
}

void put_rounds(Connection& c, const Contest& contest, const StageId& id) {
    c.run("DELETE FROM rounds WHERE stage = ?", id);
    const std::set<std::string> byes = not_played(contest, id);
    std::map<int, Round> rounds;
    const Table<Match>& matches = contest.table<Match>();
    for (auto match = matches.from(id.text + "."); match != matches.end() && match->stage == id; ++match) {
        Round& round = rounds[match->round];
        if (match->is_bye() || byes.contains(match->name())) continue;
        const Sheet* sheet = contest.table<Sheet>().find(match->id.text);
        round.begun = round.begun || sheet != nullptr || match->state != MatchState::Planned;
        round.over = round.over && sheet != nullptr && sheet->state >= SheetState::Committed;
    }
    for (const auto& [number, round] : rounds)
        c.run("INSERT INTO rounds(stage, number, state) VALUES (?, ?, ?)", id, number,
              std::string(round.over    ? "done"
                          : round.begun ? "playing"
                                        : "drawn"));
}

}  // namespace sandau::db
