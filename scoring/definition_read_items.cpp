#include <algorithm>

#include "scoring/definition_reader.h"

namespace sandau {

namespace {

constexpr std::int64_t cells_max = 1000;

bool is_taken_name(std::string_view id) {
    std::string lower(id);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    constexpr std::string_view taken[] = {"true", "false", "other", "time_ms", "bouts_won"};
    return std::find(std::begin(taken), std::end(taken), lower) != std::end(taken);
}

/// A bound: whole where the entered value must be.
std::optional<Rational> read_bound(ObjectReader& object, std::string_view key, const Item& item) {
    if (item.kind == ItemKind::Number) return object.number(key);
    const std::optional<std::int64_t> bound = object.whole(key, -ms_max, ms_max);
    if (!bound) return std::nullopt;
    return Rational(*bound);
}

void read_options(ObjectReader& object, Item& item) {
    const Json* list = object.need("options");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("options"));
    if (array == nullptr) return;
    if (array->empty()) reader.error(object.at("options"), "document.empty_list");
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("options"), i));
        ChoiceOption option;
        option.id = one.id().value_or("");
        option.name = one.name();
        if (const Json* points = one.need("points"))
            option.points = reader.number(*points, one.at("points")).value_or(Rational());
        ids.take(option.id, one.at("id"));
        item.options.push_back(std::move(option));
    }
}

void read_table(ObjectReader& object, Item& item) {
    const Json* list = object.need("points");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("points"));
    if (array == nullptr) return;
    if (array->empty()) reader.error(object.at("points"), "document.empty_list");
    for (std::size_t i = 0; i < array->size(); ++i)
        item.table_points.push_back(
            reader.number((*array)[i], path_to(object.at("points"), i)).value_or(Rational()));
}

void read_default(ObjectReader& object, Item& item) {
    const Json* value = object.find("default");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    const std::string path = object.at("default");
    switch (item.kind) {
        case ItemKind::Flag:
            reader.truth(*value, path);
            break;
        case ItemKind::Choice: {
            const std::optional<std::string> option = reader.text(*value, path);
            const auto is_it = [&](const ChoiceOption& one) { return option && one.id == *option; };
            if (option && std::none_of(item.options.begin(), item.options.end(), is_it))
                reader.error(path, "definition.unknown_option", {{"found", *option}});
            break;
        }
        case ItemKind::Number:
        case ItemKind::Count:
        case ItemKind::Table:
        case ItemKind::Time:
        case ItemKind::Penalty: {
            const std::optional<Rational> number = reader.number(*value, path, NumberForm::DecimalOrFraction);
            if (!number) break;
            if (item.kind != ItemKind::Number && !number->is_whole())
                reader.error(path, "document.not_whole", {{"found", number->text()}});
            if ((item.min && *number < *item.min) || (item.max && *number > *item.max))
                reader.error(path, "document.out_of_range",
                             {{"found", number->text()},
                              {"min", item.min ? item.min->text() : "−∞"},
                              {"max", item.max ? item.max->text() : "∞"}});
            break;
        }
    }
    item.default_value = *value;
}

PointsMatrix read_matrix(DocumentReader& reader, const Json& value, const std::string& path,
                         const SharedState& shared) {
    PointsMatrix matrix;
    const Json::Array* rows = reader.array(value, path);
    if (rows == nullptr) return matrix;
    if (rows->size() != shared.rows)
        reader.error(path, "definition.matrix_size",
                     {{"found", std::to_string(rows->size())}, {"needed", std::to_string(shared.rows)}});
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const Json::Array* cells = reader.array((*rows)[r], path_to(path, r));
        std::vector<Rational> row;
        if (cells != nullptr) {
            if (cells->size() != shared.cols)
                reader.error(
                    path_to(path, r), "definition.matrix_size",
                    {{"found", std::to_string(cells->size())}, {"needed", std::to_string(shared.cols)}});
            for (std::size_t c = 0; c < cells->size(); ++c)
                row.push_back(reader.number((*cells)[c], path_to(path_to(path, r), c)).value_or(Rational()));
        }
        row.resize(shared.cols);
        matrix.push_back(std::move(row));
    }
    matrix.resize(shared.rows, std::vector<Rational>(shared.cols));
    return matrix;
}

void read_lines(ObjectReader& object, SharedState& shared) {
    const Json* list = object.find("lines");
    if (list == nullptr) return;
    shared.lines_given = true;
    DocumentReader& reader = object.reader();
    const Json::Array* lines = reader.array(*list, object.at("lines"));
    if (lines == nullptr) return;
    for (std::size_t i = 0; i < lines->size(); ++i) {
        const std::string line_path = path_to(object.at("lines"), i);
        const Json::Array* cells = reader.array((*lines)[i], line_path);
        if (cells == nullptr) continue;
        if (cells->empty()) reader.error(line_path, "document.empty_list");
        std::vector<Cell> line;
        for (std::size_t c = 0; c < cells->size(); ++c) {
            const std::string cell_path = path_to(line_path, c);
            const Json::Array* pair = reader.array((*cells)[c], cell_path);
            if (pair == nullptr) continue;
            if (pair->size() != 2) {
                reader.error(cell_path, "definition.cell_is_row_and_column");
                continue;
            }
            const auto row = reader.whole((*pair)[0], path_to(cell_path, 0), 0,
                                          static_cast<std::int64_t>(shared.rows) - 1);
            const auto col = reader.whole((*pair)[1], path_to(cell_path, 1), 0,
                                          static_cast<std::int64_t>(shared.cols) - 1);
            if (row && col) line.push_back({static_cast<std::size_t>(*row), static_cast<std::size_t>(*col)});
        }
        shared.lines.push_back(std::move(line));
    }
}

void read_grid(ObjectReader& object, SharedState& shared, const std::vector<SideId>& sides) {
    DocumentReader& reader = object.reader();
    const auto size = [&](std::string_view key) {
        const Json* value = object.need(key);
        if (value == nullptr) return std::size_t{1};
        return static_cast<std::size_t>(reader.whole(*value, object.at(key), 1, cells_max).value_or(1));
    };
    shared.rows = size("rows");
    shared.cols = size("cols");
    read_lines(object, shared);
    const Json* points = object.find("points");
    if (points == nullptr) return;
    if (points->as_object() == nullptr) {
        shared.points = read_matrix(reader, *points, object.at("points"), shared);
        return;
    }
    ObjectReader by_side(reader, *points, object.at("points"));
    for (const SideId& side : sides)
        if (const Json* matrix = by_side.need(side.text))
            shared.points_by_side[side] = read_matrix(reader, *matrix, by_side.at(side.text), shared);
}

}  // namespace

Item read_item(DocumentReader& reader, const Json& value, const std::string& path) {
    ObjectReader object(reader, value, path);
    Item item;
    item.id = object.id().value_or("");
    item.name = object.name();
    if (is_taken_name(item.id)) reader.error(object.at("id"), "definition.taken_name", {{"id", item.id}});
    static constexpr std::pair<std::string_view, ItemKind> kinds[] = {
        {"count", ItemKind::Count},    {"flag", ItemKind::Flag},     {"choice", ItemKind::Choice},
        {"table", ItemKind::Table},    {"number", ItemKind::Number}, {"time", ItemKind::Time},
        {"penalty", ItemKind::Penalty}};
    const Json* kind_value = object.need("kind");
    const std::optional<ItemKind> kind =
        kind_value == nullptr ? std::nullopt : reader.choice(*kind_value, object.at("kind"), kinds);
    const auto of_another_kind = [&](std::string_view key) {
        object.misplaced(
            key, "definition.key_of_another_kind",
            {{"kind", kind_value != nullptr && kind_value->as_string() ? *kind_value->as_string() : ""}});
    };
    if (!kind) {
        for (const std::string_view key :
             {"min", "max", "points", "options", "decimals", "dsq_at", "default"})
            object.find(key);
        return item;
    }
    item.kind = *kind;
    if (item.kind == ItemKind::Count || item.kind == ItemKind::Number || item.kind == ItemKind::Time)
        item.min = read_bound(object, "min", item);
    if (!item.min && item.kind != ItemKind::Number) item.min = Rational(0);
    if (item.kind != ItemKind::Flag && item.kind != ItemKind::Choice)
        item.max = read_bound(object, "max", item);
    if (item.min && item.max && *item.min > *item.max)
        reader.error(object.at("max"), "document.min_above_max",
                     {{"min", item.min->text()}, {"max", item.max->text()}});
    if (item.kind == ItemKind::Choice) {
        read_options(object, item);
    } else if (item.kind == ItemKind::Table) {
        read_table(object, item);
    } else {
        item.points = object.number("points");
    }
    if (item.kind == ItemKind::Number) item.decimals = object.whole("decimals", 0, 100);
    if (item.kind == ItemKind::Penalty) {
        if (const auto dsq_at = object.whole("dsq_at", 0, count_max)) item.dsq_at = Rational(*dsq_at);
    }
    read_default(object, item);
    for (const std::string_view key : {"min", "max", "points", "options", "decimals", "dsq_at"})
        of_another_kind(key);
    return item;
}

std::vector<Item> read_items(ObjectReader& object) {
    std::vector<Item> items;
    const Json* list = object.find("items");
    if (list == nullptr) return items;
    const Json::Array* array = object.reader().array(*list, object.at("items"));
    if (array == nullptr) return items;
    for (std::size_t i = 0; i < array->size(); ++i)
        items.push_back(read_item(object.reader(), (*array)[i], path_to(object.at("items"), i)));
    return items;
}

std::vector<SharedState> read_shared(ObjectReader& object, const std::vector<SideId>& sides) {
    std::vector<SharedState> result;
    const Json* list = object.find("shared");
    if (list == nullptr) return result;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("shared"));
    if (array == nullptr) return result;
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("shared"), i));
        SharedState shared;
        shared.id = one.id().value_or("");
        shared.name = one.name();
        if (is_taken_name(shared.id))
            reader.error(one.at("id"), "definition.taken_name", {{"id", shared.id}});
        static constexpr std::pair<std::string_view, SharedKind> kinds[] = {{"grid", SharedKind::Grid},
                                                                            {"stacks", SharedKind::Stacks}};
        const Json* kind_value = one.need("kind");
        const auto kind =
            kind_value == nullptr ? std::nullopt : reader.choice(*kind_value, one.at("kind"), kinds);
        if (!kind) {
            for (const std::string_view key : {"rows", "cols", "lines", "points", "count", "cap"})
                one.find(key);
            continue;
        }
        shared.kind = *kind;
        if (shared.kind == SharedKind::Grid) {
            read_grid(one, shared, sides);
        } else {
            if (const Json* count = one.need("count"))
                shared.count =
                    static_cast<std::size_t>(reader.whole(*count, one.at("count"), 1, cells_max).value_or(1));
            if (const Json* cap = one.need("cap"))
                shared.cap =
                    static_cast<std::size_t>(reader.whole(*cap, one.at("cap"), 1, cells_max).value_or(1));
        }
        for (const std::string_view key : {"rows", "cols", "lines", "points", "count", "cap"})
            one.misplaced(key, "definition.key_of_another_kind", {{"kind", *kind_value->as_string()}});
        result.push_back(std::move(shared));
    }
    return result;
}

std::vector<Period> read_periods(DocumentReader& reader, const Json& value, const std::string& path) {
    std::vector<Period> periods;
    const Json::Array* array = reader.array(value, path);
    if (array == nullptr) return periods;
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(path, i));
        Period period;
        period.id = one.id().value_or("");
        period.name = one.name();
        if (const Json* ms = one.need("ms"))
            period.ms = reader.whole(*ms, one.at("ms"), 1, ms_max).value_or(0);
        period.extra = one.truth("extra", false);
        period.by_gates = one.truth("by_gates", false);
        ids.take(period.id, one.at("id"));
        periods.push_back(std::move(period));
    }
    return periods;
}

std::int64_t read_time_limit(DocumentReader& reader, const Json& value, const std::string& path) {
    ObjectReader object(reader, value, path);
    const Json* limit = object.need("limit_ms");
    return limit == nullptr ? 0 : reader.whole(*limit, object.at("limit_ms"), 1, ms_max).value_or(0);
}

}  // namespace sandau
