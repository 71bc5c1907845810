#include "station/wall_lists.h"

#include <algorithm>
#include <set>

#include "scoring/definition.h"
#include "scoring/record.h"
#include "scoring/run_clock.h"
#include "scoring/standings.h"
#include "station/match_steps.h"
#include "station/rank_words.h"
#include "station/run_steps.h"
#include "station/standings_watch.h"

namespace sandau::station {

namespace {

/// A team whose turn is so long ago was passed over.
constexpr std::int64_t late_max_ms = std::int64_t{3} * 3'600'000;

/// What of an entry everybody may see; nullptr: nothing.
const Entry* public_entry(const Contest& contest, const EntryId& id) {
    const Entry* entry = contest.table<Entry>().find(id.text);
    return entry != nullptr && entry->state != EntryState::Refused ? entry : nullptr;
}

QString division_name(const Face& face, const DivisionId& id) {
    const Division* division = face.session.definition().division(id);
    return division != nullptr ? face.say(division->name) : text_of(id.text);
}

QString field_name(const Contest& contest, const FieldId& id) {
    const Field* field = contest.table<Field>().find(id.text);
    return text_of(field != nullptr && !field->name.empty() ? field->name : id.text);
}

std::vector<WallList> standings_lists(const Face& face, const DisplayChoice& choice) {
    const Standings* standings = face.standings.look();
    if (standings == nullptr) return {};
    const Contest& contest = face.session.contest();
    std::vector<WallList> lists;
    // The last stage that has a ranking, where the display names none.
    for (auto stage = standings->stages.rbegin(); stage != standings->stages.rend() && lists.empty();
         ++stage) {
        if (!choice.stage.empty() && stage->stage != choice.stage) continue;
        const Stage* rules = contest.definition->stage(stage->stage);
        if (rules == nullptr) continue;
        for (const Ranking& ranking : stage->rankings) {
            if (ranking.rows.empty()) continue;
            if (!choice.division.empty() && ranking.division != choice.division) continue;
            WallList list;
            list.title = division_name(face, ranking.division);
            if (ranking.group)
                list.title += face.say({" · Bảng đấu %1", " · Group %1"}).arg(text_of(*ranking.group));
            list.note = face.say(rules->name);
            for (const StandingRow& row : ranking.rows) {
                WallRow shown = team_row(contest, row.entry);
                if (shown.name.isEmpty()) continue;
                shown.lead = QString::number(row.place);
                if (!row.values.empty())
                    shown.figure = key_value(face.words, row.values.front().first, row.values.front().second);
                shown.is_strong = row.place <= 3;
                list.rows.push_back(std::move(shown));
            }
            lists.push_back(std::move(list));
        }
    }
    return lists;
}

/// What was planned when the timetable was posted, and is still to come.
std::vector<Slot> published_slots(const Face& face, const DisplayChoice& choice) {
    const Contest& contest = face.session.contest();
    std::vector<Slot> result;
    for (const Stage& stage : contest.definition->stages) {
        if (!choice.stage.empty() && stage.id != choice.stage) continue;
        const Publication* posted = contest.table<Publication>().find("schedule:" + stage.id.text);
        const Json* planned = posted != nullptr ? posted->content.find("slots") : nullptr;
        if (planned == nullptr || planned->as_array() == nullptr) continue;
        for (const Json& one : *planned->as_array())
            if (Result<Slot> slot = from_json<Slot>(one)) result.push_back(std::move(*slot));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
    return result;
}

bool is_to_come(const Contest& contest, const Slot& slot, WallTime now) {
    if (slot.ends_at().utc_ms + late_max_ms < now.utc_ms) return false;
    if (const Match* match = contest.table<Match>().find(slot.match.text))
        return match->state == MatchState::Planned;
    const std::string run_id = slot.stage.text + "." + slot.entry.text + "." + std::to_string(slot.number);
    const Run* run = contest.table<Run>().find(run_id);
    return (run == nullptr || run->state == RunState::Aborted) &&
           contest.table<Sheet>().find(run_id) == nullptr;
}

/// Who meets, as far as everybody may know: as drawn, in a bracket as what is published brings them.
std::map<std::string, EntryId> public_sides(const Match& match, const Standings* standings) {
    if (!match.sides.empty() || standings == nullptr) return match.sides;
    std::map<std::string, EntryId> sides;
    if (const StageStandings* stage = standings->stage(match.stage))
        for (const MatchStanding& one : stage->matches)
            if (one.id.text == match.name())
                for (const auto& [side, entry] : one.sides)
                    if (entry) sides.emplace(side.text, *entry);
    return sides;
}

WallRow match_row(const Face& face, const Match& match, const std::map<std::string, EntryId>& sides) {
    const Contest& contest = face.session.contest();
    QStringList names;
    if (const Game* game = game_of(*contest.definition, match.stage, match.division))
        for (const SideId& side : game->sides)
            if (const auto found = sides.find(side.text); found != sides.end())
                names << side_look(*game, side).mark + u' ' + team_row(contest, found->second).name;
    WallRow row{"match:" + match.id.text, {}, {}, names.join(QStringLiteral(" – "))};
    if (names.size() < 2) row.name = match_place(face.words, contest, match);
    return row;
}

std::vector<WallList> next_lists(const Face& face, const DisplayChoice& choice) {
    const Contest& contest = face.session.contest();
    const Standings* standings = face.standings.look();
    WallList list;
    list.title = face.say({"Sắp thi đấu", "Next to compete"});
    std::set<std::string> in_timetable;
    for (const Slot& slot : published_slots(face, choice)) {
        in_timetable.insert(slot.match.text);
        if (!is_to_come(contest, slot, face.session.now().wall)) continue;
        WallRow row;
        if (const Match* match = contest.table<Match>().find(slot.match.text)) {
            if (!choice.division.empty() && match->division != choice.division) continue;
            row = match_row(face, *match, public_sides(*match, standings));
        } else {
            const Entry* entry = public_entry(contest, slot.entry);
            if (entry == nullptr || entry->state == EntryState::Withdrawn) continue;
            if (!choice.division.empty() && entry->division != choice.division) continue;
            row = team_row(contest, slot.entry);
            row.key = "slot:" + slot.id.text;
        }
        row.lead = face.words.clock_time(slot.starts_at, face.utc_offset_min()).left(5);
        row.figure = field_name(contest, slot.field);
        list.rows.push_back(std::move(row));
    }
    for (const Match& match : contest.table<Match>()) {
        if (in_timetable.contains(match.id.text) || match.state != MatchState::Planned || match.is_bye())
            continue;
        if ((!choice.stage.empty() && match.stage != choice.stage) ||
            (!choice.division.empty() && match.division != choice.division))
            continue;
        const auto sides = public_sides(match, standings);
        if (sides.size() < 2) continue;
        WallRow row = match_row(face, match, sides);
        row.figure = match_place(face.words, contest, match);
        list.rows.push_back(std::move(row));
    }
    if (list.rows.empty()) return {};
    return {list};
}

void add_match(const Face& face, const Match& match, const MatchStanding& standing, WallList& list) {
    const Contest& contest = face.session.contest();
    const Game* game = game_of(*contest.definition, match.stage, match.division);
    if (game == nullptr || standing.state == "bye" || standing.state == "not_needed") return;
    for (const SideId& side : game->sides) {
        const SideLook look = side_look(*game, side);
        WallRow row{match.id.text + "." + side.text, look.mark, look.colour, {}};
        for (const auto& [one, entry] : standing.sides)
            if (one == side && entry) row.name = team_row(contest, *entry).name;
        if (row.name.isEmpty()) row.name = face.say({"chờ trận trước", "to be known"});
        if (side == game->sides.front()) row.soft = match_place(face.words, contest, match);
        for (const auto& [one, total] : standing.totals)
            if (standing.played && one == side && total) row.figure = face.words.figure(total->text());
        row.is_strong = standing.winner == side;
        if (row.is_strong) row.figure += QStringLiteral(" ✓");
        list.rows.push_back(std::move(row));
    }
}

std::vector<WallList> bracket_lists(const Face& face, const DisplayChoice& choice) {
    const Contest& contest = face.session.contest();
    const Standings* standings = face.standings.look();
    if (standings == nullptr) return {};
    std::vector<WallList> lists;
    for (const StageStandings& stage : standings->stages) {
        const Stage* rules = contest.definition->stage(stage.stage);
        if (rules == nullptr || !rules->is_elimination()) continue;
        if (contest.table<StageDraw>().find(stage.stage.text) == nullptr) continue;
        WallList list;
        list.title = face.say(rules->name);
        list.rows_together = 2;
        for (const MatchStanding& one : stage.matches)
            if (const Match* match = contest.table<Match>().find(stage.stage.text + "." + one.id.text);
                match != nullptr && (choice.division.empty() || match->division == choice.division))
                add_match(face, *match, one, list);
        if (!list.rows.empty()) lists.push_back(std::move(list));
    }
    return lists;
}

struct PrizeList {
    TierId tier;
    Text name;
};

/// The last prize first: the first prize is what all wait for.
std::vector<PrizeList> prizes_of(const Awards& scheme) {
    std::vector<PrizeList> prizes;
    for (const Special& special : scheme.specials) prizes.push_back({special.id, special.name});
    for (auto tier = scheme.tiers.rbegin(); tier != scheme.tiers.rend(); ++tier)
        prizes.push_back({tier->id, tier->name});
    return prizes;
}

std::vector<WallList> award_lists(const Face& face, const DisplayChoice& choice) {
    const Contest& contest = face.session.contest();
    std::vector<WallList> lists;
    for (const Awards& scheme : contest.definition->awards) {
        const Publication* posted = contest.table<Publication>().find("awards:" + scheme.id.text);
        const Json* rows = posted != nullptr ? posted->content.find("awards") : nullptr;
        if (rows == nullptr || rows->as_array() == nullptr) continue;
        const auto text_in = [](const Json& row, const char* name) {
            const Json* value = row.find(name);
            const std::string* text = value != nullptr ? value->as_string() : nullptr;
            return text != nullptr ? *text : std::string();
        };
        std::vector<std::string> divisions{std::string()};
        for (const Division& division : contest.definition->divisions) divisions.push_back(division.id.text);
        for (const std::string& division : divisions) {
            if (!choice.division.empty() && division != choice.division.text) continue;
            for (const PrizeList& prize : prizes_of(scheme)) {
                WallList list;
                list.title = face.say(prize.name);
                list.note =
                    division.empty() ? face.say(scheme.name) : division_name(face, DivisionId(division));
                for (const Json& row : *rows->as_array()) {
                    if (text_in(row, "division") != division || text_in(row, "tier") != prize.tier.text)
                        continue;
                    WallRow shown = team_row(contest, EntryId(text_in(row, "entry")));
                    if (shown.name.isEmpty()) continue;
                    shown.is_strong = true;
                    list.rows.push_back(std::move(shown));
                }
                if (!list.rows.empty()) lists.push_back(std::move(list));
            }
        }
    }
    return lists;
}

}  // namespace

WallRow team_row(const Contest& contest, const EntryId& id) {
    WallRow row{id.text, {}, {}, {}};
    const Entry* entry = public_entry(contest, id);
    if (entry == nullptr) return row;
    row.name = text_of(contest.settings().names_shown != NamesShown::None ? entry->name
                       : entry->number.empty()                            ? entry->id.text
                                                                          : entry->number);
    row.soft = organization_name(contest, *entry);
    return row;
}

std::vector<WallList> wall_lists(const Face& published, const DisplayChoice& choice) {
    if (choice.view == "standings") return standings_lists(published, choice);
    // The call list and the announcer's page are the web's; beside the window they are what comes next.
    if (choice.view == "next" || choice.view == "queue" || choice.view == "announcer")
        return next_lists(published, choice);
    if (choice.view == "bracket") return bracket_lists(published, choice);
    if (choice.view == "awards") return award_lists(published, choice);
    return {};
}

Phrase nothing_on_wall(const std::string& view) {
    if (view == "standings") return {"Chưa công bố kết quả nào", "No results are published yet"};
    if (view == "next" || view == "queue" || view == "announcer")
        return {"Không còn lượt nào sắp tới", "Nobody is next"};
    if (view == "bracket") return {"Chưa bốc thăm nhánh đấu", "The bracket is not drawn yet"};
    if (view == "awards") return {"Giải thưởng chưa công bố", "The awards are not published yet"};
    return {"Chưa có ai trên sân", "Nobody is on the fields yet"};
}

}  // namespace sandau::station
