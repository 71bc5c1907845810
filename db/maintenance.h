#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "scoring/contest.h"
#include "scoring/result.h"

namespace sandau {

/// What `verify` looked at and found.
struct VerifyReport {
    Seq entries = 0;        ///< journal entries read
    std::int64_t rows = 0;  ///< rows of tables compared with what the journal gives
    std::int64_t personal_kept = 0;
    std::int64_t personal_erased = 0;  ///< persons whose hash is in the journal and whose data is gone
    std::int64_t files_kept = 0;       ///< documents and photos that are as they were attached
    std::int64_t files_erased = 0;     ///< attached before personal data was erased, and gone with it
    /// `verify.integrity` {detail} · `verify.chain` {seq} (the entry is not as it was written, or one
    /// before it is missing) · `verify.journal` {seq} (unreadable) · `verify.row_differs` {table, key,
    /// column, file, journal} · `verify.row_missing`, `verify.row_extra` {table, key} · `verify.personal`
    /// {person} · `verify.file_missing`, `verify.file_differs` {entry, name}: a document or photo beside the
    /// file. At most 100 are listed.
    std::vector<Problem> problems;

    bool fine() const { return problems.empty(); }
};

/// Checks a contest file through and through: the database's integrity, the hash chain, that the tables
/// equal what the journal gives, that personal data, documents and photos match their hashes. Looks in
/// read-only, beside a live host too. Refused where the file cannot be opened as a contest file at all
/// (ContestFile::open).
Result<VerifyReport> verify(const std::filesystem::path& path);

/// All tables that follow from the journal as text, one row a line, in a fixed order. For tests, and to
/// compare two files by eye.
Result<std::string> dump(const std::filesystem::path& path);

/// A consistent copy over a read-only connection of its own, with its documents and photos. While a host
/// lives, go through it (ContestFile::backup_to) instead. Refused: `file.exists`, `file.not_created`
/// {detail}, as `open`.
Result<void> backup(const std::filesystem::path& path, const std::filesystem::path& destination);

/// Puts a copy of `source` in the place of `path`: verified first, in one step, with a new epoch. What was
/// there stays as NAME.sandau.before-restore. Refused: `file.hosted`, `restore.not_fine` {problems}, as
/// `open`.
Result<void> restore(const std::filesystem::path& source, const std::filesystem::path& path);

}  // namespace sandau
