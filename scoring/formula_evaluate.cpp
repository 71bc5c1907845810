#include <algorithm>

#include "scoring/formula.h"
#include "scoring/formula_inner.h"

namespace sandau {

namespace {

Figure truth(bool value) {
    return Rational(value ? 1 : 0);
}

bool is_true(const Rational& value) {
    return !value.is_zero();
}

class Evaluator {
public:
    Evaluator(const std::vector<FormulaNode>& nodes, const FormulaScope& scope)
        : nodes_(nodes), scope_(scope) {}

    Figure value(std::uint32_t index) const {
        const FormulaNode& node = nodes_[index];
        switch (node.op) {
            case FormulaOp::Constant:
                return node.constant;
            case FormulaOp::Name:
                return scope_.value(node.name);
            case FormulaOp::OtherName:
                return scope_.other_value(node.name);
            case FormulaOp::Points:
                return scope_.points(node.name);
            case FormulaOp::OtherPoints:
                return scope_.other_points(node.name);
            case FormulaOp::StageMax:
                return scope_.stage_max(node.name);
            case FormulaOp::If:
                return choose(node);
            case FormulaOp::And:
                return all_or_any(node, false);
            case FormulaOp::Or:
                return all_or_any(node, true);
            case FormulaOp::IfMissing: {
                Figure first = value(node.arguments[0]);
                return first ? first : value(node.arguments[1]);
            }
            case FormulaOp::Add:
            case FormulaOp::Subtract:
            case FormulaOp::Multiply:
            case FormulaOp::Divide:
            case FormulaOp::Mod:
            case FormulaOp::Equal:
            case FormulaOp::NotEqual:
            case FormulaOp::Less:
            case FormulaOp::LessEqual:
            case FormulaOp::Greater:
            case FormulaOp::GreaterEqual:
                return of_two(node);
            case FormulaOp::Negate:
            case FormulaOp::Not:
            case FormulaOp::Abs:
            case FormulaOp::Floor:
            case FormulaOp::Ceiling:
            case FormulaOp::Round:
                return of_one(node);
            case FormulaOp::Min:
            case FormulaOp::Max:
            case FormulaOp::Sum:
                return of_many(node);
            case FormulaOp::RowOwned:
            case FormulaOp::ColOwned:
                return scope_.field_state(node.op, node.name, {node.constant});
            case FormulaOp::CellsOwned:
            case FormulaOp::HasLine:
            case FormulaOp::CellPoints:
            case FormulaOp::OwnCount:
            case FormulaOp::StacksWhere:
                return field_state(node);
        }
        return std::nullopt;
    }

private:
    Figure choose(const FormulaNode& node) const {
        const Figure condition = value(node.arguments[0]);
        if (!condition) return std::nullopt;
        return value(node.arguments[is_true(*condition) ? 1 : 2]);
    }

    /// AND (`decisive` false) and OR: one argument of the decisive truth decides, even beside a missing.
    Figure all_or_any(const FormulaNode& node, bool decisive) const {
        bool missing = false;
        for (const std::uint32_t argument : node.arguments) {
            const Figure one = value(argument);
            if (!one) {
                missing = true;
            } else if (is_true(*one) == decisive) {
                return truth(decisive);
            }
        }
        if (missing) return std::nullopt;
        return truth(!decisive);
    }

    Figure of_two(const FormulaNode& node) const {
        const Figure left = value(node.arguments[0]);
        if (!left) return std::nullopt;
        const Figure right = value(node.arguments[1]);
        if (!right) return std::nullopt;
        switch (node.op) {
            case FormulaOp::Add:
                return *left + *right;
            case FormulaOp::Subtract:
                return *left - *right;
            case FormulaOp::Multiply:
                return *left * *right;
            case FormulaOp::Divide:
                if (right->is_zero()) return std::nullopt;
                return *left / *right;
            case FormulaOp::Mod:
                if (right->is_zero()) return std::nullopt;
                return *left - *right * (*left / *right).floor();
            case FormulaOp::Equal:
                return truth(*left == *right);
            case FormulaOp::NotEqual:
                return truth(*left != *right);
            case FormulaOp::Less:
                return truth(*left < *right);
            case FormulaOp::LessEqual:
                return truth(*left <= *right);
            case FormulaOp::Greater:
                return truth(*left > *right);
            case FormulaOp::GreaterEqual:
                return truth(*left >= *right);
            default:
                return std::nullopt;
        }
    }

    Figure of_one(const FormulaNode& node) const {
        const Figure inner = value(node.arguments[0]);
        if (!inner) return std::nullopt;
        switch (node.op) {
            case FormulaOp::Negate:
                return -*inner;
            case FormulaOp::Not:
                return truth(!is_true(*inner));
            case FormulaOp::Abs:
                return inner->abs();
            case FormulaOp::Floor:
                return inner->floor();
            case FormulaOp::Ceiling:
                return inner->ceiling();
            case FormulaOp::Round:
                return inner->rounded(static_cast<int>(*node.constant.as_int64()), RoundMode::HalfUp);
            default:
                return std::nullopt;
        }
    }

    Figure of_many(const FormulaNode& node) const {
        Figure result = value(node.arguments[0]);
        for (std::size_t i = 1; i < node.arguments.size() && result; ++i) {
            const Figure one = value(node.arguments[i]);
            if (!one) return std::nullopt;
            if (node.op == FormulaOp::Sum) {
                *result += *one;
            } else if (node.op == FormulaOp::Min ? *one < *result : *one > *result) {
                result = one;
            }
        }
        return result;
    }

    Figure field_state(const FormulaNode& node) const {
        std::vector<Rational> arguments;
        for (const std::uint32_t argument : node.arguments) {
            Figure one = value(argument);
            if (!one) return std::nullopt;
            arguments.push_back(std::move(*one));
        }
        return scope_.field_state(node.op, node.name, arguments);
    }

    const std::vector<FormulaNode>& nodes_;
    const FormulaScope& scope_;
};

class NothingKnown final : public FormulaScope {
public:
    Figure value(const std::string&) const override { return std::nullopt; }
};

bool takes_name(FormulaOp op) {
    switch (op) {
        case FormulaOp::Name:
        case FormulaOp::OtherName:
        case FormulaOp::Points:
        case FormulaOp::OtherPoints:
        case FormulaOp::StageMax:
        case FormulaOp::RowOwned:
        case FormulaOp::ColOwned:
        case FormulaOp::CellsOwned:
        case FormulaOp::HasLine:
        case FormulaOp::CellPoints:
        case FormulaOp::OwnCount:
        case FormulaOp::StacksWhere:
            return true;
        default:
            return false;
    }
}

/// For each node whether no name is below it.
std::vector<bool> constant_nodes(const std::vector<FormulaNode>& nodes) {
    std::vector<bool> constant(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& arguments = nodes[i].arguments;
        constant[i] = !takes_name(nodes[i].op) && std::all_of(arguments.begin(), arguments.end(),
                                                              [&](std::uint32_t at) { return constant[at]; });
    }
    return constant;
}

Figure value_of_constant(const std::vector<FormulaNode>& nodes, std::uint32_t root) {
    try {
        return Evaluator(nodes, NothingKnown()).value(root);
    } catch (const NumberTooLarge&) {
        return std::nullopt;
    }
}

}  // namespace

Figure FormulaScope::field_state(FormulaOp, const std::string&, const std::vector<Rational>&) const {
    return std::nullopt;
}

Figure evaluate_formula(const Formula& formula, const FormulaScope& scope) {
    CHECK(!formula.nodes.empty(), "a formula was parsed");
    return Evaluator(formula.nodes, scope).value(static_cast<std::uint32_t>(formula.nodes.size() - 1));
}

Figure constant_value(const std::vector<FormulaNode>& nodes, std::uint32_t root) {
    if (!constant_nodes(nodes)[root]) return std::nullopt;
    return value_of_constant(nodes, root);
}

std::vector<FormulaUse> uses(const Formula& formula) {
    std::vector<FormulaUse> result;
    for (const FormulaNode& node : formula.nodes)
        if (takes_name(node.op)) result.push_back({node.op, node.name, node.column});
    return result;
}

std::vector<Refusal> constant_zero_divisions(const Formula& formula) {
    std::vector<Refusal> result;
    const std::vector<bool> constant = constant_nodes(formula.nodes);
    for (const FormulaNode& node : formula.nodes) {
        if (node.op != FormulaOp::Divide && node.op != FormulaOp::Mod) continue;
        const std::uint32_t divisor = node.arguments[1];
        if (!constant[divisor]) continue;
        const Figure value = value_of_constant(formula.nodes, divisor);
        if (value && value->is_zero())
            result.push_back({"formula.division_by_zero", {{"column", std::to_string(node.column)}}, {}});
    }
    return result;
}

}  // namespace sandau
