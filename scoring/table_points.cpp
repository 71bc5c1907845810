#include "scoring/table_points.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace sandau {

namespace {

constexpr std::size_t outcome_count = 5;

template <class Number>
using ByOutcome = std::array<Number, outcome_count>;

/// What each outcome brings.
ByOutcome<Rational> exact_points(const TableRules& rules) {
    return {Rational(), rules.win, rules.draw.value_or(Rational()), rules.loss, rules.win};
}

/// Table points as whole numbers of their greatest common part: 1, ½, 0 are 2, 1, 0 halves. Nothing where
/// twice the points of all sides, taken for every side once more, might not fit a machine word.
struct WholePoints {
    std::int64_t parts = 1;  ///< of one point
    ByOutcome<std::int64_t> points{};
};
std::optional<WholePoints> whole_points(const ByOutcome<Rational>& exact, std::size_t sides) {
    constexpr std::size_t sides_max = 1'000'000;
    constexpr std::int64_t parts_max = 1'000'000;
    if (sides > sides_max) return std::nullopt;
    const auto most = static_cast<std::int64_t>(sides) + 1;
    const std::int64_t points_max = (std::int64_t{1} << 61) / most / most;
    WholePoints whole;
    for (const Rational& one : exact) {
        const std::optional<std::int64_t> denominator = one.denominator().as_int64();
        if (!denominator || *denominator > parts_max) return std::nullopt;
        whole.parts = std::lcm(whole.parts, *denominator);
        if (whole.parts > parts_max) return std::nullopt;
    }
    for (std::size_t i = 0; i < outcome_count; ++i) {
        const std::optional<std::int64_t> points = (exact[i] * Rational(whole.parts)).as_int64();
        if (!points || *points > points_max || *points < -points_max) return std::nullopt;
        whole.points[i] = *points;
    }
    return whole;
}

/// The sums in one kind of number: machine words wherever they do, else exact fractions of any size.
template <class Number>
class PointSums {
public:
    PointSums(const ByOutcome<Number>& points, const TableMatches& matches, const TablePlayers& players)
        : worth_(points), matches_(matches), players_(players) {}

    std::vector<Number> points(const std::vector<std::uint8_t>& compared) const {
        std::vector<Number> sums(players_.size());
        const std::span<const TableOutcome> outcomes = matches_.outcomes();
        for (std::size_t side = 0; side < outcomes.size(); ++side) {
            if (outcomes[side] == TableOutcome::None || (!compared.empty() && compared[side] == 0)) continue;
            sums[players_.of_side[side]] += worth_[static_cast<std::size_t>(outcomes[side])];
        }
        return sums;
    }

    /// Calls `meet(player, outcome, points)` for every opponent of every player, match by match; the points
    /// are the opponent's.
    template <class Meet>
    void each_opponent(Meet meet) const {
        const std::vector<Number> all = points({});
        const std::span<const TableOutcome> outcomes = matches_.outcomes();
        for (std::size_t match = 0; match < matches_.size(); ++match) {
            const SideNumber first = matches_.first_side(match), end = matches_.sides_end(match);
            for (SideNumber side = first; side < end; ++side) {
                const TableOutcome outcome = outcomes[side];
                if (outcome == TableOutcome::None || outcome == TableOutcome::Bye) continue;
                for (SideNumber other = first; other < end; ++other)
                    if (other != side && players_.of_side[other] != no_player)
                        meet(players_.of_side[side], outcome, all[players_.of_side[other]]);
            }
        }
    }

    std::vector<Number> buchholz() const {
        std::vector<Number> sums(players_.size());
        each_opponent(
            [&](PlayerNumber player, TableOutcome, const Number& points) { sums[player] += points; });
        return sums;
    }

    std::vector<Number> buchholz(Cut cut) const {
        std::vector<std::vector<Number>> met(players_.size());
        each_opponent(
            [&](PlayerNumber player, TableOutcome, const Number& points) { met[player].push_back(points); });
        std::vector<Number> sums(players_.size());
        for (std::size_t player = 0; player < sums.size(); ++player) {
            std::sort(met[player].begin(), met[player].end());
            for (std::size_t i = cut.lowest; i + cut.highest < met[player].size(); ++i)
                sums[player] += met[player][i];
        }
        return sums;
    }

    /// In halves: twice the points of those beaten, once those of whom it drew with.
    std::vector<Number> sonneborn_berger_halves() const {
        static const ByOutcome<Number> halves{Number(0), Number(2), Number(1), Number(0), Number(0)};
        std::vector<Number> sums(players_.size());
        each_opponent([&](PlayerNumber player, TableOutcome outcome, const Number& points) {
            sums[player] += halves[static_cast<std::size_t>(outcome)] * points;
        });
        return sums;
    }

private:
    ByOutcome<Number> worth_;
    const TableMatches& matches_;
    const TablePlayers& players_;
};

FigureColumn figures_of(const std::vector<std::int64_t>& sums, std::int64_t parts) {
    FigureColumn column;
    column.reserve(sums.size());
    for (const std::int64_t sum : sums)
        column.emplace_back(sum % parts == 0 ? Rational(sum / parts) : Rational(sum, parts));
    return column;
}

FigureColumn figures_of(const std::vector<Rational>& sums, std::int64_t parts) {
    FigureColumn column;
    column.reserve(sums.size());
    for (const Rational& sum : sums) column.emplace_back(sum / Rational(parts));
    return column;
}

/// What `sums` makes of the points, as figures; it counts in parts of `parts_of_sum` to the point.
template <class Sums>
FigureColumn column_of(const TableRules& rules, const TableMatches& matches, const TablePlayers& players,
                       std::int64_t parts_of_sum, Sums sums) {
    const ByOutcome<Rational> exact = exact_points(rules);
    if (const std::optional<WholePoints> whole = whole_points(exact, matches.side_count()))
        return figures_of(sums(PointSums<std::int64_t>(whole->points, matches, players)),
                          whole->parts * parts_of_sum);
    return figures_of(sums(PointSums<Rational>(exact, matches, players)), parts_of_sum);
}

}  // namespace

FigureColumn table_points(const TableRules& rules, const TableMatches& matches, const TablePlayers& players,
                          const std::vector<std::uint8_t>& compared) {
    return column_of(rules, matches, players, 1, [&](const auto& sums) { return sums.points(compared); });
}

FigureColumn buchholz(const TableRules& rules, const TableMatches& matches, const TablePlayers& players,
                      Cut cut) {
    return column_of(rules, matches, players, 1, [&](const auto& sums) {
        return cut.lowest + cut.highest == 0 ? sums.buchholz() : sums.buchholz(cut);
    });
}

FigureColumn sonneborn_berger(const TableRules& rules, const TableMatches& matches,
                              const TablePlayers& players) {
    return column_of(rules, matches, players, 2,
                     [](const auto& sums) { return sums.sonneborn_berger_halves(); });
}

}  // namespace sandau
