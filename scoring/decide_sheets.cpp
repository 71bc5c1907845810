#include <string>

#include "scoring/contest_results.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/match_sheets.h"
#include "scoring/play.h"

namespace sandau::handlers {

namespace {

/// Puts what is given onto the sheet; items that are not named stay. Refused: an item that the game has
/// not, `reason.missing` where the status needs one.
Result<void> set_content(const Game& game, SheetContent& content, const Json& items,
                         const std::optional<SheetStatus>& status, const std::optional<std::int64_t>& time_ms,
                         const std::string& reason) {
    const Json::Object* given = items.as_object();
    if (given == nullptr) return refuse("record.type", {{"expected", "an object"}}, "items");
    for (const auto& [id, value] : *given) {
        if (game.item(id) == nullptr) return refuse("sheet.unknown_item", {{"item", id}}, "items." + id);
        content.items.set(id, value);
    }
    if (status) content.status = *status;
    if (time_ms) {
        if (!within_a_day(*time_ms)) return refuse("record.range", {}, "time_ms");
        content.time_ms = *time_ms;
    }
    if (!reason.empty()) content.reason = reason;
    const bool needs_reason = content.status == SheetStatus::DNS || content.status == SheetStatus::DSQ ||
                              content.status == SheetStatus::VOID;
    if (needs_reason && content.reason.empty()) return refuse("reason.missing", {}, "reason");
    return {};
}

Result<SheetEvaluation> evaluated(const Draft& draft, const Sheet& sheet) {
    const Stage* stage = draft.now().definition->stage(sheet.stage);
    const Entry* entry = draft.find<Entry>(sheet.entry);
    if (stage == nullptr) return not_found("stage", sheet.stage.text);
    if (entry == nullptr) return not_found("entry", sheet.entry.text);
    if (stage->division(entry->division) == nullptr)
        return refuse("stage.not_its_division",
                      {{"stage", stage->id.text}, {"division", entry->division.text}});
    return evaluate_sheet(*stage, entry->division, run_sheet_of(sheet.content));
}

Json figure_json(const Figure& figure) {
    return figure ? Json(figure->text()) : Json();
}

Result<Json> sheet_answer(const Draft& draft, const Sheet& sheet) {
    Json answer;
    answer.set("sheet", sheet.id.text);
    answer.set("state", word_of(sheet.state));
    if (sheet.is_match()) {
        const Match& match = *draft.find<Match>(sheet.id.text);
        const MatchSheetEvaluation evaluation = worth(draft, match, *sheet.content.match);
        Json totals{Json::Object{}};
        for (const MatchSideScore& side : evaluation.sides)
            totals.set(side.side.text, figure_json(side.total));
        answer.set("totals", std::move(totals));
        answer.set("winner", evaluation.winner ? Json(evaluation.winner->text) : Json());
        answer.set("decided_by", evaluation.decided_by ? Json(*evaluation.decided_by) : Json());
        answer.set("errors", evaluation.findings.size());
        return answer;
    }
    TRY(evaluation, evaluated(draft, sheet));
    answer.set("total", figure_json(evaluation.total));
    answer.set("errors", evaluation.findings.size());
    return answer;
}

Result<void> without_errors(const Draft& draft, const Sheet& sheet) {
    std::vector<SheetFinding> findings;
    if (sheet.is_match()) {
        findings = worth(draft, *draft.find<Match>(sheet.id.text), *sheet.content.match).findings;
    } else {
        TRY(evaluation, evaluated(draft, sheet));
        findings = std::move(evaluation.findings);
    }
    for (const SheetFinding& finding : findings)
        if (finding.error.severity == Severity::Error)
            return refuse(
                "sheet.has_errors",
                {{"vi", finding.message.vi}, {"en", finding.message.en}, {"item", finding.error.item}});
    return {};
}

/// What a command gives, put onto the sheet of a run or a match.
template <class Given>
Result<void> enter_given(Draft& draft, Sheet& sheet, const Given& given, const std::string& reason) {
    if (!sheet.is_match()) {
        if (given.match) return refuse("sheet.of_a_run", {{"sheet", sheet.id.text}}, "match");
        TRY(game, game_for(draft, sheet.stage, sheet.entry));
        return set_content(*game, sheet.content, given.items, given.status, given.time_ms, reason);
    }
    const bool for_a_run = given.status || given.time_ms || !(given.items == Json(Json::Object{}));
    if (!given.match || for_a_run) return refuse("sheet.of_a_match", {{"sheet", sheet.id.text}}, "match");
    if (!reason.empty()) sheet.content.reason = reason;
    return enter(draft, *draft.find<Match>(sheet.id.text), *sheet.content.match, *given.match);
}

/// Whether what the sheet is about lets it be confirmed: nothing that is under way or was given up.
Result<void> is_over(const Draft& draft, const RunId& id) {
    const Run* run = draft.find<Run>(id);
    if (run != nullptr && (run->state == RunState::Running || run->state == RunState::Aborted))
        return wrong_step(*run);
    const Match* match = draft.find<Match>(id.text);
    if (match != nullptr && (match->state == MatchState::Running || match->state == MatchState::Aborted))
        return wrong_step(*match);
    return {};
}

/// DNS and the like are confirmed without a start, and so is what was played without a clock.
template <class Played>
void end_without_start(Draft& draft, const std::string& id) {
    const Played* there = draft.find<Played>(id);
    if (there == nullptr || there->state == Played::State::Ended) return;
    Played ended = *there;
    ended.state = Played::State::Ended;
    ended.clock.state = ClockState::Over;
    draft.put(ended);
}

/// What the public sees becomes what is committed; official at once where there is no time for protests.
void publish(Draft& draft, Sheet sheet, const Now& now) {
    sheet.published = sheet.content;
    sheet.published_at = now.now.wall;
    sheet.state = draft.now().settings().protest_minutes == 0 && !sheet.protested ? SheetState::Official
                                                                                  : SheetState::Published;
    draft.put(std::move(sheet));
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::ScoreSet& command, const Now& now) {
    TRY(sheet, sheet_of(draft, command.sheet));
    if (sheet.state != SheetState::Draft && sheet.state != SheetState::Reviewed) return wrong_step(sheet);
    const Result<void> set = enter_given(draft, sheet, command, command.reason.value_or(""));
    if (!set) return tl::unexpected(set.error());
    if (command.hand_ms) {
        if (!within_a_day(*command.hand_ms)) return refuse("record.range", {}, "hand_ms");
        sheet.content.hand_ms = command.hand_ms;
    }
    if (sheet.is_match()) note_instant_win(draft, sheet, *command.match, now.now);
    sheet.state = SheetState::Draft;
    draft.put(sheet);
    return sheet_answer(draft, sheet);
}

Result<Json> handle(Draft& draft, const commands::ScoreReview& command, const Now&) {
    TRY(sheet, sheet_of(draft, command.sheet));
    if (sheet.state != SheetState::Draft) return wrong_step(sheet);
    if (Result<void> over = is_over(draft, command.sheet); !over) return tl::unexpected(over.error());
    sheet.state = SheetState::Reviewed;
    draft.put(sheet);
    return sheet_answer(draft, sheet);
}

Result<Json> handle(Draft& draft, const commands::ScoreReopen& command, const Now&) {
    TRY(sheet, get<Sheet>(draft, command.sheet));
    if (sheet.state != SheetState::Reviewed) return wrong_step(sheet);
    sheet.state = SheetState::Draft;
    draft.put(sheet);
    return sheet_answer(draft, sheet);
}

Result<Json> handle(Draft& draft, const commands::ScoreCommit& command, const Now&) {
    TRY(sheet, sheet_of(draft, command.sheet));
    if (sheet.state != SheetState::Draft && sheet.state != SheetState::Reviewed) return wrong_step(sheet);
    if (Result<void> over = is_over(draft, command.sheet); !over) return tl::unexpected(over.error());
    if (Result<void> good = without_errors(draft, sheet); !good) return tl::unexpected(good.error());
    end_without_start<Run>(draft, command.sheet.text);
    end_without_start<Match>(draft, command.sheet.text);
    sheet.state = SheetState::Committed;
    draft.put(sheet);
    return sheet_answer(draft, sheet);
}

Result<Json> handle(Draft& draft, const commands::ScorePublish& command, const Now& now) {
    TRY(sheet, get<Sheet>(draft, command.sheet));
    if (sheet.state != SheetState::Committed) return wrong_step(sheet);
    publish(draft, sheet, now);
    return sheet_answer(draft, *draft.find<Sheet>(command.sheet));
}

Result<Json> handle(Draft& draft, const commands::ScoreRetract& command, const Now&) {
    TRY(sheet, get<Sheet>(draft, command.sheet));
    if (sheet.state != SheetState::Published && sheet.state != SheetState::Official) return wrong_step(sheet);
    if (command.reason.empty()) return refuse("reason.missing");
    sheet.published.reset();
    sheet.state = SheetState::Committed;
    draft.put(sheet);
    return sheet_answer(draft, sheet);
}

Result<Json> handle(Draft& draft, const commands::ScoreCorrect& command, const Now& now) {
    TRY(sheet, get<Sheet>(draft, command.sheet));
    if (sheet.state < SheetState::Committed) return wrong_step(sheet);
    if (command.reason.empty()) return refuse("reason.missing");
    const Result<void> set = enter_given(draft, sheet, command, command.reason);
    if (!set) return tl::unexpected(set.error());
    if (sheet.is_match()) note_instant_win(draft, sheet, *command.match, now.now);
    if (Result<void> good = without_errors(draft, sheet); !good) return tl::unexpected(good.error());
    sheet.state = SheetState::Committed;
    draft.put(sheet);
    return sheet_answer(draft, sheet);
}

Result<Json> handle(Draft& draft, const commands::ScorePublishStage& command, const Now& now) {
    if (draft.now().definition->stage(command.stage) == nullptr)
        return not_found("stage", command.stage.text);
    const auto meant = [&](const EntryId& id) {
        const Entry* entry = draft.find<Entry>(id);
        return command.division.empty() || (entry != nullptr && entry->division == command.division);
    };
    const auto sheet_meant = [&](const Sheet& sheet) {
        const Match* match = draft.find<Match>(sheet.id.text);
        return meant(sheet.entry) || (match != nullptr && match->division == command.division);
    };
    std::vector<Sheet> sheets;
    for (const Sheet& sheet : draft.now().table<Sheet>())
        if (sheet.stage == command.stage && sheet.state == SheetState::Committed && sheet_meant(sheet))
            sheets.push_back(sheet);
    for (Sheet& sheet : sheets) publish(draft, std::move(sheet), now);
    std::vector<ImportedScores> figures;
    for (const ImportedScores& one : draft.now().table<ImportedScores>())
        if (one.stage == command.stage && !one.published && meant(one.entry)) figures.push_back(one);
    for (ImportedScores& one : figures) {
        one.published = true;
        draft.put(std::move(one));
    }
    Json answer;
    const std::size_t marks = publish_marks(draft, command.stage, meant);
    answer.set("published", sheets.size() + figures.size() + marks);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::ScoreImport& command, const Now&) {
    const Stage* stage = draft.now().definition->stage(command.stage);
    if (stage == nullptr) return not_found("stage", command.stage.text);
    if (command.results.empty()) return refuse("import.empty");
    std::int64_t entries = 0, runs = 0;
    for (std::size_t i = 0; i < command.results.size(); ++i) {
        const commands::ImportedResult& result = command.results[i];
        const std::string path = "results[" + std::to_string(i) + "]";
        const Entry* entry = draft.find<Entry>(result.entry);
        if (entry == nullptr)
            return refuse("not_found", {{"what", "@noun.entry"}, {"id", result.entry.text}}, path);
        if (entry->state == EntryState::Refused || entry->state == EntryState::Withdrawn)
            return refuse("entry.not_competing", {{"entry", entry->id.text}}, path);
        if (stage->division(entry->division) == nullptr)
            return refuse("stage.not_its_division",
                          {{"stage", stage->id.text}, {"division", entry->division.text}}, path);
        ++entries;
        if (stage->format == StageFormat::Import || stage->format == StageFormat::Rubric ||
            stage->format == StageFormat::Vote) {
            const Result<void> put = put_figures(draft, *stage, *entry, result.scores, path + ".scores");
            if (!put) return tl::unexpected(put.error());
            continue;
        }
        TRY(game, game_for(draft, command.stage, entry->id));
        for (std::size_t n = 0; n < result.runs.size(); ++n) {
            const commands::ImportedRun& run = result.runs[n];
            const RunId id = run_id(command.stage, entry->id, static_cast<int>(n) + 1);
            Sheet sheet{id, command.stage, entry->id, static_cast<int>(n) + 1, SheetState::Committed, {}, {},
                        {}, false};
            if (const Sheet* before = draft.find<Sheet>(id)) {
                if (draft.find<Run>(id) != nullptr)
                    return refuse("import.run_on_site", {{"run", id.text}}, path);
                sheet = *before;
                sheet.content = SheetContent{};
                sheet.state = SheetState::Committed;
            }
            const std::string reason = run.reason.empty() ? command.source : run.reason;
            const Result<void> set = set_content(*game, sheet.content, run.items, run.status, run.time_ms,
                                                 run.status == SheetStatus::OK ? run.reason : reason);
            if (!set) {
                Refusal refusal = set.error();
                refusal.path = path + ".runs[" + std::to_string(n) + "]." + refusal.path;
                return tl::unexpected(std::move(refusal));
            }
            if (const Sheet* before = draft.find<Sheet>(id);
                before != nullptr && before->content == sheet.content)
                continue;
            draft.put(std::move(sheet));
            ++runs;
        }
    }
    Json answer;
    answer.set("entries", entries).set("runs", runs);
    return answer;
}

}  // namespace sandau::handlers
