#include "contests/script.h"

#include <algorithm>
#include <cctype>

namespace sandau::scripts {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

bool is_mark(char c) {
    return c == ':' || c == ',';
}

void add_word(Tokens& tokens, std::string word) {
    // A mark at a word's end stands alone; inside a word (07:30) it belongs to it.
    std::string marks;
    while (word.size() > 1 && is_mark(word.back())) {
        marks.insert(marks.begin(), word.back());
        word.pop_back();
    }
    tokens.push_back({std::move(word), false});
    for (const char mark : marks) tokens.push_back({std::string(1, mark), false});
}

Tokens tokens_of(std::string_view text, int number) {
    Tokens tokens;
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_blank(text[at])) {
            ++at;
        } else if (text[at] == '#') {
            break;
        } else if (text[at] == '"') {
            const std::size_t end = text.find('"', at + 1);
            if (end == std::string_view::npos) throw ScriptError{number, "a quote that is not closed"};
            tokens.push_back({std::string(text.substr(at + 1, end - at - 1)), true});
            at = end + 1;
            if (at < text.size() && is_mark(text[at])) tokens.push_back({std::string(1, text[at++]), false});
        } else {
            std::size_t end = at;
            while (end < text.size() && !is_blank(text[end]) && text[end] != '"') ++end;
            add_word(tokens, std::string(text.substr(at, end - at)));
            at = end;
        }
    }
    return tokens;
}

bool is_placeholder(std::string_view word) {
    return std::ranges::all_of(
        word, [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0 || c == '_'; });
}

std::vector<std::string_view> words_of(std::string_view pattern) {
    std::vector<std::string_view> words;
    while (!pattern.empty()) {
        const std::size_t blank = std::min(pattern.find(' '), pattern.size());
        words.push_back(pattern.substr(0, blank));
        pattern.remove_prefix(std::min(blank + 1, pattern.size()));
    }
    return words;
}

class Fitting {
public:
    Fitting(std::string_view pattern, const Step& step, Match& match)
        : pattern_(words_of(pattern)), step_(step), tokens_(step.line.tokens), match_(match) {}

    bool from(std::size_t word, std::size_t token) {
        if (word == pattern_.size()) return token == tokens_.size();
        const std::string_view name = pattern_[word];
        if (!is_placeholder(name))
            return token < tokens_.size() && tokens_[token].is(name) && from(word + 1, token + 1);
        if (name == "ROWS" || name == "LIST" || name == "SENTENCE") {
            const bool nothing = token == tokens_.size() && step_.rows.empty();
            return !nothing && take(name, token, tokens_.size());
        }
        if (name == "REASON")
            return token < tokens_.size() && tokens_[token].quoted && take(name, token, token + 1) &&
                   from(word + 1, token + 1);
        for (std::size_t end = token + 1; end <= tokens_.size(); ++end) {
            const Token& last = tokens_[end - 1];
            if (last.is(":") || last.is(",") || last.is("|")) return false;
            if (take(name, token, end) && from(word + 1, end)) return true;
        }
        return false;
    }

private:
    bool take(std::string_view name, std::size_t begin, std::size_t end) {
        match_.words[std::string(name)] = Tokens(tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                                                 tokens_.begin() + static_cast<std::ptrdiff_t>(end));
        return true;
    }

    std::vector<std::string_view> pattern_;
    const Step& step_;
    const Tokens& tokens_;
    Match& match_;
};

}  // namespace

std::vector<Step> read_script(std::string_view text) {
    std::vector<Step> steps;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        Tokens tokens = tokens_of(line, number);
        if (tokens.empty()) continue;
        if (!is_blank(line.front())) {
            steps.push_back({{number, std::move(tokens), std::string(line)}, {}});
        } else if (steps.empty()) {
            throw ScriptError{number, "a line further in, with nothing above it that it belongs to"};
        } else {
            steps.back().rows.push_back({number, std::move(tokens), std::string(line)});
        }
    }
    return steps;
}

std::string text_of(const Tokens& tokens) {
    std::string text;
    for (const Token& token : tokens) {
        const bool mark = token.is(":") || token.is(",");
        if (!text.empty() && !mark) text += ' ';
        text += token.text;
    }
    return text;
}

std::vector<Tokens> split(const Tokens& tokens, std::string_view separator) {
    std::vector<Tokens> parts;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i == 0 || tokens[i].is(separator)) parts.emplace_back();
        if (!tokens[i].is(separator)) parts.back().push_back(tokens[i]);
    }
    return parts;
}

const Tokens& Match::tokens(std::string_view name) const {
    static const Tokens none;
    const auto found = words.find(name);
    return found != words.end() ? found->second : none;
}

std::vector<Line> Match::rows() const {
    std::vector<Line> rows;
    for (Tokens& part : split(tokens("ROWS"), ",")) rows.push_back({step->line.number, std::move(part), {}});
    rows.insert(rows.end(), step->rows.begin(), step->rows.end());
    return rows;
}

bool fits(std::string_view pattern, const Step& step, Match& match) {
    match.step = &step;
    match.words.clear();
    // A pattern's colon stands alone, as in the script.
    std::string spaced;
    for (const char c : pattern) spaced += c == ':' ? std::string(" :") : std::string(1, c);
    return Fitting(spaced, step, match).from(0, 0);
}

}  // namespace sandau::scripts
