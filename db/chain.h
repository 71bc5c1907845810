#pragma once

#include <functional>
#include <string>

#include "db/sqlite.h"
#include "scoring/contest.h"
#include "scoring/result.h"

namespace sandau {
struct JournalEntry;
}

namespace sandau::db {

/// What stands before the first entry.
inline const std::string chain_start(64, '0');

/// The last entry's number and hash; 0 and `chain_start` in an empty journal.
struct ChainEnd {
    Seq seq = 0;
    std::string hash = chain_start;
};

ChainEnd chain_end(Connection& connection);

/// Writes the entry behind `end` and returns the new end. Throws Failure.
ChainEnd write_entry(Connection& connection, const ChainEnd& end, const JournalEntry& entry);

/// Reads the entry in the row
///     seq, command_id, actor, seat, utc_ms, kind, events, answer, hash.
/// Refused: `journal.unreadable` {seq}.
Result<JournalEntry> read_entry(const Statement& row);

/// Applies all entries in order. Refused: `journal.unreadable` {seq}, `journal.gap` {seq}.
Result<Contest> replay(Connection& connection);

/// Calls `on_broken` with the number of each entry whose hash does not follow from what is stored, and
/// returns the number of the last entry.
Seq check_chain(Connection& connection, const std::function<void(Seq)>& on_broken);

}  // namespace sandau::db
