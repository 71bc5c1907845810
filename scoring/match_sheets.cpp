#include "scoring/match_sheets.h"

#include <algorithm>

#include "scoring/contest_results.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"

namespace sandau::handlers {

namespace {

bool is_side(const Game& game, const std::string& side) {
    return std::find(game.sides.begin(), game.sides.end(), SideId(side)) != game.sides.end();
}

Result<void> enter_side(const Game& game, SideContent& content, const commands::SideGiven& given) {
    const Json::Object* items = given.items.as_object();
    if (items == nullptr) return refuse("record.type", {{"expected", "an object"}}, "items");
    for (const auto& [id, value] : *items) {
        if (game.item(id) == nullptr) return refuse("sheet.unknown_item", {{"item", id}}, "items." + id);
        content.items.set(id, value);
    }
    if (given.status) {
        if (*given.status == SheetStatus::DNF || *given.status == SheetStatus::VOID)
            return refuse("record.word", {{"expected", "OK, DNS, DSQ"}}, "status");
        content.status = *given.status;
    }
    if (given.instant_win_ms) {
        content.instant_win_ms = given.instant_win_ms;
        if (*given.instant_win_ms < 0) content.instant_win_ms.reset();
    }
    if (given.reason) content.reason = *given.reason;
    if (content.status != SheetStatus::OK && content.reason.empty())
        return refuse("reason.missing", {}, "reason");
    return {};
}

/// The sheet is good where the results that hold it are: cells, stacks, bouts.
Result<void> check_readable(const Draft& draft, const Match& match, const MatchContent& content) {
    const Definition& definition = *draft.now().definition;
    Results results;
    for (const auto& [side, one] : content.sides) {
        ResultEntry entry;
        entry.id = one.entry;
        entry.division = match.division;
        results.entries.push_back(std::move(entry));
    }
    Match alone = match;
    alone.group.clear();
    results.stages[match.stage].matches.push_back(match_sheet_of(definition, alone, content));
    const ResultsReading reading = read_results(definition, to_json(definition, results));
    const std::string own = "stages." + match.stage.text + ".matches[0].";
    for (const Problem& problem : reading.problems) {
        Refusal what = problem.what;
        if (what.path.starts_with(own)) what.path.replace(0, own.size(), "match.");
        return tl::unexpected(std::move(what));
    }
    return {};
}

}  // namespace

const Game& game_of_match(const Draft& draft, const Match& match) {
    const Game* game = game_of(*draft.now().definition, match.stage, match.division);
    CHECK(game != nullptr, "a match is drawn where there is a game");
    return *game;
}

Result<std::map<std::string, EntryId>> sides_of(const Draft& draft, const Match& match) {
    if (match.is_bye()) return refuse("match.bye", {{"match", match.id.text}});
    if (!match.sides.empty()) return match.sides;
    TRY(evaluated, evaluate_stage(*draft.now().definition,
                                  results_of(draft.now(), match.stage, Visibility::Committed), match.stage));
    for (const MatchStanding& standing : evaluated.standings.matches) {
        if (standing.id.text != match.name()) continue;
        if (standing.state == "bye") return refuse("match.bye", {{"match", match.id.text}});
        std::map<std::string, EntryId> sides;
        for (const auto& [side, entry] : standing.sides)
            if (entry) sides.emplace(side.text, *entry);
        if (sides.size() == standing.sides.size()) return sides;
    }
    return refuse("match.waiting", {{"match", match.id.text}});
}

Sheet new_sheet(const Draft& draft, const Match& match) {
    Sheet sheet{match.played(), match.stage, {}, 1, SheetState::Draft, {}, {}, {}, false};
    if (const Sheet* before = draft.find<Sheet>(sheet.id)) {
        sheet.published = before->published;
        sheet.published_at = before->published_at;
        sheet.protested = before->protested;
    }
    MatchContent content;
    for (const auto& [side, entry] : match.sides) content.sides[side].entry = entry;
    sheet.content.match = std::move(content);
    return sheet;
}

Result<Sheet> sheet_of(Draft& draft, const RunId& id) {
    const Sheet* sheet = draft.find<Sheet>(id);
    const Match* drawn = draft.find<Match>(id.text);
    if (sheet == nullptr && drawn == nullptr) return not_found("sheet", id.text);
    if (drawn == nullptr || (sheet != nullptr && !sheet->content.match->sides.empty())) return *sheet;
    Match match = *drawn;
    TRY(sides, sides_of(draft, match));
    if (match.sides.empty()) {
        match.sides = sides;
        draft.put(match);
    }
    return new_sheet(draft, match);
}

Result<void> enter(const Draft& draft, const Match& match, MatchContent& content,
                   const commands::MatchGiven& given) {
    const Game& game = game_of_match(draft, match);
    for (const auto& [side, values] : given.sides) {
        const std::string path = "match.sides." + side;
        if (!is_side(game, side)) return refuse("sheet.unknown_side", {{"side", side}}, path);
        if (Result<void> entered = enter_side(game, content.sides[side], values); !entered) {
            Refusal refusal = entered.error();
            refusal.path = path + "." + refusal.path;
            return tl::unexpected(std::move(refusal));
        }
    }
    const Json::Object* shared = given.shared.as_object();
    if (shared == nullptr) return refuse("record.type", {{"expected", "an object"}}, "match.shared");
    for (const auto& [id, value] : *shared) content.shared.set(id, value);
    if (given.bouts) {
        if (game.kind != GameKind::Series && !given.bouts->empty())
            return refuse("sheet.no_bouts", {}, "match.bouts");
        content.bouts = *given.bouts;
    }
    return check_readable(draft, match, content);
}

MatchSheetEvaluation worth(const Draft& draft, const Match& match, const MatchContent& content) {
    const Definition& definition = *draft.now().definition;
    return evaluate_match_sheet(definition, *definition.stage(match.stage), match.division,
                                match_sheet_of(definition, match, content));
}

void note_instant_win(Draft& draft, Sheet& sheet, const commands::MatchGiven& given, const Instant& now) {
    Match match = *draft.find<Match>(sheet.id.text);
    MatchContent& content = *sheet.content.match;
    const MatchSheetEvaluation evaluation = worth(draft, match, content);
    const bool running = match.state == MatchState::Running;
    bool won = false;
    std::optional<std::int64_t> seen_ms;  ///< when a referee saw the win, before it was entered
    for (const MatchSideScore& score : evaluation.sides) {
        SideContent& side = content.sides[score.side.text];
        const auto named = given.sides.find(score.side.text);
        const bool time_given = named != given.sides.end() && named->second.instant_win_ms;
        won = won || score.instant_win;
        if (score.instant_win && time_given) seen_ms = side.instant_win_ms;
        if (!score.instant_win && !time_given) side.instant_win_ms.reset();
        if (score.instant_win && !side.instant_win_ms && running)
            side.instant_win_ms = clock_face(match.clock, game_of_match(draft, match), now).elapsed_ms;
    }
    if (!won || !running) return;
    match.clock = stopped(match.clock, ClockState::Over, now);
    // The clock stops at the time of the win, which is no later than now.
    if (seen_ms && *seen_ms < Duration{match.clock.elapsed_ns}.floor_ms())
        match.clock.elapsed_ns = milliseconds(*seen_ms).ns;
    match.state = MatchState::Ended;
    draft.put(match);
}

}  // namespace sandau::handlers
