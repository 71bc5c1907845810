#include "scoring/bracket.h"

#include <algorithm>

namespace sandau {

namespace {

using Kind = BracketSource::Kind;

std::size_t slots_for(std::size_t entries) {
    std::size_t slots = 2;
    while (slots < entries) slots *= 2;
    return slots;
}

std::string round_id(const std::string& name, std::size_t round, std::size_t number) {
    return name + std::to_string(round) + '-' + std::to_string(number);
}

/// The rounds of a knock-out among all slots; returns for each round the indexes of its matches.
std::vector<std::vector<std::size_t>> add_winners_rounds(Bracket& bracket, const std::string& name) {
    std::vector<std::vector<std::size_t>> rounds;
    const std::vector<std::size_t> seeds = standard_seeding(bracket.slots);
    for (std::size_t size = bracket.slots, round = 1; size > 1; size /= 2, ++round) {
        std::vector<std::size_t> matches;
        for (std::size_t i = 0; i < size / 2; ++i) {
            BracketMatch match;
            match.id = MatchId(round_id(name, round, i + 1));
            match.upper = round == 1 ? BracketSource{Kind::Seed, seeds[2 * i]}
                                     : BracketSource{Kind::WinnerOf, rounds.back()[2 * i]};
            match.lower = round == 1 ? BracketSource{Kind::Seed, seeds[2 * i + 1]}
                                     : BracketSource{Kind::WinnerOf, rounds.back()[2 * i + 1]};
            matches.push_back(bracket.matches.size());
            bracket.matches.push_back(std::move(match));
        }
        rounds.push_back(std::move(matches));
    }
    return rounds;
}

std::size_t add_match(Bracket& bracket, std::string id, BracketSource upper, BracketSource lower,
                      std::size_t place) {
    BracketMatch match;
    match.id = MatchId(std::move(id));
    match.upper = upper;
    match.lower = lower;
    match.loser_place = match.both_lose_place = place;
    bracket.matches.push_back(std::move(match));
    return bracket.matches.size() - 1;
}

/// The losers' bracket; returns what its last match brings to the final, and sets where those go out who
/// both lose in the winners' bracket.
BracketSource add_losers_rounds(Bracket& bracket, const std::vector<std::vector<std::size_t>>& winners) {
    if (winners.size() == 1) {
        bracket.matches[winners[0][0]].both_lose_place = 2;
        return {Kind::LoserOf, winners[0][0]};
    }
    // Those still in when a round is over hold the places above its losers.
    std::size_t still_in = bracket.slots;
    std::size_t round = 1;
    std::vector<BracketSource> survivors;
    for (const std::size_t match : winners[0]) survivors.push_back({Kind::LoserOf, match});
    for (std::size_t drop = 1; drop < winners.size(); ++drop) {
        std::vector<BracketSource> next;
        const std::size_t meeting = survivors.size() / 2;
        still_in -= meeting;
        for (std::size_t i = 0; i < meeting; ++i)
            next.push_back({Kind::WinnerOf, add_match(bracket, round_id("LB", round, i + 1), survivors[2 * i],
                                                      survivors[2 * i + 1], still_in + 1)});
        if (drop == 1)
            for (const std::size_t match : winners[0]) bracket.matches[match].both_lose_place = still_in + 1;
        ++round;
        survivors = std::move(next);
        // The losers of the winners' round come in, from the far end in every second round.
        std::vector<std::size_t> droppers = winners[drop];
        if (drop % 2 == 1) std::reverse(droppers.begin(), droppers.end());
        next.clear();
        still_in -= survivors.size();
        for (std::size_t i = 0; i < survivors.size(); ++i)
            next.push_back(
                {Kind::WinnerOf, add_match(bracket, round_id("LB", round, i + 1),
                                           {Kind::LoserOf, droppers[i]}, survivors[i], still_in + 1)});
        for (const std::size_t match : winners[drop]) bracket.matches[match].both_lose_place = still_in + 1;
        ++round;
        survivors = std::move(next);
    }
    return survivors.front();
}

}  // namespace

std::vector<std::size_t> standard_seeding(std::size_t slots) {
    std::vector<std::size_t> seeds{0};
    while (seeds.size() < slots) {
        // Each seed is followed by the one that makes 2n + 1 with it.
        const std::size_t doubled = seeds.size() * 2;
        std::vector<std::size_t> next;
        for (const std::size_t seed : seeds) {
            next.push_back(seed);
            next.push_back(doubled - 1 - seed);
        }
        seeds = std::move(next);
    }
    return seeds;
}

std::vector<bool> certain_byes(const Bracket& bracket, std::size_t entries) {
    std::vector<bool> byes;
    std::vector<bool> brings_winner;
    const auto brings_somebody = [&](const BracketSource& source) {
        switch (source.kind) {
            case Kind::Seed:
                return source.index < entries;
            case Kind::WinnerOf:
                return static_cast<bool>(brings_winner[source.index]);
            case Kind::LoserOf:
                return !byes[source.index];
        }
        return false;
    };
    for (const BracketMatch& match : bracket.matches) {
        const bool upper = brings_somebody(match.upper), lower = brings_somebody(match.lower);
        brings_winner.push_back(upper || lower);
        byes.push_back(!upper || !lower);
    }
    return byes;
}

Bracket single_elimination(std::size_t entries, ThirdPlace third_place) {
    Bracket bracket;
    if (entries == 0) return bracket;
    bracket.slots = slots_for(entries);
    const auto rounds = add_winners_rounds(bracket, "R");
    const bool third = third_place == ThirdPlace::Match && entries >= 3;
    std::size_t next_slots = bracket.slots;
    for (std::size_t r = 0; r < rounds.size(); ++r) {
        next_slots /= 2;
        for (const std::size_t match : rounds[r]) {
            const bool semi_final = third && r + 2 == rounds.size();
            bracket.matches[match].loser_place = semi_final ? 0 : next_slots + 1;
            bracket.matches[match].both_lose_place = next_slots + 1;
        }
    }
    bracket.matches[rounds.back().front()].winner_place = 1;
    if (third) {
        const auto& semi_finals = rounds[rounds.size() - 2];
        const std::size_t match =
            add_match(bracket, "T", {Kind::LoserOf, semi_finals[0]}, {Kind::LoserOf, semi_finals[1]}, 4);
        bracket.matches[match].winner_place = 3;
        bracket.matches[match].both_lose_place = 3;
    }
    return bracket;
}

Bracket double_elimination(std::size_t entries, GrandFinal grand_final) {
    Bracket bracket;
    if (entries == 0) return bracket;
    bracket.slots = slots_for(entries);
    const auto winners = add_winners_rounds(bracket, "WB");
    const BracketSource survivor = add_losers_rounds(bracket, winners);
    const std::size_t first =
        add_match(bracket, "GF1", {Kind::WinnerOf, winners.back().front()}, survivor, 2);
    bracket.matches[first].winner_place = 1;
    if (grand_final == GrandFinal::Once) return bracket;
    const std::size_t second =
        add_match(bracket, "GF2", {Kind::WinnerOf, winners.back().front()}, survivor, 2);
    bracket.matches[second].winner_place = 1;
    bracket.matches[second].reset = true;
    return bracket;
}

}  // namespace sandau
