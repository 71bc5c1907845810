#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "scoring/result.h"

namespace sandau {

/// Where a live host listens on loopback, and the token that lets its owner in. Both are empty as long as
/// the host has not opened its door.
struct LiveHost {
    std::string address;  ///< host:port
    std::string token;

    bool operator==(const LiveHost&) const = default;
};

/// Says that this process hosts a contest file, as long as it lives: an OS lock on NAME.sandau.host, a
/// file beside it that only its owner may read and that holds address and token. The lock ends with the
/// process however it ends, so what a killed host leaves behind is seen to be stale. The database file
/// itself is not touched: SQLite's own locks stay undisturbed.
class HostLock {
public:
    /// Refused: `file.hosted` (another host lives), `file.not_lockable` {detail}.
    static Result<HostLock> take(const std::filesystem::path& contest_file);

    HostLock(HostLock&&) noexcept;
    HostLock& operator=(HostLock&&) noexcept;
    ~HostLock();  ///< lets go, and removes the file

    /// Refused: `file.not_lockable` {detail}.
    Result<void> write_address(const LiveHost& host);

private:
    struct Inner;
    explicit HostLock(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

/// The live host of a contest file; nothing where there is none. Does not disturb the lock.
std::optional<LiveHost> find_live_host(const std::filesystem::path& contest_file);

}  // namespace sandau
