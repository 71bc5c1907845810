#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "scoring/result.h"
#include "server/server.h"

namespace CLI {
class App;
}

namespace sandau::cli {

class Console;

/// Whether the pages are served over https, and with whose certificate.
struct TlsChoice {
    bool own = false;              ///< one that Sandau makes, beside the contest file
    std::string certificate, key;  ///< brought ones, PEM; without a key it is in the certificate's file
};

/// --tls, --certificate and --key.
void add_tls_options(CLI::App& command, TlsChoice& choice, const Console& console);

/// The certificate that was brought, or our own, made anew when it is about to end or this machine has
/// another address than it had. Nothing: no TLS is wanted.
Result<std::optional<server::TlsFiles>> tls_files(const TlsChoice& choice,
                                                  const std::filesystem::path& contest_file);

}  // namespace sandau::cli
