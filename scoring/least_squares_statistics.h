#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace sandau {

/// mark = entry + judge + error.
struct AdditiveModel {
    struct Cell {
        std::size_t judge = 0;
        double mark = 0;
    };
    std::size_t judges = 0;
    std::vector<std::vector<Cell>> entries;
};

struct Effect {
    std::optional<double> value;           ///< nothing: no mark, or beyond what a double holds
    std::optional<std::size_t> component;  ///< nothing: no mark
};

struct AdditiveFit {
    std::vector<Effect> entries;
    std::vector<Effect> judges;  ///< summing to 0 in each component
    std::size_t components = 0;  ///< numbered from 0 in the order of their first entry
};

/// Least squares. Time grows with the cube of the judges of one component; of more than
/// `additive_judges_max` no effects are computed.
constexpr std::size_t additive_judges_max = 1'000;
AdditiveFit fit_additive(const AdditiveModel& model);

}  // namespace sandau
