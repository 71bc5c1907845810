#pragma once

#include <vector>

#include "documents/table_write.h"
#include "scoring/contest.h"
#include "scoring/result.h"
#include "scoring/text.h"

namespace sandau::cli {

/// Entries with their people and the columns that nobody mapped; personal data is there too: the file is
/// the organiser's.
documents::Table entries_table(const Contest& contest, Language language);

/// Entries, one table of the rankings of each stage, awards.
Result<std::vector<documents::Table>> contest_tables(const Contest& contest, Language language);

}  // namespace sandau::cli
