#include "scoring/contest_results.h"

#include <algorithm>

#include "scoring/contest_result_parts.h"
#include "scoring/contest_standings.h"
#include "scoring/evaluate.h"
#include "scoring/panels.h"

namespace sandau {

namespace {

SheetValues values_of(const Json& items) {
    SheetValues values;
    if (const Json::Object* object = items.as_object()) {
        for (const auto& [id, value] : *object) {
            Result<SheetValue> read = sheet_value_of(value);
            values.emplace(id, read ? std::move(*read) : SheetValue(value));
        }
    }
    return values;
}

const SheetContent* visible(const Sheet& sheet, Visibility visibility) {
    switch (visibility) {
        case Visibility::Committed:
            return sheet.state >= SheetState::Committed ? &sheet.content : nullptr;
        case Visibility::Published:
            return sheet.published ? &*sheet.published : nullptr;
    }
    return nullptr;
}

CowList<ResultEntry> entries_of(const Contest& contest) {
    CowList<ResultEntry> entries;
    for (const Entry& entry : contest.table<Entry>()) entries.push_back(result_entry_of(contest, entry));
    return entries;
}

/// Who won a match is said on the field: the decision is as public as the match's sheet.
bool is_about_published(const Contest& contest, const DecisionRecord& decision) {
    const auto text = [&](std::string_view key) {
        const Json* member = decision.body.find(key);
        return member != nullptr && member->as_string() != nullptr ? *member->as_string() : std::string();
    };
    if (text("kind") != "match_winner") return false;
    for (const Stage& stage : contest.definition->stages) {
        if (!text("stage").empty() && text("stage") != stage.id.text) continue;
        const Sheet* sheet = contest.table<Sheet>().find(stage.id.text + "." + text("match"));
        if (sheet != nullptr && sheet->published) return true;
    }
    return false;
}

/// Decisions are kept as results write them: what they name is found by the reader of results.
std::vector<Decision> decisions_of(const Contest& contest, const Results& so_far, Visibility visibility) {
    Json::Array bodies;
    for (const DecisionRecord& decision : contest.table<DecisionRecord>())
        if (visibility == Visibility::Committed || decision.published ||
            is_about_published(contest, decision))
            bodies.push_back(decision.body);
    if (bodies.empty()) return {};
    Json document = to_json(*contest.definition, so_far);
    document.set("decisions", Json(std::move(bodies)));
    return read_results(*contest.definition, document).results.decisions;
}

void add_runs(Results& results, const Contest& contest, const StageId& stage, Visibility visibility) {
    // Keys sort bytewise, run 10 before run 2: the order is that of the numbers.
    std::map<EntryId, std::map<int, const SheetContent*>> by_entry;
    const Table<Sheet>& sheets = contest.table<Sheet>();
    for (auto sheet = sheets.from(stage.text + "."); sheet != sheets.end() && sheet->stage == stage; ++sheet)
        if (const SheetContent* content = visible(*sheet, visibility); content != nullptr && !content->match)
            by_entry[sheet->entry][sheet->number] = content;
    if (by_entry.empty()) return;
    std::map<EntryId, std::vector<RunSheet>>& runs = results.stages[stage].runs;
    for (const auto& [entry, contents] : by_entry)
        for (const auto& [number, content] : contents) runs[entry].push_back(run_sheet_of(*content));
}

void add_scores(Results& results, const Contest& contest, const StageId& stage, Visibility visibility) {
    const Table<ImportedScores>& scores = contest.table<ImportedScores>();
    for (auto one = scores.from(stage.text + "."); one != scores.end() && one->stage == stage; ++one)
        if (visibility == Visibility::Committed || one->published)
            results.stages[stage].scores[one->entry] = values_of(one->values);
}

MatchSheet drawn_match(const Match& match) {
    MatchSheet sheet;
    sheet.id = MatchId(match.name());
    if (!match.group.empty()) sheet.group = match.group;
    if (match.round > 0) sheet.round = match.round;
    sheet.sides.emplace();
    for (const auto& [side, entry] : match.sides)
        (*sheet.sides)[SideId(side)] = entry.empty() ? std::nullopt : std::optional(entry);
    return sheet;
}

void add_matches(Results& results, const Contest& contest, const Stage& stage, Visibility visibility) {
    const StageDraw* draw = contest.table<StageDraw>().find(stage.id.text);
    if (draw == nullptr) return;
    StageResults& added = results.stages[stage.id];
    added.groups = draw->groups;
    if (stage.is_elimination()) added.seeds = draw->seeds;
    const Table<Match>& matches = contest.table<Match>();
    for (auto match = matches.from(stage.id.text + "."); match != matches.end() && match->stage == stage.id;
         ++match)
        if (std::optional<MatchSheet> sheet = match_sheet_of(contest, stage, *match, visibility))
            added.matches.push_back(*std::move(sheet));
}

void add_stage(Results& results, const Contest& contest, const Stage& stage, Visibility visibility) {
    add_runs(results, contest, stage.id, visibility);
    if (stage.format == StageFormat::Import) add_scores(results, contest, stage.id, visibility);
    add_matches(results, contest, stage, visibility);
    add_panel_results(results, contest, stage, visibility);
}

}  // namespace

ResultEntry result_entry_of(const Contest& contest, const Entry& entry) {
    ResultEntry row;
    row.id = entry.id;
    row.division = entry.division;
    if (const Organization* organization = contest.table<Organization>().find(entry.organization.text))
        row.organization = OrganizationId(organization->name);
    row.name = entry.name;
    // Who was refused competes no more than who withdrew.
    row.withdrawn = entry.state == EntryState::Withdrawn || entry.state == EntryState::Refused;
    if (!entry.number.empty()) row.number = Json(entry.number);
    return row;
}

std::vector<RunSheet> runs_of(const Contest& contest, const StageId& stage, const EntryId& entry,
                              Visibility visibility) {
    std::map<int, const SheetContent*> by_number;
    const Table<Sheet>& sheets = contest.table<Sheet>();
    const std::string begin = stage.text + "." + entry.text + ".";
    for (auto sheet = sheets.from(begin); sheet != sheets.end() && sheet.key().starts_with(begin); ++sheet) {
        const SheetContent* content = visible(*sheet, visibility);
        if (content != nullptr && !content->match && sheet->stage == stage && sheet->entry == entry)
            by_number[sheet->number] = content;
    }
    std::vector<RunSheet> runs;
    for (const auto& [number, content] : by_number) runs.push_back(run_sheet_of(*content));
    return runs;
}

std::optional<MatchSheet> match_sheet_of(const Contest& contest, const Stage& stage, const Match& match,
                                         Visibility visibility) {
    const Sheet* sheet = contest.table<Sheet>().find(match.id.text);
    const SheetContent* content = sheet != nullptr ? visible(*sheet, visibility) : nullptr;
    if (content != nullptr && content->match)
        return match_sheet_of(*contest.definition, match, *content->match);
    return stage.is_table() ? std::optional(drawn_match(match)) : std::nullopt;
}

RunSheet run_sheet_of(const SheetContent& content) {
    RunSheet sheet;
    sheet.status = static_cast<RunStatus>(content.status);
    sheet.items = values_of(content.items);
    if (content.time_ms) sheet.time_ms = Rational(*content.time_ms);
    return sheet;
}

MatchSheet match_sheet_of(const Definition& definition, const Match& match, const MatchContent& content) {
    MatchSheet sheet = drawn_match(match);
    const Stage* stage = definition.stage(match.stage);
    if (!stage->is_table()) {
        sheet.group.reset();
        sheet.round.reset();
    }
    sheet.sides.emplace();
    sheet.items.emplace();
    for (const auto& [name, side] : content.sides) {
        const SideId id(name);
        (*sheet.sides)[id] = side.entry;
        (*sheet.items)[id] = values_of(side.items);
        if (side.status != SheetStatus::OK) {
            if (!sheet.status) sheet.status.emplace();
            sheet.status->emplace(id, static_cast<RunStatus>(side.status));
        }
        if (side.instant_win_ms) {
            if (!sheet.instant_win_ms) sheet.instant_win_ms.emplace();
            sheet.instant_win_ms->emplace(id, Rational(*side.instant_win_ms));
        }
    }
    if (const Json::Object* shared = content.shared.as_object(); shared != nullptr && !shared->empty())
        sheet.shared.emplace(shared->begin(), shared->end());
    const DivisionPlay* play = stage->division(match.division);
    if (play != nullptr && play->game && play->game->kind == GameKind::Series) {
        sheet.bouts.emplace();
        for (const BoutContent& bout : content.bouts) sheet.bouts->push_back({bout.winner});
    }
    return sheet;
}

Results results_of(const Contest& contest, Visibility visibility) {
    Results results;
    results.entries = entries_of(contest);
    results.judges = judges_of(contest);
    for (const Stage& stage : contest.definition->stages) add_stage(results, contest, stage, visibility);
    results.decisions = decisions_of(contest, results, visibility);
    return results;
}

Results results_of(const Contest& contest, const StageId& stage_id, Visibility visibility) {
    Results results;
    results.entries = entries_of(contest);
    results.judges = judges_of(contest);
    if (const Stage* stage = contest.definition->stage(stage_id))
        add_stage(results, contest, *stage, visibility);
    results.decisions = decisions_of(contest, results, visibility);
    return results;
}

Result<Standings> standings_of(const Contest& contest, Visibility visibility) {
    return ContestStandings(visibility).of(contest);
}

Result<StageStandings> standings_of(const Contest& contest, const StageId& stage, Visibility visibility) {
    Result<StageEvaluation> evaluated =
        evaluate_stage(*contest.definition, results_of(contest, stage, visibility), stage);
    if (!evaluated) return tl::unexpected(evaluated.error());
    return std::move(evaluated->standings);
}

}  // namespace sandau
