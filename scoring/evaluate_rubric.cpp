#include <algorithm>

#include "scoring/rubric_marks.h"
#include "scoring/stage_evaluation.h"

namespace sandau {

namespace {

using Figures = std::map<std::string, Figure, std::less<>>;

Rational mean(const std::vector<Rational>& values) {
    Rational sum;
    for (const Rational& value : values) sum += value;
    return sum / Rational(static_cast<std::int64_t>(values.size()));
}

Rational median(std::vector<Rational> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    if (values.size() % 2 == 1) return values[middle];
    return (values[middle - 1] + values[middle]) / Rational(2);
}

Rational rounded(const RubricRules& rules, const Rational& value) {
    return rules.round ? value.rounded(static_cast<int>(rules.round->places), rules.round->mode) : value;
}

Figure aggregate(const RubricRules& rules, std::vector<Rational> marks) {
    if (marks.empty()) return std::nullopt;
    Rational result;
    switch (rules.fn) {
        case RubricRules::Fn::Mean:
            result = mean(marks);
            break;
        case RubricRules::Fn::Median:
            result = median(std::move(marks));
            break;
        case RubricRules::Fn::TrimmedMean: {
            const auto drop = static_cast<std::size_t>(rules.drop);
            if (marks.size() > 2 * drop) {
                std::sort(marks.begin(), marks.end());
                marks = {marks.begin() + static_cast<std::ptrdiff_t>(drop),
                         marks.end() - static_cast<std::ptrdiff_t>(drop)};
            }
            result = mean(marks);
            break;
        }
    }
    return rounded(rules, result);
}

bool is_discrepant(const Discrepancy& rule, const std::vector<Rational>& marks) {
    if (marks.empty()) return false;
    const auto [lowest, highest] = std::minmax_element(marks.begin(), marks.end());
    switch (rule.measure) {
        case Discrepancy::Measure::Range:
            return *highest - *lowest > rule.threshold;
        case Discrepancy::Measure::FromMedian: {
            const Rational middle = median(marks);
            return std::max(*highest - middle, middle - *lowest) > rule.threshold;
        }
    }
    return false;
}

class RubricKeys final : public FormulaScope {
public:
    RubricKeys(Figures figures, const Figures& stage_max)
        : figures_(std::move(figures)), stage_max_(stage_max) {}

    Figure value(const std::string& name) const override { return find(figures_, name); }
    Figure stage_max(const std::string& name) const override { return find(stage_max_, name); }

    void derive(const RubricRules& rules) {
        for (const std::size_t i : rules.derived_order)
            figures_[rules.derived[i].id] = evaluate_formula(rules.derived[i].formula, *this);
    }

private:
    static Figure find(const Figures& figures, const std::string& name) {
        const auto found = figures.find(name);
        return found == figures.end() ? std::nullopt : found->second;
    }

    Figures figures_;
    const Figures& stage_max_;
};

class RubricEvaluation {
public:
    RubricEvaluation(Evaluation& evaluation, StageState& state)
        : evaluation_(evaluation),
          state_(state),
          rules_(state.stage->rubric),
          results_(evaluation.stage_results(state.stage->id)) {}

    void run() {
        std::set<EntryId> entries;
        for (const auto& [entry, marks] : results_.marks) entries.insert(entry);
        for (const auto& [entry, values] : results_.external) entries.insert(entry);
        std::map<EntryId, Figures> figures;
        for (const EntryId& entry : entries)
            if (Contender* contender = add_contender(evaluation_, state_, entry))
                figures[entry] = figures_of(*contender);
        // Every entry's keys hang on the greatest of all, so the derived values come last.
        auto stage_max = std::make_shared<Figures>(greatest(figures));
        for (Contender& contender : state_.contenders->all) {
            // One shared pointer keeps both the keys and what they look into.
            auto both = std::make_shared<std::pair<std::shared_ptr<Figures>, RubricKeys>>(
                stage_max, RubricKeys(std::move(figures[contender.entry]), *stage_max));
            both->second.derive(rules_);
            contender.keys = std::shared_ptr<const FormulaScope>(both, &both->second);
        }
    }

private:
    Figures figures_of(Contender& contender) {
        const Rubric& rubric = *state_.stage->division(contender.division)->rubric;
        Figures figures;
        std::vector<CompleteMark> complete;
        if (const auto found = results_.marks.find(contender.entry); found != results_.marks.end()) {
            for (const auto& [judge, mark] : found->second) {
                const auto wrong = [&](const Criterion& criterion) {
                    add_error(contender.entry, judge, criterion.id);
                };
                if (auto one = complete_mark(rubric, mark, wrong)) complete.push_back(*std::move(one));
            }
        }
        if (const auto found = results_.external.find(contender.entry); found != results_.external.end()) {
            figures = read_columns(state_, contender.entry, found->second);
        }
        const std::int64_t needed = rules_.panel ? rules_.panel->min : 1;
        if (static_cast<std::int64_t>(complete.size()) < needed) {
            contender.unranked = "panel_below_minimum";
            return figures;
        }
        std::vector<Rational> marks;
        for (const CompleteMark& one : complete) marks.push_back(one.mark);
        contender.aggregate = aggregate(rules_, marks);
        if (evaluation_.adjusted && evaluation_.adjusted->contains(contender.entry))
            contender.aggregate = rounded(rules_, evaluation_.adjusted->at(contender.entry));
        figures["agg"] = contender.aggregate;
        for (std::size_t c = 0; c < rubric.criteria.size() && !complete.empty(); ++c) {
            std::vector<Rational> values;
            for (const CompleteMark& one : complete) values.push_back(one.criteria[c]);
            figures["criterion_" + rubric.criteria[c].id] = mean(values);
        }
        if (contender.aggregate) check_discrepancy(contender, marks);
        return figures;
    }

    void add_error(const EntryId& entry, const JudgeId& judge, const std::string& criterion) {
        SheetError error;
        error.entry = entry;
        error.judge = judge;
        error.item = criterion;
        state_.errors.push_back(std::move(error));
    }

    void check_discrepancy(Contender& contender, const std::vector<Rational>& marks) {
        if (!rules_.discrepancy || !is_discrepant(*rules_.discrepancy, marks)) return;
        bool cleared = false;
        for (std::size_t i = 0; i < evaluation_.results.decisions.size(); ++i) {
            const Decision& decision = evaluation_.results.decisions[i];
            if (decision.kind != Decision::Kind::ClearDiscrepancy || decision.entry != contender.entry)
                continue;
            if (decision.stage && *decision.stage != state_.stage->id) continue;
            if (contender.withdrawn) continue;
            evaluation_.use(i);
            cleared = true;
        }
        if (cleared) return;
        contender.held = rules_.discrepancy->action != Discrepancy::Action::Flag;
        Flag flag;
        flag.kind = "discrepancy";
        flag.stage = state_.stage->id;
        flag.division.emplace(contender.division);
        flag.entries.push_back(contender.entry);
        evaluation_.flags.push_back(std::move(flag));
    }

    Figures greatest(const std::map<EntryId, Figures>& figures) const {
        Figures result;
        const auto take = [&](const std::string& column) {
            for (const auto& [entry, values] : figures) {
                const auto found = values.find(column);
                if (found == values.end() || !found->second) continue;
                Figure& most = result[column];
                if (!most || *found->second > *most) most = found->second;
            }
        };
        take("agg");
        for (const Column& column : state_.stage->columns) take(column.id);
        return result;
    }

    Evaluation& evaluation_;
    StageState& state_;
    const RubricRules& rules_;
    const StageResults& results_;
};

}  // namespace

void evaluate_rubric(Evaluation& evaluation, StageState& state) {
    RubricEvaluation(evaluation, state).run();
}

}  // namespace sandau
