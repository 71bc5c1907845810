#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"
#include "scoring/time.h"

// Who takes part, who competes where, and when.

namespace sandau {

struct Organization {
    static constexpr std::string_view kind = "organization";
    OrganizationId id;
    std::string name;
    std::string type;    ///< "school", "district", … free text
    std::string parent;  ///< the district or province, as the sheet names it

    std::string object() const { return "organization:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Organization&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("type", self.type);
        visit("parent", self.parent);
    }
};

/// A person's name. Birth date, telephone, e-mail and address are `Personal`, outside the journal,
/// which keeps only their salted hash.
struct Person {
    static constexpr std::string_view kind = "person";
    PersonId id;
    std::string name;
    std::string personal_hash;

    std::string object() const { return "person:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Person&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("personal_hash", self.personal_hash);
    }
};

struct Personal {
    PersonId person;
    std::string birth;  ///< yyyy-mm-dd
    std::string phone;
    std::string email;
    std::string address;

    bool operator==(const Personal&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("person", self.person);
        visit("birth", self.birth);
        visit("phone", self.phone);
        visit("email", self.email);
        visit("address", self.address);
    }
};

enum class PartRole { Member, Author, Coach };
constexpr auto enum_words(PartRole) {
    return std::array<std::string_view, 3>{"member", "author", "coach"};
}

/// A person's part in an entry; one person may have parts in several.
struct Part {
    PersonId person;
    PartRole role = PartRole::Member;

    bool operator==(const Part&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("person", self.person);
        visit("role", self.role);
    }
};

enum class EntryState { Registered, Eligible, Refused, Withdrawn };
constexpr auto enum_words(EntryState) {
    return std::array<std::string_view, 4>{"registered", "eligible", "refused", "withdrawn"};
}

struct Entry {
    static constexpr std::string_view kind = "entry";
    EntryId id;
    std::string number;  ///< the running number of the sheet, as written
    std::string name;
    DivisionId division;
    OrganizationId organization;
    std::string registered_at;
    EntryState state = EntryState::Registered;
    std::string reason;  ///< why refused or withdrawn: a code, or a person's words
    bool checked_in = false;
    bool inspected = false;
    std::vector<Part> parts;
    std::map<std::string, std::string> extra;  ///< columns that nobody mapped, kept and exported

    std::string object() const { return "entry:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Entry&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("number", self.number);
        visit("name", self.name);
        visit("division", self.division);
        visit("organization", self.organization);
        visit("registered_at", self.registered_at);
        visit("state", self.state);
        visit("reason", self.reason);
        visit("checked_in", self.checked_in);
        visit("inspected", self.inspected);
        visit("parts", self.parts);
        visit("extra", self.extra);
    }
};

/// A document or photo of an entry. Its bytes lie beside the contest file, under their hash.
struct Attachment {
    static constexpr std::string_view kind = "attachment";
    EntryId entry;
    int number = 0;    ///< of the entry's attachments, from 1
    std::string name;  ///< the file's name, as it was called where it came from
    std::string sha256;
    std::string media_type;  ///< what the bytes are, not what the name says
    std::int64_t bytes = 0;
    bool anonymous = false;  ///< tells nothing of who made the work: a blind stage shows it
    std::string document;    ///< which of the documents that the division asks for; empty: none of them
    PersonId person;         ///< whose, of a document that each author brings

    std::string object() const { return "attachment:" + key(); }
    std::string key() const { return entry.text + "." + std::to_string(number); }
    bool operator==(const Attachment&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("entry", self.entry);
        visit("number", self.number);
        visit("name", self.name);
        visit("sha256", self.sha256);
        visit("media_type", self.media_type);
        visit("bytes", self.bytes);
        visit("anonymous", self.anonymous);
        visit("document", self.document);
        visit("person", self.person);
    }
};

/// Who competes in a stage. Without it, all eligible entries of its divisions do.
struct StageEntrants {
    static constexpr std::string_view kind = "entrants";
    StageId stage;
    std::vector<EntryId> entries;
    std::vector<EntryId> reserves;

    std::string object() const { return "draw:" + stage.text; }
    std::string key() const { return stage.text; }
    bool operator==(const StageEntrants&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entries", self.entries);
        visit("reserves", self.reserves);
    }
};

/// One place in a stage's timetable.
struct Slot {
    static constexpr std::string_view kind = "slot";
    SlotId id;
    StageId stage;
    EntryId entry;   ///< whose run it is; empty where it is a match's
    int number = 1;  ///< the attempt, from 1
    FieldId field;
    WallTime starts_at;
    std::int64_t duration_ms = 0;
    MatchId match{};  ///< who plays in it says the match; empty: it is a run's

    WallTime ends_at() const { return {starts_at.utc_ms + duration_ms}; }

    std::string object() const { return "schedule:" + stage.text; }
    std::string key() const { return id.text; }
    bool operator==(const Slot&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("number", self.number);
        visit("field", self.field);
        visit("starts_at", self.starts_at);
        visit("duration_ms", self.duration_ms);
        visit("match", self.match);
    }
};

}  // namespace sandau
