#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scoring/result.h"

namespace sandau::cli {

/// Where a host serves its pages.
struct HostAddress {
    bool is_tls = false;
    std::string name;  ///< a name or an address, without brackets
    std::string port;

    std::string authority() const;  ///< NAME:PORT, [V6]:PORT
    std::string text() const;       ///< http://NAME:PORT
    bool operator==(const HostAddress&) const = default;
};

/// What a person types: http://192.168.1.20:8080/, https://…, 192.168.1.20:8080, may-chu.local; port 8080
/// where none is named. Refused: `remote.address` {address}.
Result<HostAddress> parse_host_address(std::string_view text);

struct HostReply {
    unsigned status = 0;
    std::map<std::string, std::string> headers;  ///< names in small letters
    std::string body;

    std::string header(const std::string& name) const;
};

/// A problem document back to the refusal that it was made of; what has no words becomes `host.refused`.
Refusal refusal_of(const HostReply& reply);

struct HostRequest {
    enum class Method { Get, Post };
    Method method = Method::Get;
    std::string path;
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
    std::chrono::milliseconds time_max{10'000};  ///< for the whole of it, connecting included
    std::size_t bytes_max = 1u << 20;            ///< of the answer's body
};

/// Asks one host, on one connection that stays open between two questions. Its calls wait: it is for a
/// thread of its own, one at a time.
class HostClient {
public:
    /// `fingerprint`: of the certificate that a TLS host has to show (SHA-256, AB:CD:…); another one is
    /// refused before anything is said. Empty: nothing is asked over TLS, only the fingerprint is learnt.
    explicit HostClient(HostAddress address, std::string fingerprint = {});
    ~HostClient();
    HostClient(const HostClient&) = delete;
    HostClient& operator=(const HostClient&) = delete;

    const HostAddress& address() const;

    /// Refused: `remote.unreachable` {address, why}, `remote.certificate` {address}, `remote.answer`
    /// {address, why} where what came is no answer of HTTP, or too large.
    Result<HostReply> ask(const HostRequest& request);

    /// Connects, and says which certificate the host shows. Refused: as `ask`.
    Result<std::string> learn_fingerprint();

    /// From any thread: what waits ends with `remote.unreachable`, and so does all that is asked later.
    void cancel();

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

}  // namespace sandau::cli
