#include "house/fences.h"

#include <algorithm>
#include <regex>

namespace sandau::house {
namespace {

struct Include {
    int line = 0;
    std::string name;
    bool quoted = false;
};

std::vector<Include> includes_of(const File& file) {
    static const std::regex form(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
    std::vector<Include> includes;
    std::smatch found;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (file.lines[i].find('#') == std::string::npos || !std::regex_search(file.lines[i], found, form))
            continue;
        includes.push_back({static_cast<int>(i) + 1, found[2], found[1] == "\""});
    }
    return includes;
}

/// The room that `"server/listener.h"` lies in; empty when its first part is none.
std::string room_of_include(const std::string& name) {
    static const std::set<std::string> rooms = {"scoring", "db",        "devices", "desk",
                                                "server",  "documents", "station", "cli"};
    const std::string first = name.substr(0, name.find('/'));
    return name.find('/') != std::string::npos && rooms.contains(first) ? first : "";
}

bool is_posix(const std::string& name) {
    static const std::set<std::string> names = {
        "unistd.h",    "fcntl.h",   "termios.h", "pty.h",    "poll.h",     "pwd.h",
        "grp.h",       "spawn.h",   "signal.h",  "csignal",  "dlfcn.h",    "pthread.h",
        "semaphore.h", "ifaddrs.h", "netdb.h",   "dirent.h", "sys/file.h", "syslog.h"};
    return names.contains(name) || name.starts_with("sys/") || name.starts_with("netinet/") ||
           name.starts_with("arpa/") || name.starts_with("net/") || name.starts_with("linux/");
}

bool is_standard(const std::string& name) {
    return name.find_first_of("./") == std::string::npos && !name.starts_with('Q');
}

bool starts_with_any(const std::string& name, const std::vector<std::string>& prefixes) {
    return std::ranges::any_of(prefixes, [&](const std::string& prefix) { return name.starts_with(prefix); });
}

const std::vector<std::string> everywhere = {"tl/expected.hpp", "fmt/"};

/// What a room may include of others' libraries, by the beginning of the header's name.
const std::map<std::string, std::vector<std::string>> third_parties = {
    {"scoring", {"boost/multiprecision/"}},
    {"db", {"SQLiteCpp/", "sqlite3.h", "sodium.h", "boost/json"}},
    {"devices", {"boost/asio", "boost/system/"}},
    {"desk", {}},
    {"server",
     {"boost/beast", "boost/asio", "boost/system/", "boost/json", "openssl/", "sodium.h", "qrencode.h"}},
    {"documents", {"Q", "xlsxwriter", "minizip/", "unzip.h", "zip.h", "zlib.h", "pugixml.hpp"}},
    {"station", {"Q"}},
    {"cli", {"Q", "CLI/", "boost/", "openssl/", "qrencode.h", "sodium.h", "sqlite3.h"}},
};

/// Libraries that one file alone of a room may include.
const std::map<std::string, std::vector<std::string>> third_parties_of_one_file = {
    {"scoring/json.cpp", {"boost/json/basic_parser"}},
    {"scoring/least_cost_matching.cpp", {"lemon/"}},
    {"devices/transport/serial.cpp", {"Q"}},
    {"devices/pattern.cpp", {"re2/"}},
};

bool allows(const std::map<std::string, std::vector<std::string>>& table, const std::string& key,
            const std::string& name) {
    const auto found = table.find(key);
    return found != table.end() && starts_with_any(name, found->second);
}

std::string list_of(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "no other room" : text;
}

/// The path that an include of the project names: rooms under app/ are included without "app/".
std::string path_of_include(const std::string& name) {
    const std::string room = room_of_include(name);
    return room == "scoring" || room == "db" || room == "devices" ? name : "app/" + name;
}

}  // namespace

RoomTable room_table(const File& rooms_cmake) {
    static const std::regex form(R"re(^set\(MAY_USE_(\w+)\s*([^)]*)\))re");
    RoomTable table;
    std::smatch found;
    for (const std::string& line : rooms_cmake.lines) {
        if (!std::regex_search(line, found, form)) continue;
        std::set<std::string>& uses = table[found[1]];
        static const std::regex word(R"(\w+)");
        const std::string names = found[2];
        for (auto at = std::sregex_iterator(names.begin(), names.end(), word); at != std::sregex_iterator();
             ++at) {
            uses.insert(at->str());
        }
    }
    return table;
}

Findings wrong_rooms(const std::vector<File>& tree, const RoomTable& table) {
    Findings findings;
    for (const File& file : tree) {
        const std::string room = room_of(file.path);
        if (!is_cpp(file.path) || !table.contains(room)) continue;
        for (const Include& include : includes_of(file)) {
            const std::string used = room_of_include(include.name);
            if (used.empty() && include.quoted && !include.name.ends_with(".moc")) {
                findings.push_back({file.path, include.line,
                                    "\"" + include.name + "\": write it from the root, \"" + room + "/…\""});
            } else if (!used.empty() && used != room && !table.at(room).contains(used)) {
                findings.push_back(
                    {file.path, include.line,
                     room + " must not include " + used + "; it may include " + list_of(table.at(room))});
            }
        }
    }
    return findings;
}

Findings wrong_third_parties(const std::vector<File>& tree) {
    Findings findings;
    for (const File& file : tree) {
        const std::string room = room_of(file.path);
        if (!is_cpp(file.path) || !third_parties.contains(room)) continue;
        for (const Include& include : includes_of(file)) {
            const std::string& name = include.name;
            if (include.quoted || is_standard(name) || is_posix(name) || starts_with_any(name, everywhere))
                continue;
            if (allows(third_parties, room, name) || allows(third_parties_of_one_file, file.path, name))
                continue;
            findings.push_back({file.path, include.line,
                                "<" + name + "> is not for " + room +
                                    ": tests/house/fences.cpp lists each room's libraries"});
        }
    }
    return findings;
}

Findings leaking_doors(const std::vector<File>& tree) {
    std::map<std::string, const File*> headers;
    for (const File& file : tree) {
        if (is_header(file.path)) headers[file.path] = &file;
    }
    std::map<std::string, std::string> opened_by;  // door → who includes it, through other doors or directly
    std::vector<std::string> to_visit;
    const auto open = [&](const std::string& path, const std::string& by) {
        if (headers.contains(path) && opened_by.emplace(path, by).second) to_visit.push_back(path);
    };
    for (const File& file : tree) {
        const std::string room = room_of(file.path);
        if (room.empty() || !is_cpp(file.path)) continue;
        for (const Include& include : includes_of(file)) {
            const std::string used = room_of_include(include.name);
            if (!used.empty() && used != room) open(path_of_include(include.name), file.path);
        }
    }
    Findings findings;
    while (!to_visit.empty()) {
        const File& door = *headers.at(to_visit.back());
        to_visit.pop_back();
        const std::string room = room_of(door.path);
        for (const Include& include : includes_of(door)) {
            const std::string& name = include.name;
            if (include.quoted) {
                open(path_of_include(name), opened_by.at(door.path));
                continue;
            }
            if (is_standard(name) || starts_with_any(name, everywhere)) continue;
            if (name.starts_with('Q') && (room == "station" || room == "documents")) continue;
            findings.push_back({door.path, include.line,
                                "<" + name + "> in a door (" + opened_by.at(door.path) +
                                    " comes through it): declare the type and keep it in a .cpp"});
        }
    }
    return findings;
}

Findings wrong_posix(const std::vector<File>& tree) {
    static const std::set<std::string> named = {
        "db/host_lock.cpp",
        "db/session_keep.cpp",
        "db/owner_file.cpp",
        "devices/boot_clock.cpp",
        "devices/simulator/pseudo_terminal_port.cpp",
        "app/cli/waiting.cpp",
        "devices/transport/low_latency.cpp",
        "app/server/machine.cpp",
    };
    Findings findings;
    for (const File& file : tree) {
        if (!is_cpp(file.path) || room_of(file.path).empty() || named.contains(file.path)) continue;
        for (const Include& include : includes_of(file)) {
            if (include.quoted || !is_posix(include.name)) continue;
            findings.push_back(
                {file.path, include.line,
                 "<" + include.name + "> is POSIX, which stays in named files: " + list_of(named)});
        }
    }
    return findings;
}

Findings wrong_first_lines(const std::vector<File>& tree) {
    std::set<std::string> paths;
    for (const File& file : tree) paths.insert(file.path);
    Findings findings;
    for (const File& file : tree) {
        if (is_header(file.path) && (file.lines.empty() || !file.lines.front().starts_with("#pragma once"))) {
            findings.push_back({file.path, 1, "a header begins with #pragma once"});
        }
        if (!file.path.ends_with(".cpp")) continue;
        const std::string own = file.path.substr(0, file.path.size() - 4) + ".h";
        if (!paths.contains(own)) continue;
        std::string name = own;
        for (const char* top : {"app/", "tests/"}) {
            if (name.starts_with(top)) name = name.substr(std::string_view(top).size());
        }
        const std::vector<Include> includes = includes_of(file);
        if (includes.empty() || includes.front().name != name) {
            findings.push_back({file.path, includes.empty() ? 1 : includes.front().line,
                                "its own header comes first: #include \"" + name + "\""});
        }
    }
    return findings;
}

}  // namespace sandau::house
