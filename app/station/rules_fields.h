#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "scoring/definition.h"
#include "scoring/json.h"
#include "station/words.h"

namespace sandau::station {

/// One thing that the rules fix, in words, with where the definition's document has it.
struct RuleField {
    enum class Kind {
        Fixed,   ///< shown only: it would change what was played
        Text,    ///< a name, a place
        Date,    ///< year-month-day in the document; typed as people write days
        Whole,   ///< a quota, an amount of money
        Number,  ///< a weight, a minimum
        Time,    ///< typed in seconds or as 1:30; milliseconds in the document
        Key,     ///< of the order of tie-breaks: it may change places with its neighbours
    };
    QString section;
    QString what;
    QString value;
    Kind kind = Kind::Fixed;
    std::vector<std::string> path{};  ///< keys, and indexes from 0
};

/// Everything that a definition says, in the order in which people read rules.
std::vector<RuleField> rule_fields(const Words& words, const Definition& definition, const Json& document);

/// What was typed, as the document has it; nothing: it is none. Empty text takes the value away.
std::optional<Json> typed_value(RuleField::Kind kind, const QString& typed);

/// Puts a value there; a null takes the member away.
void put_rule(Json& document, const std::vector<std::string>& path, Json value);
/// Changes a key's place with the one before (-1) or after it (+1); false: there is none to change with.
bool move_rule_key(Json& document, const std::vector<std::string>& path, int by);

}  // namespace sandau::station
