#include "house/shape.h"

#include <algorithm>
#include <regex>

#include "house/code.h"

namespace sandau::house {
namespace {

enum class Kind { Scope, Function, Block, Initialiser };

/// What an opening brace opens, from the text before it since the last statement ended.
Kind kind_of(const std::string& head, Kind around) {
    static const std::regex scope(
        R"(^\s*(template\s*<.*>\s*)?(inline\s+)?(typedef\s+)?(namespace|class|struct|enum|union|extern)\b)");
    static const std::regex member_initialiser(R"(\)[\w\s]*[^:]:[^:].*[\w>]\s*$)");
    if (around != Kind::Scope) return Kind::Block;
    if (std::regex_search(head, scope)) {
        // A function may return a struct by its full name: then its head ends like a function's.
        static const std::regex ends_like_a_function(R"(\)\s*(const|noexcept|override|final|&|\s)*$)");
        return std::regex_search(head, ends_like_a_function) ? Kind::Function : Kind::Scope;
    }
    if (head.find('(') == std::string::npos) return Kind::Block;
    if (std::ranges::count(head, '(') > std::ranges::count(head, ')')) return Kind::Initialiser;
    const std::size_t last = head.find_last_not_of(" \t");
    if (last != std::string::npos && (head[last] == '=' || head[last] == ',' || head[last] == '('))
        return Kind::Block;
    if (std::regex_search(head, member_initialiser)) return Kind::Initialiser;
    return Kind::Function;
}

struct Open {
    Kind kind = Kind::Scope;
    int head_line = 0;
    std::string head;  ///< what to go on with after an initialiser's brace
};

class Measure {
public:
    Measure(const File& file, Findings& findings) : file_(file), findings_(findings) {}

    void run() {
        const Code code = code_of(file_);
        for (std::size_t i = 0; i < code.lines.size(); ++i) {
            line_ = static_cast<int>(i) + 1;
            if (code.lines[i].starts_with('#')) continue;
            for (const char c : code.lines[i]) take(c);
            if (!head_.empty()) head_ += ' ';
        }
    }

private:
    void take(char c) {
        if (c == '{') {
            opened();
        } else if (c == '}') {
            closed();
        } else if (c == ';') {
            head_.clear();
        } else if (head_.find_first_not_of(" \t") == std::string::npos) {
            head_ = c;
            head_line_ = line_;
        } else {
            head_ += c;
        }
    }

    void opened() {
        const Kind around = open_.empty() ? Kind::Scope : open_.back().kind;
        open_.push_back({kind_of(head_, around), head_.empty() ? line_ : head_line_, head_});
        head_.clear();
    }

    void closed() {
        head_.clear();
        if (open_.empty()) return;
        const Open done = std::move(open_.back());
        open_.pop_back();
        if (done.kind == Kind::Initialiser) {
            head_ = done.head + "()";
            head_line_ = done.head_line;
        }
        const int length = line_ - done.head_line + 1;
        if (done.kind == Kind::Function && length > most_lines_of_a_function) {
            findings_.push_back({file_.path, done.head_line,
                                 "a function of " + std::to_string(length) + " lines; at most " +
                                     std::to_string(most_lines_of_a_function) +
                                     ": give its steps names of their own"});
        }
    }

    const File& file_;
    Findings& findings_;
    std::vector<Open> open_;
    std::string head_;
    int head_line_ = 0;
    int line_ = 0;
};

}  // namespace

Findings long_files(const std::vector<File>& tree) {
    Findings findings;
    for (const File& file : tree) {
        const bool code = is_cpp(file.path) || is_script(file.path) || file.path.ends_with(".css") ||
                          file.path.ends_with(".c") || file.path.ends_with("run") ||
                          file.path.ends_with(".sh");
        const int length = static_cast<int>(file.lines.size());
        if (!code || length <= most_lines_of_a_file) continue;
        findings.push_back({file.path, most_lines_of_a_file + 1,
                            "a file of " + std::to_string(length) + " lines; at most " +
                                std::to_string(most_lines_of_a_file) + ": one idea to a file"});
    }
    return findings;
}

Findings long_functions(const std::vector<File>& tree) {
    Findings findings;
    for (const File& file : tree) {
        if (is_cpp(file.path)) Measure(file, findings).run();
    }
    return findings;
}

}  // namespace sandau::house
