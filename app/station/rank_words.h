#pragma once

#include <QString>
#include <string>

#include "scoring/definition.h"
#include "scoring/standings.h"
#include "station/words.h"

namespace sandau::station {

/// A derived value of a run: its name in the rules, or what it is commonly called.
QString derived_name(const Words& words, const Stage& stage, const std::string& id);
/// A ranking key in words: "agg" → "Tổng điểm".
QString key_name(const Words& words, const Stage& stage, const std::string& key);
/// A key's figure as people read it: times as times.
QString key_value(const Words& words, const std::string& key, const Figure& figure);
/// What waits for somebody's decision.
QString flag_words(const Words& words, const Definition& definition, const Flag& flag,
                   const QStringList& names);

}  // namespace sandau::station
