#pragma once

#include <algorithm>
#include <string>

#include "scoring/json.h"

namespace sandau::testing {

/// The value with every object's keys sorted: two documents that say the same become equal.
inline Json canonical(Json value) {
    if (Json::Array* array = value.as_array()) {
        for (Json& one : *array) one = canonical(std::move(one));
    } else if (Json::Object* object = value.as_object()) {
        for (Json::Member& member : *object) member.second = canonical(std::move(member.second));
        std::sort(object->begin(), object->end(),
                  [](const Json::Member& a, const Json::Member& b) { return a.first < b.first; });
    }
    return value;
}

/// Standings, with the flags, which come in any order, sorted.
inline Json comparable_standings(Json standings) {
    standings = canonical(std::move(standings));
    if (Json* flags = standings.find("flags")) {
        std::sort(flags->as_array()->begin(), flags->as_array()->end(),
                  [](const Json& a, const Json& b) { return write_json(a) < write_json(b); });
    }
    return standings;
}

}  // namespace sandau::testing
