#include <algorithm>
#include <cstddef>

#include "db/chain.h"
#include "db/copies.h"
#include "db/digest.h"
#include "db/file_folder.h"
#include "db/host_lock.h"
#include "db/maintenance.h"
#include "db/opening.h"

namespace sandau {

namespace {

using db::Connection;

/// The log that belongs to the file which is being replaced must not meet the one that takes its place.
/// It is moved into that file; where the file is beyond that, the log is kept under another name.
void settle_log(const std::filesystem::path& path) {
    std::error_code ignored;
    try {
        Connection connection(path, db::OpenAs::Writer);
        connection.checkpoint(Connection::Checkpoint::Truncate);
    } catch (const db::Failure&) {
        std::filesystem::rename(db::beside(path, "-wal"), db::beside(path, ".before-restore-wal"), ignored);
    }
    std::filesystem::remove(db::beside(path, "-wal"), ignored);
    std::filesystem::remove(db::beside(path, "-shm"), ignored);
}

/// Results come back even where the folder of photos was not kept with them.
std::ptrdiff_t damages_of(const VerifyReport& report) {
    return std::ranges::count_if(
        report.problems, [](const Problem& problem) { return problem.what.code != "verify.file_missing"; });
}

Result<void> new_epoch(const std::filesystem::path& path) {
    try {
        Connection connection(path, db::OpenAs::Writer);
        connection.run("INSERT OR REPLACE INTO file(key, value) VALUES ('epoch', ?)", random_hex(8));
        connection.checkpoint(Connection::Checkpoint::Truncate);
        return {};
    } catch (const db::Failure& failure) {
        return tl::unexpected(db::refusal_of(failure));
    }
}

tl::unexpected<Refusal> not_created(const std::error_code& error) {
    return refuse("file.not_created", {{"detail", error.message()}});
}

/// The rename is the one moment in which the file changes; before it and after it there is a whole one.
Result<void> put_in_place(const std::filesystem::path& restored, const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::exists(path)) {
        settle_log(path);
        const std::filesystem::path kept = db::beside(path, ".before-restore");
        std::filesystem::remove(kept, error);
        // A second name, so that the file never lacks its own; a copy where there are no second names.
        std::filesystem::create_hard_link(path, kept, error);
        if (error && !std::filesystem::copy_file(path, kept, error)) return not_created(error);
    }
    std::filesystem::rename(restored, path, error);
    if (error) return not_created(error);
    return {};
}

}  // namespace

Result<void> backup(const std::filesystem::path& path, const std::filesystem::path& destination) {
    Result<std::unique_ptr<Connection>> connection = db::open_for_a_look(path);
    if (!connection) return tl::unexpected(connection.error());
    try {
        if (const Result<void> copied = db::copy_database(**connection, destination); !copied) return copied;
    } catch (const db::Failure& failure) {
        return tl::unexpected(db::refusal_of(failure));
    }
    return copy_attached_files(destination, path, destination);
}

Result<void> restore(const std::filesystem::path& source, const std::filesystem::path& path) {
    Result<HostLock> lock = HostLock::take(path);
    if (!lock) return tl::unexpected(lock.error());
    const std::filesystem::path restored = db::beside(path, ".restoring-" + random_hex(4));
    const auto remove_restored = [&] {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(db::beside(restored, suffix), ignored);
        (void)FileFolder(restored).erase();
    };
    // The copy is what is checked: the source may change, the copy does not.
    if (const Result<void> copied = backup(source, restored); !copied) return copied;
    const Result<VerifyReport> report = verify(restored);
    Result<void> done;
    if (!report) {
        done = tl::unexpected(report.error());
    } else if (const std::ptrdiff_t damages = damages_of(*report); damages > 0) {
        done = refuse("restore.not_fine", {{"problems", std::to_string(damages)}});
    } else {
        done = new_epoch(restored);
    }
    // Beside those that are there: what was before the restoring keeps its own.
    if (done) done = copy_attached_files(restored, restored, path);
    if (done) done = put_in_place(restored, path);
    remove_restored();
    return done;
}

}  // namespace sandau
