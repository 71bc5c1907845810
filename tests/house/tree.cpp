#include "house/tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>

namespace sandau::house {
namespace fs = std::filesystem;

namespace {

constexpr std::array top_folders = {"scoring", "db", "devices", "app", "tests", ".ci"};
constexpr std::array rooms_at_top = {"scoring", "db", "devices"};

bool is_left_out(const fs::path& folder) {
    static const std::set<std::string> names = {"build", "node_modules", "dist",
                                                "data",  "corpus",       "__pycache__"};
    return names.contains(folder.filename().string());
}

bool is_text(const fs::path& file) {
    static const std::set<std::string> endings = {".cpp", ".h",   ".c",       ".ts",  ".tsx", ".js",
                                                  ".mjs", ".css", ".html",    ".md",  ".txt", ".cmake",
                                                  ".sh",  ".ino", ".contest", ".qrc", ".py"};
    return endings.contains(file.extension().string()) || file.filename() == "run" ||
           file.filename() == "CMakePresets.json";
}

std::string read_all(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

File file_of(std::string path, std::string_view text) {
    File file{std::move(path), {}};
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        file.lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return file;
}

std::vector<File> read_tree(const fs::path& root) {
    std::vector<File> files;
    const auto take = [&](const fs::path& path) {
        if (is_text(path))
            files.push_back(file_of(path.lexically_relative(root).generic_string(), read_all(path)));
    };
    for (const auto& entry : fs::directory_iterator(root)) {
        if (entry.is_regular_file()) take(entry.path());
    }
    for (const char* top : top_folders) {
        if (!fs::exists(root / top)) continue;
        for (auto at = fs::recursive_directory_iterator(root / top); at != fs::end(at); ++at) {
            if (at->is_directory() && is_left_out(at->path())) at.disable_recursion_pending();
            if (at->is_regular_file()) take(at->path());
        }
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

std::string to_text(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += finding.path + ":" + std::to_string(finding.line) + ": " + finding.what + "\n";
    }
    return text;
}

std::string room_of(std::string_view path) {
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return "";
    const std::string_view top = path.substr(0, slash);
    if (std::ranges::find(rooms_at_top, top) != rooms_at_top.end()) return std::string(top);
    if (top != "app") return "";
    const std::size_t next = path.find('/', slash + 1);
    if (next == std::string_view::npos) return "";
    return std::string(path.substr(slash + 1, next - slash - 1));
}

bool is_header(std::string_view path) {
    return path.ends_with(".h");
}
bool is_cpp(std::string_view path) {
    return path.ends_with(".cpp") || is_header(path);
}
bool is_test(std::string_view path) {
    return path.starts_with("tests/");
}
bool is_script(std::string_view path) {
    return path.ends_with(".ts") || path.ends_with(".tsx") || path.ends_with(".js") || path.ends_with(".mjs");
}

}  // namespace sandau::house
