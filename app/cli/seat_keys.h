#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/remote_host.h"

namespace sandau::cli {

/// A seat at another host, and what opens it again.
struct KeptSeat {
    RemoteSeat at;
    UserId seat;
};

/// The seats that this machine was given at other hosts, in a file that nobody but its user may read: a
/// station that starts again takes its place without asking. An empty path keeps nothing.
class SeatKeys {
public:
    static constexpr std::size_t seats_max = 16;  ///< beyond, the oldest goes

    explicit SeatKeys(std::filesystem::path file) : file_(std::move(file)) {}

    std::optional<KeptSeat> find(const HostAddress& address) const;
    /// The host that was joined last, as a person types it; empty: none.
    std::string last() const;
    /// False: it could not be written, and what was kept is as it was.
    bool keep(const KeptSeat& seat);
    bool forget(const HostAddress& address);

private:
    std::vector<KeptSeat> read() const;  ///< the newest first
    bool write(const std::vector<KeptSeat>& seats) const;

    std::filesystem::path file_;
};

}  // namespace sandau::cli
