#pragma once

#include "scoring/formula.h"

// Shared by the files of the formula language; not a door.

namespace sandau {

/// The value of a part that no name can change; nothing where one can, or where it is missing.
Figure constant_value(const std::vector<FormulaNode>& nodes, std::uint32_t root);

}  // namespace sandau
