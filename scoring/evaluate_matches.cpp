#include "scoring/stage_evaluation.h"

namespace sandau {

void evaluate_table(Evaluation& evaluation, StageState& state) {
    if (evaluation.results.stage(state.stage->id) != nullptr) throw FormatNotEvaluated{state.stage->id};
}

void evaluate_elimination(Evaluation& evaluation, StageState& state, const std::vector<StageState>&) {
    if (evaluation.results.stage(state.stage->id) != nullptr) throw FormatNotEvaluated{state.stage->id};
    state.rankings.push_back({state.stage->divisions.front().division, std::nullopt, {}, {}, {}, {}, {}});
}

}  // namespace sandau
