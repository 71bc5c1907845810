#include "scoring/cross_groups.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "scoring/bracket.h"

namespace sandau {

namespace {

/// The cheapest way to give each row a column of its own (Kuhn and Munkres, by potentials); costs are a
/// square matrix.
std::vector<std::size_t> cheapest_columns(const std::vector<std::vector<std::int64_t>>& costs) {
    const std::size_t n = costs.size();
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() / 4;
    // Row and column 0 stand for nobody.
    std::vector<std::int64_t> row_price(n + 1), column_price(n + 1);
    std::vector<std::size_t> row_of(n + 1), way(n + 1);
    for (std::size_t row = 1; row <= n; ++row) {
        row_of[0] = row;
        std::size_t column = 0;
        std::vector<std::int64_t> least(n + 1, far);
        std::vector<bool> used(n + 1);
        while (row_of[column] != 0) {
            used[column] = true;
            std::int64_t delta = far;
            std::size_t next = 0;
            for (std::size_t j = 1; j <= n; ++j) {
                if (used[j]) continue;
                const std::size_t i = row_of[column];
                const std::int64_t cost = costs[i - 1][j - 1] - row_price[i] - column_price[j];
                if (cost < least[j]) {
                    least[j] = cost;
                    way[j] = column;
                }
                if (least[j] < delta) {
                    delta = least[j];
                    next = j;
                }
            }
            for (std::size_t j = 0; j <= n; ++j) {
                if (used[j]) {
                    row_price[row_of[j]] += delta;
                    column_price[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while (column != 0) {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    std::vector<std::size_t> columns(n);
    for (std::size_t j = 1; j <= n; ++j) columns[row_of[j] - 1] = j - 1;
    return columns;
}

/// What it costs that two meet who stand in these slots: the earlier, the more, and no number of later
/// meetings outweighs an earlier one by much.
std::int64_t meeting_cost(std::size_t slot, std::size_t other, std::size_t slots) {
    std::int64_t cost = 1;
    for (std::size_t size = 2; size <= slots; size *= 2) {
        if (slot / size == other / size) cost *= 4;
    }
    return cost;
}

}  // namespace

std::vector<EntryId> cross_group_seeds(const std::vector<std::vector<FromGroup>>& tiers) {
    std::size_t entries = 0;
    for (const auto& tier : tiers) entries += tier.size();
    std::size_t slots = 2;
    while (slots < entries) slots *= 2;
    std::vector<std::size_t> slot_of(slots);
    const std::vector<std::size_t> seeding = standard_seeding(slots);
    for (std::size_t slot = 0; slot < slots; ++slot) slot_of[seeding[slot]] = slot;

    std::vector<FromGroup> seeds;
    for (const auto& tier : tiers) {
        std::vector<std::vector<std::int64_t>> costs(tier.size());
        for (std::size_t i = 0; i < tier.size(); ++i) {
            for (std::size_t seed = 0; seed < tier.size(); ++seed) {
                std::int64_t cost = 0;
                for (std::size_t earlier = 0; earlier < seeds.size(); ++earlier)
                    if (seeds[earlier].group == tier[i].group)
                        cost += meeting_cost(slot_of[seeds.size() + seed], slot_of[earlier], slots);
                // Of what is equally good, the order of the groups.
                costs[i].push_back(cost * 1024 + static_cast<std::int64_t>(i > seed ? i - seed : seed - i));
            }
        }
        std::vector<FromGroup> placed(tier.size());
        const std::vector<std::size_t> columns = cheapest_columns(costs);
        for (std::size_t i = 0; i < tier.size(); ++i) placed[columns[i]] = tier[i];
        seeds.insert(seeds.end(), placed.begin(), placed.end());
    }
    std::vector<EntryId> ids;
    for (FromGroup& one : seeds) ids.push_back(std::move(one.entry));
    return ids;
}

}  // namespace sandau
