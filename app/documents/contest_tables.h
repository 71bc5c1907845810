#pragma once

#include <vector>

#include "documents/table_write.h"
#include "scoring/contest.h"
#include "scoring/result.h"
#include "scoring/text.h"

namespace sandau::documents {

/// Entries with their people and the columns that nobody mapped; personal data is there too: the file is
/// the organiser's.
Table entries_table(const Contest& contest, Language language);

/// A stage's rankings, and the awards, over what is committed.
Result<Table> rankings_table(const Contest& contest, const StageId& stage, Language language);
Result<Table> awards_table(const Contest& contest, Language language);

/// Entries, one table of the rankings of each stage, awards.
Result<std::vector<Table>> contest_tables(const Contest& contest, Language language);

}  // namespace sandau::documents
