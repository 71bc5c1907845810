#include "cli/journal_lines.h"

#include "scoring/record.h"

namespace sandau::cli {

namespace {

Json without_secrets(const Event& event) {
    Json json = to_json(event);
    if (event.kind != User::kind) return json;
    for (const char* part : {"set", "was"}) {
        Json* fields = json.find(part);
        if (fields == nullptr) continue;
        for (const char* secret : {"password_hash", "code_hash"})
            if (fields->find(secret) != nullptr) fields->set(secret, "…");
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
