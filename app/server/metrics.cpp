#include "server/metrics.h"

#include <fmt/format.h>

#include <string_view>

namespace sandau::server {

std::string Metrics::text() const {
    std::string out;
    const auto line = [&](std::string_view name, std::string_view type, auto value) {
        out += fmt::format("# TYPE sandau_{0} {1}\nsandau_{0} {2}\n", name, type, value);
    };
    line("connections_accepted_total", "counter", connections_accepted);
    line("connections_refused_total", "counter", connections_refused);
    line("connections_open", "gauge", connections_open);
    line("streams_open", "gauge", streams_open);
    line("stream_messages_total", "counter", stream_messages);
    line("stream_bytes_total", "counter", stream_bytes);
    line("stream_behind_total", "counter", stream_behind);
    line("stream_resumed_total", "counter", stream_resumed);
    line("commands_accepted_total", "counter", commands_accepted);
    line("commands_refused_total", "counter", commands_refused);
    line("sign_ins_total", "counter", sign_ins);
    line("sign_ins_failed_total", "counter", sign_ins_failed);
    out += "# TYPE sandau_responses_total counter\n";
    for (const auto& [status, count] : responses)
        out += fmt::format("sandau_responses_total{{status=\"{}\"}} {}\n", status, count);
    return out;
}

}  // namespace sandau::server
