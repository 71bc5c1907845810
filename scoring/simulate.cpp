#include "scoring/simulate.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "scoring/swiss_pairing.h"

namespace sandau {

namespace {

using Kind = BracketSource::Kind;
using Decide = std::function<std::size_t(const BracketMatch&, std::size_t upper, std::size_t lower)>;

/// Plays a bracket's matches in this order; where only one comes, or nobody, that is who goes on.
std::vector<PlayedMatch> play(const Bracket& bracket, const std::vector<std::size_t>& order,
                              std::size_t entries, const Decide& decide) {
    struct Outcome {
        std::optional<std::size_t> winner;
        std::optional<std::size_t> loser;
    };
    std::vector<Outcome> outcomes(bracket.matches.size());
    const auto comes = [&](const BracketSource& source) -> std::optional<std::size_t> {
        switch (source.kind) {
            case Kind::Seed:
                return source.index < entries ? std::optional(source.index) : std::nullopt;
            case Kind::WinnerOf:
                return outcomes[source.index].winner;
            case Kind::LoserOf:
                return outcomes[source.index].loser;
        }
        return std::nullopt;
    };
    std::vector<PlayedMatch> played;
    for (const std::size_t index : order) {
        const BracketMatch& match = bracket.matches[index];
        const std::optional<std::size_t> upper = comes(match.upper);
        const std::optional<std::size_t> lower = comes(match.lower);
        // GF1 is the match before: GF2 asks whether its lower side won.
        if (match.reset && played.back().winner != played.back().lower) continue;
        if (!upper || !lower) {
            outcomes[index].winner = upper ? upper : lower;
            continue;
        }
        const std::size_t winner = decide(match, *upper, *lower);
        outcomes[index] = {winner, winner == *upper ? *lower : *upper};
        played.push_back({match.id, *upper, *lower, winner});
    }
    return played;
}

/// When a round of a double elimination can be played: WB1 LB1 WB2 LB2 LB3 WB3 LB4 LB5 … GF1 GF2.
std::size_t turn_of(const BracketMatch& match) {
    const std::string& id = match.id.text;
    std::size_t round = 0;
    std::from_chars(id.data() + 2, id.data() + id.size(), round);
    if (id.starts_with("WB")) return round == 1 ? 0 : 4 * round - 5;
    if (id.starts_with("LB")) return 2 * round;
    return 1000 + round;
}

std::vector<std::size_t> in_order(std::size_t count) {
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = i;
    return order;
}

}  // namespace

std::vector<PlayedMatch> play_single_elimination(const Strengths& strengths, ThirdPlace third_place) {
    const Bracket bracket = single_elimination(strengths.size(), third_place);
    return play(bracket, in_order(bracket.matches.size()), strengths.size(),
                [&](const BracketMatch&, std::size_t upper, std::size_t lower) {
                    return strengths[upper] < strengths[lower] ? upper : lower;
                });
}

std::vector<PlayedMatch> play_double_elimination(const Strengths& strengths, GrandFinalPlay grand_final) {
    const Bracket bracket = double_elimination(strengths.size(), GrandFinal::Reset);
    std::vector<std::size_t> order = in_order(bracket.matches.size());
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return turn_of(bracket.matches[a]) < turn_of(bracket.matches[b]);
    });
    return play(bracket, order, strengths.size(),
                [&](const BracketMatch& match, std::size_t upper, std::size_t lower) {
                    const bool first = match.id.text == "GF1";
                    if (first && grand_final != GrandFinalPlay::Straight) return lower;
                    if (match.reset) return grand_final == GrandFinalPlay::ResetLbWins ? lower : upper;
                    return strengths[upper] < strengths[lower] ? upper : lower;
                });
}

Result<std::vector<TableRound>> play_swiss(const Strengths& strengths, std::size_t rounds,
                                           std::uint64_t seed) {
    SwissState state;
    state.points.assign(strengths.size(), 0);
    state.seed = seed;
    std::vector<TableRound> played;
    for (std::size_t round = 1; round <= rounds; ++round) {
        Result<SwissPairing> pairing = pair_swiss_round(state);
        if (!pairing) {
            if (pairing.error().code != "pairing.none") return tl::unexpected(pairing.error());
            return refuse("pairing.none_in_round", {{"round", std::to_string(round)},
                                                    {"why", pairing.error().arguments.front().second}});
        }
        for (const auto& [a, b] : pairing->pairs) {
            state.met.push_back({a, b});
            state.points[strengths[a] < strengths[b] ? a : b] += 1;
        }
        if (pairing->bye) {
            state.had_bye.push_back(*pairing->bye);
            state.points[*pairing->bye] += 1;
        }
        played.push_back({std::move(pairing->pairs), pairing->bye});
    }
    return played;
}

}  // namespace sandau
