#pragma once

#include <filesystem>
#include <string>

#include "db/sqlite.h"
#include "scoring/result.h"

namespace sandau::db {

/// Copies the whole database into a new file under another name first, then renames it: who finds
/// `destination` finds it whole. Refused: `file.exists`, `file.not_created` {detail}. Throws Failure for
/// what `source` cannot give.
Result<void> copy_database(Connection& source, const std::filesystem::path& destination);

/// A path with something behind its name: contest.sandau → contest.sandau.v1
std::filesystem::path beside(const std::filesystem::path& path, const std::string& suffix);

/// Personal data and hashes of passwords are in it: nobody but its owner reads it.
void make_owner_only(const std::filesystem::path& path);

}  // namespace sandau::db
