#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/record.h"
#include "scoring/time.h"

// What a contest is made of, one record each. Every record says what it is called in the journal
// (`kind`), and which versioned object it belongs to (`object()`): "entry:T001", "sheet:final.T001.1".

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
    EntryId entry;
    int number = 1;  ///< the attempt, from 1
    FieldId field;
    WallTime starts_at;
    std::int64_t duration_ms = 0;

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
    }
};

enum class ClockState { Stopped, Running, Paused, Over };
constexpr auto enum_words(ClockState) {
    return std::array<std::string_view, 4>{"stopped", "running", "paused", "over"};
}

/// The clock of a run or match. Ticks are never stored: what is left follows from `since` and
/// `elapsed_ns`, and the end of the period from the definition.
struct RunClock {
    ClockState state = ClockState::Stopped;
    std::string period;           ///< the period's id in the definition
    Instant since;                ///< when it last began to run
    std::int64_t elapsed_ns = 0;  ///< of this period, before `since`
    bool estimated = false;  ///< brought over a reboot with the wall clock: a referee has to say what holds

    bool operator==(const RunClock&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("state", self.state);
        visit("period", self.period);
        visit("since", self.since);
        visit("elapsed_ns", self.elapsed_ns);
        visit("estimated", self.estimated);
    }
};

/// Where a run stands on its field. Reviewing, confirming and publishing belong to its sheet.
enum class RunState { Called, Ready, Running, Ended, Aborted };
constexpr auto enum_words(RunState) {
    return std::array<std::string_view, 5>{"called", "ready", "running", "ended", "aborted"};
}

struct Run {
    static constexpr std::string_view kind = "run";
    RunId id;  ///< STAGE.ENTRY.NUMBER
    StageId stage;
    EntryId entry;
    int number = 1;  ///< its place in the entry's list of runs, from 1
    FieldId field;
    RunState state = RunState::Called;
    RunClock clock;
    DeviceEventId start_event;   ///< the gate's event that started it; empty: started by hand
    DeviceEventId finish_event;  ///< the gate's event that ended it
    RunId rerun_of;              ///< the run that this one replaces; empty: none
    std::string rerun_reason;

    std::string object() const { return "run:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Run&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("number", self.number);
        visit("field", self.field);
        visit("state", self.state);
        visit("clock", self.clock);
        visit("start_event", self.start_event);
        visit("finish_event", self.finish_event);
        visit("rerun_of", self.rerun_of);
        visit("rerun_reason", self.rerun_reason);
    }
};

/// OK · did not finish · did not start · disqualified · void (does not count).
enum class SheetStatus { OK, DNF, DNS, DSQ, VOID };
constexpr auto enum_words(SheetStatus) {
    return std::array<std::string_view, 5>{"OK", "DNF", "DNS", "DSQ", "VOID"};
}

/// A time that devices measured: from which events, and how far it may be off.
struct MeasuredTime {
    std::int64_t time_ms = 0;
    std::int64_t bound_ns = 0;  ///< the true time lies within ± this of the measured one
    std::vector<DeviceEventId> events;
    std::string fault;  ///< a code when the events cannot make a trusted time; empty: trusted

    bool operator==(const MeasuredTime&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("time_ms", self.time_ms);
        visit("bound_ns", self.bound_ns);
        visit("events", self.events);
        visit("fault", self.fault);
    }
};

/// What is on a sheet: what the referee entered and what was measured.
struct SheetContent {
    SheetStatus status = SheetStatus::OK;
    Json items{Json::Object{}};           ///< item id → entered value
    std::optional<std::int64_t> time_ms;  ///< the official time
    std::optional<MeasuredTime> measured;
    std::optional<std::int64_t> hand_ms;  ///< a hand time, kept beside, never written over
    std::string reason;                   ///< for DNS, DSQ, VOID, a correction

    bool operator==(const SheetContent&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("status", self.status);
        visit("items", self.items);
        visit("time_ms", self.time_ms);
        visit("measured", self.measured);
        visit("hand_ms", self.hand_ms);
        visit("reason", self.reason);
    }
};

/// draft → reviewed → committed → published (provisional) → official.
enum class SheetState { Draft, Reviewed, Committed, Published, Official };
constexpr auto enum_words(SheetState) {
    return std::array<std::string_view, 5>{"draft", "reviewed", "committed", "published", "official"};
}

struct Sheet {
    static constexpr std::string_view kind = "sheet";
    RunId id;  ///< the run's
    StageId stage;
    EntryId entry;
    int number = 1;
    SheetState state = SheetState::Draft;
    SheetContent content;
    /// What the public sees: the content as it was last published. A correction stays hidden until it
    /// is published; a retraction empties this.
    std::optional<SheetContent> published;
    WallTime published_at;
    bool protested = false;  ///< a protest holds it: it does not become official

    std::string object() const { return "sheet:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Sheet&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("number", self.number);
        visit("state", self.state);
        visit("content", self.content);
        visit("published", self.published);
        visit("published_at", self.published_at);
        visit("protested", self.protested);
    }
};

/// Figures brought in for one entry of an `import` stage: column → value.
struct ImportedScores {
    static constexpr std::string_view kind = "scores";
    StageId stage;
    EntryId entry;
    Json values{Json::Object{}};
    bool published = false;

    std::string object() const { return "scores:" + key(); }
    std::string key() const { return stage.text + "." + entry.text; }
    bool operator==(const ImportedScores&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("stage", self.stage);
        visit("entry", self.entry);
        visit("values", self.values);
        visit("published", self.published);
    }
};

struct Field {
    static constexpr std::string_view kind = "field";
    FieldId id;
    std::string name;
    RunId loaded;  ///< empty: nothing

    std::string object() const { return "field:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Field&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("loaded", self.loaded);
    }
};

enum class ChannelRole { Unused, Start, Finish, Split, Zone, Scale, Button, Stop };
constexpr auto enum_words(ChannelRole) {
    return std::array<std::string_view, 8>{"unused", "start", "finish", "split",
                                           "zone",   "scale", "button", "stop"};
}

/// What one channel of a device means on which field.
struct ChannelUse {
    int channel = 1;
    FieldId field;
    ChannelRole role = ChannelRole::Unused;
    int lane = 1;

    bool operator==(const ChannelUse&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("channel", self.channel);
        visit("field", self.field);
        visit("role", self.role);
        visit("lane", self.lane);
    }
};

struct Device {
    static constexpr std::string_view kind = "device";
    DeviceId id;  ///< the UID that it keeps for ever
    std::string name;
    std::string
        spec;  ///< how to reach it, e.g. serial:/dev/ttyACM0?driver=flp; empty: not opened by the file
    std::vector<ChannelUse> channels;

    std::string object() const { return "device:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const Device&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("spec", self.spec);
        visit("channels", self.channels);
    }
};

enum class EventPlace { Inbox, Used, Suppressed, Dismissed };
constexpr auto enum_words(EventPlace) {
    return std::array<std::string_view, 4>{"inbox", "used", "suppressed", "dismissed"};
}

/// One event of a device, with where it went. Never changed by undo but for its place.
struct DeviceRecord {
    static constexpr std::string_view kind = "device_event";
    DeviceEventId id;  ///< UID/BOOT/SEQ
    DeviceId device;
    std::string boot;
    std::int64_t seq = 0;
    int channel = 0;
    std::string type;  ///< start finish split weight count button …, as the driver says; edge for FLP edges
    std::int64_t value = 0;
    Instant at;                 ///< the stamp on the host's clock
    std::int64_t bound_ns = 0;  ///< the true instant lies within ± this of `at`
    std::string stamp;          ///< device, time_of_day, arrival
    std::string raw;            ///< the raw line it came from
    EventPlace place = EventPlace::Inbox;
    std::string why;  ///< the code of why it is where it is
    FieldId field;
    ChannelRole role = ChannelRole::Unused;
    RunId run;  ///< the run that uses it, or was loaded when it came

    std::string object() const { return "event:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const DeviceRecord&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("device", self.device);
        visit("boot", self.boot);
        visit("seq", self.seq);
        visit("channel", self.channel);
        visit("type", self.type);
        visit("value", self.value);
        visit("at", self.at);
        visit("bound_ns", self.bound_ns);
        visit("stamp", self.stamp);
        visit("raw", self.raw);
        visit("place", self.place);
        visit("why", self.why);
        visit("field", self.field);
        visit("role", self.role);
        visit("run", self.run);
    }
};

enum class Role { Organiser, Secretary, HeadJudge, Judge, Referee, Marshal, Announcer, Display };
constexpr auto enum_words(Role) {
    return std::array<std::string_view, 8>{"organiser", "secretary", "head_judge", "judge",
                                           "referee",   "marshal",   "announcer",  "display"};
}

/// A role within a scope; what is empty in the scope is not limited.
struct Grant {
    Role role = Role::Display;
    StageId stage;
    DivisionId division;
    FieldId field;
    std::string side;
    std::string panel;

    bool operator==(const Grant&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("role", self.role);
        visit("stage", self.stage);
        visit("division", self.division);
        visit("field", self.field);
        visit("side", self.side);
        visit("panel", self.panel);
    }
};

/// Somebody who may do something here. Secrets are argon2id strings, never the words themselves.
struct User {
    static constexpr std::string_view kind = "user";
    UserId id;
    std::string name;
    std::vector<Grant> grants;
    std::string password_hash;
    std::string code_hash;  ///< of the six digits that open this seat; empty: none given out
    bool revoked = false;

    std::string object() const { return "user:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const User&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("grants", self.grants);
        visit("password_hash", self.password_hash);
        visit("code_hash", self.code_hash);
        visit("revoked", self.revoked);
    }
};

/// A decision of the committee, in the form that results have it (contest-definition, Results).
struct DecisionRecord {
    static constexpr std::string_view kind = "decision";
    DecisionId id;
    Json body{Json::Object{}};
    bool published = false;

    std::string object() const { return "decision:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const DecisionRecord&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("body", self.body);
        visit("published", self.published);
    }
};

struct Protest {
    static constexpr std::string_view kind = "protest";
    std::string id;
    RunId sheet;
    std::string by;
    std::string text;
    WallTime lodged_at;
    WallTime deadline;
    std::string resolution;  ///< empty: open
    std::string resolution_reason;

    std::string object() const { return "protest:" + id; }
    std::string key() const { return id; }
    bool operator==(const Protest&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("sheet", self.sheet);
        visit("by", self.by);
        visit("text", self.text);
        visit("lodged_at", self.lodged_at);
        visit("deadline", self.deadline);
        visit("resolution", self.resolution);
        visit("resolution_reason", self.resolution_reason);
    }
};

enum class PublishedState { Provisional, Official };
constexpr auto enum_words(PublishedState) {
    return std::array<std::string_view, 2>{"provisional", "official"};
}

/// What was posted: a stage's rankings ("ranking:final"), a scheme's awards ("awards:giai") or a
/// stage's timetable ("schedule:final"), as it stood then.
struct Publication {
    static constexpr std::string_view kind = "publication";
    std::string id;
    PublishedState state = PublishedState::Provisional;
    WallTime published_at;
    Json content{Json::Object{}};  ///< as standings have it: {"rankings":[…]} or {"awards":[…]}

    std::string object() const { return "publication:" + id; }
    std::string key() const { return id; }
    bool operator==(const Publication&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("state", self.state);
        visit("published_at", self.published_at);
        visit("content", self.content);
    }
};

/// What a screen shows: live, standings, next, awards, message, blank.
struct DisplayChoice {
    static constexpr std::string_view kind = "display";
    std::string id;
    std::string view = "live";
    StageId stage;
    DivisionId division;
    std::string message;

    std::string object() const { return "display:" + id; }
    std::string key() const { return id; }
    bool operator==(const DisplayChoice&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("view", self.view);
        visit("stage", self.stage);
        visit("division", self.division);
        visit("message", self.message);
    }
};

}  // namespace sandau
