#include "cli/standings_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/date_time.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"

namespace sandau::cli {

namespace {

bool chosen(const Selection& selection, const StageId& stage) {
    return selection.stage.empty() || selection.stage == stage;
}
bool chosen(const Selection& selection, const Ranking& ranking) {
    return selection.division.empty() || selection.division == ranking.division;
}

/// Blanks up to a width that counts letters, not bytes.
std::string padded(const std::string& text, std::size_t width) {
    std::size_t letters = 0;
    for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1u : 0u;
    return text + std::string(letters < width ? width - letters : 0, ' ');
}

std::string name_of(const Contest& contest, const EntryId& id) {
    const Entry* entry = contest.table<Entry>().find(id.text);
    return entry != nullptr ? entry->name : id.text;
}

std::string organization_of(const Contest& contest, const EntryId& id) {
    const Entry* entry = contest.table<Entry>().find(id.text);
    const Organization* organization =
        entry != nullptr ? contest.table<Organization>().find(entry->organization.text) : nullptr;
    return organization != nullptr ? organization->name : std::string();
}

std::string ranking_text(const Contest& contest, const Ranking& ranking, Language language) {
    std::string text;
    const Division* division = contest.definition->division(ranking.division);
    text += division != nullptr ? division->name.in(language) : ranking.division.text;
    if (ranking.group) text += " · " + *ranking.group;
    text += '\n';
    for (const StandingRow& row : ranking.rows) {
        text += fmt::format("{:>4}  {} {} {}", row.place, padded(row.entry.text, 6),
                            padded(name_of(contest, row.entry), 24),
                            padded(organization_of(contest, row.entry), 28));
        for (const auto& [key, figure] : row.values)
            text += fmt::format("  {} {}", key, figure ? figure->text() : "–");
        if (row.decided_by) text += "  ← " + *row.decided_by;
        text += '\n';
    }
    for (const UnrankedRow& row : ranking.unranked)
        text += fmt::format("   –  {} {} {}\n", padded(row.entry.text, 6),
                            padded(name_of(contest, row.entry), 24), row.why);
    return text;
}

std::string csv_cell(const std::string& text) {
    // A cell that begins like a formula stays text in every spreadsheet.
    std::string cell = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos
                           ? "'" + text
                           : text;
    if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

/// The match's entries side by side, each after a comma; nothing for who is not known yet.
std::string sides_csv(const Contest& contest, const Match& match) {
    std::string text;
    const Game* game = game_of(*contest.definition, match.stage, match.division);
    for (std::size_t i = 0; game != nullptr && i < game->sides.size(); ++i) {
        const auto side = match.sides.find(game->sides[i].text);
        const bool open = side == match.sides.end() || side->second.empty();
        text += "," + (open ? std::string() : csv_cell(name_of(contest, side->second)));
    }
    return text;
}

}  // namespace

std::string standings_text(const Contest& contest, const Standings& standings, const Selection& selection,
                           Language language) {
    std::string text;
    for (const StageStandings& stage : standings.stages) {
        if (!chosen(selection, stage.stage)) continue;
        const Stage* rules = contest.definition->stage(stage.stage);
        text +=
            "== " + (rules != nullptr && !rules->name.empty() ? rules->name.in(language) : stage.stage.text) +
            '\n';
        for (const Ranking& ranking : stage.rankings)
            if (chosen(selection, ranking)) text += ranking_text(contest, ranking, language);
    }
    return text;
}

Json standings_json(const Standings& standings, const Selection& selection) {
    Json stages{Json::Object{}};
    for (const StageStandings& stage : standings.stages) {
        if (!chosen(selection, stage.stage)) continue;
        StageStandings part = stage;
        std::erase_if(part.rankings, [&](const Ranking& ranking) { return !chosen(selection, ranking); });
        stages.set(stage.stage.text, to_json(part));
    }
    Json json;
    json.set("format", "sandau.standings/1").set("definition_sha256", standings.definition_sha256);
    json.set("stages", std::move(stages));
    return json;
}

std::string draw_csv(const Contest& contest, const StageId& stage) {
    std::string text = "round,group,match,first,second\n";
    std::vector<const Match*> matches;
    for (const Match& match : contest.table<Match>())
        if (match.stage == stage) matches.push_back(&match);
    std::stable_sort(matches.begin(), matches.end(),
                     [](const Match* a, const Match* b) { return a->round < b->round; });
    for (const Match* match : matches)
        text += fmt::format("{},{},{}{}\n", match->round, csv_cell(match->group), match->name(),
                            sides_csv(contest, *match));
    return text;
}

std::string schedule_csv(const Contest& contest, const StageId& stage) {
    std::vector<const Slot*> slots;
    for (const Slot& slot : contest.table<Slot>())
        if (slot.stage == stage) slots.push_back(&slot);
    std::stable_sort(slots.begin(), slots.end(), [](const Slot* a, const Slot* b) {
        return std::tie(a->starts_at, a->field) < std::tie(b->starts_at, b->field);
    });
    const Stage* rules = contest.definition->stage(stage);
    if (rules != nullptr && rules->format != StageFormat::Runs) {
        std::string text = "start,field,division,round,group,match,first,second\n";
        for (const Slot* slot : slots)
            if (const Match* match = contest.table<Match>().find(slot->match.text))
                text += fmt::format("{},{},{},{},{},{}{}\n",
                                    date_time_text(slot->starts_at, contest.settings().utc_offset_min),
                                    slot->field.text, match->division.text, match->round,
                                    csv_cell(match->group), match->name(), sides_csv(contest, *match));
        return text;
    }
    std::string text = "start,field,entry,name,division,run\n";
    for (const Slot* slot : slots) {
        const Entry* entry = contest.table<Entry>().find(slot->entry.text);
        text += fmt::format("{},{},{},{},{},{}\n",
                            date_time_text(slot->starts_at, contest.settings().utc_offset_min),
                            slot->field.text, slot->entry.text, csv_cell(name_of(contest, slot->entry)),
                            entry != nullptr ? entry->division.text : "", slot->number);
    }
    return text;
}

}  // namespace sandau::cli
