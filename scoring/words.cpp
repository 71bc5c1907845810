#include "scoring/words.h"

#include <algorithm>
#include <vector>

#include "scoring/words_tables.h"

namespace sandau {

namespace {

/// All rows of all tables by code, made once.
const std::vector<WordsRow>& sorted_rows() {
    static const std::vector<WordsRow> rows = [] {
        std::vector<WordsRow> all;
        for (const WordsTable& table : words_tables()) all.insert(all.end(), table.begin(), table.end());
        std::sort(all.begin(), all.end(),
                  [](const WordsRow& a, const WordsRow& b) { return a.code < b.code; });
        return all;
    }();
    return rows;
}

const WordsRow* find_row(std::string_view code) {
    const std::vector<WordsRow>& rows = sorted_rows();
    const auto found =
        std::lower_bound(rows.begin(), rows.end(), code,
                         [](const WordsRow& row, std::string_view wanted) { return row.code < wanted; });
    return found != rows.end() && found->code == code ? &*found : nullptr;
}

using Arguments = std::vector<std::pair<std::string, std::string>>;

std::string said_argument(Language language, const std::string& value) {
    if (!value.starts_with('@')) return value;
    const WordsRow* row = find_row(value);
    if (row == nullptr) return value;
    return std::string(language == Language::Vietnamese ? row->vi : row->en);
}

std::string fill(Language language, std::string_view text, const Arguments& arguments) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) return result += text;
        result += text.substr(0, open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto found = std::find_if(arguments.begin(), arguments.end(),
                                        [&](const auto& one) { return one.first == name; });
        if (found == arguments.end()) {
            result += text.substr(open, close - open + 1);
        } else {
            result += said_argument(language, found->second);
        }
        text.remove_prefix(close + 1);
    }
    return result;
}

std::string without_words(std::string_view code, const Arguments& arguments) {
    std::string result(code);
    for (const auto& [name, value] : arguments) result += " " + name + "=" + value;
    return result;
}

/// A problem is one line of a terminal: what a document put into a key must not break it.
std::string on_one_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return text;
}

}  // namespace

std::span<const WordsTable> words_tables() {
    static const std::vector<WordsTable> tables = {
        words_definition(), words_desk(),    words_device(),    words_explain(), words_file(),
        words_formula(),    words_import(),  words_json(),      words_pairing(), words_panels(),
        words_matches(),    words_results(), words_standings(),
    };
    return tables;
}

std::string say(Language language, std::string_view code, const Arguments& arguments) {
    const WordsRow* row = find_row(code);
    if (row == nullptr) return without_words(code, arguments);
    return fill(language, language == Language::Vietnamese ? row->vi : row->en, arguments);
}

std::string say(Language language, const Refusal& refusal) {
    return say(language, refusal.code, refusal.arguments);
}

std::string say_problem(Language language, const Problem& problem) {
    std::string line;
    if (!problem.what.path.empty()) line = problem.what.path + ": ";
    if (problem.severity == Severity::Warning) line += say(language, "@warning") + ": ";
    return on_one_line(line + say(language, problem.what));
}

bool has_words(std::string_view code) {
    return find_row(code) != nullptr;
}

}  // namespace sandau
