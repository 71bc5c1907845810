#include "scoring/contest.h"

#include "scoring/definition.h"

namespace sandau {

namespace {

template <class T>
T record_from(const Json& json, T base) {
    Reading reading;
    // An older or newer writer may know other fields: what is unknown is passed over.
    read_into(json, base, reading, UnknownKeys::Ignored);
    return base;
}

template <class T>
Event event_between(const std::string& key, const T* before, const T* after) {
    Event event{std::string(T::kind), key, Json(), Json()};
    if (before != nullptr && after != nullptr) {
        Difference changed = difference(*before, *after);
        event.set = std::move(changed.set);
        event.was = std::move(changed.was);
    } else {
        if (after != nullptr) event.set = to_json(*after);
        if (before != nullptr) event.was = to_json(*before);
    }
    return event;
}

}  // namespace

const Settings& Contest::settings() const {
    static const Settings defaults{};
    const Settings* there = table<Settings>().find("settings");
    return there != nullptr ? *there : defaults;
}

const DefinitionText& Contest::definition_text() const {
    static const DefinitionText none{};
    const DefinitionText* there = table<DefinitionText>().find("definition");
    return there != nullptr ? *there : none;
}

Seq Contest::version(const std::string& object) const {
    const Seq* version = versions.find(object);
    return version != nullptr ? *version : 0;
}

void apply(Contest& contest, const Event& event, Seq seq) {
    contest.seq = seq;
    with_record_type(event.kind, [&]<class T>() {
        Table<T>& table = contest.table<T>();
        const std::shared_ptr<const T> before = table.find_shared(event.key);
        std::string object = before ? before->object() : std::string();
        if (event.set.is_null()) {
            table.erase(event.key);
        } else {
            T after = record_from<T>(event.set, before && !event.was.is_null() ? *before : T{});
            object = after.object();
            if constexpr (requires { T::parts_touched(before.get(), after); })
                for (const std::string& part : T::parts_touched(before.get(), after))
                    contest.versions.set(part, seq);
            table.set(event.key, std::move(after));
        }
        if (!object.empty()) contest.versions.set(object, seq);
    });
    if (event.kind == DefinitionText::kind) {
        // Only a definition without errors gets into a journal.
        contest.definition = std::make_shared<const Definition>(
            read_definition(std::string_view(contest.definition_text().text)).definition);
    }
}

std::string object_of(const Contest& contest, const Event& event) {
    std::string object;
    with_record_type(event.kind, [&]<class T>() {
        if (const T* there = contest.table<T>().find(event.key)) {
            object = there->object();
        } else if (!event.set.is_null()) {
            object = record_from<T>(event.set, T{}).object();
        } else {
            object = record_from<T>(event.was, T{}).object();
        }
    });
    return object;
}

Event inverse(const Event& event) {
    return {event.kind, event.key, event.was, event.set};
}

void Draft::touch(std::string_view kind, const std::string& key) {
    std::string both = std::string(kind) + ' ' + key;
    if (touched_once_.find(both) != nullptr) return;
    touched_once_.set(both, true);
    touched_.emplace_back(kind, key);
}

std::vector<Event> Draft::events() const {
    std::vector<Event> events;
    events.reserve(touched_.size());
    for (const auto& [kind, key] : touched_) {
        with_record_type(kind, [&]<class T>() {
            const T* before = before_.table<T>().find(key);
            const T* after = after_.table<T>().find(key);
            if (before == nullptr && after == nullptr) return;
            if (before != nullptr && after != nullptr && *before == *after) return;
            events.push_back(event_between<T>(key, before, after));
        });
    }
    return events;
}

}  // namespace sandau
