#include "scoring/evaluate.h"
#include "scoring/sheet_values.h"

namespace sandau {

namespace {

class RunScope final : public FormulaScope {
public:
    RunScope(const Game& game, const std::vector<ItemReading>& items, const std::vector<Figure>& derived,
             const Figure& time_ms)
        : game_(game), items_(items), derived_(derived), time_ms_(time_ms) {}

    Figure value(const std::string& name) const override {
        if (name == "time_ms") return time_ms_;
        const auto symbol = game_.symbols.find(name);
        if (symbol == game_.symbols.end()) return std::nullopt;
        switch (symbol->second.kind) {
            case GameSymbol::Kind::Item:
                return items_[symbol->second.index].value;
            case GameSymbol::Kind::Derived:
                return derived_[symbol->second.index];
            case GameSymbol::Kind::Shared:
                return std::nullopt;
        }
        return std::nullopt;
    }

    Figure points(const std::string& name) const override {
        const auto symbol = game_.symbols.find(name);
        if (symbol == game_.symbols.end() || symbol->second.kind != GameSymbol::Kind::Item)
            return std::nullopt;
        return items_[symbol->second.index].points;
    }

private:
    const Game& game_;
    const std::vector<ItemReading>& items_;
    const std::vector<Figure>& derived_;
    const Figure& time_ms_;
};

RunStatus status_of(const Game& game, const std::vector<ItemReading>& items, RunStatus entered) {
    // A run that was not run, or was annulled, has nothing left to disqualify.
    if (entered == RunStatus::Dns || entered == RunStatus::Void) return entered;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = game.items[i];
        if (item.kind == ItemKind::Penalty && item.dsq_at && items[i].value &&
            *items[i].value >= *item.dsq_at)
            return RunStatus::Dsq;
    }
    return entered;
}

void add_finding(SheetEvaluation& evaluation, std::string item, Refusal what) {
    SheetFinding finding;
    finding.error.item = std::move(item);
    finding.what = std::move(what);
    evaluation.findings.push_back(std::move(finding));
}

void take_time(const Game& game, const StatusRule& rule, const SheetValue& entered,
               SheetEvaluation& evaluation) {
    Figure limit;
    if (game.limit_ms) limit = Rational(*game.limit_ms);
    const NumberReading time = read_number(entered, true, Rational(0), limit);
    if (time.problem) add_finding(evaluation, "time_ms", *time.problem);
    evaluation.time_ms = rule.time == StatusRule::Time::Limit ? limit : time.value;
    evaluation.time_key_ms = evaluation.time_ms ? evaluation.time_ms : limit;
}

std::vector<Figure> derive(const Game& game, const std::vector<ItemReading>& items, const StatusRule& rule,
                           const Figure& time_ms) {
    std::vector<Figure> derived(game.derived.size());
    const std::optional<std::size_t> total = game.derived_index("total");
    if (rule.score) {
        for (std::size_t i = 0; i < derived.size(); ++i) derived[i] = i == total ? *rule.score : Rational(0);
        return derived;
    }
    const RunScope scope(game, items, derived, time_ms);
    for (const std::size_t i : game.derived_order)
        derived[i] = evaluate_formula(game.derived[i].formula, scope);
    return derived;
}

void check_rules(const Game& game, const RunScope& scope, SheetEvaluation& evaluation) {
    for (std::size_t i = 0; i < game.validate.size(); ++i) {
        const Validation& validation = game.validate[i];
        const Figure holds = evaluate_formula(validation.formula, scope);
        if (!holds || !holds->is_zero()) continue;
        SheetFinding finding;
        finding.error.rule = i;
        finding.error.severity = validation.severity;
        finding.what = {"sheet.rule", {{"rule", validation.formula.text}}, {}};
        finding.message = validation.message;
        evaluation.findings.push_back(std::move(finding));
    }
}

}  // namespace

bool SheetEvaluation::has_errors() const {
    for (const SheetFinding& finding : findings)
        if (finding.error.severity == Severity::Error) return true;
    return false;
}

SheetEvaluation evaluate_sheet(const Stage& stage, const DivisionId& division, const RunSheet& sheet) {
    const DivisionPlay* play = stage.division(division);
    CHECK(play != nullptr && play->game && stage.format == StageFormat::Runs,
          "a run sheet belongs to a runs stage");
    const Game& game = *play->game;
    SheetEvaluation evaluation;
    const std::vector<ItemReading> items = read_items(game, sheet.items);
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].problem) add_finding(evaluation, game.items[i].id, *items[i].problem);
    evaluation.status = status_of(game, items, sheet.status);
    const StatusRule& rule = stage.runs.rule(evaluation.status);
    evaluation.counts = rule.counts;
    take_time(game, rule, sheet.time_ms, evaluation);
    std::vector<Figure> derived(game.derived.size());
    try {
        derived = derive(game, items, rule, evaluation.time_ms);
        if (evaluation.status != RunStatus::Dns)
            check_rules(game, RunScope(game, items, derived, evaluation.time_ms), evaluation);
    } catch (const NumberTooLarge&) {
        add_finding(evaluation, "total", {"sheet.number_too_large", {}, {}});
        derived.assign(game.derived.size(), std::nullopt);
    }
    for (std::size_t i = 0; i < derived.size(); ++i)
        evaluation.derived.emplace_back(game.derived[i].id, derived[i]);
    evaluation.total = derived[*game.derived_index("total")];
    return evaluation;
}

}  // namespace sandau
