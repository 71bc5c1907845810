#pragma once

#include <QString>

#include "station/words.h"

namespace sandau::station {

/// "1.484" and "1,484" may be a thousand and more, or one and some: asked about, never guessed.
bool reads_two_ways(const QString& typed);
/// Both ways, each as nobody can misread it.
QString two_ways_words(const Words& words, const QString& typed);

}  // namespace sandau::station
