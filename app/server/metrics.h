#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace sandau::server {

/// Counters of the io thread, in the form that Prometheus reads.
struct Metrics {
    std::uint64_t connections_accepted = 0;
    std::uint64_t connections_refused = 0;
    std::int64_t connections_open = 0;
    std::int64_t streams_open = 0;
    std::uint64_t stream_messages = 0;  ///< made, not delivered
    std::uint64_t stream_bytes = 0;     ///< handed to sockets
    std::uint64_t stream_behind = 0;    ///< times a reader fell behind and got the state instead
    std::uint64_t stream_resumed = 0;
    std::uint64_t commands_accepted = 0;
    std::uint64_t commands_refused = 0;
    std::uint64_t sign_ins = 0;
    std::uint64_t sign_ins_failed = 0;
    std::map<unsigned, std::uint64_t> responses;  ///< by status

    std::string text() const;
};

}  // namespace sandau::server
