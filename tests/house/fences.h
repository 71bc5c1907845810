#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "house/tree.h"

namespace sandau::house {

/// Room → the rooms that it may use, read from rooms.cmake, which holds the one table.
using RoomTable = std::map<std::string, std::set<std::string>>;
RoomTable room_table(const File& rooms_cmake);

/// A room includes only rooms that the table allows, and names files from the root.
Findings wrong_rooms(const std::vector<File>& tree, const RoomTable& table);

/// Each room has its third-party libraries, some of them in one named file only.
Findings wrong_third_parties(const std::vector<File>& tree);

/// No third-party header is reached through a door: a header that another room includes.
Findings leaking_doors(const std::vector<File>& tree);

/// POSIX stays in the files that are named for it.
Findings wrong_posix(const std::vector<File>& tree);

/// A .cpp includes its own header first; a header begins with #pragma once.
Findings wrong_first_lines(const std::vector<File>& tree);

}  // namespace sandau::house
