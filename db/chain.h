#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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

/// Calls `broken` with the number of each entry whose hash does not follow from what is stored, and
/// returns how many entries there are.
template <class OnBroken>
Seq check_chain(Connection& connection, OnBroken&& on_broken);

/// The hash that an entry must have, given the columns as stored.
std::string entry_hash(const Statement& row, std::string_view previous_hash);

template <class OnBroken>
Seq check_chain(Connection& connection, OnBroken&& on_broken) {
    ChainEnd end;
    connection.each(
        "SELECT seq, command_id, actor, seat, utc_ms, kind, events, answer, prev_hash, hash FROM journal "
        "ORDER BY seq",
        [&](const Statement& row) {
            const Seq seq = row.integer(0);
            const bool follows = seq == end.seq + 1 && row.text(8) == end.hash;
            if (!follows || row.text(9) != entry_hash(row, row.text(8))) on_broken(seq);
            end = {seq, std::string(row.text(9))};
        });
    return end.seq;
}

}  // namespace sandau::db
