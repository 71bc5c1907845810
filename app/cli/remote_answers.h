#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/host.h"
#include "scoring/contest.h"
#include "scoring/json.h"
#include "scoring/result.h"
#include "scoring/time.h"

// What a host says, read by who joined it. Pure, and total on any bytes: a host may be another program, or
// an enemy. Refused is always `remote.answer` {why}, `why` being a code of its own.

namespace sandau::cli {

/// A command as the door for commands takes it; the actor is who is signed in.
Json command_json(const Command& command);
Result<Answer> read_answer(const Json& json);

/// One entry of the journal as it is served.
struct RemoteEntry {
    Seq seq = 0;
    WallTime at;
    std::string actor;
    std::string kind;
    std::vector<Event> events;
};
/// Entries in their order, the first being `since` + 1, none missing.
Result<std::vector<RemoteEntry>> read_journal_page(std::string_view text, Seq since);
/// Applies them. Refused, too: rules that nobody can read.
Result<void> follow(Contest& contest, const std::vector<RemoteEntry>& entries);

/// Takes over what a seat may see (GET /api/v1/seat/records), beginning anew where it says so.
Result<void> follow_records(Contest& contest, std::string_view text);

/// What the host keeps of a file that was sent to it.
Result<KeptFile> read_kept_file(std::string_view text);

struct PairingTicket {
    std::string id;
    std::string secret;
    std::string code;
};
Result<PairingTicket> read_ticket(std::string_view text);

/// What came of a request to join: still waiting, or who sits here now.
struct PairingVerdict {
    std::optional<UserId> seat;
};
Result<PairingVerdict> read_verdict(std::string_view text);

/// The session of a Set-Cookie header: sandau=…; empty: there is none in it.
std::string session_of(std::string_view set_cookie);

}  // namespace sandau::cli
