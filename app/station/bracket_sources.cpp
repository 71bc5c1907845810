#include "station/bracket_sources.h"

#include "scoring/bracket.h"

namespace sandau::station {

std::vector<std::pair<MatchId, MatchId>> winners_ways(const Stage& stage, std::size_t seeds) {
    std::vector<std::pair<MatchId, MatchId>> ways;
    if (seeds < 2) return ways;
    const EliminationRules& rules = stage.elimination;
    const Bracket bracket =
        stage.format == StageFormat::SingleElimination
            ? single_elimination(seeds, rules.third_place ? ThirdPlace::Match : ThirdPlace::Shared)
            : double_elimination(seeds, rules.reset ? GrandFinal::Reset : GrandFinal::Once);
    for (const BracketMatch& match : bracket.matches)
        for (const BracketSource& source : {match.upper, match.lower})
            if (source.kind == BracketSource::Kind::WinnerOf)
                ways.emplace_back(bracket.matches[source.index].id, match.id);
    return ways;
}

}  // namespace sandau::station
