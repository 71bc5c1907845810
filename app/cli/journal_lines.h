#pragma once

#include <string>

#include "db/contest_file.h"

namespace sandau::cli {

/// A journal entry as one line of JSON: {"seq","at","kind","actor","command","events","answer","hash"}.
/// Hashes of passwords and codes are left out.
std::string journal_line(const JournalEntry& entry);

}  // namespace sandau::cli
