#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scoring/definition.h"
#include "scoring/rational.h"
#include "scoring/results.h"

namespace sandau {

/// A judge's complete mark for an entry: the weighted sum, and the criteria in the rubric's order.
struct CompleteMark {
    Rational mark;
    std::vector<Rational> criteria;
};

/// Nothing where the judge is recused or a criterion is missing. `wrong` is told each criterion that is a
/// sheet error: out of range, off the step, no number.
std::optional<CompleteMark> complete_mark(const Rubric& rubric, const Mark& mark,
                                          const std::function<void(const Criterion&)>& wrong);

}  // namespace sandau
