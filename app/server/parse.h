#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scoring/command.h"
#include "scoring/result.h"

// Readers of what comes from outside; pure, and total on any bytes.

namespace sandau::server {

/// %41 and +; nothing where an escape is broken.
std::optional<std::string> percent_decode(std::string_view text);
/// For a name inside a path: what is neither letter, digit nor -._~ or above ASCII becomes %XX. For a header
/// what is above ASCII does, too.
enum class AboveAscii { Kept, Encoded };
std::string percent_encode(std::string_view text, AboveAscii above = AboveAscii::Kept);

/// a=1&b=2. Of repeated names the first counts; a broken escape leaves the pair out; at most 32 pairs.
std::map<std::string, std::string> parse_query(std::string_view query);

/// The value of a cookie; empty: none.
std::string_view cookie_value(std::string_view header, std::string_view name);

/// Whether an If-None-Match header names the tag (or *). Weak tags match strong ones.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

/// Whether Accept-Encoding takes gzip.
bool accepts_gzip(std::string_view accept_encoding);

/// Whether a Host header names us: an IP address, localhost, or one of `names`.
bool host_is_ours(std::string_view host, const std::vector<std::string>& names);

/// Whether an Origin header is the same as the host that was called.
bool origin_is_ours(std::string_view origin, std::string_view host);

/// Where a stream was left: "epoch.seq".
struct EventId {
    std::string epoch;
    Seq seq = 0;
};
std::optional<EventId> parse_event_id(std::string_view text);

struct SocketAddress {
    std::string host;  ///< without brackets
    unsigned short port = 0;
};
/// ADDRESS:PORT or [V6]:PORT.
std::optional<SocketAddress> parse_socket_address(std::string_view text);

/// A command from its JSON; actor and seat are the caller's to set. Refused: what read_json refuses,
/// `record.type` {expected}, `record.unknown_key` {key}, `command.id_form`, `command.kind_form`.
Result<Command> read_command(std::string_view body);

/// Who wants in: by name and password, or by the six digits.
struct SignIn {
    std::string name;
    std::string password;
    std::string code;
};
/// Refused: what read_json refuses, `sign_in.form`.
Result<SignIn> read_sign_in(std::string_view body);

}  // namespace sandau::server
