#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/pattern.h"
#include "scoring/json.h"
#include "scoring/result.h"

namespace sandau::devices {

/// Reads one JSON object of a person's map or rules, and keeps the first thing that is wrong with it, with
/// its place. Refused: `device.rules_object` {}, `device.rules_key` {key}, `device.rules_missing` {key},
/// `device.rules_value` {key, right}, and what a pattern is refused for.
class SettingsReader {
public:
    SettingsReader(const Json& json, std::string path, std::optional<Refusal>& wrong);

    bool has(std::string_view key);
    std::string text(std::string_view key, std::string otherwise);
    /// A whole number within the range; it must be there unless there is one to take otherwise.
    std::int64_t whole(std::string_view key, std::int64_t least, std::int64_t most,
                       std::optional<std::int64_t> otherwise = std::nullopt);
    bool flag(std::string_view key, bool otherwise);
    /// One of the words; its place among them. It must be there unless `otherwise` is.
    std::size_t word(std::string_view key, const std::vector<std::string_view>& words,
                     std::optional<std::size_t> otherwise = std::nullopt);
    std::optional<Pattern> pattern(std::string_view key);
    /// The objects of a list, each to be read; none where the key is missing.
    std::vector<SettingsReader> objects(std::string_view key, std::size_t most);
    std::vector<std::string> texts(std::string_view key, std::size_t most);
    std::optional<SettingsReader> object(std::string_view key);
    /// After everything was asked for: what is there besides is a mistake.
    void end();
    void refuse_value(std::string_view key, std::string right);

private:
    const Json* take(std::string_view key);
    std::string place(std::string_view key) const;

    const Json* json_;
    std::string path_;
    std::optional<Refusal>* wrong_;
    std::vector<std::string> asked_;
};

}  // namespace sandau::devices
