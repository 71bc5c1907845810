#pragma once

#include <cstdint>
#include <vector>

#include "scoring/definition.h"
#include "scoring/rational.h"

// Figures as numbers that sort without a comparison of fractions, shared by the ranking's files; not a door.

namespace sandau {

/// Numbers that stand in the order of a column's figures: a smaller one stands above, equal figures have
/// equal numbers, missing comes last whatever the order.
struct OrderCodes {
    std::vector<std::uint64_t> codes;
    unsigned bits = 0;  ///< no code needs more
};
OrderCodes order_codes(const std::vector<Figure>& figures, Order order);

/// A contender by number, with the codes of some keys in a row, the first one highest.
struct CodedContender {
    std::uint64_t code = 0;
    std::uint32_t number = 0;
};
/// By code; those with the same code keep their order. No code needs more than `bits`.
void sort_by_code(std::vector<CodedContender>& contenders, unsigned bits);

}  // namespace sandau
