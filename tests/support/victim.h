#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace sandau::testing {

/// One life of a host: the program (of the build's bin) works on the file until it has told `lines` lines, or
/// a byte or so more, and is killed. All that got out of it.
std::string live_and_be_killed(const std::string& program, const std::filesystem::path& file,
                               std::size_t lines);

/// How often a test kills; the long run, by hand: SANDAU_KILLS=500.
int kills_wanted();

}  // namespace sandau::testing
