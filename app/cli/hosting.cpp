#include "cli/hosting.h"

#include <algorithm>
#include <map>

#include "cli/journal_lines.h"
#include "db/digest.h"
#include "db/session_keep.h"
#include "devices/boot_clock.h"
#include "server/machine.h"
#include "server/secrets.h"

namespace sandau::cli {

namespace {

/// Both clocks of the machine, the boot clock as the devices have it. A faster one takes the wall clock
/// along, so that a timetable of hours is played in minutes.
std::function<Instant()> clock_of(const devices::TimeSource& time) {
    const Instant start = devices::now_instant();
    return [time, start] {
        Instant now = devices::now_instant();
        now.mono = time.now();
        if (time.speed != 1) now.wall.utc_ms = start.wall.utc_ms + (now.mono - start.mono).floor_ms();
        return now;
    };
}

/// The last event of each device that the file remembers: what happened while nobody hosted is asked for.
std::vector<devices::LastEvent> last_events(const Contest& contest) {
    std::map<DeviceId, const DeviceRecord*> last;
    for (const DeviceRecord& record : contest.table<DeviceRecord>()) {
        const DeviceRecord*& known = last[record.device];
        const bool later = known == nullptr || (known->boot == record.boot ? known->seq < record.seq
                                                                           : known->at.wall < record.at.wall);
        if (later) known = &record;
    }
    std::vector<devices::LastEvent> events;
    for (const auto& [device, record] : last)
        events.push_back({device, record->boot, static_cast<std::uint32_t>(record->seq)});
    return events;
}

/// The recordings that the file's results, and what waits for a person, lead back to.
std::set<std::string> needed_recordings(const Contest& contest) {
    std::set<std::string> needed;
    for (const DeviceRecord& event : contest.table<DeviceRecord>())
        if (event.place != EventPlace::Dismissed) needed.insert(event.raw.substr(0, event.raw.rfind('@')));
    return needed;
}

}  // namespace

std::filesystem::path recordings_of(const std::filesystem::path& file) {
    std::filesystem::path directory = file;
    directory.replace_extension(".recordings");
    return directory;
}

Result<std::unique_ptr<Hosting>> Hosting::open(const std::filesystem::path& path, HostingOptions options) {
    std::function<Instant()> clock = clock_of(options.time);
    DeskOptions desk_options;
    desk_options.clock = clock;
    Result<std::unique_ptr<Desk>> desk = Desk::open(path, desk_options);
    if (!desk) return tl::unexpected(desk.error());
    return host(std::move(*desk), path, std::move(options), std::move(clock));
}

Result<std::unique_ptr<Hosting>> Hosting::create(const std::filesystem::path& path,
                                                 std::string_view definition, HostingOptions options) {
    std::function<Instant()> clock = clock_of(options.time);
    DeskOptions desk_options;
    desk_options.clock = clock;
    Result<std::unique_ptr<Desk>> desk = Desk::create(path, definition, desk_options);
    if (!desk) return tl::unexpected(desk.error());
    return host(std::move(*desk), path, std::move(options), std::move(clock));
}

namespace {

/// What the owner's own commands ask of a host that has the file open.
Result<Json> do_owner_work(Desk& desk, const std::string& name, const Json& body) {
    Result<void> done = refuse("not_found", {{"what", "@noun.command"}, {"id", name}});
    if (name == "backup") {
        const Json* destination = body.find("destination");
        const std::string* path = destination != nullptr ? destination->as_string() : nullptr;
        if (path == nullptr) return refuse("record.type", {{"expected", "text"}}, "destination");
        done = desk.backup_to(*path);
    } else if (name == "erase") {
        done = desk.erase_personal();
    }
    if (!done) return tl::unexpected(done.error());
    return Json(Json::Object{});
}

}  // namespace

void Hosting::keep_sessions(const std::filesystem::path& path, server::ServerOptions& options) {
    constexpr std::int64_t week_s = 7 * 24 * 3600;  // no session lasts longer
    Result<SessionKeep> keep = SessionKeep::open(path, clock_().wall.utc_ms / 1000 - week_s);
    if (!keep) {
        // The contest goes on; whoever is signed in signs in again after a restart.
        troubles_.push_back(keep.error());
        return;
    }
    // A file that was restored is another one: who was revoked after the backup was made is back in it, and
    // must not be back at work by an old sign-in.
    options.session_key = server::keyed_hash(keep->key(), desk_->snapshot()->status.epoch);
    options.ended_sessions = keep->ended();
    options.session_ended = [keep = std::move(*keep)](const std::string& session, std::int64_t now_s) {
        // Where the disk takes nothing more, this server still knows it; the file says so elsewhere.
        static_cast<void>(keep.end(session, now_s));
    };
}

void Hosting::open_devices(const std::vector<std::string>& specs) {
    // What a device may do is said before it is heard: a pinned one from elsewhere is never let in.
    settings_ = std::make_unique<DeviceSettings>(
        [this](const DeviceId& device, const std::string& address) {
            devices_->pin_address(device, address);
        },
        [this](const DeviceId& device, int channel, Duration shortest) {
            devices_->set_shortest_lap(device, static_cast<std::uint8_t>(channel), shortest);
        });
    settings_->tell(*desk_->snapshot()->contest);
    std::vector<std::string> known;
    const auto is_known = [&](const std::string& spec) {
        return std::find(known.begin(), known.end(), spec) != known.end();
    };
    // What the file remembers stays as it is: a timer without an identity is called by where it was.
    for (const Device& device : desk_->snapshot()->contest->table<Device>())
        if (!device.spec.empty() && !is_known(device.spec)) known.push_back(device.spec);
    for (const std::string& spec : specs)
        if (const std::string stable = devices::stable_spec(spec); !is_known(spec) && !is_known(stable))
            known.push_back(stable);
    for (const std::string& spec : known)
        if (const Result<void> opened = devices_->open(spec); !opened) troubles_.push_back(opened.error());
    settings_change_ = desk_->subscribe(
        [settings = settings_.get()](const SnapshotPtr& snapshot) { settings->tell(*snapshot->contest); });
}

std::vector<std::string> Hosting::reachable_addresses() const {
    std::vector<std::string> addresses =
        server::reachable_addresses(addresses_, server::network_interfaces());
    for (std::string& address : addresses) address = (tls_ ? "https://" : "http://") + address + "/";
    return addresses;
}

Result<std::unique_ptr<Hosting>> Hosting::host(std::unique_ptr<Desk> desk, const std::filesystem::path& path,
                                               HostingOptions options, std::function<Instant()> clock) {
    std::unique_ptr<Hosting> hosting(new Hosting);
    hosting->clock_ = std::move(clock);
    hosting->desk_ = std::move(desk);
    hosting->intake_ =
        std::make_unique<DeviceIntake>(*hosting->desk_, hosting->clock_,
                                       [hosting = hosting.get()](const DeviceId& device, std::uint32_t mask) {
                                           hosting->devices_->set_stop_inputs(device, mask);
                                       });

    devices::Options device_options;
    device_options.record_directory = options.record_directory;
    device_options.time = options.time;
    device_options.needed_recordings = needed_recordings(*hosting->desk_->snapshot()->contest);
    device_options.resume = last_events(*hosting->desk_->snapshot()->contest);
    hosting->record_directory_ = options.record_directory;
    hosting->devices_ = std::make_unique<devices::Devices>(device_options, hosting->intake_->sink());
    hosting->open_devices(options.devices);

    server::ServerOptions server_options;
    server_options.listen = options.listen;
    server_options.one_is_enough = options.one_is_enough;
    server_options.owner_token = random_hex(32);
    server_options.now = hosting->clock_;
    Result<std::optional<server::TlsFiles>> tls = tls_files(options.tls, path);
    if (!tls) return tl::unexpected(tls.error());
    server_options.tls = hosting->tls_ = std::move(*tls);
    hosting->keep_sessions(path, server_options);
    // By the machine's own clock: a demonstration that runs faster makes nobody ask faster.
    if (options.stations_may_ask)
        hosting->pairings_ = std::make_shared<server::Pairings>([] { return devices::now_instant().mono; });
    server_options.pairings = hosting->pairings_;
    server_options.journal = [desk = hosting->desk_.get()](
                                 Seq since, std::size_t max,
                                 const std::function<void(Result<server::JournalPage>)>& answer) {
        const Result<std::vector<JournalEntry>> entries = desk->journal_since(since, max);
        if (!entries) return answer(tl::unexpected(entries.error()));
        server::JournalPage page;
        for (const JournalEntry& entry : *entries) page.lines.push_back(journal_line(entry));
        answer(std::move(page));
    };
    server_options.owner_work = [desk = hosting->desk_.get()](const std::string& name, const Json& body) {
        return do_owner_work(*desk, name, body);
    };
    const std::string token = server_options.owner_token;
    hosting->server_ = std::make_unique<server::Server>(*hosting->desk_, std::move(server_options));
    Result<std::vector<std::string>> bound = hosting->server_->start();
    if (!bound) return tl::unexpected(bound.error());
    hosting->addresses_ = std::move(*bound);

    // The owner's programs come by this machine's own door, where there is one.
    const std::vector<std::string> doors =
        server::reachable_addresses(hosting->addresses_, server::network_interfaces());
    const auto loopback = std::find_if(doors.begin(), doors.end(),
                                       [](const std::string& one) { return one.starts_with("127."); });
    const std::string door = loopback != doors.end() ? *loopback : hosting->addresses_.front();
    if (Result<void> written = hosting->desk_->write_address({door, token}); !written)
        return tl::unexpected(written.error());
    return hosting;
}

}  // namespace sandau::cli
