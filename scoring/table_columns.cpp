#include "scoring/table_columns.h"

#include <algorithm>

#include "scoring/table_points.h"

namespace sandau {

namespace {

bool is_higher(const Figure& a, const Figure& b) {
    if (!a || !b) return a.has_value() && !b;
    return *a > *b;
}

bool was_played(TableOutcome outcome) {
    return outcome != TableOutcome::None && outcome != TableOutcome::Bye;
}

/// Column by column; missing where one of the two is, or nothing is divided by.
FigureColumn quotients(const FigureColumn& sums, const FigureColumn& counts) {
    FigureColumn column(sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i)
        if (sums[i] && !counts[i]->is_zero()) column[i] = *sums[i] / *counts[i];
    return column;
}

FigureColumn whole_numbers(const std::vector<std::int64_t>& counts) {
    return {counts.begin(), counts.end()};
}

}  // namespace

void TableColumns::forget() {
    columns_.clear();
    compared_.clear();
    chose_compared_ = false;
    sides_of_players_.clear();
}

const FigureColumn* TableColumns::column(const std::string& name) const {
    if (const auto known = columns_.find(name); known != columns_.end()) return &known->second;
    if (!chose_compared_ && rules_.best_n) compare_best_n(*rules_.best_n);
    chose_compared_ = true;
    std::optional<FigureColumn> made = make(name);
    return made ? &columns_.emplace(name, *std::move(made)).first->second : nullptr;
}

std::optional<FigureColumn> TableColumns::make(const std::string& name) const {
    if (name == "points") return table_points(rules_, matches_, players_, compared_);
    if (name == "played") return played();
    if (name == "wins") return count(TableOutcome::Win);
    if (name == "draws") return count(TableOutcome::Draw);
    if (name == "losses") return count(TableOutcome::Loss);
    if (name == "instant_wins") return instant_wins();
    if (name == "mean_instant_win_ms") return mean_instant_win();
    if (name == "sum_against")
        return sum_of([&](SideNumber side) -> const Figure& { return matches_.side(side).against; });
    if (name == "diff_total")
        return sum_of([&](SideNumber side) { return matches_.side(side).difference(); });
    if (name == "buchholz") return buchholz(rules_, matches_, players_, {});
    if (name == "buchholz_cut1") return buchholz(rules_, matches_, players_, {.lowest = 1});
    if (name == "median_buchholz") return buchholz(rules_, matches_, players_, {.lowest = 1, .highest = 1});
    if (name == "sonneborn_berger") return sonneborn_berger(rules_, matches_, players_);
    if (name.starts_with("sum_")) return sum_derived(name.substr(4));
    if (name.starts_with("mean_")) return quotients(sum_derived(name.substr(5)), played());
    return std::nullopt;
}

template <class Value>
FigureColumn TableColumns::sum_of(Value value) const {
    FigureColumn sums(players_.size(), Rational());
    for (SideNumber side = 0; side < matches_.side_count(); ++side) {
        if (!was_played(matches_.outcomes()[side]) || !counts(side)) continue;
        Figure& sum = sums[players_.of_side[side]];
        if (!sum) continue;
        if (const Figure& one = value(side)) {
            *sum += *one;
        } else {
            sum.reset();
        }
    }
    return sums;
}

FigureColumn TableColumns::count(TableOutcome outcome) const {
    std::vector<std::int64_t> counts_of(players_.size());
    for (SideNumber side = 0; side < matches_.side_count(); ++side)
        if (matches_.outcomes()[side] == outcome && counts(side)) ++counts_of[players_.of_side[side]];
    return whole_numbers(counts_of);
}

FigureColumn TableColumns::played() const {
    std::vector<std::int64_t> counts_of(players_.size());
    for (SideNumber side = 0; side < matches_.side_count(); ++side)
        if (was_played(matches_.outcomes()[side]) && counts(side)) ++counts_of[players_.of_side[side]];
    return whole_numbers(counts_of);
}

FigureColumn TableColumns::instant_wins() const {
    std::vector<std::int64_t> counts_of(players_.size());
    for (SideNumber side = 0; side < matches_.side_count(); ++side)
        if (matches_.side(side).instant_win && counts(side)) ++counts_of[players_.of_side[side]];
    return whole_numbers(counts_of);
}

FigureColumn TableColumns::mean_instant_win() const {
    FigureColumn sums(players_.size(), Rational());
    std::vector<std::int64_t> known(players_.size());
    for (SideNumber side = 0; side < matches_.side_count(); ++side) {
        const TableSide& one = matches_.side(side);
        if (!one.instant_win || !one.instant_win_ms || !counts(side)) continue;
        *sums[players_.of_side[side]] += *one.instant_win_ms;
        ++known[players_.of_side[side]];
    }
    return quotients(sums, whole_numbers(known));
}

FigureColumn TableColumns::sum_derived(const std::string& id) const {
    if (id == "total")
        return sum_of([&](SideNumber side) -> const Figure& { return matches_.side(side).total; });
    std::vector<std::optional<std::size_t>> indexes;
    for (const Game* game : players_.games) indexes.push_back(game->derived_index(id));
    FigureColumn sums = sum_of([&](SideNumber side) -> Figure {
        const std::optional<std::size_t> index = indexes[players_.of_side[side]];
        return index ? matches_.derived(side, *index) : std::nullopt;
    });
    for (std::size_t player = 0; player < sums.size(); ++player)
        if (!indexes[player]) sums[player].reset();
    return sums;
}

const std::vector<std::vector<SideNumber>>& TableColumns::sides_of_players() const {
    if (!sides_of_players_.empty()) return sides_of_players_;
    sides_of_players_.resize(players_.size());
    for (SideNumber side = 0; side < matches_.side_count(); ++side)
        if (matches_.outcomes()[side] != TableOutcome::None)
            sides_of_players_[players_.of_side[side]].push_back(side);
    return sides_of_players_;
}

const Rational& TableColumns::points_of(TableOutcome outcome) const {
    static const Rational none(0);
    switch (outcome) {
        case TableOutcome::None:
            return none;
        case TableOutcome::Win:
        case TableOutcome::Bye:
            return rules_.win;
        case TableOutcome::Draw:
            return rules_.draw ? *rules_.draw : none;
        case TableOutcome::Loss:
            return rules_.loss;
    }
    return none;
}

/// Better for an entry's own comparison: table points, then the total, then the difference.
bool TableColumns::is_better(SideNumber a, SideNumber b) const {
    const Rational& points_a = points_of(matches_.outcomes()[a]);
    const Rational& points_b = points_of(matches_.outcomes()[b]);
    if (points_a != points_b) return points_a > points_b;
    const TableSide &one = matches_.side(a), &other = matches_.side(b);
    if (one.total != other.total) return is_higher(one.total, other.total);
    return is_higher(one.difference(), other.difference());
}

void TableColumns::compare_best_n(std::int64_t best_n) const {
    compared_.assign(matches_.side_count(), 0);
    for (std::vector<SideNumber> own : sides_of_players()) {
        const auto kept = std::min(static_cast<std::ptrdiff_t>(best_n), std::ssize(own));
        std::stable_sort(own.begin(), own.end(), [&](SideNumber a, SideNumber b) { return is_better(a, b); });
        for (std::ptrdiff_t i = 0; i < kept; ++i) compared_[own[static_cast<std::size_t>(i)]] = 1;
    }
}

FigureColumn TableColumns::head_to_head(const std::vector<PlayerNumber>& tied) const {
    std::vector<std::uint8_t> among(players_.size());
    for (const PlayerNumber player : tied) among[player] = 1;
    const auto is_among = [&](SideNumber side) {
        const PlayerNumber on_side = players_.of_side[side];
        return on_side != no_player && among[on_side] != 0;
    };
    FigureColumn column;
    for (const PlayerNumber player : tied) {
        Rational sum;
        for (const SideNumber side : sides_of_players()[player]) {
            const std::size_t match = matches_.match_of(side);
            bool all = true;
            for (SideNumber each = matches_.first_side(match); each < matches_.sides_end(match); ++each)
                all = all && is_among(each);
            if (all) sum += points_of(matches_.outcomes()[side]);
        }
        column.emplace_back(std::move(sum));
    }
    return column;
}

}  // namespace sandau
