#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sandau {

struct ManySidedMatch {
    std::size_t round = 1;             ///< from 1; everybody plays once in a round at most
    std::vector<std::size_t> entries;  ///< by side

    bool operator==(const ManySidedMatch&) const = default;
};

/// More would not play to an end in a day.
constexpr std::size_t many_sided_entries_max = 64;

/// A round robin of matches with more than two sides: everybody plays equally often, in as few matches as
/// let every two entries meet `legs` times, and meets the others and stands on the sides as evenly as a
/// search finds it. Where the search finds no such draw, everybody plays once more often than needed.
/// At least as many entries as sides. The same seed gives the same draw.
std::vector<ManySidedMatch> draw_many_sided(std::size_t entries, std::size_t sides, std::size_t legs,
                                            std::uint64_t seed);

}  // namespace sandau
