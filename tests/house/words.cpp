#include "house/words.h"

#include <regex>

#include "house/code.h"

namespace sandau::house {
namespace {

/// Findings for each line of code, without comments and literals, in which the pattern is found.
void search_code(const File& file, const std::regex& pattern, const std::string& what, Findings& findings) {
    const Code code = code_of(file);
    std::smatch found;
    for (std::size_t i = 0; i < code.lines.size(); ++i) {
        if (!std::regex_search(code.lines[i], found, pattern)) continue;
        findings.push_back({file.path, static_cast<int>(i) + 1, found.str() + ": " + what});
    }
}

void search_text(const File& file, const std::regex& pattern, const std::string& what, Findings& findings) {
    std::smatch found;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (!std::regex_search(file.lines[i], found, pattern)) continue;
        findings.push_back({file.path, static_cast<int>(i) + 1, found.str() + ": " + what});
    }
}

bool is_house(const File& file) {
    return file.path.starts_with("tests/house/");
}

}  // namespace

Findings inexact_numbers(const std::vector<File>& tree) {
    // Boost.JSON hands over a double beside the number's text, and the text is what is kept.
    static const std::regex inexact(R"(\b(double|float)\b(?!, View))");
    Findings findings;
    for (const File& file : tree) {
        if (room_of(file.path) != "scoring" || !is_cpp(file.path)) continue;
        if (file.path.find("statistics") != std::string::npos) continue;
        search_code(file, inexact, "official figures are exact, use Rational or an integer", findings);
    }
    return findings;
}

Findings stray_sql(const std::vector<File>& tree) {
    static const std::regex sql(
        R"(^\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX)\s|PRAGMA\s))");
    Findings findings;
    for (const File& file : tree) {
        const std::string room = room_of(file.path);
        const bool at_home = room == "db" && file.path.ends_with(".cpp");
        if (room.empty() || at_home || !is_cpp(file.path)) continue;
        for (const Literal& literal : code_of(file).literals) {
            if (!std::regex_search(literal.text, sql)) continue;
            findings.push_back({file.path, literal.line, "SQL belongs in db/*.cpp, behind a function of db"});
        }
    }
    return findings;
}

Findings sleeping_tests(const std::vector<File>& tree) {
    static const std::regex cpp(
        R"(\b(sleep_for|sleep_until|usleep|nanosleep|msleep|qWait|qSleep)\s*\(|(::|\s)sleep\s*\()");
    static const std::regex script(R"(\b(setTimeout\s*\([^;]*,\s*\d{2,}\s*\)|waitForTimeout\s*\())");
    Findings findings;
    for (const File& file : tree) {
        if (!is_test(file.path)) continue;
        const std::string what = "a test waits for a condition, or is given a clock";
        if (is_cpp(file.path)) search_code(file, cpp, what, findings);
        if (is_script(file.path)) search_code(file, script, what, findings);
    }
    return findings;
}

Findings unwanted_words(const std::vector<File>& tree) {
    static const std::regex unfinished(R"(\b(TODO|FIXME|XXX)\b|\bnot (yet )?implemented\b)");
    static const std::regex machine(R"((^|[^\w.])/(home|work|root|Users)/\w)");
    Findings findings;
    for (const File& file : tree) {
        if (is_house(file)) continue;  // it has to name what it looks for
        search_text(file, unfinished, "finish it, or leave it out and say so in the README", findings);
        search_text(file, machine, "a path of one machine; find it from the source or a temporary folder",
                    findings);
    }
    return findings;
}

Findings html_from_strings(const std::vector<File>& tree) {
    static const std::regex html(
        R"(\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b)");
    Findings findings;
    for (const File& file : tree) {
        if (!file.path.starts_with("app/web/") || !is_script(file.path)) continue;
        search_code(file, html, "make elements, or a name with markup in it becomes markup", findings);
    }
    return findings;
}

Findings named_registries(const std::vector<File>& lock_files) {
    static const std::regex resolved(R"("resolved"\s*:\s*"https?:)");
    Findings findings;
    for (const File& file : lock_files) {
        search_text(file, resolved, "set omit-lockfile-registry-resolved=true in .npmrc and make it again",
                    findings);
    }
    return findings;
}

}  // namespace sandau::house
