#include "cli/remote_answers.h"

#include <algorithm>
#include <type_traits>

#include "scoring/definition.h"
#include "scoring/record.h"

namespace sandau::cli {

namespace {

constexpr JsonLimits page_limits{.bytes_max = 64u << 20, .depth_max = 64};
constexpr JsonLimits short_limits{.bytes_max = 64u << 10, .depth_max = 8};
constexpr std::size_t secret_bytes_max = 1'000;

auto wrong(std::string why) {
    return refuse("remote.answer", {{"address", ""}, {"why", std::move(why)}});
}

std::string text_at(const Json& json, std::string_view key) {
    const Json* found = json.find(key);
    return found != nullptr && found->as_string() != nullptr ? *found->as_string() : std::string();
}

std::optional<std::int64_t> int_at(const Json& json, std::string_view key) {
    const Json* found = json.find(key);
    return found != nullptr ? found->as_int() : std::nullopt;
}

/// A secret goes into a header: printable, and without what ends one.
bool is_secret(const std::string& text) {
    return !text.empty() && text.size() <= secret_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && c != ';'; });
}

Result<std::vector<Event>> read_events(const Json* json) {
    if (json == nullptr || json->as_array() == nullptr) return wrong("events");
    std::vector<Event> events;
    for (const Json& one : *json->as_array()) {
        Event event{text_at(one, "kind"), text_at(one, "key"), {}, {}};
        if (event.kind.empty() || event.key.empty()) return wrong("event");
        for (auto [name, part] : {std::pair{"set", &event.set}, {"was", &event.was}})
            if (const Json* found = one.find(name)) *part = *found;
        for (const Json* part : {&event.set, &event.was})
            if (!part->is_null() && part->as_object() == nullptr) return wrong("event");
        events.push_back(std::move(event));
    }
    return events;
}

/// Rules with errors never get into a journal: whoever sends such is no host of ours.
Result<void> check_rules(const Event& event) {
    if (event.kind != DefinitionText::kind || event.set.is_null()) return {};
    const Json* text = event.set.find("text");
    if (text == nullptr || text->as_string() == nullptr || !read_definition(*text->as_string()).ok())
        return wrong("definition");
    return {};
}

/// What is under a key is called by it: everything here leans on that.
bool is_called_by_its_key(const Contest& contest, const Event& event) {
    bool fits = true;
    with_record_type(event.kind, [&]<class T>() {
        const T* record = contest.table<T>().find(event.key);
        if (record == nullptr) return;
        fits = record->key() == event.key;
        if constexpr (std::is_same_v<T, Match>)
            fits = fits && event.key.starts_with(record->stage.text + ".");
    });
    return fits;
}

Result<void> take_over(Contest& contest, const Event& event, Seq seq) {
    if (Result<void> fine = check_rules(event); !fine) return fine;
    apply(contest, event, seq);
    if (!is_called_by_its_key(contest, event)) return wrong("key");
    return {};
}

Result<RemoteEntry> read_entry(std::string_view line) {
    const Result<Json> json = read_json(line, page_limits);
    if (!json) return wrong(json.error().code);
    RemoteEntry entry;
    entry.seq = int_at(*json, "seq").value_or(0);
    entry.at.utc_ms = int_at(*json, "at_ms").value_or(0);
    entry.actor = text_at(*json, "actor");
    entry.kind = text_at(*json, "kind");
    Result<std::vector<Event>> events = read_events(json->find("events"));
    if (!events) return tl::unexpected(events.error());
    entry.events = std::move(*events);
    return entry;
}

}  // namespace

Json command_json(const Command& command) {
    Json json;
    json.set("id", command.id.text).set("kind", command.kind).set("payload", command.payload);
    if (!command.expect.empty()) json.set("expect", to_json(command.expect));
    return json;
}

Result<Answer> read_answer(const Json& json) {
    const std::optional<std::int64_t> seq = int_at(json, "seq");
    if (!seq) return wrong("seq");
    Answer answer;
    answer.seq = *seq;
    if (const Json* result = json.find("result")) answer.result = *result;
    return answer;
}

Result<std::vector<RemoteEntry>> read_journal_page(std::string_view text, Seq since) {
    std::vector<RemoteEntry> entries;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        Result<RemoteEntry> entry = read_entry(text.substr(0, end));
        if (!entry) return tl::unexpected(entry.error());
        if (entry->seq != since + 1) return wrong("seq");
        since = entry->seq;
        entries.push_back(std::move(*entry));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return entries;
}

Result<void> follow(Contest& contest, const std::vector<RemoteEntry>& entries) {
    for (const RemoteEntry& entry : entries) {
        for (const Event& event : entry.events) {
            if (Result<void> taken = take_over(contest, event, entry.seq); !taken) return taken;
        }
        contest.seq = entry.seq;
    }
    return {};
}

Result<void> follow_records(Contest& contest, std::string_view text) {
    const Result<Json> json = read_json(text, page_limits);
    if (!json) return wrong(json.error().code);
    const std::optional<std::int64_t> seq = int_at(*json, "seq");
    const Json* whole = json->find("whole");
    const Json* versions = json->find("versions");
    if (!seq || *seq < 0 || whole == nullptr || whole->as_bool() == nullptr || versions == nullptr ||
        versions->as_object() == nullptr)
        return wrong("page");
    const Result<std::vector<Event>> events = read_events(json->find("events"));
    if (!events) return tl::unexpected(events.error());
    if (*whole->as_bool()) contest = Contest();
    for (const Event& event : *events) {
        if (Result<void> taken = take_over(contest, event, *seq); !taken) return taken;
    }
    for (const auto& [object, version] : *versions->as_object())
        contest.versions.set(object, version.as_int().value_or(0));
    contest.seq = *seq;
    if (contest.definition == nullptr) return wrong("definition");
    return {};
}

Result<KeptFile> read_kept_file(std::string_view text) {
    const Result<Json> json = read_json(text, short_limits);
    if (!json) return wrong(json.error().code);
    KeptFile kept{text_at(*json, "sha256"), text_at(*json, "media_type"), 0};
    const Json* bytes = json->find("bytes");
    const auto count = bytes != nullptr ? bytes->as_int() : std::nullopt;
    if (kept.sha256.empty() || kept.media_type.empty() || !count || *count < 0) return wrong("file");
    kept.bytes = *count;
    return kept;
}

Result<PairingTicket> read_ticket(std::string_view text) {
    const Result<Json> json = read_json(text, short_limits);
    if (!json) return wrong(json.error().code);
    PairingTicket ticket{text_at(*json, "id"), text_at(*json, "secret"), text_at(*json, "code")};
    if (!is_secret(ticket.id) || !is_secret(ticket.secret) || !is_secret(ticket.code) ||
        ticket.id.find('/') != std::string::npos)
        return wrong("ticket");
    return ticket;
}

Result<PairingVerdict> read_verdict(std::string_view text) {
    const Result<Json> json = read_json(text, page_limits);
    if (!json) return wrong(json.error().code);
    if (text_at(*json, "state") == "waiting") return PairingVerdict{};
    PairingVerdict verdict{UserId(text_at(*json, "user"))};
    const Json* grants = json->find("grants");
    if (verdict.seat->empty() || grants == nullptr || grants->as_array() == nullptr) return wrong("seat");
    return verdict;
}

std::string session_of(std::string_view set_cookie) {
    constexpr std::string_view name = "sandau=";
    if (!set_cookie.starts_with(name)) return {};
    std::string session(set_cookie.substr(0, set_cookie.find(';')));
    return is_secret(session) ? session : std::string();
}

}  // namespace sandau::cli
