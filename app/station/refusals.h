#pragma once

#include <QString>

#include "scoring/result.h"

namespace sandau::station {

class Words;

/// A refusal as a sentence in the language of `words`: what happened and what to do. A code that nobody
/// wrote a sentence for is shown as it is, with its arguments, so that it can be told to others.
QString sentence_of(const Refusal& refusal, const Words& words);

}  // namespace sandau::station
