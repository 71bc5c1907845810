#include "scoring/contest_results.h"

#include <algorithm>

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

std::vector<ResultEntry> entries_of(const Contest& contest) {
    std::vector<ResultEntry> entries;
    entries.reserve(contest.table<Entry>().size());
    for (const Entry& entry : contest.table<Entry>()) {
        ResultEntry row;
        row.id = entry.id;
        row.division = entry.division;
        if (const Organization* organization = contest.table<Organization>().find(entry.organization.text))
            row.organization = OrganizationId(organization->name);
        row.name = entry.name;
        // Who was refused competes no more than who withdrew.
        row.withdrawn = entry.state == EntryState::Withdrawn || entry.state == EntryState::Refused;
        if (!entry.number.empty()) row.number = Json(entry.number);
        entries.push_back(std::move(row));
    }
    return entries;
}

/// Decisions are kept as results write them: what they name is found by the reader of results.
std::vector<Decision> decisions_of(const Contest& contest, const Results& so_far, Visibility visibility) {
    Json::Array bodies;
    for (const DecisionRecord& decision : contest.table<DecisionRecord>())
        if (visibility == Visibility::Committed || decision.published) bodies.push_back(decision.body);
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
        if (const SheetContent* content = visible(*sheet, visibility))
            by_entry[sheet->entry][sheet->number] = content;
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

void add_stage(Results& results, const Contest& contest, const Stage& stage, Visibility visibility) {
    add_runs(results, contest, stage.id, visibility);
    if (stage.format == StageFormat::Import) add_scores(results, contest, stage.id, visibility);
    const StageResults& added = results.stages[stage.id];
    if (added.runs.empty() && added.scores.empty()) results.stages.erase(stage.id);
    add_panel_results(results, contest, stage, visibility);
}

}  // namespace

RunSheet run_sheet_of(const SheetContent& content) {
    RunSheet sheet;
    sheet.status = static_cast<RunStatus>(content.status);
    sheet.items = values_of(content.items);
    if (content.time_ms) sheet.time_ms = Rational(*content.time_ms);
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
    return evaluate(*contest.definition, results_of(contest, visibility), contest.definition_text().sha256);
}

Result<StageStandings> standings_of(const Contest& contest, const StageId& stage, Visibility visibility) {
    Result<StageEvaluation> evaluated =
        evaluate_stage(*contest.definition, results_of(contest, stage, visibility), stage);
    if (!evaluated) return tl::unexpected(evaluated.error());
    return std::move(evaluated->standings);
}

}  // namespace sandau
