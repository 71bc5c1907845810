#include "scoring/round_robin.h"

namespace sandau {

namespace {

using Pair = std::pair<std::size_t, std::size_t>;

Pair turned_if(bool turned, Pair pair) {
    return turned ? Pair{pair.second, pair.first} : pair;
}

}  // namespace

std::vector<TableRound> round_robin(std::size_t entries, std::size_t legs) {
    std::vector<TableRound> rounds;
    if (entries < 2) return rounds;
    const bool odd = entries % 2 == 1;
    // One stays where it is, in an odd field the bye; the others go round the circle past it.
    const std::size_t circle = odd ? entries : entries - 1;
    for (std::size_t leg = 0; leg < legs; ++leg) {
        const bool turned = leg % 2 == 1;
        for (std::size_t r = 0; r < circle; ++r) {
            TableRound round;
            if (odd) {
                round.bye = r;
            } else {
                round.pairs.push_back(turned_if(turned != (r % 2 == 1), {r, circle}));
            }
            // Turning every second pair gives each of the circle both sides equally often.
            for (std::size_t k = 1; k <= (circle - 1) / 2; ++k)
                round.pairs.push_back(
                    turned_if(turned != (k % 2 == 0), {(r + k) % circle, (r + circle - k) % circle}));
            rounds.push_back(std::move(round));
        }
    }
    return rounds;
}

}  // namespace sandau
