#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "scoring/alliance_timetable.h"
#include "scoring/random.h"

namespace sandau {

/// Who plays in which match on which side: simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) in whole
/// numbers, so that every machine finds the same.
///
/// Places are numbered match after match, side after side. So many places as there are teams are a lap, in
/// which every team plays once: that spreads a team's matches, and leaves the search nothing to change but
/// who changes places with whom within a lap.
class AllianceSearch {
public:
    explicit AllianceSearch(const AllianceRequest& request);

    /// The team at each place.
    std::vector<int> run();

private:
    struct Shape {
        int teams, plays, sides, per_side, lanes;
        int size;    ///< teams in a match
        int places;  ///< in all matches
        int gap;     ///< from a team's match to its next, in matches
        int rest;    ///< the same in starts
    };

    /// What is compared of two timetables, what weighs most first.
    struct Standing {
        int faults, short_gaps;
        std::int64_t cost;
        auto operator<=>(const Standing&) const = default;
    };

    void start();
    bool change_places();
    bool may_move(int team, int lap, int match) const;
    int leave(int place);
    int enter(int place, int team);
    int gaps_around(int team, int lap) const;
    int gap_cost(int earlier_match, int later_match) const;
    int meet(int place, int team, int step);
    bool accepts(int delta);
    void anneal(std::int64_t temperature, std::int64_t steps);
    int faults() const;
    int gaps_below(int gap) const;
    Standing standing() const;

    int lap_of(int place) const { return place / shape_.teams; }
    int match_of(int place) const { return place / shape_.size; }
    int side_of(int place) const { return place % shape_.size / shape_.per_side; }
    int laps() const { return shape_.plays + 1; }
    int& match_in_lap(int team, int lap) { return match_in_lap_[at(team * laps() + lap)]; }
    int match_in_lap(int team, int lap) const { return match_in_lap_[at(team * laps() + lap)]; }
    int& on_side(int team, int side) { return on_side_[at(team * shape_.sides + side)]; }
    std::size_t pair(int a, int b) const { return at(a < b ? a * shape_.teams + b : b * shape_.teams + a); }
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }

    Shape shape_;
    Random random_;
    std::vector<int> team_at_;             ///< by place; -1 while it is moved
    std::vector<int> match_in_lap_;        ///< by team and lap; the lap after the last are the extra plays
    std::vector<int> on_side_;             ///< by team and side: how often
    std::vector<std::uint8_t> partners_;   ///< by pair: how often
    std::vector<std::uint8_t> opponents_;  ///< by pair: how often
    std::vector<int> partner_steps_;       ///< what one time more costs, by how often it has been
    std::vector<int> opponent_steps_;
    std::int64_t temperature_ = 0;  ///< in 1/256
    std::int64_t cost_ = 0;         ///< from where it began
};

}  // namespace sandau
