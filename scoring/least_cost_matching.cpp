#include "scoring/least_cost_matching.h"

#include <lemon/matching.h>
#include <lemon/smart_graph.h>

namespace sandau {

std::optional<PerfectMatching> least_cost_matching(int nodes, const std::vector<MatchingEdge>& edges) {
    using Graph = lemon::SmartGraph;
    using Weights = Graph::EdgeMap<std::int64_t>;
    using Matching = lemon::MaxWeightedPerfectMatching<Graph, Weights>;
    static_assert(Matching::dualScale == price_scale);

    PerfectMatching result;
    if (nodes == 0) return result;
    Graph graph;
    graph.reserveNode(nodes);
    graph.reserveEdge(static_cast<int>(edges.size()));
    for (int i = 0; i < nodes; ++i) graph.addNode();
    Weights weights(graph);
    for (const MatchingEdge& edge : edges)
        weights[graph.addEdge(Graph::nodeFromId(edge.a), Graph::nodeFromId(edge.b))] = -edge.cost;

    Matching matching(graph, weights);
    if (!matching.run()) return std::nullopt;
    for (int i = 0; i < nodes; ++i) {
        const Graph::Node node = Graph::nodeFromId(i);
        result.partner.push_back(Graph::id(matching.mate(node)));
        // Ours are costs, the library's are gains.
        result.node_prices.push_back(-matching.nodeValue(node));
    }
    for (int k = 0; k < matching.blossomNum(); ++k) {
        OddSet set;
        set.price = matching.blossomValue(k);
        for (Matching::BlossomIt node(matching, k); node != lemon::INVALID; ++node)
            set.nodes.push_back(Graph::id(node));
        result.odd_sets.push_back(std::move(set));
    }
    return result;
}

}  // namespace sandau
