#include "scoring/group_draw.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "scoring/random.h"

namespace sandau {

namespace {

constexpr std::size_t nothing = std::numeric_limits<std::size_t>::max();

/// Entries are the edges between their pot and their organization, groups are colours: of a pot no two may
/// have the same. An organization with more entries than there are groups stands as several, of which no two
/// entries may have the same either; so its entries spread evenly. Such a colouring always exists (König),
/// and is found one edge after the other.
class Colouring {
public:
    Colouring(std::size_t groups, std::size_t nodes) : groups_(groups), edge_at_(nodes * groups, nothing) {}

    void add(std::size_t pot, std::size_t organization, Random& random) {
        const std::size_t edge = ends_.size();
        ends_.push_back({pot, organization});
        colours_.push_back(nothing);
        std::vector<std::size_t> common;
        std::vector<std::size_t> of_pot;
        for (std::size_t colour = 0; colour < groups_; ++colour) {
            if (at(pot, colour) != nothing) continue;
            of_pot.push_back(colour);
            if (at(organization, colour) == nothing) common.push_back(colour);
        }
        if (!common.empty()) {
            paint(edge, common[random.below(common.size())]);
            return;
        }
        CHECK(!of_pot.empty(), "a pot holds no more than one entry for each group");
        const std::size_t colour = of_pot[random.below(of_pot.size())];
        std::size_t other = 0;
        while (other < groups_ && at(organization, other) != nothing) ++other;
        CHECK(other < groups_, "a part of an organization has no more entries than there are groups");
        swap_along(organization, colour, other);
        paint(edge, colour);
    }

    std::size_t colour(std::size_t edge) const { return colours_[edge]; }

private:
    std::size_t& at(std::size_t node, std::size_t colour) { return edge_at_[node * groups_ + colour]; }

    void paint(std::size_t edge, std::size_t colour) {
        colours_[edge] = colour;
        for (const std::size_t node : {ends_[edge].first, ends_[edge].second}) at(node, colour) = edge;
    }

    /// Frees `colour` at the node: along the path of these two colours that begins there they change places.
    /// It cannot end in the pot that the colour is free for: it would come in there with that colour.
    void swap_along(std::size_t node, std::size_t colour, std::size_t other) {
        std::vector<std::size_t> path;
        for (std::size_t wanted = colour;;) {
            const std::size_t edge = at(node, wanted);
            if (edge == nothing) break;
            path.push_back(edge);
            node = ends_[edge].first == node ? ends_[edge].second : ends_[edge].first;
            wanted = wanted == colour ? other : colour;
        }
        for (const std::size_t edge : path)
            for (const std::size_t end : {ends_[edge].first, ends_[edge].second})
                at(end, colours_[edge]) = nothing;
        for (const std::size_t edge : path) paint(edge, colours_[edge] == colour ? other : colour);
    }

    std::size_t groups_;
    std::vector<std::size_t> edge_at_;  ///< by node and colour
    std::vector<std::pair<std::size_t, std::size_t>> ends_;
    std::vector<std::size_t> colours_;  ///< by edge
};

/// The seeded in their order, then the others as drawn.
std::vector<std::size_t> order_of_pots(const GroupDraw& draw, Random& random) {
    const std::size_t count = draw.organizations.size();
    std::vector<bool> seeded(count);
    for (const std::size_t entry : draw.seeding) {
        CHECK(entry < count && !seeded[entry], "a seeding names each entry of the draw at most once");
        seeded[entry] = true;
    }
    std::vector<std::size_t> others;
    for (std::size_t entry = 0; entry < count; ++entry)
        if (!seeded[entry]) others.push_back(entry);
    random.shuffle(others);
    std::vector<std::size_t> order = draw.seeding;
    order.insert(order.end(), others.begin(), others.end());
    return order;
}

}  // namespace

std::size_t groups_for(std::size_t entries, std::size_t count, std::size_t size) {
    if (count != 0) return count;
    if (size == 0) return 1;
    return std::max<std::size_t>(1, (entries + size - 1) / size);
}

Result<std::vector<std::vector<std::size_t>>> draw_groups(const GroupDraw& draw) {
    const std::size_t count = draw.organizations.size();
    if (draw.groups == 0 || draw.groups > std::max<std::size_t>(count, 1))
        return refuse("draw.groups",
                      {{"groups", std::to_string(draw.groups)}, {"entries", std::to_string(count)}});
    Random random(draw.seed);
    const std::vector<std::size_t> order = order_of_pots(draw, random);
    const std::size_t pots = (count + draw.groups - 1) / draw.groups;

    // Nodes: the pots, then the organizations in parts of as many entries as there are groups.
    std::vector<std::size_t> part_of(count);
    std::map<OrganizationId, std::pair<std::size_t, std::size_t>> filling;  // part, entries in it
    std::size_t nodes = pots;
    for (const std::size_t entry : order) {
        const OrganizationId& organization = draw.organizations[entry];
        auto [part, is_new] = filling.try_emplace(organization, nothing, draw.groups);
        if (organization == OrganizationId() || part->second.second == draw.groups)
            part->second = {nodes++, 0};
        part_of[entry] = part->second.first;
        ++part->second.second;
    }
    Colouring colouring(draw.groups, nodes);
    for (std::size_t i = 0; i < count; ++i) colouring.add(i / draw.groups, part_of[order[i]], random);

    std::vector<std::size_t> group_of_colour(draw.groups);
    std::iota(group_of_colour.begin(), group_of_colour.end(), std::size_t{0});
    random.shuffle(group_of_colour);
    std::vector<std::vector<std::size_t>> groups(draw.groups);
    for (std::size_t i = 0; i < count; ++i) groups[group_of_colour[colouring.colour(i)]].push_back(order[i]);
    return groups;
}

}  // namespace sandau
