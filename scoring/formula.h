#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/rational.h"

namespace sandau {

/// A formula of a contest's rules, in a spreadsheet's language (contest-definition.md, Game).
enum class FormulaOp : std::uint8_t {
    Constant,
    Name,
    OtherName,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    If,
    And,
    Or,
    Not,
    Min,
    Max,
    Sum,
    Abs,
    Floor,
    Ceiling,
    Round,
    Mod,
    IfMissing,
    Points,
    OtherPoints,
    StageMax,
    RowOwned,
    ColOwned,
    CellsOwned,
    HasLine,
    CellPoints,
    OwnCount,
    StacksWhere,
};

struct FormulaNode {
    FormulaOp op = FormulaOp::Constant;
    std::uint32_t column = 1;              ///< where it stands in the text, from 1, in bytes
    Rational constant;                     ///< Constant; Round: the places; RowOwned, ColOwned: the index
    std::string name;                      ///< Name, Points, StageMax, field functions: whose
    std::vector<std::uint32_t> arguments;  ///< indexes of nodes before this one

    bool operator==(const FormulaNode&) const = default;
};

/// A parsed formula: its nodes in such an order that arguments come before what uses them; the last is the
/// root.
struct Formula {
    std::string text;
    std::vector<FormulaNode> nodes;

    bool empty() const { return nodes.empty(); }
    bool operator==(const Formula&) const = default;
};

/// What a formula costs at most.
struct FormulaLimits {
    std::size_t bytes_max = 8192;
    std::size_t nodes_max = 2000;
    std::size_t depth_max = 100;
};

/// Refused: `formula.…` with {column, found, expected}.
Result<Formula> parse_formula(std::string_view text, FormulaLimits limits = {});

/// A name that a formula uses.
struct FormulaUse {
    FormulaOp op = FormulaOp::Name;  ///< Name, OtherName, Points, OtherPoints, StageMax or a field function
    std::string name;
    std::uint32_t column = 1;

    bool operator==(const FormulaUse&) const = default;
};
std::vector<FormulaUse> uses(const Formula& formula);

/// Divisions by something that is zero whatever the values: `formula.division_by_zero` {column}.
std::vector<Refusal> constant_zero_divisions(const Formula& formula);

/// Where the values of a formula's names come from. What is not there is missing.
class FormulaScope {
public:
    virtual ~FormulaScope() = default;
    virtual Figure value(const std::string& name) const = 0;
    virtual Figure other_value(const std::string&) const { return std::nullopt; }
    virtual Figure points(const std::string&) const { return std::nullopt; }
    virtual Figure other_points(const std::string&) const { return std::nullopt; }
    virtual Figure stage_max(const std::string&) const { return std::nullopt; }
    /// `op` is one of the field functions; `arguments` the evaluated ones after the name.
    virtual Figure field_state(FormulaOp op, const std::string& name,
                               const std::vector<Rational>& arguments) const;
};

/// May throw NumberTooLarge.
Figure evaluate_formula(const Formula& formula, const FormulaScope& scope);

}  // namespace sandau
