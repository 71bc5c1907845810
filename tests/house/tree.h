#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sandau::house {

/// A text file of the project; the path is from the root, with '/'.
struct File {
    std::string path;
    std::vector<std::string> lines;
};

File file_of(std::string path, std::string_view text);

/// Every text file that people wrote: the rooms, the tests and what lies at the root.
/// Left out: build, node_modules, test data, firmware of third parties.
std::vector<File> read_tree(const std::filesystem::path& root);

/// One breach of the house style. `what` says what is wrong and what would be right.
struct Finding {
    std::string path;
    int line = 0;  ///< from 1
    std::string what;
};
using Findings = std::vector<Finding>;

/// "path:line: what", one a line.
std::string to_text(const Findings& findings);

/// scoring, db, devices, desk, …; empty outside a room (tests, the root).
std::string room_of(std::string_view path);

bool is_cpp(std::string_view path);     ///< .cpp or .h
bool is_header(std::string_view path);  ///< .h
bool is_script(std::string_view path);  ///< .ts, .tsx, .js, .mjs
bool is_test(std::string_view path);    ///< under tests/

}  // namespace sandau::house
