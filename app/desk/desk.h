#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/contest_file.h"
#include "db/host_lock.h"
#include "desk/host.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau {

struct DeskOptions {
    std::function<Instant()> clock;        ///< empty: the machine's clocks
    std::size_t people_queue_max = 1024;   ///< commands waiting; beyond: `busy`
    std::size_t devices_queue_max = 8192;  ///< the same for the device lane
    FileOptions file;
};

/// The one place that decides and remembers. It owns the contest and its file, on a thread of its own.
class Desk final : public Host {
public:
    /// Hosts a contest file. Clocks of another boot come back paused. Refused as ContestFile::open.
    static Result<std::unique_ptr<Desk>> open(const std::filesystem::path& path, DeskOptions options = {});

    /// Makes a contest file with these rules and hosts it. Refused as ContestFile::create, and with the
    /// first problem of the definition.
    static Result<std::unique_ptr<Desk>> create(const std::filesystem::path& path,
                                                std::string_view definition, DeskOptions options = {});

    ~Desk() override;  ///< what waits is refused with `host.closing`
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void submit(Command command, Lane lane, Reply reply) override;
    SnapshotPtr snapshot() const override;
    Subscription subscribe(std::function<void(SnapshotPtr)> on_change) override;
    Result<KeptFile> keep_file(std::string_view bytes) override;
    Result<std::string> read_file(const std::string& sha256) const override;

    /// Shows a reading at once, before it is ordered and journaled. Lost when the device lane is full:
    /// the ordered event is not.
    void show_provisional(ProvisionalReading reading);

    /// Submits and waits for the answer. Never call it on the desk's own thread.
    Result<Answer> ask(Command command);

    // The owner's work on the file. Each waits for the desk's thread; photos are copied on the caller's.
    Result<void> backup_to(const std::filesystem::path& destination);
    Result<void> erase_personal();
    Result<std::vector<JournalEntry>> journal_since(Seq since, std::size_t count_max = 1000);
    /// Tells the owner-only file where the host listens.
    Result<void> write_address(const LiveHost& host);

private:
    struct Inner;
    explicit Desk(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

/// A new command id: a random UUID (RFC 4122, version 4).
CommandId new_command_id();

}  // namespace sandau
