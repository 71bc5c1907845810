#pragma once

#include <QStringList>
#include <string>

#include "scoring/contest.h"
#include "scoring/text.h"

namespace sandau::station {

/// What other rules would alter: places, who goes on, awards, in words. On any thread.
struct RuleConsequences {
    QStringList words;
    bool is_possible = true;  ///< the rules are good ones
};
RuleConsequences consequences_of(const Contest& contest, const std::string& rules, Language language);

}  // namespace sandau::station
