#pragma once

#include "scoring/definition.h"
#include "scoring/json.h"
#include "scoring/result.h"
#include "scoring/results.h"

namespace sandau {

/// The judges' statistics of a rubric stage, as contest-definition has them under "Advisory statistics".
/// An entry changes where its tier in a scheme that awards from this stage (`from`, `adjusted`: the tier or
/// null), or whether the cut takes it (`true`, `false`), would be another with the adjusted figure standing
/// for `agg`; where a division falls into several components nothing is comparable, and nothing changes.
/// Refused: `definition.unknown_stage`, `analyse.no_rubric` {stage}, `evaluate.number_too_large`.
Result<Json> analyse(const Definition& definition, const Results& results, const StageId& stage);

}  // namespace sandau
