#include <algorithm>

#include "scoring/match_evaluation.h"

namespace sandau {

namespace {

bool is_side(const Json& cell, const SideId& side) {
    const std::string* text = cell.as_string();
    return text != nullptr && *text == side.text;
}

/// The field's state as it was entered; what was left out is empty.
class FieldState {
public:
    explicit FieldState(const MatchSheet& sheet) : sheet_(sheet) {}

    const Json* cell(const SharedState& grid, std::size_t row, std::size_t col) const {
        const Json* entered = find(grid.id);
        const Json::Array* rows = entered == nullptr ? nullptr : entered->as_array();
        if (rows == nullptr || row >= rows->size()) return nullptr;
        const Json::Array* cells = (*rows)[row].as_array();
        return cells == nullptr || col >= cells->size() ? nullptr : &(*cells)[col];
    }

    bool owns(const SharedState& grid, std::size_t row, std::size_t col, const SideId& side) const {
        const Json* found = cell(grid, row, col);
        return found != nullptr && is_side(*found, side);
    }

    const Json::Array& stack(const SharedState& stacks, std::size_t index) const {
        static const Json::Array empty;
        const Json* entered = find(stacks.id);
        const Json::Array* list = entered == nullptr ? nullptr : entered->as_array();
        if (list == nullptr || index >= list->size()) return empty;
        const Json::Array* one = (*list)[index].as_array();
        return one == nullptr ? empty : *one;
    }

private:
    const Json* find(const std::string& id) const {
        if (!sheet_.shared) return nullptr;
        const auto found = sheet_.shared->find(id);
        return found == sheet_.shared->end() ? nullptr : &found->second;
    }

    const MatchSheet& sheet_;
};

Figure whole(std::size_t count) {
    return Rational(static_cast<std::int64_t>(count));
}

std::size_t own_count(const Json::Array& stack, const SideId& side) {
    return static_cast<std::size_t>(
        std::count_if(stack.begin(), stack.end(), [&](const Json& one) { return is_side(one, side); }));
}

/// The field functions, from one side (contest-definition.md, Game).
class FieldFunctions {
public:
    FieldFunctions(const SharedState& shared, const FieldState& field, const SideId& side)
        : shared_(shared), field_(field), side_(side) {}

    Figure value(FormulaOp op, const std::vector<Rational>& arguments) const {
        switch (op) {
            case FormulaOp::RowOwned: {
                const auto row = static_cast<std::size_t>(*arguments[0].as_int64());
                return whole(count_cells([&](std::size_t r, std::size_t) { return r == row; }));
            }
            case FormulaOp::ColOwned: {
                const auto col = static_cast<std::size_t>(*arguments[0].as_int64());
                return whole(count_cells([&](std::size_t, std::size_t c) { return c == col; }));
            }
            case FormulaOp::CellsOwned:
                return whole(count_cells([](std::size_t, std::size_t) { return true; }));
            case FormulaOp::HasLine:
                return Rational(has_line() ? 1 : 0);
            case FormulaOp::CellPoints:
                return cell_points();
            case FormulaOp::OwnCount: {
                std::size_t count = 0;
                for (std::size_t i = 0; i < shared_.count; ++i)
                    count += own_count(field_.stack(shared_, i), side_);
                return whole(count);
            }
            case FormulaOp::StacksWhere:
                return stacks_where(arguments);
            default:
                return std::nullopt;
        }
    }

private:
    template <class Where>
    std::size_t count_cells(Where where) const {
        std::size_t count = 0;
        for (std::size_t r = 0; r < shared_.rows; ++r)
            for (std::size_t c = 0; c < shared_.cols; ++c)
                if (where(r, c) && field_.owns(shared_, r, c, side_)) ++count;
        return count;
    }

    bool has_line() const {
        return std::any_of(shared_.lines.begin(), shared_.lines.end(), [&](const std::vector<Cell>& line) {
            return std::all_of(line.begin(), line.end(), [&](const Cell& cell) {
                return field_.owns(shared_, cell.row, cell.col, side_);
            });
        });
    }

    Figure cell_points() const {
        const auto by_side = shared_.points_by_side.find(side_);
        const PointsMatrix* points = by_side != shared_.points_by_side.end() ? &by_side->second
                                     : shared_.points                        ? &*shared_.points
                                                                             : nullptr;
        if (points == nullptr) return std::nullopt;
        Rational sum;
        for (std::size_t r = 0; r < shared_.rows; ++r)
            for (std::size_t c = 0; c < shared_.cols; ++c)
                if (field_.owns(shared_, r, c, side_)) sum += (*points)[r][c];
        return sum;
    }

    /// (own_at_least, must_be_full, own_on_top)
    Figure stacks_where(const std::vector<Rational>& arguments) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < shared_.count; ++i) {
            const Json::Array& stack = field_.stack(shared_, i);
            const bool enough = *whole(own_count(stack, side_)) >= arguments[0];
            const bool full = arguments[1].is_zero() || stack.size() >= shared_.cap;
            const bool on_top = arguments[2].is_zero() || (!stack.empty() && is_side(stack.back(), side_));
            if (enough && full && on_top) ++count;
        }
        return whole(count);
    }

    const SharedState& shared_;
    const FieldState& field_;
    const SideId& side_;
};

}  // namespace

/// The names of one side's formulas: its own values as the sheet has them, and the other side's.
class SideScope final : public FormulaScope {
public:
    SideScope(const Game& game, const MatchSheet& sheet, const std::vector<SideEvaluation>& sides,
              std::size_t own)
        : game_(game), field_(sheet), sides_(sides), own_(own) {}

    Figure value(const std::string& name) const override { return value_of(sides_[own_], name); }
    Figure other_value(const std::string& name) const override {
        return sides_.size() == 2 ? value_of(sides_[1 - own_], name) : std::nullopt;
    }
    Figure points(const std::string& name) const override { return points_of(sides_[own_], name); }
    Figure other_points(const std::string& name) const override {
        return sides_.size() == 2 ? points_of(sides_[1 - own_], name) : std::nullopt;
    }
    Figure field_state(FormulaOp op, const std::string& name,
                       const std::vector<Rational>& arguments) const override {
        const SharedState* shared = game_.shared_state(name);
        if (shared == nullptr) return std::nullopt;
        return FieldFunctions(*shared, field_, sides_[own_].side).value(op, arguments);
    }

private:
    Figure value_of(const SideEvaluation& side, const std::string& name) const {
        if (name == "bouts_won") return Rational(side.bouts_won);
        const auto symbol = game_.symbols.find(name);
        if (symbol == game_.symbols.end()) return std::nullopt;
        switch (symbol->second.kind) {
            case GameSymbol::Kind::Item:
                return side.items[symbol->second.index].value;
            case GameSymbol::Kind::Derived:
                return side.sheet_derived[symbol->second.index];
            case GameSymbol::Kind::Shared:
                return std::nullopt;
        }
        return std::nullopt;
    }

    Figure points_of(const SideEvaluation& side, const std::string& name) const {
        const auto symbol = game_.symbols.find(name);
        if (symbol == game_.symbols.end() || symbol->second.kind != GameSymbol::Kind::Item)
            return std::nullopt;
        return side.items[symbol->second.index].points;
    }

    const Game& game_;
    FieldState field_;
    const std::vector<SideEvaluation>& sides_;
    std::size_t own_;
};

std::unique_ptr<FormulaScope> side_scope(const Game& game, const MatchSheet& sheet,
                                         const std::vector<SideEvaluation>& sides, std::size_t own) {
    return std::make_unique<SideScope>(game, sheet, sides, own);
}

namespace {

void add_item_error(MatchEvaluation& match, const std::optional<SideId>& side, const std::string& item) {
    SheetError error;
    error.side = side;
    error.item = item;
    match.errors.push_back(std::move(error));
}

void read_side(const Game& game, const MatchSheet& sheet, SideEvaluation& side) {
    static const SheetValues nothing;
    const SheetValues* values = &nothing;
    if (sheet.items) {
        if (const auto found = sheet.items->find(side.side); found != sheet.items->end())
            values = &found->second;
    }
    side.items = read_items(game, *values);
    if (sheet.status) {
        if (const auto found = sheet.status->find(side.side); found != sheet.status->end())
            side.status = found->second;
    }
    for (std::size_t i = 0; i < side.items.size(); ++i) {
        const Item& item = game.items[i];
        const Figure& value = side.items[i].value;
        if (side.status == RunStatus::Ok && item.kind == ItemKind::Penalty && item.dsq_at && value &&
            *value >= *item.dsq_at)
            side.status = RunStatus::Dsq;
    }
    if (sheet.instant_win_ms) {
        if (const auto found = sheet.instant_win_ms->find(side.side); found != sheet.instant_win_ms->end())
            side.instant_win_ms = read_number(found->second, true, std::nullopt, std::nullopt).value;
    }
    if (sheet.bouts) {
        for (const Bout& bout : *sheet.bouts)
            if (bout.winner == side.side) ++side.bouts_won;
    }
}

void count_derived(const Game& game, SideEvaluation& side) {
    const std::optional<std::size_t> total = game.derived_index("total");
    if (side.is_out()) {
        side.derived.assign(game.derived.size(), Rational(0));
        side.total = Rational(0);
        return;
    }
    side.derived = side.sheet_derived;
    // A series without a total counts the bouts won.
    side.total = total ? side.derived[*total] : Figure(Rational(side.bouts_won));
}

void check_side(const Game& game, const MatchSheet& sheet, MatchEvaluation& match, std::size_t index) {
    const SideEvaluation& side = match.sides[index];
    for (std::size_t i = 0; i < side.items.size(); ++i)
        if (side.items[i].problem) add_item_error(match, side.side, game.items[i].id);
    if (side.status == RunStatus::Dns || game.validate.empty()) return;
    // What a side out of the match counts for is 0, and so are its rules' values.
    std::vector<SideEvaluation> counted;
    if (side.is_out()) {
        counted = match.sides;
        counted[index].sheet_derived = counted[index].derived;
    }
    const auto scope = side_scope(game, sheet, side.is_out() ? counted : match.sides, index);
    for (std::size_t i = 0; i < game.validate.size(); ++i) {
        const Figure holds = evaluate_formula(game.validate[i].formula, *scope);
        if (!holds || !holds->is_zero()) continue;
        SheetError error;
        error.side = side.side;
        error.rule = i;
        error.severity = game.validate[i].severity;
        match.errors.push_back(std::move(error));
    }
}

void check_shared(const Game& game, const MatchSheet& sheet, MatchEvaluation& match) {
    const FieldState field(sheet);
    for (const SharedState& shared : game.shared) {
        if (shared.kind != SharedKind::Stacks) continue;
        for (std::size_t i = 0; i < shared.count; ++i) {
            if (field.stack(shared, i).size() <= shared.cap) continue;
            add_item_error(match, std::nullopt, shared.id);
            break;
        }
    }
    if (!sheet.bouts || !game.bouts) return;
    // A bout after the series was over, or beyond the most there may be.
    std::map<SideId, std::int64_t> won;
    std::int64_t fought = 0;
    for (const Bout& bout : *sheet.bouts) {
        const bool over = fought >= game.bouts->max ||
                          std::any_of(won.begin(), won.end(),
                                      [&](const auto& one) { return one.second >= game.bouts->first_to; });
        if (over) {
            add_item_error(match, std::nullopt, "bouts");
            return;
        }
        ++fought;
        if (bout.winner) ++won[*bout.winner];
    }
}

}  // namespace

void evaluate_sides(const Game& game, const MatchSheet& sheet, MatchEvaluation& match) {
    std::vector<std::unique_ptr<FormulaScope>> scopes;
    for (std::size_t i = 0; i < match.sides.size(); ++i) {
        read_side(game, sheet, match.sides[i]);
        match.sides[i].sheet_derived.resize(game.derived.size());
        scopes.push_back(side_scope(game, sheet, match.sides, i));
    }
    // Both sides together: a value may look at the other side's.
    for (const std::size_t d : game.derived_order)
        for (std::size_t i = 0; i < match.sides.size(); ++i)
            match.sides[i].sheet_derived[d] = evaluate_formula(game.derived[d].formula, *scopes[i]);
    for (std::size_t i = 0; i < match.sides.size(); ++i) {
        SideEvaluation& side = match.sides[i];
        count_derived(game, side);
        if (side.is_out()) continue;
        for (const InstantWin& win : game.instant_win) {
            const Figure when = evaluate_formula(win.when, *scopes[i]);
            if (!when || when->is_zero()) continue;
            side.instant_win = win.id;
            break;
        }
    }
    for (std::size_t i = 0; i < match.sides.size(); ++i) check_side(game, sheet, match, i);
    check_shared(game, sheet, match);
}

}  // namespace sandau
