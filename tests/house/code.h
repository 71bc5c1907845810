#pragma once
#include <string>
#include <vector>

#include "house/tree.h"

namespace sandau::house {

struct Literal {
    int line = 0;  ///< where it begins, from 1
    std::string text;
};

/// A C++ or TypeScript file taken apart: line for line the code with comments and the insides of literals
/// blanked out, and the string literals apart.
struct Code {
    std::vector<std::string> lines;
    std::vector<Literal> literals;
};

Code code_of(const File& file);

}  // namespace sandau::house
