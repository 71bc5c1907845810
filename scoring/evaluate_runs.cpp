#include <algorithm>
#include <charconv>

#include "scoring/sheet_values.h"
#include "scoring/stage_evaluation.h"

namespace sandau {

namespace {

struct CountedRun {
    Figure total;
    Figure time_ms;
    std::vector<Figure> derived;
};

/// Better: the higher total, then the shorter time; what is missing comes last.
bool is_better(const CountedRun& a, const CountedRun& b) {
    if (a.total != b.total) {
        if (!a.total || !b.total) return a.total.has_value();
        return *a.total > *b.total;
    }
    if (a.time_ms == b.time_ms) return false;
    if (!a.time_ms || !b.time_ms) return a.time_ms.has_value();
    return *a.time_ms < *b.time_ms;
}

template <class Value>
Figure sum_of(const std::vector<CountedRun>& runs, Value value) {
    Rational sum;
    for (const CountedRun& run : runs) {
        const Figure& one = value(run);
        if (!one) return std::nullopt;
        sum += *one;
    }
    return sum;
}

Figure mean_of(Figure sum, std::size_t count) {
    if (!sum || count == 0) return std::nullopt;
    return *sum / Rational(static_cast<std::int64_t>(count));
}

/// The keys of one entry's runs (contest-definition.md, Runs).
class RunKeys final : public FormulaScope {
public:
    RunKeys(const Stage& stage, const Game& game, std::vector<CountedRun> runs)
        : game_(game), runs_(std::move(runs)), best_(runs_) {
        std::stable_sort(best_.begin(), best_.end(), is_better);
        aggregate_ = aggregate(stage.runs);
    }

    const Figure& aggregate() const { return aggregate_; }

    Figure value(const std::string& name) const override {
        if (name == "agg") return aggregate_;
        if (name == "runs_counted") return Rational(static_cast<std::int64_t>(runs_.size()));
        if (name == "sum_time_ms")
            return sum_of(runs_, [](const CountedRun& run) -> const Figure& { return run.time_ms; });
        if (name == "min_time_ms") return shortest();
        if (name.starts_with("best_")) return ranked(name.substr(5), &CountedRun::total);
        if (name.starts_with("time_of_best_")) return ranked(name.substr(13), &CountedRun::time_ms);
        if (name.starts_with("sum_")) return derived_sum(name.substr(4));
        if (name.starts_with("mean_")) return mean_of(derived_sum(name.substr(5)), runs_.size());
        return std::nullopt;
    }

private:
    Figure shortest() const {
        Figure result;
        for (const CountedRun& run : runs_)
            if (run.time_ms && (!result || *run.time_ms < *result)) result = run.time_ms;
        return result;
    }

    Figure ranked(const std::string& number, Figure CountedRun::*of) const {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
        if (error != std::errc{} || end != number.data() + number.size() || index == 0 ||
            index > best_.size())
            return std::nullopt;
        return best_[index - 1].*of;
    }

    Figure derived_sum(const std::string& id) const {
        const std::optional<std::size_t> index = game_.derived_index(id);
        if (!index) return std::nullopt;
        return sum_of(runs_, [&](const CountedRun& run) -> const Figure& { return run.derived[*index]; });
    }

    Figure aggregate(const RunsRules& rules) const {
        const auto total = [](const CountedRun& run) -> const Figure& { return run.total; };
        if (runs_.empty()) return std::nullopt;
        switch (rules.fn) {
            case RunsRules::Fn::Best:
                return best_.front().total;
            case RunsRules::Fn::Sum:
                return sum_of(runs_, total);
            case RunsRules::Fn::Mean:
                return mean_of(sum_of(runs_, total), runs_.size());
            case RunsRules::Fn::Last:
                return runs_.back().total;
            case RunsRules::Fn::BestN:
            case RunsRules::Fn::DropWorst: {
                const auto count = static_cast<std::int64_t>(best_.size());
                const std::int64_t kept = rules.fn == RunsRules::Fn::BestN
                                              ? std::min(rules.n, count)
                                              : std::max(count - rules.n, std::int64_t{1});
                return sum_of({best_.begin(), best_.begin() + kept}, total);
            }
        }
        return std::nullopt;
    }

    const Game& game_;
    std::vector<CountedRun> runs_;
    std::vector<CountedRun> best_;
    Figure aggregate_;
};

void add_error(StageState& state, const EntryId& entry, std::size_t run, SheetError error) {
    error.entry = entry;
    error.run = run;
    state.errors.push_back(std::move(error));
}

std::vector<CountedRun> count_runs(StageState& state, const EntryId& entry, const DivisionPlay& play,
                                   const std::vector<RunSheet>& sheets) {
    std::vector<CountedRun> runs;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const SheetEvaluation sheet = evaluate_sheet(*state.stage, play.division, sheets[i]);
        for (const SheetFinding& finding : sheet.findings) add_error(state, entry, i, finding.error);
        if (!sheet.counts) continue;
        if (static_cast<std::int64_t>(runs.size()) == play.attempts) {
            SheetError error;
            error.item = "attempts";
            add_error(state, entry, i, std::move(error));
            continue;
        }
        CountedRun run{sheet.total, sheet.time_key_ms, {}};
        for (const auto& [id, value] : sheet.derived) run.derived.push_back(value);
        runs.push_back(std::move(run));
    }
    return runs;
}

class ColumnKeys final : public FormulaScope {
public:
    explicit ColumnKeys(std::map<std::string, Figure, std::less<>> values) : values_(std::move(values)) {}
    Figure value(const std::string& name) const override {
        const auto found = values_.find(name);
        return found == values_.end() ? std::nullopt : found->second;
    }

private:
    std::map<std::string, Figure, std::less<>> values_;
};

void add_column_error(StageState& state, const EntryId& entry, const std::string& column) {
    SheetError error;
    error.entry = entry;
    error.item = column;
    state.errors.push_back(std::move(error));
}

}  // namespace

void evaluate_runs(Evaluation& evaluation, StageState& state, const std::optional<DivisionId>& division) {
    const auto take = [&](const EntryId& entry, const std::vector<RunSheet>& sheets) {
        Contender* contender = add_contender(evaluation, state, entry, division);
        if (contender == nullptr) return;
        const DivisionPlay& play = *state.stage->division(contender->division);
        std::vector<CountedRun> runs = count_runs(state, entry, play, sheets);
        contender->runs.emplace();
        for (const CountedRun& run : runs) contender->runs->push_back(run.total);
        if (runs.empty()) contender->unranked = "no_counted_run";
        auto keys = std::make_shared<RunKeys>(*state.stage, *play.game, std::move(runs));
        contender->aggregate = keys->aggregate();
        contender->keys = std::move(keys);
    };
    evaluation.each_known(evaluation.stage_results(state.stage->id).runs, take);
}

std::map<std::string, Figure, std::less<>> read_columns(StageState& state, const EntryId& entry,
                                                        const SheetValues& values) {
    std::map<std::string, Figure, std::less<>> figures;
    for (const Column& column : state.stage->columns) {
        const auto found = values.find(column.id);
        const SheetValue entered = found == values.end() ? SheetValue() : found->second;
        if (column.kind == ColumnKind::Text) {
            const bool text = std::holds_alternative<std::monostate>(entered) ||
                              std::holds_alternative<std::string>(entered);
            if (!text) add_column_error(state, entry, column.id);
            continue;
        }
        const NumberReading number =
            read_number(entered, column.kind == ColumnKind::Time, column.min, column.max);
        if (number.problem) add_column_error(state, entry, column.id);
        figures[column.id] = number.value;
    }
    return figures;
}

void evaluate_import(Evaluation& evaluation, StageState& state, const std::optional<DivisionId>& division) {
    const auto take = [&](const EntryId& entry, const SheetValues& values) {
        Contender* contender = add_contender(evaluation, state, entry, division);
        if (contender == nullptr) return;
        contender->keys = std::make_shared<ColumnKeys>(read_columns(state, entry, values));
    };
    evaluation.each_known(evaluation.stage_results(state.stage->id).scores, take);
}

}  // namespace sandau
