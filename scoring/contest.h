#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "scoring/contest_objects.h"
#include "scoring/cow_map.h"
#include "scoring/json.h"

namespace sandau {

struct Definition;

/// The number of a journal entry; 0: none.
using Seq = std::int64_t;

/// One change of one record, as the journal keeps it. `set` holds the fields that changed, with what
/// they became (null: the record is gone); `was` what they were (null: the record was not there).
/// An event says all that undoing it needs.
struct Event {
    std::string kind;  ///< the record's kind: entry, run, sheet, …
    std::string key;
    Json set;
    Json was;

    bool operator==(const Event&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("kind", self.kind);
        visit("key", self.key);
        visit("set", self.set);
        visit("was", self.was);
    }
};

template <class T>
using Table = CowMap<T>;

/// A whole contest in memory. Copies are cheap and share what is the same (CowMap); a snapshot is a copy.
struct Contest {
    Seq seq = 0;  ///< of the last journal entry applied
    std::tuple<Table<Settings>, Table<DefinitionText>, Table<Organization>, Table<Person>, Table<Entry>,
               Table<StageEntrants>, Table<Slot>, Table<StageDraw>, Table<Match>, Table<Run>, Table<Sheet>,
               Table<ImportedScores>, Table<Field>, Table<Device>, Table<DeviceHealth>, Table<DeviceRecord>,
               Table<User>, Table<DecisionRecord>, Table<Protest>, Table<Publication>, Table<DisplayChoice>,
               Table<PanelRecord>, Table<Assignment>, Table<Conflict>, Table<MarkRecord>, Table<Attachment>>
        tables;
    /// Object ("sheet:final.T001.1") → the seq of the last entry that touched it.
    CowMap<Seq> versions;
    /// Personal data: beside the journal, not in it. Empty after `erase`.
    Table<Personal> personal;
    /// The rules as read from the definition's text; follows from it. Never null once a file is open.
    std::shared_ptr<const Definition> definition;

    template <class T>
    Table<T>& table() {
        return std::get<Table<T>>(tables);
    }
    template <class T>
    const Table<T>& table() const {
        return std::get<Table<T>>(tables);
    }

    const Settings& settings() const;
    const DefinitionText& definition_text() const;
    /// 0 where nothing has touched the object.
    Seq version(const std::string& object) const;
};

/// Calls `visit.template operator()<T>()` for the record type of that kind; false: no such kind.
template <class Visit>
bool with_record_type(std::string_view kind, Visit&& visit) {
    const auto one = [&]<class T>(std::type_identity<Table<T>>) {
        if (T::kind != kind) return false;
        visit.template operator()<T>();
        return true;
    };
    return [&]<class... Tables>(std::type_identity<std::tuple<Tables...>>) {
        return (one(std::type_identity<Tables>{}) || ...);
    }(std::type_identity<decltype(Contest::tables)>{});
}

/// Does what the event says; never refuses. Versions of the touched objects become `seq`.
void apply(Contest& contest, const Event& event, Seq seq);

/// The object ("sheet:…", "schedule:final") whose version the event changes, given the contest that
/// holds the record before or after it.
std::string object_of(const Contest& contest, const Event& event);

/// What undoes the event: `set` and `was` change places.
Event inverse(const Event& event);

/// The events that lead from one contest to another are collected here while a command is decided:
/// a working copy that remembers what was changed.
class Draft {
public:
    explicit Draft(const Contest& contest, UserId actor = {})
        : before_(contest), after_(contest), actor_(std::move(actor)) {}

    const Contest& now() const { return after_; }
    /// Who asks.
    const UserId& actor() const { return actor_; }

    template <class T>
    const T* find(const std::string& key) const {
        return after_.table<T>().find(key);
    }
    template <class T, class Tag>
    const T* find(const Id<Tag>& id) const {
        return find<T>(id.text);
    }

    template <class T>
    void put(T record) {
        std::string key = record.key();
        touch(T::kind, key);
        after_.table<T>().set(key, std::move(record));
    }
    template <class T>
    void remove(const std::string& key) {
        touch(T::kind, key);
        after_.table<T>().erase(key);
    }
    /// Personal data goes beside the journal.
    void put_personal(Personal personal) { personal_.push_back(std::move(personal)); }

    /// What was changed, in the order in which it was first touched; what came back to its old value is left
    /// out.
    std::vector<Event> events() const;
    std::vector<Personal> take_personal() { return std::move(personal_); }

private:
    void touch(std::string_view kind, const std::string& key);

    const Contest& before_;
    Contest after_;
    UserId actor_;
    std::vector<std::pair<std::string_view, std::string>> touched_;
    CowMap<bool> touched_once_;
    std::vector<Personal> personal_;
};

}  // namespace sandau
