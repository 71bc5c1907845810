#pragma once
#include <vector>

#include "house/tree.h"

namespace sandau::house {

inline constexpr int most_lines_of_a_file = 600;
inline constexpr int most_lines_of_a_function = 70;

/// Files of code with more than 600 lines.
Findings long_files(const std::vector<File>& tree);

/// C++ functions with more than 70 lines, found by their braces.
Findings long_functions(const std::vector<File>& tree);

}  // namespace sandau::house
