#include "scoring/record.h"

#include <limits>

namespace sandau {

void read_into(const Json& json, std::string& value, Reading& reading, UnknownKeys) {
    if (const std::string* text = json.as_string()) {
        value = *text;
    } else {
        reading.wrong_type("text");
    }
}

void read_into(const Json& json, bool& value, Reading& reading, UnknownKeys) {
    if (const bool* truth = json.as_bool()) {
        value = *truth;
    } else {
        reading.wrong_type("true or false");
    }
}

void read_into(const Json& json, std::int64_t& value, Reading& reading, UnknownKeys) {
    if (const std::optional<std::int64_t> number = json.as_int()) {
        value = *number;
    } else {
        reading.wrong_type("a whole number");
    }
}

void read_into(const Json& json, std::uint64_t& value, Reading& reading, UnknownKeys keys) {
    std::int64_t number = 0;
    read_into(json, number, reading, keys);
    if (number < 0) return reading.fail("record.range");
    value = static_cast<std::uint64_t>(number);
}

void read_into(const Json& json, int& value, Reading& reading, UnknownKeys keys) {
    std::int64_t number = 0;
    read_into(json, number, reading, keys);
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
        return reading.fail("record.range");
    value = static_cast<int>(number);
}

Json to_json(const Instant& value) {
    Json json{Json::Object{}};
    json.set("boot", value.boot_id);
    json.set("mono_ns", value.mono.ns);
    json.set("utc_ms", value.wall.utc_ms);
    return json;
}

void read_into(const Json& json, Instant& value, Reading& reading, UnknownKeys keys) {
    if (json.as_object() == nullptr) return reading.wrong_type("an instant");
    const auto member = [&](std::string_view name, auto& field) {
        if (const Json* found = json.find(name))
            reading.within(name, [&] { read_into(*found, field, reading, keys); });
    };
    member("boot", value.boot_id);
    member("mono_ns", value.mono.ns);
    member("utc_ms", value.wall.utc_ms);
}

}  // namespace sandau
