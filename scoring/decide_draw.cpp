#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "scoring/bracket.h"
#include "scoring/contest_results.h"
#include "scoring/cross_groups.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/group_draw.h"
#include "scoring/many_sided_draw.h"
#include "scoring/match_sheets.h"
#include "scoring/random.h"
#include "scoring/round_robin.h"
#include "scoring/swiss_pairing.h"

namespace sandau::handlers {

namespace {

std::string names(const std::vector<EntryId>& ids) {
    std::string text;
    for (const EntryId& id : ids) text += (text.empty() ? "" : ", ") + id.text;
    return text;
}

/// A stage's draw under way.
struct Drawing {
    Draft& draft;
    const Stage& stage;
    const commands::DrawStage& command;
    StageDraw draw;
    std::vector<Match> matches;
    std::size_t last_number = 0;  ///< of a table's matches
};

std::vector<Match> matches_of(const Draft& draft, const StageId& stage) {
    std::vector<Match> matches;
    const Table<Match>& all = draft.now().table<Match>();
    for (auto match = all.from(stage.text + "."); match != all.end() && match->stage == stage; ++match)
        matches.push_back(*match);
    return matches;
}

/// Nothing is drawn anew that somebody has met in.
Result<void> is_unplayed(const Draft& draft, const StageId& stage, int from_round) {
    for (const Match& match : matches_of(draft, stage))
        if (match.round >= from_round &&
            (match.state != MatchState::Planned || draft.find<Sheet>(match.played()) != nullptr))
            return refuse("draw.played", {{"match", match.id.text}});
    return {};
}

/// Lots name those who compete, each once. Refused: `draw.not_all` {entries}, `draw.twice`,
/// `entry.not_competing`.
Result<void> check_lots(const std::vector<EntryId>& competing, const std::vector<EntryId>& lots) {
    std::set<EntryId> missing(competing.begin(), competing.end());
    const std::set<EntryId> all = missing;
    for (const EntryId& id : lots) {
        if (!all.contains(id)) return refuse("entry.not_competing", {{"entry", id.text}});
        if (missing.erase(id) == 0) return refuse("draw.twice", {{"entry", id.text}});
    }
    if (missing.empty()) return {};
    return refuse("draw.not_all", {{"entries", names({missing.begin(), missing.end()})}});
}

std::string number_text(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

/// One of a table, its entries by side; nobody on the second is a bye.
void add_match(Drawing& drawing, const DivisionPlay& play, const std::string& group, std::size_t round,
               const std::vector<EntryId>& entries) {
    Match match;
    match.id = MatchId(drawing.stage.id.text + ".m" + number_text(++drawing.last_number));
    match.stage = drawing.stage.id;
    match.division = play.division;
    match.group = group;
    match.round = static_cast<int>(round);
    const std::vector<SideId>& sides = play.game->sides;
    for (std::size_t i = 0; i < entries.size(); ++i) match.sides[sides[i].text] = entries[i];
    drawing.matches.push_back(std::move(match));
}

/// What plays one table: a group, or a division where there are none.
struct TablePart {
    const DivisionPlay* play = nullptr;
    std::string group;
    std::vector<EntryId> entries;
};

Result<std::vector<TablePart>> parts_by_lots(Drawing& drawing) {
    std::vector<TablePart> parts;
    std::vector<EntryId> lots;
    for (const auto& [group, entries] : drawing.command.groups) {
        TablePart part{nullptr, group, entries};
        if (group.empty()) return refuse("draw.group_name", {}, "groups");
        for (const EntryId& id : entries) {
            TRY(entry, get<Entry>(drawing.draft, id));
            const DivisionPlay* play = drawing.stage.division(entry.division);
            if (play == nullptr) return refuse("entry.not_competing", {{"entry", id.text}});
            if (part.play != nullptr && part.play != play)
                return refuse("draw.divisions_differ", {{"group", group}}, "groups." + group);
            part.play = play;
            lots.push_back(id);
        }
        if (part.play != nullptr) parts.push_back(std::move(part));
    }
    const Result<void> all = check_lots(competitors(drawing.draft, drawing.stage, {}), lots);
    if (!all) return tl::unexpected(all.error());
    drawing.draw.groups = drawing.command.groups;
    return parts;
}

/// The entries as another stage ranks them, best first; whom it leaves level the lot decides.
Result<std::vector<EntryId>> ranked_in(const Drawing& drawing, const StageId& stage,
                                       const DivisionId& division) {
    TRY(standings, standings_of(drawing.draft.now(), Visibility::Committed));
    std::map<std::int64_t, std::vector<EntryId>> by_place;
    for (const Ranking& ranking : standings.stage(stage)->rankings)
        if (ranking.division == division)
            for (const StandingRow& row : ranking.rows) by_place[row.place].push_back(row.entry);
    std::vector<EntryId> ranked;
    Random lot(static_cast<std::uint64_t>(drawing.command.seed));
    for (auto& [place, entries] : by_place) {
        lot.shuffle(entries);
        ranked.insert(ranked.end(), entries.begin(), entries.end());
    }
    return ranked;
}

/// Draws a division's groups by the rules.
Result<void> deal(Drawing& drawing, const DivisionPlay& play, const std::vector<EntryId>& entries,
                  std::vector<TablePart>& parts) {
    const GroupRules& rules = *drawing.stage.table.groups;
    GroupDraw request;
    request.seed = static_cast<std::uint64_t>(drawing.command.seed);
    request.groups = groups_for(entries.size(), static_cast<std::size_t>(rules.count.value_or(0)),
                                static_cast<std::size_t>(rules.size.value_or(0)));
    for (const EntryId& id : entries)
        request.organizations.push_back(
            rules.avoid_same_organization ? drawing.draft.find<Entry>(id)->organization : OrganizationId());
    if (rules.seed_from) {
        TRY(ranked, ranked_in(drawing, *rules.seed_from, play.division));
        for (const EntryId& id : ranked)
            if (const auto found = std::find(entries.begin(), entries.end(), id); found != entries.end())
                request.seeding.push_back(static_cast<std::size_t>(found - entries.begin()));
    }
    TRY(groups, draw_groups(request));
    const bool several = drawing.stage.divisions.size() > 1;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const std::string number = std::to_string(g + 1);
        TablePart part{&play, several ? play.division.text + "-" + number : "G" + number, {}};
        for (const std::size_t index : groups[g]) part.entries.push_back(entries[index]);
        drawing.draw.groups[part.group] = part.entries;
        parts.push_back(std::move(part));
    }
    return {};
}

Result<std::vector<TablePart>> table_parts(Drawing& drawing) {
    if (!drawing.command.groups.empty()) return parts_by_lots(drawing);
    std::vector<TablePart> parts;
    for (const DivisionPlay& play : drawing.stage.divisions) {
        std::vector<EntryId> entries = competitors(drawing.draft, drawing.stage, play.division);
        if (entries.empty()) continue;
        if (drawing.stage.table.groups) {
            if (Result<void> dealt = deal(drawing, play, entries, parts); !dealt)
                return tl::unexpected(dealt.error());
        } else {
            parts.push_back({&play, "", std::move(entries)});
        }
    }
    return parts;
}

/// Everybody meets everybody: in pairs, or in matches of more than two sides.
Result<std::vector<ManySidedMatch>> meetings_of(const Drawing& drawing, const TablePart& part) {
    const std::size_t sides = part.play->game->sides.size();
    const auto legs = static_cast<std::size_t>(drawing.stage.table.legs);
    std::vector<ManySidedMatch> matches;
    if (sides > 2) {
        if (part.entries.size() < sides || part.entries.size() > many_sided_entries_max)
            return refuse("draw.many_sides", {{"group", part.group},
                                              {"sides", std::to_string(sides)},
                                              {"max", std::to_string(many_sided_entries_max)},
                                              {"entries", std::to_string(part.entries.size())}});
        return draw_many_sided(part.entries.size(), sides, legs,
                               static_cast<std::uint64_t>(drawing.command.seed));
    }
    const std::vector<TableRound> rounds = round_robin(part.entries.size(), legs);
    for (std::size_t round = 0; round < rounds.size(); ++round)
        for (const auto& [a, b] : rounds[round].pairs) matches.push_back({round + 1, {a, b}});
    return matches;
}

Result<void> draw_round_robin(Drawing& drawing) {
    TRY(parts, table_parts(drawing));
    std::map<std::size_t, std::vector<std::pair<const TablePart*, ManySidedMatch>>> rounds;
    for (const TablePart& part : parts) {
        TRY(matches, meetings_of(drawing, part));
        for (ManySidedMatch& match : matches) rounds[match.round].emplace_back(&part, std::move(match));
    }
    for (const auto& [round, matches] : rounds)
        for (const auto& [part, match] : matches) {
            std::vector<EntryId> entries;
            for (const std::size_t index : match.entries) entries.push_back(part->entries[index]);
            add_match(drawing, *part->play, part->group, round, entries);
        }
    drawing.draw.rounds = static_cast<int>(rounds.size());
    return {};
}

/// The parts as they were drawn for the first round, without those who are out by now.
std::vector<TablePart> parts_as_drawn(const Drawing& drawing) {
    std::vector<TablePart> parts;
    for (const DivisionPlay& play : drawing.stage.divisions) {
        const std::vector<EntryId> in = competitors(drawing.draft, drawing.stage, play.division);
        if (!drawing.stage.table.groups && drawing.draw.groups.empty() && !in.empty())
            parts.push_back({&play, "", in});
        for (const auto& [group, entries] : drawing.draw.groups) {
            TablePart part{&play, group, {}};
            for (const EntryId& id : entries)
                if (std::find(in.begin(), in.end(), id) != in.end()) part.entries.push_back(id);
            if (!part.entries.empty()) parts.push_back(std::move(part));
        }
    }
    return parts;
}

/// What the matches of a Swiss stage have come to so far.
struct SwissSoFar {
    std::map<EntryId, Rational> points;
    std::map<EntryId, std::size_t> first_side;
    std::set<std::pair<EntryId, EntryId>> met;
    std::set<EntryId> had_bye;
};

void count_match(const Drawing& drawing, const Match& match, const MatchStanding& standing,
                 SwissSoFar& so_far) {
    const TableRules& rules = drawing.stage.table;
    if (match.is_bye()) {
        for (const auto& [side, entry] : match.sides) {
            if (entry.empty()) continue;
            so_far.points[entry] += rules.win;
            so_far.had_bye.insert(entry);
        }
        return;
    }
    const Sheet* sheet = drawing.draft.find<Sheet>(match.played());
    const MatchSheetEvaluation evaluation = worth(drawing.draft, match, *sheet->content.match);
    const EntryId& a = match.sides.begin()->second;
    const EntryId& b = match.sides.rbegin()->second;
    so_far.met.insert({std::min(a, b), std::max(a, b)});
    for (const MatchSideScore& side : evaluation.sides) {
        const EntryId& entry = match.sides.at(side.side.text);
        if (side.side == evaluation.sides.front().side) ++so_far.first_side[entry];
        if (standing.state != "done") continue;
        const bool out = side.status == RunStatus::Dns || side.status == RunStatus::Dsq;
        if (standing.winner == side.side) {
            so_far.points[entry] += rules.win;
        } else {
            so_far.points[entry] += standing.winner || out ? rules.loss : rules.draw.value_or(Rational(0));
        }
    }
}

Result<void> pair_part(Drawing& drawing, const TablePart& part, int round, SwissSoFar& so_far) {
    SwissState state;
    state.seed = static_cast<std::uint64_t>(drawing.command.seed);
    for (std::size_t i = 0; i < part.entries.size(); ++i) {
        state.points.push_back(so_far.points[part.entries[i]]);
        if (so_far.had_bye.contains(part.entries[i])) state.had_bye.push_back(i);
        for (std::size_t j = i + 1; j < part.entries.size(); ++j)
            if (so_far.met.contains(std::minmax(part.entries[i], part.entries[j])))
                state.met.emplace_back(i, j);
    }
    TRY(pairing, pair_swiss_round(state));
    for (const auto& [i, j] : pairing.pairs) {
        EntryId a = part.entries[i], b = part.entries[j];
        if (so_far.first_side[b] < so_far.first_side[a]) std::swap(a, b);
        add_match(drawing, *part.play, part.group, static_cast<std::size_t>(round), {a, b});
    }
    if (pairing.bye)
        add_match(drawing, *part.play, part.group, static_cast<std::size_t>(round),
                  {part.entries[*pairing.bye], EntryId()});
    return {};
}

/// The next round, from what is confirmed; the current one anew while nobody has played it.
Result<void> draw_swiss(Drawing& drawing, const StageDraw* before) {
    int round = 1;
    std::vector<Match> earlier;
    if (before != nullptr) {
        drawing.draw = *before;
        drawing.draw.seed = drawing.command.seed;
        const bool current_is_open = is_unplayed(drawing.draft, drawing.stage.id, before->rounds).has_value();
        round = current_is_open ? before->rounds : before->rounds + 1;
        for (Match& match : matches_of(drawing.draft, drawing.stage.id))
            if (match.round < round) earlier.push_back(std::move(match));
    }
    if (round > drawing.stage.table.rounds)
        return refuse("draw.rounds_done", {{"stage", drawing.stage.id.text},
                                           {"rounds", std::to_string(drawing.stage.table.rounds)}});
    std::vector<TablePart> parts;
    if (round == 1) {
        drawing.draw.groups.clear();
        TRY(drawn, table_parts(drawing));
        parts = std::move(drawn);
    } else {
        if (!drawing.command.groups.empty())
            return refuse("draw.played", {{"match", earlier.front().id.text}});
        parts = parts_as_drawn(drawing);
    }
    SwissSoFar so_far;
    TRY(evaluated, evaluate_stage(*drawing.draft.now().definition,
                                  results_of(drawing.draft.now(), drawing.stage.id, Visibility::Committed),
                                  drawing.stage.id));
    for (const Match& match : earlier) {
        const Sheet* sheet = drawing.draft.find<Sheet>(match.played());
        if (!match.is_bye() && (sheet == nullptr || sheet->state < SheetState::Committed))
            return refuse("draw.round_open", {{"match", match.id.text}});
        for (const MatchStanding& standing : evaluated.standings.matches)
            if (standing.id.text == match.name()) count_match(drawing, match, standing, so_far);
    }
    drawing.last_number = earlier.size();
    for (const TablePart& part : parts)
        if (Result<void> paired = pair_part(drawing, part, round, so_far); !paired) return paired;
    drawing.draw.rounds = round;
    drawing.matches.insert(drawing.matches.begin(), earlier.begin(), earlier.end());
    return {};
}

/// Who of the bracket comes from which place of which ranking that feeds it.
Result<std::vector<std::vector<FromGroup>>> feeding_tiers(const Drawing& drawing,
                                                          const std::vector<EntryId>& competing) {
    TRY(standings, standings_of(drawing.draft.now(), Visibility::Committed));
    const std::set<EntryId> wanted(competing.begin(), competing.end());
    std::set<EntryId> found;
    std::vector<std::vector<FromGroup>> tiers;
    std::size_t group = 0;
    for (const Stage& stage : drawing.draft.now().definition->stages) {
        if (!stage.promote || stage.promote->to != drawing.stage.id) continue;
        const StageStandings* feeding = standings.stage(stage.id);
        for (const Ranking& ranking : feeding->rankings) {
            if (ranking.division != drawing.stage.divisions.front().division) continue;
            std::size_t tier = 0;
            std::int64_t place = 0;
            EntryId before;
            for (const StandingRow& row : ranking.rows) {
                if (!wanted.contains(row.entry) || !found.insert(row.entry).second) continue;
                if (row.place == place) return refuse("draw.tied", {{"entries", names({before, row.entry})}});
                place = row.place;
                before = row.entry;
                if (tiers.size() <= tier) tiers.emplace_back();
                tiers[tier++].push_back({group, row.entry});
            }
            ++group;
        }
    }
    if (found.size() < wanted.size()) return refuse("draw.seeds_needed", {{"stage", drawing.stage.id.text}});
    return tiers;
}

Result<std::vector<EntryId>> seeds_of(const Drawing& drawing) {
    std::vector<EntryId> competing = competitors(drawing.draft, drawing.stage, {});
    if (!drawing.command.seeds.empty()) {
        const Result<void> all = check_lots(competing, drawing.command.seeds);
        if (!all) return tl::unexpected(all.error());
        return drawing.command.seeds;
    }
    switch (drawing.stage.elimination.seeding) {
        case EliminationRules::Seeding::Draw: {
            Random random(static_cast<std::uint64_t>(drawing.command.seed));
            random.shuffle(competing);
            return competing;
        }
        case EliminationRules::Seeding::Ranking: {
            TRY(tiers, feeding_tiers(drawing, competing));
            std::vector<EntryId> seeds;
            for (const auto& tier : tiers) {
                if (tier.size() > 1) return refuse("draw.seeds_needed", {{"stage", drawing.stage.id.text}});
                seeds.push_back(tier.front().entry);
            }
            return seeds;
        }
        case EliminationRules::Seeding::CrossGroups: {
            TRY(tiers, feeding_tiers(drawing, competing));
            return cross_group_seeds(tiers);
        }
    }
    return competing;
}

Result<void> draw_bracket(Drawing& drawing) {
    TRY(seeds, seeds_of(drawing));
    const Bracket bracket = bracket_of(drawing.stage, seeds.size());
    std::string round_name;
    int round = 0;
    for (const BracketMatch& one : bracket.matches) {
        Match match;
        match.id = MatchId(drawing.stage.id.text + "." + one.id.text);
        match.stage = drawing.stage.id;
        match.division = drawing.stage.divisions.front().division;
        const std::string name = one.id.text.substr(0, one.id.text.find('-'));
        if (name != round_name) ++round;
        round_name = name;
        match.round = round;
        using enum BracketSource::Kind;
        if (one.upper.kind == Seed && one.lower.kind == Seed) {
            const std::vector<SideId>& sides = drawing.stage.divisions.front().game->sides;
            const auto seed = [&](const BracketSource& source) {
                return source.index < seeds.size() ? seeds[source.index] : EntryId();
            };
            match.sides = {{sides[0].text, seed(one.upper)}, {sides[1].text, seed(one.lower)}};
        }
        drawing.matches.push_back(std::move(match));
    }
    drawing.draw.seeds = std::move(seeds);
    drawing.draw.rounds = round;
    return {};
}

/// The new matches take the place of the old ones; what was planned for other entries is planned no more.
void put_matches(Drawing& drawing) {
    Draft& draft = drawing.draft;
    std::set<MatchId> stays, same;
    for (const Match& match : drawing.matches) {
        stays.insert(match.id);
        const Match* before = draft.find<Match>(match.id);
        if (before != nullptr && before->sides == match.sides) same.insert(match.id);
    }
    std::vector<std::string> slots;
    for (const Slot& slot : draft.now().table<Slot>())
        if (slot.stage == drawing.stage.id && !same.contains(slot.match)) slots.push_back(slot.id.text);
    for (const std::string& slot : slots) draft.remove<Slot>(slot);
    for (const Match& match : matches_of(draft, drawing.stage.id))
        if (!stays.contains(match.id)) draft.remove<Match>(match.id.text);
    for (const Match& match : drawing.matches) draft.put(match);
    draft.put(drawing.draw);
}

Json answer_of(const Drawing& drawing) {
    Json answer;
    answer.set("groups", to_json(drawing.draw.groups));
    answer.set("seeds", to_json(drawing.draw.seeds));
    answer.set("rounds", drawing.draw.rounds);
    answer.set("matches", drawing.matches.size());
    return answer;
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::DrawStage& command, const Now&) {
    const Stage* stage = draft.now().definition->stage(command.stage);
    if (stage == nullptr) return not_found("stage", command.stage.text);
    if (!stage->is_table() && !stage->is_elimination())
        return refuse("draw.no_matches", {{"stage", stage->id.text}});
    if (competitors(draft, *stage, {}).size() < 2) return refuse("draw.nobody", {{"stage", stage->id.text}});
    Drawing drawing{draft, *stage, command, {}, {}, 0};
    drawing.draw.stage = stage->id;
    drawing.draw.seed = command.seed;
    drawing.draw.source = command.source;
    const bool swiss = stage->format == StageFormat::Swiss;
    if (!swiss)
        if (Result<void> unplayed = is_unplayed(draft, stage->id, 0); !unplayed)
            return tl::unexpected(unplayed.error());
    const Result<void> drawn = swiss               ? draw_swiss(drawing, draft.find<StageDraw>(stage->id))
                               : stage->is_table() ? draw_round_robin(drawing)
                                                   : draw_bracket(drawing);
    if (!drawn) return tl::unexpected(drawn.error());
    if (drawing.matches.empty()) return refuse("draw.nobody", {{"stage", stage->id.text}});
    put_matches(drawing);
    return answer_of(drawing);
}

}  // namespace sandau::handlers
