#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/tls_choice.h"
#include "desk/desk.h"
#include "desk/device_intake.h"
#include "desk/device_settings.h"
#include "devices/devices.h"
#include "server/pairings.h"
#include "server/server.h"

namespace sandau::cli {

struct HostingOptions {
    std::vector<std::string> listen{"127.0.0.1:0"};
    bool one_is_enough = false;              ///< of `listen`: the first whose port nobody has
    std::vector<std::string> devices;        ///< specs, beside those that the file names
    std::filesystem::path record_directory;  ///< empty: nothing is recorded
    TlsChoice tls;
    bool stations_may_ask = false;  ///< to join: only where somebody is there to say which seat they are
    devices::TimeSource time;       ///< faster than real for a demonstration only
};

/// Where the station keeps what the devices of a contest file sent: in a folder beside it.
std::filesystem::path recordings_of(const std::filesystem::path& file);

/// A hosted contest: the desk with its file, the devices, the web server, put together.
class Hosting {
public:
    static Result<std::unique_ptr<Hosting>> open(const std::filesystem::path& path, HostingOptions options);
    static Result<std::unique_ptr<Hosting>> create(const std::filesystem::path& path,
                                                   std::string_view definition, HostingOptions options);

    Desk& desk() { return *desk_; }
    devices::Devices& devices() { return *devices_; }
    /// Where the server listens, ADDRESS:PORT.
    const std::vector<std::string>& addresses() const { return addresses_; }
    /// The pages' addresses as others type them, http://ADDRESS:PORT/, best first; of the networks that this
    /// machine is in now.
    std::vector<std::string> reachable_addresses() const;
    /// The certificate that the pages are served with; nothing: without TLS.
    const std::optional<server::TlsFiles>& tls() const { return tls_; }
    /// Stations that ask to join. Null: none may.
    const std::shared_ptr<server::Pairings>& pairings() const { return pairings_; }
    /// What did not work, devices above all, each with why; the contest goes on without it.
    const std::vector<Refusal>& troubles() const { return troubles_; }
    const std::function<Instant()>& clock() const { return clock_; }
    const std::filesystem::path& record_directory() const { return record_directory_; }

private:
    Hosting() = default;
    static Result<std::unique_ptr<Hosting>> host(std::unique_ptr<Desk> desk,
                                                 const std::filesystem::path& path, HostingOptions options,
                                                 std::function<Instant()> clock);
    /// Opens these and those that the file names, under the settings that the file has for them.
    void open_devices(const std::vector<std::string>& specs);
    /// Sessions outlive this host.
    void keep_sessions(const std::filesystem::path& path, server::ServerOptions& options);

    std::function<Instant()> clock_;
    std::filesystem::path record_directory_;
    std::unique_ptr<Desk> desk_;
    std::unique_ptr<DeviceIntake> intake_;
    std::unique_ptr<devices::Devices> devices_;
    std::unique_ptr<DeviceSettings> settings_;
    Subscription settings_change_;
    std::shared_ptr<server::Pairings> pairings_;
    std::unique_ptr<server::Server> server_;
    std::vector<std::string> addresses_;
    std::optional<server::TlsFiles> tls_;
    std::vector<Refusal> troubles_;
};

}  // namespace sandau::cli
