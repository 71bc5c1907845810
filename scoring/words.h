#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scoring/result.h"
#include "scoring/text.h"

namespace sandau {

/// One code and its sentence in both languages. `{name}` stands for an argument; an argument's value
/// that begins with `@` is a code itself and is said in the same language. A problem's sentence says
/// what is wrong, then after a colon what would be right.
struct WordsRow {
    std::string_view code;
    std::string_view vi;
    std::string_view en;
};
using WordsTable = std::span<const WordsRow>;

/// The sentence of a refusal, without its path. A code that no table has is shown as it is, with its
/// arguments.
std::string say(Language language, const Refusal& refusal);

/// The sentence of any code, for labels.
std::string say(Language language, std::string_view code,
                const std::vector<std::pair<std::string, std::string>>& arguments = {});

/// `path: what is wrong: what would be right`, on one line; a warning says that it is one.
std::string say_problem(Language language, const Problem& problem);

bool has_words(std::string_view code);

/// Every table, one for each file of words; a new file is listed in words.cpp.
std::span<const WordsTable> words_tables();

}  // namespace sandau
