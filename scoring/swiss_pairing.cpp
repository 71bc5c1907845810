#include "scoring/swiss_pairing.h"

#include <algorithm>
#include <numeric>

#include "scoring/least_cost_matching.h"
#include "scoring/random.h"

namespace sandau {

namespace {

/// The most that an edge may cost: what the matching takes.
constexpr std::int64_t cost_max = std::int64_t{1} << 52;
/// So many of the next in the table each entry is tried with at first.
constexpr std::size_t neighbours_at_first = 12;

/// Points as whole numbers from 0, in the unit that holds them all exactly.
struct WholePoints {
    std::vector<std::int64_t> of;  ///< by entry
    Rational unit;
    std::int64_t highest = 0;
};

std::optional<WholePoints> whole_points(const std::vector<Rational>& points) {
    WholePoints whole;
    Rational scale = 1;
    Rational lowest;
    Rational highest;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Rational scaled = points[i] * scale;
        if (!scaled.is_whole()) scale = scale * scaled.denominator();
        // Beyond this the costs would not fit, and hostile denominators would grow without an end.
        if (scale > Rational(cost_max)) return std::nullopt;
        lowest = i == 0 ? points[i] : std::min(lowest, points[i]);
        highest = i == 0 ? points[i] : std::max(highest, points[i]);
    }
    const std::optional<std::int64_t> spread = ((highest - lowest) * scale).as_int64();
    if (!spread || *spread > cost_max) return std::nullopt;
    for (const Rational& one : points) whole.of.push_back(*((one - lowest) * scale).as_int64());
    whole.unit = Rational(1) / scale;
    whole.highest = *spread;
    return whole;
}

/// The round as a matching: entries in the order of the table, and in an odd field the bye as one more
/// node. A bye costs so much more than any pairs that the lowest possible one is always the cheapest.
class Round {
public:
    Round(const SwissState& state, const WholePoints& points) : count_(state.points.size()) {
        order_.resize(count_);
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        if (state.seed != 0) Random(state.seed).shuffle(order_);
        std::stable_sort(order_.begin(), order_.end(),
                         [&](std::size_t a, std::size_t b) { return points.of[a] > points.of[b]; });
        nodes_ = count_ + count_ % 2;
        std::vector<std::size_t> node_of(count_);
        for (std::size_t node = 0; node < count_; ++node) {
            node_of[order_[node]] = node;
            points_.push_back(points.of[order_[node]]);
        }
        ways_.assign(nodes_ * nodes_, Way::Open);
        for (const auto& [a, b] : state.met) set_way(node_of[a], node_of[b], Way::Closed);
        if (has_bye()) price_byes(state, node_of, points.highest);
    }

    bool fits() const { return fits_; }
    bool has_bye() const { return nodes_ != count_; }
    std::size_t bye_node() const { return nodes_ - 1; }
    std::size_t entry(std::size_t node) const { return order_[node]; }

    /// Which legal pairings there are at all is seldom in question, and most entries meet somebody near
    /// them: so it is solved with near ones, and what the prices of that solution show to be missing is
    /// added until nothing is.
    std::optional<std::vector<int>> solve() {
        std::optional<PerfectMatching> found;
        for (std::size_t neighbours = neighbours_at_first; !found; neighbours *= 4) {
            add_neighbours(neighbours);
            found = least_cost_matching(static_cast<int>(nodes_), edges_);
            if (!found && neighbours >= nodes_) return std::nullopt;
        }
        while (add_missing(found->node_prices)) {
            found = least_cost_matching(static_cast<int>(nodes_), edges_);
            CHECK(found.has_value(), "more edges keep a matching possible");
        }
        return found->partner;
    }

    bool is_legal(std::size_t a, std::size_t b) const { return ways_[a * nodes_ + b] != Way::Closed; }
    std::size_t node_count() const { return nodes_; }

private:
    enum class Way : std::uint8_t { Open, Taken, Closed };

    void set_way(std::size_t a, std::size_t b, Way way) {
        ways_[a * nodes_ + b] = way;
        ways_[b * nodes_ + a] = way;
    }

    void price_byes(const SwissState& state, const std::vector<std::size_t>& node_of, std::int64_t highest) {
        for (const std::size_t entry : state.had_bye) set_way(node_of[entry], bye_node(), Way::Closed);
        const std::int64_t pairs = static_cast<std::int64_t>(nodes_) / 2;
        const std::int64_t step = highest * pairs + 1;
        fits_ = step <= cost_max / static_cast<std::int64_t>(nodes_);
        bye_costs_.assign(count_, 0);
        std::int64_t level = 0;
        for (std::size_t node = count_; node-- > 0;) {
            if (node + 1 < count_ && points_[node] != points_[node + 1]) ++level;
            bye_costs_[node] = fits_ ? level * step : 0;
        }
    }

    std::int64_t cost(std::size_t a, std::size_t b) const {
        return b == count_ ? bye_costs_[a] : points_[a] - points_[b];
    }

    void add(std::size_t a, std::size_t b) {
        if (ways_[a * nodes_ + b] != Way::Open) return;
        set_way(a, b, Way::Taken);
        edges_.push_back({static_cast<int>(a), static_cast<int>(b), cost(a, b)});
    }

    void add_neighbours(std::size_t neighbours) {
        for (std::size_t a = 0; a < count_; ++a) {
            std::size_t added = 0;
            for (std::size_t b = a + 1; b < count_ && added < neighbours; ++b) {
                if (!is_legal(a, b)) continue;
                add(a, b);
                ++added;
            }
            if (has_bye()) add(a, bye_node());
        }
    }

    /// The pairs that could make the pairing cheaper; odd sets would only make them less so.
    bool add_missing(const std::vector<std::int64_t>& prices) {
        const std::size_t before = edges_.size();
        for (std::size_t a = 0; a < nodes_; ++a)
            for (std::size_t b = a + 1; b < nodes_; ++b)
                if (ways_[a * nodes_ + b] == Way::Open && prices[a] + prices[b] > price_scale * cost(a, b))
                    add(a, b);
        return edges_.size() != before;
    }

    std::size_t count_;
    std::size_t nodes_ = 0;
    bool fits_ = true;
    std::vector<std::size_t> order_;    ///< entry by node
    std::vector<std::int64_t> points_;  ///< by node, falling
    std::vector<std::int64_t> bye_costs_;
    std::vector<Way> ways_;
    std::vector<MatchingEdge> edges_;
};

Refusal no_pairing(const char* why) {
    return {"pairing.none", {{"why", why}}, {}};
}

/// What an organiser can see at once: nobody is left for the bye, or somebody has met everybody.
std::optional<Refusal> plainly_impossible(const Round& round) {
    const auto has_partner = [&](std::size_t a) {
        for (std::size_t b = 0; b < round.node_count(); ++b)
            if (a != b && round.is_legal(a, b)) return true;
        return false;
    };
    if (round.has_bye() && !has_partner(round.bye_node())) return no_pairing("@pairing.all_had_bye");
    for (std::size_t a = 0; a < round.node_count(); ++a)
        if (!has_partner(a)) return no_pairing("@pairing.has_met_all");
    return std::nullopt;
}

void check_indexes(const SwissState& state) {
    const std::size_t count = state.points.size();
    for (const auto& [a, b] : state.met)
        CHECK(a < count && b < count && a != b, "those who met are two entries of the state");
    for (const std::size_t entry : state.had_bye) CHECK(entry < count, "the bye was an entry's of the state");
}

}  // namespace

Result<SwissPairing> pair_swiss_round(const SwissState& state) {
    if (state.points.size() > swiss_entries_max)
        return refuse("pairing.too_many_entries", {{"max", std::to_string(swiss_entries_max)}});
    check_indexes(state);
    const std::optional<WholePoints> points = whole_points(state.points);
    if (!points) return refuse("pairing.points_too_fine");
    Round round(state, *points);
    if (!round.fits()) return refuse("pairing.points_too_fine");
    if (std::optional<Refusal> refusal = plainly_impossible(round))
        return tl::unexpected(std::move(*refusal));
    const std::optional<std::vector<int>> partners = round.solve();
    if (!partners) return tl::unexpected(no_pairing("@pairing.too_many_met"));

    SwissPairing pairing;
    for (std::size_t a = 0; a < partners->size(); ++a) {
        const auto b = static_cast<std::size_t>((*partners)[a]);
        if (b < a) continue;
        if (round.has_bye() && b == round.bye_node()) {
            pairing.bye = round.entry(a);
            continue;
        }
        std::pair<std::size_t, std::size_t> pair{round.entry(a), round.entry(b)};
        const Rational difference = state.points[pair.first] - state.points[pair.second];
        if (difference.is_zero() && pair.first > pair.second) std::swap(pair.first, pair.second);
        pairing.difference += difference;
        pairing.pairs.push_back(pair);
    }
    return pairing;
}

}  // namespace sandau
