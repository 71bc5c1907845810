#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/record.h"

// What a contest stands on: its settings and its rules.

namespace sandau {

enum class NamesShown { Team, Members, None };
constexpr auto enum_words(NamesShown) {
    return std::array<std::string_view, 3>{"team", "members", "none"};
}

enum class ProvisionalScores { Hidden, Shown };
constexpr auto enum_words(ProvisionalScores) {
    return std::array<std::string_view, 2>{"hidden", "shown"};
}

enum class Joining { Closed, Open };
constexpr auto enum_words(Joining) {
    return std::array<std::string_view, 2>{"closed", "open"};
}

struct Settings {
    static constexpr std::string_view kind = "settings";
    NamesShown names_shown = NamesShown::Team;
    int utc_offset_min = 420;
    std::vector<std::string> languages{"vi", "en"};
    /// Minutes after publishing in which a protest may be lodged; 0: official as soon as it is published.
    int protest_minutes = 0;
    ProvisionalScores provisional_scores = ProvisionalScores::Shown;
    Joining joining = Joining::Closed;

    std::string object() const { return "settings"; }
    std::string key() const { return "settings"; }
    bool operator==(const Settings&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("names_shown", self.names_shown);
        visit("utc_offset_min", self.utc_offset_min);
        visit("languages", self.languages);
        visit("protest_minutes", self.protest_minutes);
        visit("provisional_scores", self.provisional_scores);
        visit("joining", self.joining);
    }
};

/// The rules, as the bytes of their file. What they mean is read from them (scoring/definition.h).
struct DefinitionText {
    static constexpr std::string_view kind = "definition";
    std::string text;
    std::string sha256;  ///< hex, over `text`

    std::string object() const { return "definition"; }
    std::string key() const { return "definition"; }
    bool operator==(const DefinitionText&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("text", self.text);
        visit("sha256", self.sha256);
    }
};

}  // namespace sandau
