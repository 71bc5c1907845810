#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sandau::scripts {

/// A word of a script. `:`, `,` and `|` stand alone unless they are inside a word (07:30, 1,5).
struct Token {
    std::string text;
    bool quoted = false;  ///< "between quotes": never a word of the language

    bool is(std::string_view word) const { return !quoted && text == word; }
};
using Tokens = std::vector<Token>;

struct Line {
    int number = 0;  ///< from 1
    Tokens tokens;
    std::string text;  ///< as it is written
};

/// One sentence, with the lines that stand further in below it.
struct Step {
    Line line;
    std::vector<Line> rows;
};

/// What is wrong with a script, or what did not come out as it says.
struct ScriptError {
    int line = 0;  ///< 0: the line of the sentence
    std::string what;
};

/// The sentences of a script, in order. Throws ScriptError.
std::vector<Step> read_script(std::string_view text);

/// The words with blanks between them, as they would be written.
std::string text_of(const Tokens& tokens);

/// The parts between separators (`,` or `|`); nothing for no words.
std::vector<Tokens> split(const Tokens& tokens, std::string_view separator);

/// A sentence that fitted its pattern: what its words in capitals stand for.
class Match {
public:
    const Step* step = nullptr;
    std::map<std::string, Tokens, std::less<>> words;

    const Tokens& tokens(std::string_view name) const;
    std::string text(std::string_view name) const { return text_of(tokens(name)); }
    bool has(std::string_view name) const { return words.contains(name); }

    /// What stands after the colon: parted at commas, or the lines below, one each.
    std::vector<Line> rows() const;
};

/// Whether the sentence fits. Small words of the pattern stand for themselves, words in capitals for what a
/// script puts there: REASON for one text between quotes, ROWS for all that follows (or the lines
/// below), LIST and SENTENCE for all that follows, any other for one word or more.
bool fits(std::string_view pattern, const Step& step, Match& match);

}  // namespace sandau::scripts
