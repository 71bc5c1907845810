#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/record.h"
#include "scoring/records_panels.h"

// Panels and councils: who judges what, marks, ballots.

namespace sandau::commands {

/// Sets up a panel or changes it; without an id, a new one. Its members are users. Refused:
/// `panel.not_judged`, `panel.division_needed`, `panel.member_twice`, `panel.in_use` where marks would lose
/// their panel. Answers {panel}.
struct PanelSet {
    static constexpr std::string_view kind = "panel.set";
    PanelRecord panel;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("panel", self.panel);
    }
    bool operator==(const PanelSet&) const = default;
};

enum class AssignVerb { Add, Remove };
constexpr auto enum_words(AssignVerb) {
    return std::array<std::string_view, 2>{"add", "remove"};
}

/// Gives entries to a member of a panel. Without a judge: to all members; without entries: all who compete
/// before this panel. Named entries are refused where a conflict bars them: `assign.conflict` {judge, entry,
/// conflict, reason}; unnamed ones are passed over and answered as `barred`. Answers {assigned, barred}.
struct JudgeAssign {
    static constexpr std::string_view kind = "judge.assign";
    std::string panel;
    UserId judge;
    std::vector<EntryId> entries;
    AssignVerb verb = AssignVerb::Add;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("panel", self.panel);
        visit("judge", self.judge);
        visit("entries", self.entries);
        visit("verb", self.verb);
    }
    bool operator==(const JudgeAssign&) const = default;
};

/// Declares a conflict of interest; where the judge was to mark the entry, the judge is recused there.
/// Refused: `mark.submitted` where the mark is locked. Answers {recused: how many cells}.
struct ConflictDeclare {
    static constexpr std::string_view kind = "conflict.declare";
    UserId judge;  ///< empty: whoever asks
    EntryId entry;
    ConflictKind why = ConflictKind::Relative;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("judge", self.judge);
        visit("entry", self.entry);
        visit("why", self.why);
        visit("reason", self.reason);
    }
    bool operator==(const ConflictDeclare&) const = default;
};

/// Sets criteria of a draft mark. What is given is absolute, null takes one back; criteria that are not
/// named stay. Refused: `mark.not_assigned`, `mark.submitted`. Answers {mark, state, total, complete,
/// errors: the criteria that are wrong}.
struct MarkSet {
    static constexpr std::string_view kind = "mark.set";
    StageId stage;
    EntryId entry;
    UserId judge;  ///< empty: whoever asks
    Json criteria{Json::Object{}};
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("judge", self.judge);
        visit("criteria", self.criteria);
    }
    bool operator==(const MarkSet&) const = default;
};

/// A step of a mark: submit (locks it; refused `mark.incomplete`, `mark.has_errors`), reopen (the head
/// judge's, with a reason; a recused cell too), recuse (with a reason).
template <class Tag>
struct MarkStep {
    static constexpr std::string_view kind = Tag::kind;
    StageId stage;
    EntryId entry;
    UserId judge;  ///< empty: whoever asks
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("judge", self.judge);
        visit("reason", self.reason);
    }
    bool operator==(const MarkStep&) const = default;
};
struct MarkSubmitTag {
    static constexpr std::string_view kind = "mark.submit";
};
struct MarkReopenTag {
    static constexpr std::string_view kind = "mark.reopen";
};
struct MarkRecuseTag {
    static constexpr std::string_view kind = "mark.recuse";
};
using MarkSubmit = MarkStep<MarkSubmitTag>;
using MarkReopen = MarkStep<MarkReopenTag>;
using MarkRecuse = MarkStep<MarkRecuseTag>;

/// A council's ballot on an entry of a `vote` stage; `members` may be left out where a panel of the stage
/// says how many there are. Refused: `vote.no_vote_stage`, `vote.impossible`. Votes on awards are decisions.
struct VoteSet {
    static constexpr std::string_view kind = "vote.set";
    StageId stage;
    EntryId entry;
    std::int64_t votes_for = 0;
    std::optional<std::int64_t> members;
    std::optional<std::int64_t> present;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("for", self.votes_for);
        visit("members", self.members);
        visit("present", self.present);
    }
    bool operator==(const VoteSet&) const = default;
};

}  // namespace sandau::commands
