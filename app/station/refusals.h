#pragma once

#include <QString>

#include "scoring/contest.h"
#include "scoring/result.h"

namespace sandau::station {

class Words;

/// A refusal as a sentence in the language of `words` (scoring/words.h has them all).
QString sentence_of(const Refusal& refusal, const Words& words);

/// The same refusal with what people call things instead of ids: a team's name, "Sao Mai, lượt 2".
Refusal with_names(const Contest& contest, const Words& words, Refusal refusal);

/// A code's words, or the text itself where it is no code: reasons are either.
QString code_or_text(const Words& words, const std::string& code_or_text);

/// The same within a sentence: without its capital and its full stop.
QString code_in_a_sentence(const Words& words, const std::string& code_or_text);

}  // namespace sandau::station
