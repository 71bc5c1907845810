#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace sandau {

/// One round: everybody plays once, or has the bye of an odd field. Entries are indexes from 0.
struct TableRound {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;  ///< first side, second side
    std::optional<std::size_t> bye;
};

/// The order of play of a round robin by the circle method: every pair meets once in each leg, and every
/// second leg turns the sides round. In a leg everybody has each side as often as the other, or once more.
std::vector<TableRound> round_robin(std::size_t entries, std::size_t legs);

}  // namespace sandau
