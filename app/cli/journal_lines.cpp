#include "cli/journal_lines.h"

#include "scoring/record.h"
#include "scoring/stations.h"

namespace sandau::cli {

namespace {

/// That it is a paired station's seat is no secret.
Json shown_secret(const Json& hash) {
    const std::string* text = hash.as_string();
    const bool is_of_station = text != nullptr && text->starts_with(station_mark);
    return is_of_station ? Json(station_mark) : Json("…");
}

Json without_secrets(const Event& event) {
    Json json = to_json(event);
    if (event.kind != User::kind) return json;
    for (const char* part : {"set", "was"}) {
        Json* fields = json.find(part);
        if (fields == nullptr) continue;
        for (const char* secret : {"password_hash", "code_hash"})
            if (Json* hash = fields->find(secret)) *hash = shown_secret(*hash);
    }
    return json;
}

}  // namespace

std::string journal_line(const JournalEntry& entry) {
    Json events{Json::Array{}};
    for (const Event& event : entry.events) events.push_back(without_secrets(event));
    Json line;
    line.set("seq", entry.seq);
    line.set("at_ms", entry.at.utc_ms);
    line.set("kind", entry.kind);
    line.set("actor", entry.actor.text);
    if (!entry.seat.empty()) line.set("seat", entry.seat.text);
    line.set("command", entry.command.text);
    line.set("events", std::move(events));
    line.set("answer", entry.answer);
    line.set("hash", entry.hash);
    return write_json(line);
}

}  // namespace sandau::cli
