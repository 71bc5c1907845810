#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "scoring/result.h"

namespace sandau {

/// A JSON value whose numbers keep their text (0.1 is one tenth, never a double) and whose objects
/// keep the order of their keys.
class Json {
public:
    struct Number {
        std::string text;
        bool operator==(const Number&) const = default;
    };
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(std::int64_t value) : value_(Number{std::to_string(value)}) {}
    Json(int value) : value_(Number{std::to_string(value)}) {}
    Json(std::size_t value) : value_(Number{std::to_string(value)}) {}
    Json(Number value) : value_(std::move(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}

    bool operator==(const Json&) const = default;

    bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }
    const bool* as_bool() const { return std::get_if<bool>(&value_); }
    const Number* as_number() const { return std::get_if<Number>(&value_); }
    const std::string* as_string() const { return std::get_if<std::string>(&value_); }
    const Array* as_array() const { return std::get_if<Array>(&value_); }
    const Object* as_object() const { return std::get_if<Object>(&value_); }
    Array* as_array() { return std::get_if<Array>(&value_); }
    Object* as_object() { return std::get_if<Object>(&value_); }

    /// The number as a whole 64-bit one; nothing where it is none.
    std::optional<std::int64_t> as_int() const;

    /// The member of an object; nullptr where there is none, or this is no object.
    const Json* find(std::string_view key) const;
    Json* find(std::string_view key);

    /// Sets a member, in its place where it is there already, else at the end. A null becomes an object.
    Json& set(std::string_view key, Json value);
    void push_back(Json value);

private:
    std::variant<std::nullptr_t, bool, Number, std::string, Array, Object> value_ = nullptr;
};

/// What a document may cost before it is refused.
struct JsonLimits {
    std::size_t bytes_max = 64u << 20;
    std::size_t depth_max = 64;
};

/// Reads one UTF-8 document, with or without BOM. Refused: `json.syntax` {line, column, expected},
/// `json.repeated_key` {key, line}, `json.too_deep`, `json.too_large`, `json.not_utf8`.
Result<Json> read_json(std::string_view text, JsonLimits limits = {});

/// Compact text on one line, keys in their order, numbers as they came.
std::string write_json(const Json& value);

/// The same over several lines, two blanks an inner level.
std::string write_json_pretty(const Json& value);

}  // namespace sandau
