#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"

// Entries: brought in, judged eligible, checked in, withdrawn.

namespace sandau::commands {

struct ImportPerson {
    std::string name;
    std::string birth;  ///< yyyy-mm-dd
    std::string phone;
    std::string email;
    bool operator==(const ImportPerson&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("name", self.name);
        visit("birth", self.birth);
        visit("phone", self.phone);
        visit("email", self.email);
    }
};

struct ImportRow {
    EntryId entry;  ///< the entry that the row meets; empty: a new one
    std::string number;
    std::string name;
    DivisionId division;
    std::string registered_at;
    std::string organization;
    std::string organization_parent;
    std::vector<ImportPerson> members;
    std::vector<ImportPerson> coaches;
    std::map<std::string, std::string> extra;
    bool operator==(const ImportRow&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("number", self.number);
        visit("name", self.name);
        visit("division", self.division);
        visit("registered_at", self.registered_at);
        visit("organization", self.organization);
        visit("organization_parent", self.organization_parent);
        visit("members", self.members);
        visit("coaches", self.coaches);
        visit("extra", self.extra);
    }
};

struct NamedOrganization {
    std::string name;
    std::string type;
    std::string parent;
    bool operator==(const NamedOrganization&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("name", self.name);
        visit("type", self.type);
        visit("parent", self.parent);
    }
};

/// Organizations before any entry is of them: last year's. One of the same name and parent stays as it is.
/// Answers {added}.
struct OrganizationAdd {
    static constexpr std::string_view kind = "organization.add";
    std::vector<NamedOrganization> organizations;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("organizations", self.organizations);
    }
    bool operator==(const OrganizationAdd&) const = default;
};

/// A sheet of entries, whole: one journal entry, one undo. Answers {added, changed, unchanged}.
struct EntryImport {
    static constexpr std::string_view kind = "entry.import";
    std::string source;  ///< the file's name, for the journal
    std::vector<ImportRow> rows;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("source", self.source);
        visit("rows", self.rows);
    }
    bool operator==(const EntryImport&) const = default;
};

/// One entry by hand. Answers {entry}.
struct EntryAdd {
    static constexpr std::string_view kind = "entry.add";
    ImportRow row;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("row", self.row);
    }
    bool operator==(const EntryAdd&) const = default;
};

/// Changes what is given: name, number, division; nothing else.
struct EntryChange {
    static constexpr std::string_view kind = "entry.change";
    EntryId entry;
    std::optional<std::string> name;
    std::optional<std::string> number;
    std::optional<DivisionId> division;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("name", self.name);
        visit("number", self.number);
        visit("division", self.division);
        visit("reason", self.reason);
    }
    bool operator==(const EntryChange&) const = default;
};

enum class Verdict { Automatic, Eligible, Refused };
constexpr auto enum_words(Verdict) {
    return std::array<std::string_view, 3>{"automatic", "eligible", "refused"};
}

/// Eligibility, by the division's rules (automatic) or a person's word with a reason. Without entries:
/// all registered ones. Answers {eligible, refused}, and where the division asks for documents "missing":
/// document → how many of those now eligible have no file of it. That bars nobody: much still comes on paper.
struct EntryQualify {
    static constexpr std::string_view kind = "entry.qualify";
    std::vector<EntryId> entries;
    Verdict verdict = Verdict::Automatic;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entries", self.entries);
        visit("verdict", self.verdict);
        visit("reason", self.reason);
    }
    bool operator==(const EntryQualify&) const = default;
};

struct EntryCheckIn {
    static constexpr std::string_view kind = "entry.check_in";
    EntryId entry;
    bool present = true;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("present", self.present);
    }
    bool operator==(const EntryCheckIn&) const = default;
};

struct EntryInspect {
    static constexpr std::string_view kind = "entry.inspect";
    EntryId entry;
    bool passed = true;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("passed", self.passed);
        visit("reason", self.reason);
    }
    bool operator==(const EntryInspect&) const = default;
};

struct EntryWithdraw {
    static constexpr std::string_view kind = "entry.withdraw";
    EntryId entry;
    std::string reason;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("reason", self.reason);
    }
    bool operator==(const EntryWithdraw&) const = default;
};

/// Adds a document or photo whose bytes the host keeps already (Host::keep_file). Answers {number}.
/// Refused: `attachment.not_kept`, `attachment.name`, `attachment.there` {name}, `attachment.too_many` {max},
/// `attachment.whose`.
struct EntryAttach {
    static constexpr std::string_view kind = "entry.attach";
    EntryId entry;
    std::string sha256;
    std::string name;
    bool anonymous = false;
    std::string document;
    PersonId person;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("sha256", self.sha256);
        visit("name", self.name);
        visit("anonymous", self.anonymous);
        visit("document", self.document);
        visit("person", self.person);
    }
    bool operator==(const EntryAttach&) const = default;
};

/// Takes an attachment away: nobody is shown it any more. Its bytes stay until personal data is erased, so
/// that this can be undone.
struct EntryDetach {
    static constexpr std::string_view kind = "entry.detach";
    EntryId entry;
    int number = 0;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("number", self.number);
    }
    bool operator==(const EntryDetach&) const = default;
};

}  // namespace sandau::commands
