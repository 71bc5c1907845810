#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scoring/result.h"
#include "scoring/time.h"

struct ssl_ctx_st;

namespace sandau::server {

/// Where certificate and key lie, as PEM; the certificate may be followed by those that it stands on.
struct TlsFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;  ///< may be the same file
};

/// What a server needs to speak TLS 1.2 and 1.3.
class TlsContext {
public:
    /// Refused: `tls.certificate` {path, why}, `tls.key` {path, why} (unreadable, or of another certificate).
    static Result<TlsContext> load(const TlsFiles& files);

    ssl_ctx_st* get() const { return context_.get(); }

private:
    explicit TlsContext(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}
    std::shared_ptr<ssl_ctx_st> context_;
};

/// Writes a certificate that signs itself (ECDSA P-256, good for 397 days) and its key into one file that
/// only its owner may read. Refused: `tls.certificate` {path, why}.
Result<void> make_certificate(const std::filesystem::path& path, const std::vector<std::string>& names,
                              WallTime now);

/// Whether the certificate in the file is good for a week more and for all the names.
bool certificate_serves(const std::filesystem::path& path, const std::vector<std::string>& names,
                        WallTime now);

/// SHA-256 of the certificate, AB:CD:…, as browsers show it: for people to compare. Empty: unreadable.
std::string fingerprint_of(const std::filesystem::path& certificate);

}  // namespace sandau::server
