#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/host.h"
#include "scoring/result.h"
#include "scoring/time.h"
#include "server/tls.h"

namespace sandau::server {

class Pairings;

/// What a request, a reader or a flood of them may cost. Nothing here is without a bound.
struct ServerLimits {
    std::size_t header_bytes = 16u << 10;
    std::size_t body_bytes = 16u << 10;         ///< of anybody
    std::size_t command_bytes = 8u << 20;       ///< of a command from somebody who is signed in
    std::size_t file_bytes = 10u << 20;         ///< of a document or photo from somebody who may attach it
    std::size_t connections = 20'000;           ///< all, streams of events included
    std::size_t connections_per_address = 512;  ///< not counted on loopback
    std::size_t file_bytes_out = 256u << 20;    ///< on their way to readers; more: 503
    std::int64_t header_ms = 10'000;            ///< from the first byte of a request to the end of its header
    std::int64_t body_ms = 30'000;
    std::int64_t idle_ms = 30'000;    ///< between two requests of a connection
    std::int64_t answer_ms = 20'000;  ///< a command unanswered that long: 503, ask again with the same id
    std::int64_t write_ms = 30'000;   ///< a reader that takes nothing for that long is cut off
    std::int64_t tick_ms = 1'000;
    std::int64_t news_wait_ms = 10'000;  ///< how long an asker may wait for what is newer, at most
    std::size_t news_waiting = 256;      ///< askers that wait so; more: they are answered at once
    std::size_t stream_queue = 4;  ///< messages waiting for one reader of events before it gets the state
    std::size_t resume_bytes = 4u << 20;   ///< messages kept for those who come back
    std::size_t commands_in_flight = 256;  ///< more: 503
    std::size_t commands_per_second = 50;  ///< of one seat, with as many saved up; more: 429
    std::size_t passwords_waiting = 32;    ///< sign-ins waiting for their hash; more: 503
    std::size_t failures_per_minute = 30;  ///< wrong sign-ins, of an address and of all together; more: 429
};

/// A stretch of the journal, one JSON text an entry.
struct JournalPage {
    std::vector<std::string> lines;
};
/// Reads entries after `since`, at most `entries_max`, and answers once, on any thread. Called on a thread
/// of the pool: it may wait.
using JournalDoor =
    std::function<void(Seq since, std::size_t entries_max, std::function<void(Result<JournalPage>)>)>;

/// Work that only the owner of the host machine may ask for over loopback (backup, erase), by name. Called
/// on a thread of the pool: it may wait. Refused: `not_found` for a work that there is not.
using OwnerWork = std::function<Result<Json>(const std::string& name, const Json& body)>;

struct ServerOptions {
    /// ADDRESS:PORT, [V6]:PORT; port 0: any free one. Loopback until the organiser opens it.
    std::vector<std::string> listen{"127.0.0.1:0"};
    bool one_is_enough = false;  ///< of `listen`: the first whose port nobody has
    /// Names by which this host may be called, beside IP addresses and localhost: another name in the
    /// Host header is refused, so that no foreign page can rebind its own name to us.
    std::vector<std::string> host_names;
    /// Of the owner file: `Authorization: Bearer TOKEN` from loopback is the organiser at the keyboard.
    /// Empty: nobody.
    std::string owner_token;
    /// Signs the sessions. Kept by whoever opens the file, sessions outlive the server; empty: they end with
    /// it.
    std::string session_key;
    /// Sessions that were ended under this key before, with when in seconds since 1970: signing out outlives
    /// the server as well.
    std::map<std::string, std::int64_t> ended_sessions;
    /// Keeps one more of them. Called on the server's thread; empty: they are forgotten with the server.
    std::function<void(const std::string& session, std::int64_t now_s)> session_ended;
    /// The clock that runs and devices are measured with.
    std::function<Instant()> now;
    /// With a certificate every page is served over TLS: who comes without is sent to https, but for the
    /// owner's programs on this machine.
    std::optional<TlsFiles> tls;
    OwnerWork owner_work;  ///< empty: none
    JournalDoor journal;   ///< empty: the journal is not served
    /// Stations that ask to join. Null: none may.
    std::shared_ptr<Pairings> pairings;
    ServerLimits limits;
};

/// The web face of a host: pages, JSON, events and the one door for commands. Has one thread of its own,
/// and a pool of two for passwords.
class Server {
public:
    /// `host` must outlive it.
    Server(Host& host, ServerOptions options);
    ~Server();  ///< stops
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds, and serves from now on. The addresses bound, ADDRESS:PORT, in the order asked for (see
    /// `reachable_addresses` for what 0.0.0.0 is to others). Refused:
    /// `server.address` {address}, `server.port_taken` {address}, `server.listen` {address, why}, and what
    /// TlsContext::load refuses.
    Result<std::vector<std::string>> start();
    /// Ends every connection and waits for the thread.
    void stop();

private:
    class Implementation;
    std::shared_ptr<Implementation> implementation_;
};

}  // namespace sandau::server
