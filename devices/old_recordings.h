#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "scoring/time.h"

namespace sandau::devices {

/// How much a folder of recordings keeps.
struct RecordingBounds {
    std::uint64_t bytes_max = 2'000'000'000;  ///< of all together
    Duration age_max = seconds(400 * 24 * 3600);
    /// Beyond this those go too that something leads back to: a full disk would end the contest.
    std::uint64_t needed_bytes_max = 8'000'000'000;
    /// Written to more recently than this, a recording stays in any case: another host may be writing it, and
    /// a contest's last word may not be spoken.
    Duration age_min = seconds(24 * 3600);
};

/// Removes the oldest recordings of a folder, as far as its bounds want it: first those that are not `needed`
/// (by name), for their bytes or their age; those that are, for their bytes alone, and last. A recording's
/// age is since it was last written to. Other files stay. Returns the names of those that went, in their
/// order.
std::vector<std::string> remove_old_recordings(const std::filesystem::path& directory,
                                               const std::set<std::string>& needed, WallTime now,
                                               const RecordingBounds& bounds);

}  // namespace sandau::devices
