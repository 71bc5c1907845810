#include "cli/tls_choice.h"

#include <CLI/CLI.hpp>
#include <vector>

#include "cli/console.h"
#include "devices/boot_clock.h"
#include "server/machine.h"
#include "server/tls.h"

namespace sandau::cli {

void add_tls_options(CLI::App& command, TlsChoice& choice, const Console& console) {
    auto* brought =
        command.add_option("--certificate", choice.certificate,
                           console.in("https với chứng chỉ này (PEM)", "https with this certificate (PEM)"));
    command
        .add_option("--key", choice.key,
                    console.in("khóa của chứng chỉ, nếu ở tệp khác", "its key, where it is in another file"))
        ->needs(brought);
    command
        .add_flag("--tls", choice.own,
                  console.in("https với chứng chỉ do Sandau tự làm, để cạnh tệp cuộc thi",
                             "https with a certificate that Sandau makes, beside the contest file"))
        ->excludes(brought);
}

Result<std::optional<server::TlsFiles>> tls_files(const TlsChoice& choice,
                                                  const std::filesystem::path& contest_file) {
    if (!choice.certificate.empty())
        return server::TlsFiles{choice.certificate, choice.key.empty() ? choice.certificate : choice.key};
    if (!choice.own) return std::nullopt;
    const std::filesystem::path own = contest_file.string() + ".tls.pem";
    const std::vector<std::string> names = server::names_of_this_machine();
    const WallTime now = devices::now_instant().wall;
    if (!server::certificate_serves(own, names, now))
        if (const Result<void> made = server::make_certificate(own, names, now); !made)
            return tl::unexpected(made.error());
    return server::TlsFiles{own, own};
}

}  // namespace sandau::cli
