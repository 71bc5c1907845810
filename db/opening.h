#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "db/contest_file.h"
#include "db/sqlite.h"
#include "scoring/result.h"

namespace sandau::db {

/// Opens a connection to a contest file and makes sure that it is one: our mark, our version (upgraded
/// where it is older and we host it), our tables. The caller holds the host lock in host mode. Refused
/// as ContestFile::open.
Result<std::unique_ptr<Connection>> open_contest(const std::filesystem::path& path, FileMode mode,
                                                 const std::string& vfs = {});

/// Read-only, of a file that may not be there. Refused as ContestFile::open.
Result<std::unique_ptr<Connection>> open_for_a_look(const std::filesystem::path& path);

}  // namespace sandau::db
