#pragma once

#include <string>
#include <string_view>

#include "db/host_lock.h"
#include "desk/host.h"
#include "scoring/json.h"

namespace sandau::cli {

/// Speaks to the live host of a contest file over loopback, with the owner's token.
class OwnerClient {
public:
    explicit OwnerClient(LiveHost host) : host_(std::move(host)) {}

    /// Refused: what the host refuses, `host.unreachable` {address}.
    Result<Answer> ask(const Command& command) const;
    /// POST to one of the owner's own doors (backup, erase). Refused: as `ask`.
    Result<Json> post(std::string_view path, const Json& body) const;
    /// The same with any bytes.
    Result<Json> post_bytes(std::string_view path, const std::string& bytes) const;
    /// GET. Refused: as `ask`.
    Result<std::string> get(std::string_view path) const;

private:
    LiveHost host_;
};

}  // namespace sandau::cli
