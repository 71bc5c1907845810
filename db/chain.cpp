#include "db/chain.h"

#include <sodium.h>

#include <array>

#include "db/contest_file.h"

namespace sandau::db {

namespace {

/// SHA-256 over the previous hash and the stored columns, each behind its length in eight bytes, so that
/// no two different rows feed it the same bytes.
class ChainHash {
public:
    ChainHash() { crypto_hash_sha256_init(&state_); }

    void add(std::string_view column) {
        std::array<unsigned char, 8> length{};
        for (std::size_t i = 0; i < length.size(); ++i)
            length[i] = static_cast<unsigned char>((std::uint64_t{column.size()} >> (8 * i)) & 0xffu);
        crypto_hash_sha256_update(&state_, length.data(), length.size());
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(column.data()),
                                  column.size());
    }

    std::string finish() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        std::string hex(2 * hash.size() + 1, '\0');
        sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
        hex.pop_back();
        return hex;
    }

private:
    crypto_hash_sha256_state state_{};
};

tl::unexpected<Refusal> unreadable(Seq seq) {
    return refuse("journal.unreadable", {{"seq", std::to_string(seq)}});
}

/// Takes an event apart without copying what is in it.
bool read_event(Json& json, Event& event) {
    Json::Object* members = json.as_object();
    if (members == nullptr) return false;
    for (auto& [name, value] : *members) {
        if (name == "set") {
            event.set = std::move(value);
        } else if (name == "was") {
            event.was = std::move(value);
        } else if (const std::string* text = value.as_string(); text == nullptr) {
            return false;
        } else if (name == "kind") {
            event.kind = *text;
        } else if (name == "key") {
            event.key = *text;
        }
    }
    return !event.kind.empty();
}

bool read_events(std::string_view text, std::vector<Event>& events) {
    Result<Json> json = read_json(text);
    if (!json || json->as_array() == nullptr) return false;
    events.resize(json->as_array()->size());
    for (std::size_t i = 0; i < events.size(); ++i)
        if (!read_event((*json->as_array())[i], events[i])) return false;
    return true;
}

/// The hash that an entry must have, given its columns as stored.
std::string entry_hash(const Statement& row, std::string_view previous_hash) {
    ChainHash hash;
    hash.add(previous_hash);
    // seq command_id actor seat utc_ms kind events answer, as text
    for (int column = 0; column < 8; ++column) hash.add(row.text(column));
    return hash.finish();
}

}  // namespace

ChainEnd chain_end(Connection& connection) {
    ChainEnd end;
    connection.each("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", [&](const Statement& row) {
        end = {row.integer(0), std::string(row.text(1))};
    });
    return end;
}

ChainEnd write_entry(Connection& connection, const ChainEnd& end, const JournalEntry& entry) {
    ChainEnd next{end.seq + 1, {}};
    const std::string events = write_json(to_json(entry.events));
    const std::string answer = write_json(entry.answer);
    ChainHash hash;
    hash.add(end.hash);
    for (const std::string& column :
         {std::to_string(next.seq), entry.command.text, entry.actor.text, entry.seat.text,
          std::to_string(entry.at.utc_ms), entry.kind, events, answer})
        hash.add(column);
    next.hash = hash.finish();
    connection.run(
        "INSERT INTO journal(seq, command_id, actor, seat, utc_ms, kind, events, answer, prev_hash, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        next.seq, entry.command, entry.actor, entry.seat, entry.at.utc_ms, entry.kind, events, answer,
        end.hash, next.hash);
    return next;
}

Result<JournalEntry> read_entry(const Statement& row) {
    JournalEntry entry;
    entry.seq = row.integer(0);
    entry.command.text = row.text(1);
    entry.actor.text = row.text(2);
    entry.seat.text = row.text(3);
    entry.at.utc_ms = row.integer(4);
    entry.kind = row.text(5);
    Result<Json> answer = read_json(row.text(7));
    if (!answer || !read_events(row.text(6), entry.events)) return unreadable(entry.seq);
    entry.answer = std::move(*answer);
    entry.hash = row.text(8);
    return entry;
}

Result<Contest> replay(Connection& connection) {
    Contest contest;
    std::optional<Refusal> refusal;
    std::vector<Event> events;
    connection.each("SELECT seq, events FROM journal ORDER BY seq", [&](const Statement& row) {
        if (refusal) return;
        const Seq seq = row.integer(0);
        events.clear();
        if (seq != contest.seq + 1) {
            refusal = Refusal{"journal.gap", {{"seq", std::to_string(contest.seq + 1)}}, {}};
        } else if (!read_events(row.text(1), events)) {
            refusal = unreadable(seq).value();
        }
        if (refusal) return;
        for (const Event& event : events) apply(contest, event, seq);
        contest.seq = seq;  // also where an entry changed nothing
    });
    if (refusal) return tl::unexpected(std::move(*refusal));
    return contest;
}

Seq check_chain(Connection& connection, const std::function<void(Seq)>& on_broken) {
    ChainEnd end;
    connection.each(
        "SELECT seq, command_id, actor, seat, utc_ms, kind, events, answer, prev_hash, hash FROM journal "
        "ORDER BY seq",
        [&](const Statement& row) {
            const Seq seq = row.integer(0);
            const bool follows = seq == end.seq + 1 && row.text(8) == end.hash;
            if (!follows || row.text(9) != entry_hash(row, row.text(8))) on_broken(seq);
            end = {seq, std::string(row.text(9))};
        });
    return end.seq;
}

}  // namespace sandau::db
