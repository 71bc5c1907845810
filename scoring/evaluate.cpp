#include "scoring/evaluate.h"

#include <algorithm>

#include "scoring/stage_evaluation.h"

namespace sandau {

EntryIndex::EntryIndex(const CowList<ResultEntry>& entries) : entries_(entries) {
    by_id_.reserve(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        by_id_.emplace(entries_[i].id.text, i);
        by_division_[entries_[i].division].push_back(&entries_[i]);
    }
    for (auto& [division, members] : by_division_)
        std::sort(members.begin(), members.end(),
                  [](const ResultEntry* a, const ResultEntry* b) { return a->id < b->id; });
}

std::optional<std::size_t> EntryIndex::number_of(const EntryId& id) const {
    const auto found = by_id_.find(id.text);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<const ResultEntry*>& EntryIndex::of(const DivisionId& division) const {
    static const std::vector<const ResultEntry*> nobody;
    const auto found = by_division_.find(division);
    return found == by_division_.end() ? nobody : found->second;
}

Evaluation::Evaluation(const Definition& rules, const Results& happened, EvaluationMemo& kept,
                       const std::optional<DivisionId>& division)
    : definition(rules), results(happened), memo(kept), division_(division) {
    if (!memo.entries || !memo.entries->entries().same_as(results.entries))
        memo.entries = std::make_shared<const EntryIndex>(results.entries);
    for (std::size_t i = 0; i < results.decisions.size(); ++i) {
        const Decision& decision = results.decisions[i];
        if (decision.kind == Decision::Kind::MatchWinner) match_winners_[decision.match].push_back(i);
        if (decision.kind != Decision::Kind::Order || !decision.stage) continue;
        std::vector<EntryId> sorted = decision.entries;
        std::sort(sorted.begin(), sorted.end());
        ordered_stages_.insert(*decision.stage);
        orders_[{*decision.stage, std::move(sorted)}].push_back(i);
    }
}

const ResultEntry* Evaluation::entry(const EntryId& id) const {
    const std::optional<std::size_t> number = entries().number_of(id);
    if (!number) return nullptr;
    const ResultEntry& found = results.entries[*number];
    return division_ && found.division != *division_ ? nullptr : &found;
}

const StageResults& Evaluation::stage_results(const StageId& id) const {
    static const StageResults nothing;
    const StageResults* found = results.stage(id);
    return found == nullptr ? nothing : *found;
}

const Decision* Evaluation::order_of(const StageId& stage, std::vector<EntryId> tied) {
    std::sort(tied.begin(), tied.end());
    const auto found = orders_.find({stage, std::move(tied)});
    if (found == orders_.end()) return nullptr;
    for (const std::size_t decision : found->second) use(decision);
    return &results.decisions[found->second.back()];
}

std::optional<SideId> Evaluation::match_winner(const StageId& stage, const MatchId& match,
                                               const std::function<bool(const SideId&)>& in_question) {
    ++matches_asked_;
    const auto found = match_winners_.find(match);
    if (found == match_winners_.end()) return std::nullopt;
    std::vector<std::size_t> on_it;
    for (const std::size_t i : found->second) {
        const Decision& decision = results.decisions[i];
        if (!decision.stage || *decision.stage == stage) on_it.push_back(i);
    }
    if (on_it.empty() || !in_question(results.decisions[on_it.back()].side)) return std::nullopt;
    for (const std::size_t i : on_it) use(i);
    return results.decisions[on_it.back()].side;
}

namespace {

/// A bracket's entries have no keys, whatever a formula asks for.
class NoKeys final : public FormulaScope {
public:
    Figure value(const std::string&) const override { return std::nullopt; }
};

}  // namespace

Contender* add_contender(Evaluation& evaluation, StageState& state, const EntryId& id,
                         const std::optional<DivisionId>& only) {
    const ResultEntry* entry = evaluation.entry(id);
    if (entry == nullptr || state.stage->division(entry->division) == nullptr) return nullptr;
    if (only && entry->division != *only) return nullptr;
    static const std::shared_ptr<const FormulaScope> no_keys = std::make_shared<NoKeys>();
    Contender& contender = state.contenders->all.emplace_back();
    contender.number = state.contenders->all.size() - 1;
    contender.entry = id;
    contender.division = entry->division;
    contender.withdrawn = entry->withdrawn;
    contender.keys = no_keys;
    return &contender;
}

StageState evaluate_stage_state(Evaluation& evaluation, const Stage& stage,
                                const std::vector<StageState>& earlier,
                                const std::optional<DivisionId>& division) {
    StageState state;
    state.stage = &stage;
    switch (stage.format) {
        case StageFormat::Import:
            evaluate_import(evaluation, state, division);
            break;
        case StageFormat::Runs:
            evaluate_runs(evaluation, state, division);
            break;
        case StageFormat::Vote:
            evaluate_votes(evaluation, state);
            break;
        case StageFormat::Rubric:
            evaluate_rubric(evaluation, state);
            break;
        case StageFormat::RoundRobin:
        case StageFormat::Swiss:
            evaluate_table(evaluation, state);
            break;
        case StageFormat::SingleElimination:
        case StageFormat::DoubleElimination:
            evaluate_elimination(evaluation, state, earlier);
            break;
    }
    if (!stage.is_elimination()) rank_stage(evaluation, state);
    promote(evaluation, state);
    return state;
}

StageStandings standings_of(StageState&& state, const std::optional<DivisionId>& division) {
    StageStandings standings;
    standings.stage = state.stage->id;
    for (StageRanking& one : state.rankings) {
        if (division && one.division != *division) continue;
        Ranking ranking{one.division,
                        one.group,
                        {},
                        std::move(one.unranked),
                        std::move(one.promoted),
                        std::move(one.reserves),
                        std::move(one.held)};
        ranking.rows.reserve(one.rows.size());
        for (std::size_t i = 0; i < one.rows.size(); ++i) {
            RankedRow& row = one.rows[i];
            ranking.rows.emplace_back(row.contender->entry, row.place,
                                      one.figures ? FigureRow(one.figures, i) : FigureRow(),
                                      std::move(row.decided_by), row.contender->runs);
        }
        standings.rankings.push_back(std::move(ranking));
    }
    standings.has_matches = state.stage->is_table() || state.stage->is_elimination();
    standings.matches = std::move(state.matches);
    standings.errors = std::move(state.errors);
    return standings;
}

namespace {

void flag_unused_decisions(Evaluation& evaluation) {
    for (std::size_t i = 0; i < evaluation.results.decisions.size(); ++i) {
        if (evaluation.is_used(i)) continue;
        Flag flag;
        flag.kind = "decision_unused";
        flag.decision = i;
        evaluation.flags.push_back(std::move(flag));
    }
}

Standings run_all(const Definition& definition, const Results& results, EvaluationMemo& memo,
                  const std::string& definition_sha256) {
    Evaluation evaluation(definition, results, memo);
    std::vector<StageState> states;
    states.reserve(definition.stages.size());
    for (const Stage& stage : definition.stages) {
        states.push_back(evaluate_stage_state(evaluation, stage, states));
        flag_not_promoted(evaluation, states.back(), states);
    }
    Standings standings;
    standings.definition_sha256 = definition_sha256;
    standings.awards = evaluate_awards(evaluation, states);
    for (StageState& state : states) standings.stages.push_back(standings_of(std::move(state)));
    flag_unused_decisions(evaluation);
    standings.flags = std::move(evaluation.flags);
    return standings;
}

/// The earlier stages that a bracket without seeds of its own hangs on, directly or through others.
std::vector<StageState> feeding_stages(Evaluation& evaluation, const Stage& stage) {
    const std::vector<Stage>& stages = evaluation.definition.stages;
    std::set<StageId> needed{stage.id};
    std::vector<const Stage*> feeding;
    for (auto one = stages.rbegin(); one != stages.rend(); ++one) {
        if (!one->promote || !needed.contains(one->promote->to)) continue;
        if (!evaluation.definition.stage(one->promote->to)->is_elimination()) continue;
        needed.insert(one->id);
        feeding.push_back(&*one);
    }
    std::vector<StageState> states;
    states.reserve(feeding.size());
    for (auto one = feeding.rbegin(); one != feeding.rend(); ++one)
        states.push_back(evaluate_stage_state(evaluation, **one, states));
    return states;
}

StageEvaluation run_stage(const Definition& definition, const Results& results, EvaluationMemo& memo,
                          const Stage& stage, const std::optional<DivisionId>& division) {
    const bool across =
        stage.promote && (stage.promote->per == Promote::Per::Stage || stage.promote->best_next);
    const bool alone = (stage.format == StageFormat::Import || stage.format == StageFormat::Runs) && !across;
    const std::optional<DivisionId> only = alone ? division : std::nullopt;
    Evaluation evaluation(definition, results, memo, only);
    const std::vector<StageState> feeding = feeding_stages(evaluation, stage);
    evaluation.flags.clear();
    StageState state = evaluate_stage_state(evaluation, stage, feeding, only);
    return {standings_of(std::move(state), division), std::move(evaluation.flags)};
}

}  // namespace

Evaluator::Evaluator(const Definition& definition)
    : definition_(&definition), memo_(std::make_unique<EvaluationMemo>()) {}
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;
Evaluator::~Evaluator() = default;

Result<Standings> Evaluator::evaluate(const Results& results, const std::string& definition_sha256) {
    try {
        return run_all(*definition_, results, *memo_, definition_sha256);
    } catch (const NumberTooLarge&) {
        *memo_ = {};  // a table may have been left half taken
        return refuse("evaluate.number_too_large");
    }
}

Result<StageEvaluation> Evaluator::evaluate_stage(const Results& results, const StageId& stage_id,
                                                  const std::optional<DivisionId>& division) {
    const Stage* stage = definition_->stage(stage_id);
    if (stage == nullptr) return refuse("definition.unknown_stage", {{"id", stage_id.text}});
    try {
        return run_stage(*definition_, results, *memo_, *stage, division);
    } catch (const NumberTooLarge&) {
        *memo_ = {};
        return refuse("evaluate.number_too_large");
    }
}

Result<Standings> evaluate(const Definition& definition, const Results& results,
                           const std::string& definition_sha256) {
    return Evaluator(definition).evaluate(results, definition_sha256);
}

Result<StageEvaluation> evaluate_stage(const Definition& definition, const Results& results,
                                       const StageId& stage, const std::optional<DivisionId>& division) {
    return Evaluator(definition).evaluate_stage(results, stage, division);
}

}  // namespace sandau
