#include "scoring/sheet_values.h"

#include <algorithm>

namespace sandau {

namespace {

Refusal wrong_type(std::string_view expected) {
    return {"sheet.wrong_type", {{"expected", std::string(expected)}}, {}};
}

/// The entered cell as a number; nothing where it is none.
std::optional<Rational> number_of(const SheetValue& entered) {
    if (const Rational* number = std::get_if<Rational>(&entered)) return *number;
    if (const std::string* text = std::get_if<std::string>(&entered)) {
        if (const Result<Rational> parsed = Rational::parse(*text)) return *parsed;
    }
    return std::nullopt;
}

std::optional<Refusal> range_problem(const Rational& value, const std::optional<Rational>& min,
                                     const std::optional<Rational>& max) {
    if ((!min || value >= *min) && (!max || value <= *max)) return std::nullopt;
    return Refusal{
        "sheet.out_of_range",
        {{"found", value.text()}, {"min", min ? min->text() : "−∞"}, {"max", max ? max->text() : "∞"}},
        {}};
}

Figure times(const Figure& value, const std::optional<Rational>& points) {
    if (!value || !points) return std::nullopt;
    return *value * *points;
}

Figure table_points(const Item& item, const Figure& value) {
    if (!value || value->sign() < 0 || item.table_points.empty()) return std::nullopt;
    const auto last = static_cast<std::int64_t>(item.table_points.size()) - 1;
    // Past the end of any table the last one counts, however large the number.
    const std::int64_t index = std::min(value->as_int64().value_or(last), last);
    return item.table_points[static_cast<std::size_t>(index)];
}

ItemReading read_flag(const Item& item, const SheetValue& entered) {
    ItemReading reading;
    if (const bool* truth = std::get_if<bool>(&entered)) {
        reading.value = Rational(*truth ? 1 : 0);
    } else if (std::holds_alternative<std::monostate>(entered)) {
        reading.value = Rational(0);
    } else {
        reading.problem = wrong_type("@type.truth");
    }
    reading.points = times(reading.value, item.points);
    return reading;
}

ItemReading read_choice(const Item& item, const SheetValue& entered) {
    ItemReading reading;
    if (std::holds_alternative<std::monostate>(entered)) {
        reading.value = Rational(0);
    } else if (const std::string* text = std::get_if<std::string>(&entered)) {
        const auto option = std::find_if(item.options.begin(), item.options.end(),
                                         [&](const ChoiceOption& one) { return one.id == *text; });
        if (option != item.options.end()) {
            reading.value = option->points;
        } else {
            reading.problem = Refusal{"sheet.unknown_option", {{"found", *text}}, {}};
        }
    } else {
        reading.problem = wrong_type("@type.text");
    }
    reading.points = reading.value;
    return reading;
}

ItemReading read_numeric(const Item& item, const SheetValue& entered) {
    if (std::holds_alternative<std::monostate>(entered)) {
        ItemReading reading;
        reading.value = Rational(0);
        reading.points = item.kind == ItemKind::Table ? table_points(item, reading.value)
                                                      : times(reading.value, item.points);
        return reading;
    }
    const NumberReading number = read_number(entered, item.kind != ItemKind::Number, item.min, item.max);
    ItemReading reading{number.value, std::nullopt, number.problem};
    if (reading.value && item.decimals && !reading.problem &&
        reading.value->rounded(static_cast<int>(*item.decimals), RoundMode::Floor) != *reading.value)
        reading.problem = Refusal{"sheet.too_many_decimals",
                                  {{"found", reading.value->text()}, {"max", std::to_string(*item.decimals)}},
                                  {}};
    reading.points =
        item.kind == ItemKind::Table ? table_points(item, reading.value) : times(reading.value, item.points);
    return reading;
}

SheetValue default_of(const Item& item) {
    if (item.default_value.is_null()) return {};
    if (const std::string* text = item.default_value.as_string();
        text != nullptr && item.kind != ItemKind::Choice) {
        // In a definition a number may be a fraction.
        if (const Result<Rational> parsed = Rational::parse(*text, NumberForm::DecimalOrFraction))
            return *parsed;
    }
    const Result<SheetValue> value = sheet_value_of(item.default_value);
    return value ? *value : SheetValue();
}

}  // namespace

NumberReading read_number(const SheetValue& entered, bool whole, const std::optional<Rational>& min,
                          const std::optional<Rational>& max) {
    if (std::holds_alternative<std::monostate>(entered)) return {};
    std::optional<Rational> number = number_of(entered);
    if (!number) return {std::nullopt, wrong_type(whole ? "@type.whole" : "@type.number")};
    if (whole && !number->is_whole())
        return {std::nullopt, Refusal{"sheet.not_whole", {{"found", number->text()}}, {}}};
    std::optional<Refusal> problem = range_problem(*number, min, max);
    return {std::move(number), std::move(problem)};
}

ItemReading read_item(const Item& item, const SheetValue& entered) {
    const bool left_out = std::holds_alternative<std::monostate>(entered);
    const SheetValue value = left_out ? default_of(item) : entered;
    switch (item.kind) {
        case ItemKind::Flag:
            return read_flag(item, value);
        case ItemKind::Choice:
            return read_choice(item, value);
        case ItemKind::Count:
        case ItemKind::Table:
        case ItemKind::Number:
        case ItemKind::Time:
        case ItemKind::Penalty: {
            ItemReading reading = read_numeric(item, value);
            // What nobody entered is no mistake of the sheet.
            if (left_out) reading.problem.reset();
            return reading;
        }
    }
    return {};
}

std::vector<ItemReading> read_items(const Game& game, const SheetValues& entered) {
    std::vector<ItemReading> readings;
    readings.reserve(game.items.size());
    for (const Item& item : game.items) {
        const auto found = entered.find(item.id);
        readings.push_back(read_item(item, found == entered.end() ? SheetValue() : found->second));
    }
    return readings;
}

}  // namespace sandau
