#pragma once

#include <memory>
#include <string>

#include "cli/remote_host.h"
#include "cli/seat_keys.h"

namespace sandau::cli {

/// How far a joining is: reaching the host, comparing its certificate (TLS alone), waiting for a person at
/// the host, and how it ended.
enum class JoinStage { Connecting, Comparing, Waiting, Joined, Failed };

struct JoinState {
    JoinStage stage = JoinStage::Connecting;
    std::string fingerprint;  ///< from Comparing on
    std::string code;         ///< from Waiting on: the host shows the same beside the station's name
    Refusal why;              ///< once it failed
    bool is_anew = false;     ///< the seat that it had here is revoked: another one is asked for
    UserId seat;              ///< once joined, as the host
    std::shared_ptr<RemoteHost> host;
};

/// A station asks a host for a seat, in a thread of its own. Letting go of it ends it.
class Joining {
public:
    /// `address` as a person types it; `name` is what the people at the host will read. A seat among `seats`
    /// is taken again without asking; a new one is kept there.
    Joining(std::string address, std::string name, SeatKeys seats = SeatKeys({}));
    ~Joining();
    Joining(const Joining&) = delete;
    Joining& operator=(const Joining&) = delete;

    JoinState state() const;
    /// The person compared the fingerprint with what the host shows, and it is the same.
    void trust();

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

}  // namespace sandau::cli
