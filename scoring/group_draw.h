#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scoring/ids.h"
#include "scoring/result.h"

namespace sandau {

struct GroupDraw {
    std::vector<OrganizationId> organizations;  ///< of each entry, by index; empty: kept apart from nobody
    std::size_t groups = 1;
    /// Entries by index, best first: pots of as many as there are groups, one of each pot to a group. Those
    /// who are not named are drawn after them; empty: everybody is drawn alike.
    std::vector<std::size_t> seeding;
    std::uint64_t seed = 1;
};

/// How many groups `groups {count, size}` makes; 0: not given. Sizes then differ by one at most.
std::size_t groups_for(std::size_t entries, std::size_t count, std::size_t size);

/// The groups, entries by index in the order of their pots. As few pairs of one organization are in one group
/// as can be: an organization's entries are spread over the groups as evenly as they go, which is always
/// possible, pots or not (de Werra 1971). The same draw with the same seed gives the same groups.
/// Refused: `draw.groups` {groups, entries}: no groups, or more than entries.
Result<std::vector<std::vector<std::size_t>>> draw_groups(const GroupDraw& draw);

}  // namespace sandau
