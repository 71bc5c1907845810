#pragma once

#include <string_view>

// The demonstration's sheets, as a province's organisers would have them: 432 teams with made-up people,
// and two online runs of each. They are built in from the files in this folder.

namespace sandau::cli::demo {

std::string_view teams_sheet();
std::string_view teams_map();
std::string_view qualifying_sheet();
std::string_view qualifying_map();

}  // namespace sandau::cli::demo
