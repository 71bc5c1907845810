#include <algorithm>

#include "scoring/definition_reader.h"

namespace sandau {

namespace {

constexpr std::size_t derived_max = 500;

std::string known_names(const std::set<std::string, std::less<>>& names) {
    constexpr std::size_t shown_max = 40;
    if (names.empty()) return "@formula.no_names";
    std::string known;
    std::size_t count = 0;
    for (const std::string& name : names) {
        if (++count > shown_max) return known + ", …";
        known += known.empty() ? "" : ", ";
        known += name;
    }
    return known;
}

/// Why a field function cannot speak of this shared state; empty: it can.
std::string field_problem(const FormulaNode& node, const SharedState& shared) {
    const bool stacks = node.op == FormulaOp::OwnCount || node.op == FormulaOp::StacksWhere;
    if (stacks != (shared.kind == SharedKind::Stacks))
        return stacks ? "formula.needs_stacks" : "formula.needs_grid";
    const auto index = static_cast<std::size_t>(node.constant.as_int64().value_or(0));
    if (node.op == FormulaOp::RowOwned && index >= shared.rows) return "formula.no_such_row";
    if (node.op == FormulaOp::ColOwned && index >= shared.cols) return "formula.no_such_column";
    if (node.op == FormulaOp::HasLine && !shared.lines_given) return "formula.needs_lines";
    if (node.op == FormulaOp::CellPoints && !shared.points && shared.points_by_side.empty())
        return "formula.needs_cell_points";
    return {};
}

class NameCheck {
public:
    NameCheck(DocumentReader& reader, const std::string& path, const FormulaNames& names)
        : reader_(reader), path_(path), names_(names) {}

    void check(const FormulaNode& node) {
        switch (node.op) {
            case FormulaOp::Name:
                return check_value(node);
            case FormulaOp::OtherName:
                if (!other_allowed(node)) return;
                if (node.name == "time_ms" || !names_.names.contains(node.name)) unknown(node);
                return;
            case FormulaOp::OtherPoints:
                if (!other_allowed(node)) return;
                return check_points(node);
            case FormulaOp::Points:
                return check_points(node);
            case FormulaOp::StageMax:
                if (!names_.stage_max.contains(node.name))
                    report(node, "formula.unknown_column", {{"known", known_names(names_.stage_max)}});
                return;
            case FormulaOp::RowOwned:
            case FormulaOp::ColOwned:
            case FormulaOp::CellsOwned:
            case FormulaOp::HasLine:
            case FormulaOp::CellPoints:
            case FormulaOp::OwnCount:
            case FormulaOp::StacksWhere:
                return check_field(node);
            default:
                return;
        }
    }

private:
    void report(const FormulaNode& node, std::string code, Arguments more = {}) {
        Arguments arguments{{"column", std::to_string(node.column)}, {"name", node.name}};
        arguments.insert(arguments.end(), more.begin(), more.end());
        reader_.error(path_, std::move(code), std::move(arguments));
    }
    void unknown(const FormulaNode& node) {
        report(node, "formula.unknown_name", {{"known", known_names(names_.names)}});
    }

    bool other_allowed(const FormulaNode& node) {
        if (names_.game != nullptr && names_.game->sides.size() == 2) return true;
        report(node, "formula.no_other_side");
        return false;
    }

    void check_value(const FormulaNode& node) {
        if (names_.names.contains(node.name)) return;
        if (names_.game != nullptr && names_.game->shared_state(node.name) != nullptr) {
            report(node, "formula.field_state_is_no_value");
        } else {
            unknown(node);
        }
    }

    void check_points(const FormulaNode& node) {
        const Item* item = names_.game == nullptr ? nullptr : names_.game->item(node.name);
        if (item == nullptr) {
            report(node, "formula.unknown_item");
        } else if (!item->points && item->kind != ItemKind::Choice && item->kind != ItemKind::Table) {
            report(node, "formula.item_without_points");
        }
    }

    void check_field(const FormulaNode& node) {
        const SharedState* shared = names_.game == nullptr ? nullptr : names_.game->shared_state(node.name);
        if (shared == nullptr) return report(node, "formula.unknown_field_state");
        std::string problem = field_problem(node, *shared);
        if (!problem.empty()) report(node, std::move(problem));
    }

    DocumentReader& reader_;
    const std::string& path_;
    const FormulaNames& names_;
};

}  // namespace

Formula read_formula(DocumentReader& reader, const Json& value, const std::string& path) {
    const std::optional<std::string> text = reader.text(value, path);
    if (!text) return {};
    Result<Formula> formula = parse_formula(*text);
    if (!formula) {
        reader.error(path, std::move(formula.error()));
        return {};
    }
    for (Refusal& division : constant_zero_divisions(*formula)) reader.error(path, std::move(division));
    return *std::move(formula);
}

void check_names(DocumentReader& reader, const Formula& formula, const std::string& path,
                 const FormulaNames& names) {
    if (!names.known) return;
    NameCheck check(reader, path, names);
    for (const FormulaNode& node : formula.nodes) check.check(node);
}

std::vector<Derived> read_derived(ObjectReader& parent) {
    std::vector<Derived> result;
    const Json* list = parent.find("derived");
    if (list == nullptr) return result;
    DocumentReader& reader = parent.reader();
    const Json::Array* array = reader.array(*list, parent.at("derived"));
    if (array == nullptr) return result;
    if (array->size() > derived_max) {
        reader.error(parent.at("derived"), "document.list_too_long", {{"max", std::to_string(derived_max)}});
        return result;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader object(reader, (*array)[i], path_to(parent.at("derived"), i));
        Derived derived;
        derived.id = object.id().value_or("");
        derived.name = object.name();
        if (const Json* formula = object.need("formula"))
            derived.formula = read_formula(reader, *formula, object.at("formula"));
        result.push_back(std::move(derived));
    }
    return result;
}

std::vector<std::size_t> order_derived(DocumentReader& reader, const std::vector<Derived>& derived,
                                       const std::string& path) {
    std::map<std::string, std::size_t, std::less<>> index;
    for (std::size_t i = 0; i < derived.size(); ++i) index.emplace(derived[i].id, i);
    std::vector<std::set<std::size_t>> needs(derived.size());
    for (std::size_t i = 0; i < derived.size(); ++i) {
        for (const FormulaUse& use : uses(derived[i].formula)) {
            // other.x is x: both sides are computed together.
            if (use.op != FormulaOp::Name && use.op != FormulaOp::OtherName) continue;
            if (const auto found = index.find(use.name); found != index.end()) needs[i].insert(found->second);
        }
    }
    std::vector<std::size_t> order;
    std::vector<bool> done(derived.size());
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t i = 0; i < derived.size(); ++i) {
            if (done[i]) continue;
            const auto ready = [&](std::size_t need) { return done[need]; };
            if (!std::all_of(needs[i].begin(), needs[i].end(), ready)) continue;
            done[i] = moved = true;
            order.push_back(i);
        }
    }
    // What is left hangs on a cycle; in it are those that reach themselves.
    for (std::size_t i = 0; i < derived.size(); ++i) {
        if (done[i]) continue;
        std::set<std::size_t> reached;
        std::vector<std::size_t> open(needs[i].begin(), needs[i].end());
        while (!open.empty()) {
            const std::size_t at = open.back();
            open.pop_back();
            if (!done[at] && reached.insert(at).second)
                open.insert(open.end(), needs[at].begin(), needs[at].end());
        }
        if (!reached.contains(i)) continue;
        std::string members;
        for (const std::size_t at : reached) members += (members.empty() ? "" : ", ") + derived[at].id;
        reader.error(path_to(path_to(path, i), "formula"), "formula.cycle",
                     {{"name", derived[i].id}, {"members", members}});
    }
    return order;
}

Minimum read_minimum(DocumentReader& reader, const Json& value, const std::string& path) {
    ObjectReader object(reader, value, path);
    Minimum minimum;
    if (const Json* key = object.need("key")) minimum.key = read_formula(reader, *key, object.at("key"));
    if (const Json* least = object.need("value"))
        minimum.value = reader.number(*least, object.at("value")).value_or(Rational());
    return minimum;
}

void check_minimum(DocumentReader& reader, const Minimum& minimum, const std::string& path,
                   const FormulaNames& names) {
    for (const FormulaUse& use : uses(minimum.key)) {
        if (use.name != "head_to_head") continue;
        reader.error(path_to(path, "key"), "definition.head_to_head_alone",
                     {{"column", std::to_string(use.column)}});
        return;
    }
    check_names(reader, minimum.key, path_to(path, "key"), names);
}

}  // namespace sandau
