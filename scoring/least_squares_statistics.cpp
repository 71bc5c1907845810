#include "scoring/least_squares_statistics.h"

#include <cmath>

namespace sandau {

namespace {

using Vector = std::vector<double>;

/// A symmetric positive definite matrix, factored into L·D·Lᵀ in place.
class Factored {
public:
    Factored(std::size_t size, Vector cells) : size_(size), cells_(std::move(cells)) {
        for (std::size_t j = 0; j < size_; ++j) {
            for (std::size_t k = 0; k < j; ++k) at(j, j) -= at(j, k) * at(j, k) * at(k, k);
            for (std::size_t i = j + 1; i < size_; ++i) {
                for (std::size_t k = 0; k < j; ++k) at(i, j) -= at(i, k) * at(j, k) * at(k, k);
                at(i, j) /= at(j, j);
            }
        }
    }

    Vector solve(Vector right) const {
        for (std::size_t i = 0; i < size_; ++i)
            for (std::size_t k = 0; k < i; ++k) right[i] -= at(i, k) * right[k];
        for (std::size_t i = 0; i < size_; ++i) right[i] /= at(i, i);
        for (std::size_t i = size_; i-- > 0;)
            for (std::size_t k = i + 1; k < size_; ++k) right[i] -= at(k, i) * right[k];
        return right;
    }

private:
    double& at(std::size_t row, std::size_t column) { return cells_[row * size_ + column]; }
    double at(std::size_t row, std::size_t column) const { return cells_[row * size_ + column]; }

    std::size_t size_;
    Vector cells_;
};

/// The judges and entries that marks join, directly or through others.
struct Component {
    std::vector<std::size_t> entries;
    std::vector<std::size_t> judges;
};

class Fitter {
public:
    explicit Fitter(const AdditiveModel& model) : model_(model), entries_of_(model.judges) {
        fit_.entries.resize(model.entries.size());
        fit_.judges.resize(model.judges);
        for (std::size_t i = 0; i < model.entries.size(); ++i)
            for (const AdditiveModel::Cell& cell : model.entries[i]) entries_of_[cell.judge].push_back(i);
    }

    AdditiveFit run() {
        for (std::size_t i = 0; i < model_.entries.size(); ++i) {
            if (model_.entries[i].empty() || fit_.entries[i].component) continue;
            const Component component = reach(i, fit_.components++);
            if (component.judges.size() <= additive_judges_max) solve(component);
        }
        return std::move(fit_);
    }

private:
    Component reach(std::size_t first, std::size_t number) {
        Component component;
        fit_.entries[first].component = number;
        component.entries.push_back(first);
        for (std::size_t next = 0; next < component.entries.size(); ++next) {
            for (const AdditiveModel::Cell& cell : model_.entries[component.entries[next]]) {
                if (fit_.judges[cell.judge].component) continue;
                fit_.judges[cell.judge].component = number;
                component.judges.push_back(cell.judge);
                for (const std::size_t entry : entries_of_[cell.judge]) {
                    if (fit_.entries[entry].component) continue;
                    fit_.entries[entry].component = number;
                    component.entries.push_back(entry);
                }
            }
        }
        return component;
    }

    double entry_mean(std::size_t entry, const Vector& effects) const {
        double sum = 0;
        for (const AdditiveModel::Cell& cell : model_.entries[entry]) sum += cell.mark - effects[cell.judge];
        return sum / static_cast<double>(model_.entries[entry].size());
    }

    /// What the judges' marks still lie above entry + judge, by judge: 0 at the least squares.
    Vector residuals(const Component& component, const Vector& effects) const {
        Vector sums(model_.judges, 0.0);
        for (const std::size_t entry : component.entries) {
            const double mean = entry_mean(entry, effects);
            for (const AdditiveModel::Cell& cell : model_.entries[entry])
                sums[cell.judge] += cell.mark - effects[cell.judge] - mean;
        }
        return sums;
    }

    /// The normal equations with the entries eliminated; the last judge is held at 0 and left out, which
    /// leaves them positive definite in a connected component.
    Factored normal_equations(const Component& component, const std::vector<std::size_t>& position) const {
        const std::size_t size = component.judges.size() - 1;
        Vector cells(size * size, 0.0);
        for (const std::size_t entry : component.entries) {
            const double share = 1.0 / static_cast<double>(model_.entries[entry].size());
            for (const AdditiveModel::Cell& one : model_.entries[entry]) {
                const std::size_t row = position[one.judge];
                if (row >= size) continue;
                cells[row * size + row] += 1.0;
                for (const AdditiveModel::Cell& other : model_.entries[entry])
                    if (position[other.judge] < size) cells[row * size + position[other.judge]] -= share;
            }
        }
        return {size, std::move(cells)};
    }

    void solve(const Component& component) {
        const std::size_t size = component.judges.size() - 1;
        std::vector<std::size_t> position(model_.judges, size);
        for (std::size_t j = 0; j < size; ++j) position[component.judges[j]] = j;
        const Factored equations = normal_equations(component, position);
        Vector effects(model_.judges, 0.0);
        // The second and third time take back what rounding lost.
        for (int refinement = 0; refinement < 3; ++refinement) {
            const Vector above = residuals(component, effects);
            Vector right(size);
            for (std::size_t j = 0; j < size; ++j) right[j] = above[component.judges[j]];
            const Vector step = equations.solve(std::move(right));
            for (std::size_t j = 0; j < size; ++j) effects[component.judges[j]] += step[j];
        }
        centre(component, effects);
        write(component, effects);
    }

    static void centre(const Component& component, Vector& effects) {
        double sum = 0;
        for (const std::size_t judge : component.judges) sum += effects[judge];
        for (const std::size_t judge : component.judges)
            effects[judge] -= sum / static_cast<double>(component.judges.size());
    }

    void write(const Component& component, const Vector& effects) {
        double largest = 0;
        for (const std::size_t entry : component.entries)
            for (const AdditiveModel::Cell& cell : model_.entries[entry])
                largest = std::max(largest, std::abs(cell.mark));
        // What is left of a zero after rounding is a zero.
        const auto known = [&](double value) -> std::optional<double> {
            if (!std::isfinite(value)) return std::nullopt;
            return std::abs(value) < largest * 1e-13 ? 0.0 : value;
        };
        for (const std::size_t judge : component.judges) fit_.judges[judge].value = known(effects[judge]);
        for (const std::size_t entry : component.entries)
            fit_.entries[entry].value = known(entry_mean(entry, effects));
    }

    const AdditiveModel& model_;
    std::vector<std::vector<std::size_t>> entries_of_;
    AdditiveFit fit_;
};

}  // namespace

AdditiveFit fit_additive(const AdditiveModel& model) {
    return Fitter(model).run();
}

}  // namespace sandau
