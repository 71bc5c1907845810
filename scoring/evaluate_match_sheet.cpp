#include "scoring/match_evaluation.h"

namespace sandau {

namespace {

const SheetValue& entered(const MatchSheet& sheet, const SideId& side, const std::string& item) {
    static const SheetValue nothing;
    if (!sheet.items || !sheet.items->contains(side)) return nothing;
    const SheetValues& values = sheet.items->at(side);
    const auto found = values.find(item);
    return found != values.end() ? found->second : nothing;
}

SheetFinding finding_of(const Game& game, const MatchSheet& sheet, const SheetError& error) {
    SheetFinding finding;
    finding.error = error;
    if (error.rule) {
        const Validation& rule = game.validate[*error.rule];
        finding.what = {"sheet.rule", {{"rule", rule.formula.text}}, {}};
        finding.message = rule.message;
    } else if (const Item* item = error.side ? game.item(error.item) : nullptr) {
        finding.what = read_item(*item, entered(sheet, *error.side, item->id)).problem.value_or(Refusal{});
    } else {
        finding.what = {error.item == "bouts" ? "sheet.too_many_bouts" : "sheet.stack_too_high",
                        {{"item", error.item}},
                        {}};
    }
    return finding;
}

MatchSideScore score_of(const Game& game, const SideEvaluation& side) {
    MatchSideScore score;
    score.side = side.side;
    score.status = side.status;
    for (std::size_t i = 0; i < side.derived.size(); ++i)
        score.derived.emplace_back(game.derived[i].id, side.derived[i]);
    score.total = side.total;
    score.bouts_won = side.bouts_won;
    score.instant_win = side.instant_win;
    return score;
}

}  // namespace

bool MatchSheetEvaluation::has_errors() const {
    for (const SheetFinding& finding : findings)
        if (finding.error.severity == Severity::Error) return true;
    return false;
}

MatchSheetEvaluation evaluate_match_sheet(const Definition& definition, const Stage& stage,
                                          const DivisionId& division, const MatchSheet& sheet) {
    const DivisionPlay* play = stage.division(division);
    CHECK(play != nullptr && play->game && (stage.is_table() || stage.is_elimination()),
          "a match's sheet belongs to a stage of matches");
    const Game& game = *play->game;
    const Results nothing;
    EvaluationMemo memo;
    Evaluation evaluation(definition, nothing, memo);
    std::vector<std::optional<EntryId>> entries(game.sides.size());
    MatchSheetEvaluation result;
    try {
        const bool draws = stage.is_table() && stage.table.draw.has_value();
        const MatchEvaluation match = evaluate_match(evaluation, stage, game, sheet, entries,
                                                     draws ? Draws::Count : Draws::NeedDecision);
        for (const SideEvaluation& side : match.sides) result.sides.push_back(score_of(game, side));
        for (const SheetError& error : match.errors)
            result.findings.push_back(finding_of(game, sheet, error));
        result.decided = match.decided;
        if (match.winner) result.winner = game.sides[*match.winner];
        result.decided_by = match.decided_by;
    } catch (const NumberTooLarge&) {
        SheetFinding finding;
        finding.error.item = "total";
        finding.what = {"sheet.number_too_large", {}, {}};
        result.findings.push_back(std::move(finding));
        result.sides.clear();
        for (const SideId& side : game.sides) {
            result.sides.emplace_back();
            result.sides.back().side = side;
        }
    }
    return result;
}

}  // namespace sandau
