#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scoring/contest.h"
#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau {

/// Whoever opens the file at the keyboard: the organiser.
inline const UserId keyboard_actor{"keyboard"};
/// The host itself: what it must do without being asked (a clock after a reboot).
inline const UserId host_actor{"host"};
/// The device lane.
inline const UserId device_actor{"devices"};

/// One wish to change something. `id` is made by the asker and kept by it until it is answered: the
/// same id again gets the same answer and has no second effect.
struct Command {
    CommandId id;
    UserId actor;
    SeatId seat;
    std::string kind;                   ///< noun.verb, see scoring/command_payloads.h
    std::map<std::string, Seq> expect;  ///< object → the version that the asker saw
    Json payload{Json::Object{}};
};

/// Makes a command of a payload record, which knows its kind.
template <class Payload>
Command command_of(CommandId id, UserId actor, const Payload& payload) {
    return {std::move(id), std::move(actor), {}, std::string(Payload::kind), {}, to_json(payload)};
}

/// Bytes of a document or photo that the host keeps.
struct KeptFile {
    std::string sha256;      ///< hex
    std::string media_type;  ///< as the bytes say
    std::int64_t bytes = 0;

    bool operator==(const KeptFile&) const = default;
};

/// What `decide` needs from outside and must not fetch by itself.
struct Circumstances {
    Instant now;
    /// Salts and hashes personal data; the hash goes into the journal, salt and data beside it.
    std::function<std::string(const Personal&)> seal;
    /// SHA-256 of a text, hex.
    std::function<std::string(std::string_view)> sha256;
    /// What is kept under this hash; nothing: no such bytes came, or they were erased. Empty: nothing is
    /// kept.
    std::function<std::optional<KeptFile>(const std::string&)> kept_file{};
};

/// What an accepted command leads to.
struct Outcome {
    std::vector<Event> events;
    std::vector<Personal> personal;
    Json answer{Json::Object{}};
};

/// Decides a command: pure, the same for the same contest, command and circumstances. Refusals:
/// `command.unknown_kind`, `command.stale` {object, expected, current}, `grant.missing` {role…},
/// `record.…` with the payload's path, and each kind's own (scoring/words_desk.cpp has them all).
/// `journal.undo` is decided by the desk, which has the journal, through `decide_undo`.
Result<Outcome> decide(const Contest& contest, const Command& command, const Circumstances& circumstances);

/// Undoes the entry `undone` with these events, as a new entry. Refused: `undo.not_undoable` {kind},
/// `undo.in_the_way` {object, seq} when an object was touched since.
Result<Outcome> decide_undo(const Contest& contest, Seq undone, const std::string& undone_kind,
                            const std::vector<Event>& undone_events);

/// Whether the actor may give this command, by role and scope. Refused: `grant.missing`.
Result<void> allowed(const Contest& contest, const Command& command);

}  // namespace sandau
