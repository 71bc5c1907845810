#include "scoring/alliance_search.h"

#include <algorithm>
#include <bit>

namespace sandau {

namespace {

constexpr int nobody = -1;
constexpr int no_match = -1;

// What is worse than what, found by trying: a partner again and a fourth meeting weigh most, a short gap as
// much, sides a little less, and a second and third meeting keep opponents varied.
constexpr int partner_again = 90;
constexpr int short_gap = 90;
constexpr int short_rest = 12;
constexpr int uneven_side = 10;

constexpr std::int64_t hot = 30 * 256;
constexpr std::int64_t warm = 12 * 256;
constexpr std::int64_t cold = 256;
constexpr int coolings = 128;
constexpr int reheatings_max = 8;
/// A gap a match longer than asked is worth less time.
constexpr int reheatings_for_gaps = 3;

int partner_step(int so_far) {
    return so_far == 0 ? 0 : partner_again * so_far;
}

int opponent_step(int so_far) {
    if (so_far == 0) return 0;
    if (so_far == 1) return 3;
    if (so_far == 2) return 10;
    return 60 * (so_far - 2);
}

}  // namespace

AllianceSearch::AllianceSearch(const AllianceRequest& request) : shape_(), random_(request.seed) {
    shape_.teams = request.teams;
    shape_.plays = request.plays;
    shape_.sides = request.sides;
    shape_.per_side = request.per_side;
    shape_.size = request.sides * request.per_side;
    shape_.lanes = std::max(1, std::min(request.fields, request.teams / shape_.size));
    shape_.places = (request.teams * request.plays + shape_.size - 1) / shape_.size * shape_.size;
    // A match more than asked, so that as many lie between as well, where a lap leaves room for it.
    const int lap_matches = request.teams / shape_.size;
    shape_.gap = std::clamp((request.teams + 11) / 12 + 1, 1, std::max(1, lap_matches - 1));
    const std::int64_t step_ms = request.slot_ms + request.rest_ms;
    shape_.rest = static_cast<int>((step_ms + request.slot_ms - 1) / request.slot_ms);
    for (int i = 0; i < 256; ++i) {
        partner_steps_.push_back(partner_step(i));
        opponent_steps_.push_back(opponent_step(i));
    }
}

void AllianceSearch::start() {
    const auto pairs = at(shape_.teams * shape_.teams);
    partners_.assign(pairs, 0);
    opponents_.assign(pairs, 0);
    on_side_.assign(at(shape_.teams * shape_.sides), 0);
    match_in_lap_.assign(at(shape_.teams * laps()), no_match);
    team_at_.assign(at(shape_.places), nobody);
    std::vector<int> teams(at(shape_.teams));
    for (int i = 0; i < shape_.teams; ++i) teams[at(i)] = i;
    for (int lap = 0; lap < shape_.plays; ++lap) {
        const int first = lap * shape_.teams;
        random_.shuffle(teams);
        // A match that two laps share takes teams that are not in it yet.
        if (first % shape_.size != 0)
            std::stable_partition(teams.begin(), teams.end(),
                                  [&](int team) { return match_in_lap(team, lap - 1) != match_of(first); });
        for (int i = 0; i < shape_.teams; ++i) cost_ += enter(first + i, teams[at(i)]);
    }
    // Extra plays are those of whom the last lap has first: they have had most rest.
    const int last = (shape_.plays - 1) * shape_.teams;
    for (int place = shape_.plays * shape_.teams; place < shape_.places; ++place)
        cost_ += enter(place, team_at_[at(last + place - shape_.plays * shape_.teams)]);
}

int AllianceSearch::gap_cost(int earlier_match, int later_match) const {
    if (earlier_match == no_match || later_match == no_match) return 0;
    const int near = shape_.gap - (later_match - earlier_match);
    const int tired = shape_.rest - (later_match / shape_.lanes - earlier_match / shape_.lanes);
    return (near > 0 ? short_gap * near : 0) + (tired > 0 ? short_rest * tired : 0);
}

int AllianceSearch::gaps_around(int team, int lap) const {
    const int match = match_in_lap(team, lap);
    int cost = 0;
    if (lap > 0) cost += gap_cost(match_in_lap(team, lap - 1), match);
    if (lap + 1 < laps()) cost += gap_cost(match, match_in_lap(team, lap + 1));
    return cost;
}

/// Counts (step 1) or forgets (−1) the team at the place with and against the others of its match.
int AllianceSearch::meet(int place, int team, int step) {
    const int first = match_of(place) * shape_.size;
    const int side = side_of(place);
    const int back = step < 0 ? 1 : 0;
    int cost = 0;
    for (int other_place = first; other_place < first + shape_.size; ++other_place) {
        const int other = team_at_[at(other_place)];
        if (other == nobody || other_place == place) continue;
        const std::size_t both = pair(team, other);
        if (side_of(other_place) == side) {
            cost += step * partner_steps_[partners_[both] - at(back)];
            partners_[both] = static_cast<std::uint8_t>(partners_[both] + step);
        } else {
            cost += step * opponent_steps_[opponents_[both] - at(back)];
            opponents_[both] = static_cast<std::uint8_t>(opponents_[both] + step);
        }
    }
    return cost;
}

int AllianceSearch::enter(int place, int team) {
    const int lap = lap_of(place);
    int cost = meet(place, team, 1);
    team_at_[at(place)] = team;
    match_in_lap(team, lap) = match_of(place);
    cost += gaps_around(team, lap);
    // The squares of the counts are least where they are even.
    int& times = on_side(team, side_of(place));
    cost += uneven_side * (2 * times + 1);
    ++times;
    return cost;
}

int AllianceSearch::leave(int place) {
    const int team = team_at_[at(place)];
    const int lap = lap_of(place);
    int cost = -gaps_around(team, lap);
    match_in_lap(team, lap) = no_match;
    team_at_[at(place)] = nobody;
    cost += meet(place, team, -1);
    int& times = on_side(team, side_of(place));
    --times;
    return cost - uneven_side * (2 * times + 1);
}

bool AllianceSearch::may_move(int team, int lap, int match) const {
    return (lap == 0 || match_in_lap(team, lap - 1) != match) &&
           (lap + 1 >= laps() || match_in_lap(team, lap + 1) != match);
}

/// The chance falls with what it costs as exp(−delta / temperature) does; the logarithm of the random number
/// is read off its leading zeros and the bits after them.
bool AllianceSearch::accepts(int delta) {
    if (delta <= 0) return true;
    const std::uint64_t bits = random_.next() | 1;
    const int zeros = std::countl_zero(bits);
    const auto after = static_cast<std::int64_t>(zeros >= 55 ? 0 : (bits << (zeros + 1)) >> 56);
    return std::int64_t{delta} * 65'536 <= temperature_ * ((zeros + 1) * 256 - after);
}

bool AllianceSearch::change_places() {
    const int a = static_cast<int>(random_.below(at(shape_.places)));
    const int lap = lap_of(a);
    const int first = lap * shape_.teams;
    const int in_lap = std::min(shape_.teams, shape_.places - first);
    const int b = first + static_cast<int>(random_.below(at(in_lap)));
    if (match_of(a) == match_of(b)) {
        if (side_of(a) == side_of(b)) return false;
    } else if (!may_move(team_at_[at(a)], lap, match_of(b)) || !may_move(team_at_[at(b)], lap, match_of(a))) {
        return false;
    }
    const int team_a = team_at_[at(a)];
    const int team_b = team_at_[at(b)];
    int delta = leave(a) + leave(b);
    delta += enter(a, team_b) + enter(b, team_a);
    if (accepts(delta)) {
        cost_ += delta;
        return true;
    }
    leave(a);
    leave(b);
    enter(a, team_a);
    enter(b, team_b);
    return false;
}

void AllianceSearch::anneal(std::int64_t temperature, std::int64_t steps) {
    // The factor that gets from there to the cold end in so many coolings, in 1/65,536.
    std::int64_t factor = 65'536;
    const auto ends_at = [&](std::int64_t by) {
        std::int64_t left = temperature * 256;
        for (int i = 0; i < coolings; ++i) left = left * by / 65'536;
        return left / 256;
    };
    while (factor > 0 && ends_at(factor) > cold) factor -= 64;
    std::int64_t precise = temperature * 256;
    for (int i = 0; i < coolings; ++i) {
        temperature_ = precise / 256;
        for (std::int64_t step = 0; step < steps / coolings; ++step) change_places();
        precise = precise * factor / 65'536;
    }
}

int AllianceSearch::faults() const {
    int found = 0;
    for (const std::uint8_t times : partners_) found += std::max(0, times - 1);
    for (const std::uint8_t times : opponents_) found += times > 3 ? 1 : 0;
    for (int team = 0; team < shape_.teams; ++team) {
        const auto begin = on_side_.begin() + team * shape_.sides;
        const auto [least, most] = std::minmax_element(begin, begin + shape_.sides);
        found += *most - *least > (shape_.plays % 2 == 1 ? 1 : 2) ? 1 : 0;
    }
    return found;
}

int AllianceSearch::gaps_below(int gap) const {
    int found = 0;
    for (int team = 0; team < shape_.teams; ++team)
        for (int lap = 1; lap < laps() && match_in_lap(team, lap) != no_match; ++lap)
            found += match_in_lap(team, lap) - match_in_lap(team, lap - 1) < gap ? 1 : 0;
    return found;
}

AllianceSearch::Standing AllianceSearch::standing() const {
    // The gap asked for is a fault if it is missed.
    return {faults() + gaps_below((shape_.teams + 11) / 12), gaps_below(shape_.gap), cost_};
}

std::vector<int> AllianceSearch::run() {
    start();
    const std::int64_t steps = std::int64_t{3'000} * shape_.places;
    anneal(hot, steps);
    std::vector<int> best = team_at_;
    Standing standing = this->standing();
    for (int i = 0; i < reheatings_max; ++i) {
        if (standing.faults == 0 && (standing.short_gaps == 0 || i == reheatings_for_gaps)) break;
        anneal(warm, steps / 2);
        const Standing found = this->standing();
        if (found >= standing) continue;
        best = team_at_;
        standing = found;
    }
    return best;
}

}  // namespace sandau
