#pragma once

#include <string>
#include <string_view>

#include "scoring/contest.h"
#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/record.h"
#include "scoring/records_contest.h"
#include "scoring/records_published.h"

// The contest as a whole: settings, rules, decisions, what screens show, undo.

namespace sandau::commands {

/// Replaces the settings. Organiser.
struct ContestSettings {
    static constexpr std::string_view kind = "contest.settings";
    Settings settings;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("settings", self.settings);
    }
    bool operator==(const ContestSettings&) const = default;
};

/// Sets the rules; the first one when the file is made. Refused where results name what is gone.
struct DefinitionAmend {
    static constexpr std::string_view kind = "definition.amend";
    std::string text;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("text", self.text);
        visit("reason", self.reason);
    }
    bool operator==(const DefinitionAmend&) const = default;
};

/// A decision of the committee, as results have it. Answers {decision}.
struct DecisionMake {
    static constexpr std::string_view kind = "decision.record";
    Json decision{Json::Object{}};
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("decision", self.decision);
    }
    bool operator==(const DecisionMake&) const = default;
};

/// Posts a scheme's awards. Refused while a tie, a vote or the budget waits: `awards.open` {flag…}.
struct AwardPublish {
    static constexpr std::string_view kind = "award.publish";
    AwardsId scheme;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("scheme", self.scheme);
    }
    bool operator==(const AwardPublish&) const = default;
};

struct DisplayShow {
    static constexpr std::string_view kind = "display.show";
    DisplayChoice display;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("display", self.display);
    }
    bool operator==(const DisplayShow&) const = default;
};

/// Undoes a journal entry while nothing it touched was touched since.
struct JournalUndo {
    static constexpr std::string_view kind = "journal.undo";
    Seq seq = 0;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("seq", self.seq);
    }
    bool operator==(const JournalUndo&) const = default;
};

/// Brings clocks of another boot back, paused, with the estimate from the wall clock. Given by the host.
struct ClockRecover {
    static constexpr std::string_view kind = "clock.recover";
    template <class Self, class Visit>
    static void fields(Self&, Visit&&) {}
    bool operator==(const ClockRecover&) const = default;
};

}  // namespace sandau::commands
