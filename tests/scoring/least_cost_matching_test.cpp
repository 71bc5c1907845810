#include "scoring/least_cost_matching.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

namespace sandau {
namespace {

/// The proof holds: no matching of all nodes can cost less than this one.
bool is_proved(int nodes, const std::vector<MatchingEdge>& edges, const PerfectMatching& matching) {
    std::vector<std::vector<std::int64_t>> together(
        static_cast<std::size_t>(nodes), std::vector<std::int64_t>(static_cast<std::size_t>(nodes)));
    std::int64_t bound = 0;
    for (const std::int64_t price : matching.node_prices) bound += price;
    for (const OddSet& set : matching.odd_sets) {
        if (set.price < 0 || set.nodes.size() % 2 == 0) return false;
        bound -= set.price * static_cast<std::int64_t>(set.nodes.size() / 2);
        for (const int a : set.nodes)
            for (const int b : set.nodes)
                together[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] += set.price;
    }
    std::int64_t cost = 0;
    int matched = 0;
    for (const MatchingEdge& edge : edges) {
        const auto a = static_cast<std::size_t>(edge.a);
        const auto b = static_cast<std::size_t>(edge.b);
        if (matching.node_prices[a] + matching.node_prices[b] - together[a][b] > price_scale * edge.cost)
            return false;
        if (matching.partner[a] != edge.b) continue;
        if (matching.partner[b] != edge.a) return false;
        cost += edge.cost;
        matched += 2;
    }
    return matched == nodes && bound == price_scale * cost;
}

/// The least cost by trying every matching; nothing where there is none.
std::optional<std::int64_t> cheapest(const std::vector<std::vector<std::optional<std::int64_t>>>& costs,
                                     std::vector<bool>& used) {
    std::size_t first = 0;
    while (first < used.size() && used[first]) ++first;
    if (first == used.size()) return 0;
    std::optional<std::int64_t> best;
    used[first] = true;
    for (std::size_t other = first + 1; other < used.size(); ++other) {
        if (used[other] || !costs[first][other]) continue;
        used[other] = true;
        const std::optional<std::int64_t> rest = cheapest(costs, used);
        if (rest && (!best || *costs[first][other] + *rest < *best)) best = *costs[first][other] + *rest;
        used[other] = false;
    }
    used[first] = false;
    return best;
}

std::vector<MatchingEdge> random_edges(int nodes, int one_in, std::int64_t cost_below) {
    std::vector<MatchingEdge> edges;
    for (int a = 0; a < nodes; ++a)
        for (int b = a + 1; b < nodes; ++b)
            if (*rc::gen::inRange(0, one_in) == 0)
                edges.push_back({a, b, *rc::gen::inRange(-cost_below, cost_below)});
    return edges;
}

TEST(LeastCostMatching, IsTheBestOfAllThatThereAre) {
    EXPECT_TRUE(rc::check([] {
        const int nodes = *rc::gen::inRange(0, 9);
        const std::vector<MatchingEdge> edges = random_edges(nodes, *rc::gen::inRange(1, 4), 20);
        std::vector<std::vector<std::optional<std::int64_t>>> costs(
            static_cast<std::size_t>(nodes),
            std::vector<std::optional<std::int64_t>>(static_cast<std::size_t>(nodes)));
        for (const MatchingEdge& edge : edges)
            costs[static_cast<std::size_t>(edge.a)][static_cast<std::size_t>(edge.b)] = edge.cost;
        std::vector<bool> used(static_cast<std::size_t>(nodes));
        const std::optional<std::int64_t> best = cheapest(costs, used);
        const std::optional<PerfectMatching> found = least_cost_matching(nodes, edges);
        RC_ASSERT(found.has_value() == best.has_value());
        if (!found) return;
        std::int64_t cost = 0;
        for (const MatchingEdge& edge : edges)
            if (found->partner[static_cast<std::size_t>(edge.a)] == edge.b) cost += edge.cost;
        RC_ASSERT(cost == *best);
        RC_ASSERT(is_proved(nodes, edges, *found));
    }));
}

TEST(LeastCostMatching, ProvesThatNoneIsCheaper) {
    EXPECT_TRUE(rc::check([] {
        const int nodes = 2 * *rc::gen::inRange(4, 40);
        const std::vector<MatchingEdge> edges = random_edges(
            nodes, *rc::gen::inRange(1, 6), *rc::gen::element<std::int64_t>(1, 2, 10, 1'000'000));
        const std::optional<PerfectMatching> found = least_cost_matching(nodes, edges);
        if (found) RC_ASSERT(is_proved(nodes, edges, *found));
    }));
}

TEST(LeastCostMatching, TakesTheLargestCosts) {
    const std::int64_t huge = std::int64_t{1} << 52;
    const std::vector<MatchingEdge> edges = {{0, 1, huge}, {1, 2, -huge}, {2, 0, huge}, {3, 4, huge},
                                             {4, 5, huge}, {5, 3, -huge}, {2, 3, huge}, {0, 4, -huge}};
    const std::optional<PerfectMatching> found = least_cost_matching(6, edges);
    ASSERT_TRUE(found);
    EXPECT_TRUE(is_proved(6, edges, *found));
}

TEST(LeastCostMatching, ThereIsNoneOfAnOddNumber) {
    EXPECT_FALSE(least_cost_matching(3, {{0, 1, 1}, {1, 2, 1}, {0, 2, 1}}));
}

TEST(LeastCostMatching, NobodyIsMatchedWithNobody) {
    EXPECT_TRUE(least_cost_matching(0, {}));
    EXPECT_FALSE(least_cost_matching(2, {}));
}

}  // namespace
}  // namespace sandau
