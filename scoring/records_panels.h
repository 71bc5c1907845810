#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/record.h"

// Judging panels and councils, who marks what, and the marks. A judge is a user: results name it by the
// user's id.

namespace sandau {

struct PanelMember {
    UserId judge;
    std::string organization;  ///< by name; empty: not known

    bool operator==(const PanelMember&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("judge", self.judge);
        visit("organization", self.organization);
    }
};

/// A panel of a rubric stage or a council of a vote stage, for one division or all of them.
struct PanelRecord {
    static constexpr std::string_view kind = "panel";
    std::string id;
    StageId stage;
    DivisionId division;          ///< empty: all of the stage
    std::string decision_number;  ///< of the paper that set it up
    UserId chair;
    std::vector<PanelMember> members;

    const PanelMember* member(const UserId& judge) const {
        for (const PanelMember& one : members)
            if (one.judge == judge) return &one;
        return nullptr;
    }
    std::string object() const { return "panel:" + id; }
    std::string key() const { return id; }
    bool operator==(const PanelRecord&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("stage", self.stage);
        visit("division", self.division);
        visit("decision_number", self.decision_number);
        visit("chair", self.chair);
        visit("members", self.members);
    }
};

/// A member of a panel is to mark an entry.
struct Assignment {
    static constexpr std::string_view kind = "assignment";
    std::string panel;
    UserId judge;
    EntryId entry;

    std::string object() const { return "assignment:" + key(); }
    std::string key() const { return panel + "." + judge.text + "." + entry.text; }
    bool operator==(const Assignment&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("panel", self.panel);
        visit("judge", self.judge);
        visit("entry", self.entry);
    }
};

enum class ConflictKind { SameOrganization, Supervisor, Relative };
constexpr auto enum_words(ConflictKind) {
    return std::array<std::string_view, 3>{"same_organization", "supervisor", "relative"};
}

/// A conflict of interest that somebody declared: it bars the judge from the entry in every panel.
struct Conflict {
    static constexpr std::string_view kind = "conflict";
    UserId judge;
    EntryId entry;
    ConflictKind why = ConflictKind::Relative;
    std::string reason;

    std::string object() const { return "conflict:" + key(); }
    std::string key() const { return judge.text + "." + entry.text; }
    bool operator==(const Conflict&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("judge", self.judge);
        visit("entry", self.entry);
        visit("why", self.why);
        visit("reason", self.reason);
    }
};

/// What a judge says of an entry: criteria as results have them, or recused.
struct MarkContent {
    Json criteria{Json::Object{}};
    bool recused = false;

    bool operator==(const MarkContent&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("criteria", self.criteria);
        visit("recused", self.recused);
    }
};

/// A draft is its judge's alone; submitted, it counts and is locked.
enum class MarkState { Draft, Submitted };
constexpr auto enum_words(MarkState) {
    return std::array<std::string_view, 2>{"draft", "submitted"};
}

struct MarkRecord {
    static constexpr std::string_view kind = "mark";
    StageId stage;
    EntryId entry;
    UserId judge;
    UserId typist;  ///< who entered it; the judge, or who typed in what the judge wrote on paper
    MarkState state = MarkState::Draft;
    MarkContent content;
    std::optional<MarkContent> published;  ///< what the public standings are made of
    std::string reason;                    ///< why recused or opened again

    std::string object() const { return "mark:" + key(); }
    std::string key() const { return stage.text + "." + entry.text + "." + judge.text; }
    bool operator==(const MarkRecord&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("judge", self.judge);
        visit("typist", self.typist);
        visit("state", self.state);
        visit("content", self.content);
        visit("published", self.published);
        visit("reason", self.reason);
    }
};

}  // namespace sandau
