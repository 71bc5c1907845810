#pragma once

// This header keeps to C++17, and includes none of ours: what it leads to cannot be compiled as C++20
// (see scoring/CMakeLists.txt).

#include <cstdint>
#include <optional>
#include <vector>

namespace sandau {

/// Two nodes that may be matched, and what that costs.
struct MatchingEdge {
    int a = 0;
    int b = 0;
    std::int64_t cost = 0;
};

/// A set of an odd number of nodes, of which no matching can hold more than half.
struct OddSet {
    std::vector<int> nodes;
    std::int64_t price = 0;  ///< at least 0
};

/// A matching of all nodes, and the proof that none is cheaper (Edmonds 1965): for every edge
/// `node_prices[a] + node_prices[b]` less the prices of the odd sets that hold both is at most
/// `price_scale * cost`, and what all nodes pay, less `price * (nodes - 1) / 2` of each odd set, is
/// `price_scale` times the cost of the matching.
struct PerfectMatching {
    std::vector<int> partner;  ///< by node
    std::vector<std::int64_t> node_prices;
    std::vector<OddSet> odd_sets;
};

constexpr std::int64_t price_scale = 4;

/// The cheapest matching of all nodes 0 … nodes−1 with these edges (each pair once, a cost at most 2^52 in
/// size); nothing where no matching has them all. The same edges in the same order give the same matching.
std::optional<PerfectMatching> least_cost_matching(int nodes, const std::vector<MatchingEdge>& edges);

}  // namespace sandau
