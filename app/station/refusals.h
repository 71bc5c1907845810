#pragma once

#include <QString>

#include "scoring/result.h"

namespace sandau::station {

class Words;

/// A refusal as a sentence in the language of `words`: what happened and what to do. The station's own
/// sentences say what to press next; for all other codes scoring/words.h speaks.
QString sentence_of(const Refusal& refusal, const Words& words);

}  // namespace sandau::station
