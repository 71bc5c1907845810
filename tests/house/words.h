#pragma once
#include <vector>

#include "house/tree.h"

namespace sandau::house {

/// Official figures are exact: no double and no float in scoring, but for the advisory statistics.
Findings inexact_numbers(const std::vector<File>& tree);

/// SQL is written in db/*.cpp, nowhere else in the rooms.
Findings stray_sql(const std::vector<File>& tree);

/// Tests wait for conditions, never for time to pass.
Findings sleeping_tests(const std::vector<File>& tree);

/// Marks of unfinished work, paths of one machine.
Findings unwanted_words(const std::vector<File>& tree);

/// No HTML is made from strings in the pages.
Findings html_from_strings(const std::vector<File>& tree);

/// No lock file names the registry that it was made with.
Findings named_registries(const std::vector<File>& lock_files);

}  // namespace sandau::house
