#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/result.h"
#include "scoring/time.h"

// A record lists its fields once:
//     template <class Self, class Visit> static void fields(Self& self, Visit&& visit) {
//         visit("id", self.id);
//         visit("name", self.name);
//     }
// and from that follow its JSON in the journal, in commands, and its difference to another one.
// A field that holds its default is left out of the JSON; a field that is left out reads as its default.
// An enum lists its words by an overload `enum_words(E)` that returns an array indexed by its value.

namespace sandau {

struct AnyVisit {
    template <class T>
    void operator()(std::string_view, T&) const {}
};

template <class T>
concept Record = requires(T& value) {
    T::fields(value, AnyVisit{});
};

template <class T>
concept WordedEnum = std::is_enum_v<T> && requires(T value) {
    enum_words(value);
};

template <WordedEnum E>
std::string_view word_of(E value) {
    return enum_words(value)[static_cast<std::size_t>(value)];
}

template <WordedEnum E>
std::optional<E> from_word(std::string_view word) {
    const auto words = enum_words(E{});
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == word) return static_cast<E>(i);
    return std::nullopt;
}

inline Json to_json(const Json& value) {
    return value;
}
inline Json to_json(const std::string& value) {
    return Json(value);
}
inline Json to_json(bool value) {
    return Json(value);
}
inline Json to_json(std::int64_t value) {
    return Json(value);
}
inline Json to_json(int value) {
    return Json(value);
}
inline Json to_json(std::uint64_t value) {
    return Json(static_cast<std::int64_t>(value));
}
template <class Tag>
Json to_json(const Id<Tag>& id) {
    return Json(id.text);
}
inline Json to_json(Duration value) {
    return Json(value.ns);
}
inline Json to_json(MonoTime value) {
    return Json(value.ns);
}
inline Json to_json(WallTime value) {
    return Json(value.utc_ms);
}
template <WordedEnum E>
Json to_json(E value) {
    return Json(word_of(value));
}
template <class T>
Json to_json(const std::optional<T>& value);
template <class T>
Json to_json(const std::vector<T>& values);
template <class T>
Json to_json(const std::map<std::string, T>& values);
Json to_json(const Instant& value);
template <Record T>
Json to_json(const T& record);

/// Where a reader stands and what it met: the first problem wins.
class Reading {
public:
    bool failed() const { return refusal_.has_value(); }
    const std::optional<Refusal>& refusal() const { return refusal_; }
    void fail(std::string code, std::vector<std::pair<std::string, std::string>> arguments = {}) {
        if (!refusal_) refusal_ = Refusal{std::move(code), std::move(arguments), path_};
    }
    void wrong_type(std::string_view expected) { fail("record.type", {{"expected", std::string(expected)}}); }

    /// Reads one member or element with the path one step longer.
    template <class Step>
    void within(std::string_view name, Step&& step) {
        const std::size_t length = path_.size();
        if (!path_.empty() && !name.starts_with('[')) path_ += '.';
        path_ += name;
        step();
        path_.resize(length);
    }

private:
    std::string path_;
    std::optional<Refusal> refusal_;
};

enum class UnknownKeys { Refused, Ignored };

inline void read_into(const Json& json, Json& value, Reading&, UnknownKeys) {
    value = json;
}
void read_into(const Json& json, std::string& value, Reading& reading, UnknownKeys);
void read_into(const Json& json, bool& value, Reading& reading, UnknownKeys);
void read_into(const Json& json, std::int64_t& value, Reading& reading, UnknownKeys);
void read_into(const Json& json, std::uint64_t& value, Reading& reading, UnknownKeys);
void read_into(const Json& json, int& value, Reading& reading, UnknownKeys);
void read_into(const Json& json, Instant& value, Reading& reading, UnknownKeys);
inline void read_into(const Json& json, Duration& value, Reading& reading, UnknownKeys keys) {
    read_into(json, value.ns, reading, keys);
}
inline void read_into(const Json& json, MonoTime& value, Reading& reading, UnknownKeys keys) {
    read_into(json, value.ns, reading, keys);
}
inline void read_into(const Json& json, WallTime& value, Reading& reading, UnknownKeys keys) {
    read_into(json, value.utc_ms, reading, keys);
}
template <class Tag>
void read_into(const Json& json, Id<Tag>& value, Reading& reading, UnknownKeys keys) {
    read_into(json, value.text, reading, keys);
}
template <WordedEnum E>
void read_into(const Json& json, E& value, Reading& reading, UnknownKeys) {
    const std::string* word = json.as_string();
    const std::optional<E> found = word != nullptr ? from_word<E>(*word) : std::nullopt;
    if (found) {
        value = *found;
        return;
    }
    std::string expected;
    for (const std::string_view known : enum_words(E{})) {
        if (!expected.empty()) expected += ", ";
        expected += known;
    }
    reading.fail("record.word", {{"expected", expected}});
}
template <class T>
void read_into(const Json& json, std::optional<T>& value, Reading& reading, UnknownKeys keys);
template <class T>
void read_into(const Json& json, std::vector<T>& values, Reading& reading, UnknownKeys keys);
template <class T>
void read_into(const Json& json, std::map<std::string, T>& values, Reading& reading, UnknownKeys keys);
template <Record T>
void read_into(const Json& json, T& record, Reading& reading, UnknownKeys keys);

template <class T>
Json to_json(const std::optional<T>& value) {
    return value ? to_json(*value) : Json();
}
template <class T>
Json to_json(const std::vector<T>& values) {
    Json::Array array;
    array.reserve(values.size());
    for (const T& value : values) array.push_back(to_json(value));
    return Json(std::move(array));
}
template <class T>
Json to_json(const std::map<std::string, T>& values) {
    Json::Object object;
    for (const auto& [key, value] : values) object.emplace_back(key, to_json(value));
    return Json(std::move(object));
}

/// The fields that differ between two records: `set` what they become, `was` what they were.
struct Difference {
    Json set{Json::Object{}};
    Json was{Json::Object{}};
};

/// Calls `visit(name, old, now)` for each field that differs.
template <Record T, class Visit>
void for_each_difference(const T& before, const T& after, const Visit& visit) {
    // Both are visited in step: the fields of `before` are remembered by address.
    std::vector<const void*> before_fields;
    before_fields.reserve(16);
    T::fields(before, [&](std::string_view, const auto& field) { before_fields.push_back(&field); });
    std::size_t index = 0;
    T::fields(after, [&](std::string_view name, const auto& field) {
        using Field = std::remove_cvref_t<decltype(field)>;
        const Field& old = *static_cast<const Field*>(before_fields[index++]);
        if (!(old == field)) visit(name, old, field);
    });
}

template <Record T>
Difference difference(const T& before, const T& after) {
    Json::Object set, was;
    for_each_difference(before, after, [&](std::string_view name, const auto& old, const auto& now) {
        set.emplace_back(name, to_json(now));
        was.emplace_back(name, to_json(old));
    });
    return {Json(std::move(set)), Json(std::move(was))};
}

template <Record T>
Json to_json(const T& record) {
    static const T default_record{};
    Json::Object set;
    for_each_difference(default_record, record, [&](std::string_view name, const auto&, const auto& now) {
        set.emplace_back(name, to_json(now));
    });
    return Json(std::move(set));
}

template <class T>
void read_into(const Json& json, std::optional<T>& value, Reading& reading, UnknownKeys keys) {
    if (json.is_null()) {
        value.reset();
        return;
    }
    T read{};
    read_into(json, read, reading, keys);
    value = std::move(read);
}
template <class T>
void read_into(const Json& json, std::vector<T>& values, Reading& reading, UnknownKeys keys) {
    const Json::Array* array = json.as_array();
    if (array == nullptr) return reading.wrong_type("a list");
    values.clear();
    values.reserve(array->size());
    for (std::size_t i = 0; i < array->size() && !reading.failed(); ++i)
        reading.within("[" + std::to_string(i) + "]", [&] {
            T read{};
            read_into((*array)[i], read, reading, keys);
            values.push_back(std::move(read));
        });
}
template <class T>
void read_into(const Json& json, std::map<std::string, T>& values, Reading& reading, UnknownKeys keys) {
    const Json::Object* object = json.as_object();
    if (object == nullptr) return reading.wrong_type("an object");
    values.clear();
    for (const auto& [key, member] : *object)
        reading.within(key, [&] { read_into(member, values[key], reading, keys); });
}
template <Record T>
void read_into(const Json& json, T& record, Reading& reading, UnknownKeys keys) {
    const Json::Object* object = json.as_object();
    if (object == nullptr) return reading.wrong_type("an object");
    std::size_t known = 0;
    T::fields(record, [&](std::string_view name, auto& field) {
        const Json* member = json.find(name);
        if (member == nullptr) return;
        ++known;
        if (reading.failed()) return;
        reading.within(name, [&] {
            // What the JSON of an inner record leaves out is its default, not what was there before.
            // A null stands for the default too, so that a difference can say "none any more".
            field = std::remove_reference_t<decltype(field)>{};
            if (!member->is_null()) read_into(*member, field, reading, keys);
        });
    });
    if (known == object->size() || keys == UnknownKeys::Ignored) return;
    for (const auto& [key, member] : *object) {
        bool found = false;
        T::fields(record, [&](std::string_view name, auto&) { found = found || name == key; });
        if (!found) reading.within(key, [&] { reading.fail("record.unknown_key"); });
    }
}

/// Reads a record strictly. Refused with the path: `record.type` {expected}, `record.word` {expected},
/// `record.unknown_key`, `record.range`.
template <Record T>
Result<T> from_json(const Json& json) {
    T record{};
    Reading reading;
    read_into(json, record, reading, UnknownKeys::Refused);
    if (reading.failed()) return tl::unexpected(*reading.refusal());
    return record;
}

}  // namespace sandau
