#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/result.h"

namespace sandau::devices {

/// A regular expression that takes time in proportion to the text, whatever is written in it. RE2's language:
/// no back references, no looking around; named groups are `(?P<name>…)`.
class Pattern {
public:
    /// Refused: `device.pattern` {pattern, why}, `device.pattern_too_long` {limit}.
    static Result<Pattern> compile(std::string_view text);

    /// What its named groups held at one place of a text; a group that took no part is not there.
    class Match {
    public:
        std::optional<std::string> group(std::string_view name) const;
        const std::string& text() const { return text_; }  ///< all of it

    private:
        friend class Pattern;
        std::string text_;
        std::vector<std::pair<std::string, std::string>> groups_;
    };

    /// The first place where it fits.
    std::optional<Match> find(std::string_view text) const;
    /// Every place, from left to right, without overlap.
    std::vector<Match> find_all(std::string_view text) const;

private:
    class Compiled;
    std::vector<Match> find_up_to(std::size_t matches_max, std::string_view text) const;
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace sandau::devices
