#include "devices/settings_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandau::devices {

SettingsReader::SettingsReader(const Json& json, std::string path, std::optional<Refusal>& wrong)
    : json_(&json), path_(std::move(path)), wrong_(&wrong) {
    if (json.as_object() == nullptr && !wrong) wrong = Refusal{"device.rules_object", {}, path_};
}

std::string SettingsReader::place(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

const Json* SettingsReader::take(std::string_view key) {
    asked_.emplace_back(key);
    return json_->find(key);
}

bool SettingsReader::has(std::string_view key) {
    return take(key) != nullptr;
}

void SettingsReader::refuse_value(std::string_view key, std::string right) {
    if (*wrong_) return;
    *wrong_ =
        Refusal{"device.rules_value", {{"key", std::string(key)}, {"right", std::move(right)}}, place(key)};
}

std::string SettingsReader::text(std::string_view key, std::string otherwise) {
    const Json* json = take(key);
    if (json == nullptr) return otherwise;
    if (json->as_string() != nullptr) return *json->as_string();
    refuse_value(key, "\"…\"");
    return otherwise;
}

std::int64_t SettingsReader::whole(std::string_view key, std::int64_t least, std::int64_t most,
                                   std::optional<std::int64_t> otherwise) {
    const Json* json = take(key);
    if (json == nullptr) {
        if (!otherwise && !*wrong_)
            *wrong_ = Refusal{"device.rules_missing", {{"key", std::string(key)}}, path_};
        return otherwise.value_or(least);
    }
    const std::optional<std::int64_t> number = json->as_int();
    if (number && *number >= least && *number <= most) return *number;
    refuse_value(key, fmt::format("{} … {}", least, most));
    return least;
}

bool SettingsReader::flag(std::string_view key, bool otherwise) {
    const Json* json = take(key);
    if (json == nullptr) return otherwise;
    if (json->as_bool() != nullptr) return *json->as_bool();
    refuse_value(key, "true, false");
    return otherwise;
}

std::size_t SettingsReader::word(std::string_view key, const std::vector<std::string_view>& words,
                                 std::optional<std::size_t> otherwise) {
    const Json* json = take(key);
    if (json == nullptr && otherwise) return *otherwise;
    if (json == nullptr) {
        if (!*wrong_) *wrong_ = Refusal{"device.rules_missing", {{"key", std::string(key)}}, path_};
        return 0;
    }
    if (json->as_string() != nullptr) {
        const auto found = std::find(words.begin(), words.end(), *json->as_string());
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    }
    refuse_value(key, fmt::format("{}", fmt::join(words, ", ")));
    return 0;
}

std::optional<Pattern> SettingsReader::pattern(std::string_view key) {
    const Json* json = take(key);
    if (json == nullptr) return std::nullopt;
    if (json->as_string() == nullptr) {
        refuse_value(key, "\"…\"");
        return std::nullopt;
    }
    Result<Pattern> compiled = Pattern::compile(*json->as_string());
    if (compiled) return std::move(*compiled);
    if (!*wrong_) {
        *wrong_ = compiled.error();
        (*wrong_)->path = place(key);
    }
    return std::nullopt;
}

std::vector<SettingsReader> SettingsReader::objects(std::string_view key, std::size_t most) {
    std::vector<SettingsReader> readers;
    const Json* json = take(key);
    if (json == nullptr) return readers;
    if (json->as_array() == nullptr || json->as_array()->size() > most) {
        refuse_value(key, fmt::format("[{{…}}], 0 … {}", most));
        return readers;
    }
    for (std::size_t i = 0; i < json->as_array()->size(); ++i)
        readers.emplace_back((*json->as_array())[i], fmt::format("{}[{}]", place(key), i), *wrong_);
    return readers;
}

std::vector<std::string> SettingsReader::texts(std::string_view key, std::size_t most) {
    std::vector<std::string> all;
    const Json* json = take(key);
    if (json == nullptr) return all;
    if (json->as_array() != nullptr && json->as_array()->size() <= most) {
        for (const Json& one : *json->as_array())
            if (one.as_string() != nullptr) all.push_back(*one.as_string());
        if (all.size() == json->as_array()->size()) return all;
    }
    refuse_value(key, "[\"…\"]");
    return {};
}

std::optional<SettingsReader> SettingsReader::object(std::string_view key) {
    const Json* json = take(key);
    if (json == nullptr) return std::nullopt;
    return SettingsReader(*json, place(key), *wrong_);
}

void SettingsReader::end() {
    const Json::Object* members = json_->as_object();
    if (members == nullptr || *wrong_) return;
    for (const auto& [key, value] : *members) {
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        *wrong_ = Refusal{"device.rules_key", {{"key", key}}, place(key)};
        return;
    }
}

}  // namespace sandau::devices
