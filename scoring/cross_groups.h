#pragma once

#include <cstddef>
#include <vector>

#include "scoring/ids.h"

namespace sandau {

/// One who comes from a group into a bracket.
struct FromGroup {
    std::size_t group = 0;
    EntryId entry;
};
/// Seeds of a bracket for those that groups promote, `tiers` holding the winners, then the runners-up …:
/// a tier never ranks above the one before, and whoever comes from one group meets as late as may be.
std::vector<EntryId> cross_group_seeds(const std::vector<std::vector<FromGroup>>& tiers);

}  // namespace sandau
