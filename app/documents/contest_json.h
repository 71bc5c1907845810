#pragma once

#include <string>
#include <vector>

#include "scoring/contest.h"
#include "scoring/result.h"

namespace sandau::documents {

enum class ContestJson { Definition, Results, Standings };

/// The contest as a document that another round or program reads: its rules as they were written, its
/// committed results, the standings that follow from both. UTF-8; formats `sandau.contest/1`,
/// `sandau.results/1`, `sandau.standings/1`. No personal data.
Result<std::string> contest_json(const Contest& contest, ContestJson what);

/// As it is called among files: `definition`, `results`, `standings`.
std::string_view name_of(ContestJson what);

}  // namespace sandau::documents
