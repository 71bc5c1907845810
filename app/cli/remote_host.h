#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "cli/host_client.h"
#include "cli/remote_answers.h"
#include "desk/host.h"

namespace sandau::cli {

/// The seat that a joined station was given.
struct RemoteSeat {
    HostAddress address;
    std::string fingerprint;  ///< of the certificate that was confirmed; empty: without TLS
    std::string session;      ///< sandau=…, from the approval
};

enum class LinkState { Connected, Lost, Ended };

/// How a joined station stands to its host.
struct RemoteLink {
    LinkState state = LinkState::Connected;
    std::int64_t age_ms = 0;     ///< since the host last answered: how old what is shown may be
    std::size_t unanswered = 0;  ///< commands that the host has not said yes or no to
    Refusal why{};               ///< why it is lost or ended
};

/// The host of a contest on another machine. Commands go over HTTP, one after the other in the order in which
/// they were handed in, each again and again with the same id until it is answered; an answer is passed on
/// once the snapshot has what it says. Organisers and head judges follow the journal, others what their seat
/// may see. A cut connection or a host that starts again is waited for.
class RemoteHost final : public Host {
public:
    static constexpr std::size_t unanswered_max = 256;  ///< commands waiting; beyond: `busy`

    /// Waits until the first state is here. Refused: what HostClient::ask and the host refuse,
    /// `remote.ended` where the session is none of the host's.
    static Result<std::unique_ptr<RemoteHost>> join(RemoteSeat seat);
    ~RemoteHost() override;  ///< what is not answered is refused with `host.closing`
    RemoteHost(const RemoteHost&) = delete;
    RemoteHost& operator=(const RemoteHost&) = delete;

    void submit(Command command, Lane lane, Reply reply) override;
    SnapshotPtr snapshot() const override;
    Subscription subscribe(std::function<void(SnapshotPtr)> on_change) override;

    /// At the host, as this seat may: each asks, and waits.
    Result<KeptFile> keep_file(std::string_view bytes) override;
    Result<std::string> read_file(const std::string& sha256) const override;

    RemoteLink link() const;
    bool follows_journal() const;
    /// At most `count` entries before `before` (0: from the end), in their order; asks the host, and waits.
    /// Only where the journal is followed.
    Result<std::vector<RemoteEntry>> journal(Seq before, std::size_t count) const;

private:
    struct Inner;
    explicit RemoteHost(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace sandau::cli
