#pragma once

#include <vector>

#include "db/sqlite.h"
#include "scoring/contest.h"

namespace sandau::db {

// The tables that people query, written from the records: what a row holds follows from its record alone,
// so a journal replayed into an empty file gives the same rows as the commits did one by one.

/// Writes the rows of all that the events touched, as they stand in `after`. Throws Failure.
void write_touched_rows(Connection& connection, const Contest& after, const std::vector<Event>& events);

/// Writes all rows into empty tables. Throws Failure.
void write_all_rows(Connection& connection, const Contest& contest);

/// One row or more of a record, in place of those that are there.
void put_rows(Connection&, const Organization&);
void put_rows(Connection&, const Person&);
void put_rows(Connection&, const Entry&);
void put_rows(Connection&, const Attachment&);
void put_rows(Connection&, const StageEntrants&);
void put_rows(Connection&, const Slot&);
void put_rows(Connection&, const StageDraw&);
void put_rows(Connection&, const Match&);
void put_rows(Connection&, const Run&);
void put_rows(Connection&, const Sheet&);
void put_rows(Connection&, const ImportedScores&);
void put_rows(Connection&, const Field&);
void put_rows(Connection&, const Device&);
void put_rows(Connection&, const DeviceHealth&);
void put_rows(Connection&, const DeviceRecord&);
void put_rows(Connection&, const User&);
void put_rows(Connection&, const DecisionRecord&);
void put_rows(Connection&, const Protest&);
void put_rows(Connection&, const Publication&);
void put_rows(Connection&, const DisplayChoice&);
void put_rows(Connection&, const PanelRecord&);
void put_rows(Connection&, const Assignment&);
void put_rows(Connection&, const Conflict&);
void put_rows(Connection&, const MarkRecord&);

/// The sides' sheets of a match, one row each, and what the field holds. db/rows_matches.cpp
void put_match_sheet(Connection&, const Sheet&);
void remove_match_sheet(Connection&, const std::string& id);
/// A stage's rounds, as its matches and their sheets make them.
void put_rounds(Connection&, const Contest&, const StageId&);

/// Settings and definition share the contest's one row; divisions and stages come from the definition.
void put_contest_rows(Connection&, const Contest&);
void put_definition_rows(Connection&, const Contest&);

}  // namespace sandau::db
