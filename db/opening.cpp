#include "db/opening.h"

#include <sqlite3.h>

#include "db/copies.h"
#include "db/migrate.h"
#include "db/schema.h"

namespace sandau::db {

namespace {

tl::unexpected<Refusal> version_refused(const char* code, std::int64_t version) {
    return refuse(code,
                  {{"version", std::to_string(version)}, {"supported", std::to_string(schema_version)}});
}

/// An older file: kept beside itself, then taken forward.
Result<void> bring_up(Connection& connection, const std::filesystem::path& path, std::int64_t version) {
    const std::filesystem::path kept = beside(path, ".v" + std::to_string(version));
    const Result<void> copied = copy_database(connection, kept);
    // A copy that is there already was made by an upgrade that did not come to its end.
    if (!copied && copied.error().code != "file.exists") return copied;
    return upgrade(connection, migrations(), schema_version);
}

Result<void> recognise(Connection& connection, const std::filesystem::path& path, FileMode mode) {
    if (connection.one_integer("PRAGMA application_id") != application_id) return refuse("file.not_contest");
    const std::int64_t version = connection.one_integer("PRAGMA user_version").value_or(0);
    if (version > schema_version) return version_refused("file.newer", version);
    if (version < 1) return refuse("file.not_contest");
    if (version < schema_version) {
        if (mode == FileMode::ReadOnly) return version_refused("file.older", version);
        if (const Result<void> done = bring_up(connection, path, version); !done) return done;
    }
    if (const auto name = foreign_in_schema(connection)) return refuse("file.schema", {{"name", *name}});
    if (mode == FileMode::Host && connection.one_text("PRAGMA journal_mode = WAL") != "wal")
        return refuse("file.unreadable", {{"detail", "no write-ahead log"}});
    return {};
}

/// On a medium that cannot be written, SQLite cannot make the shared memory of the log's mode; where there
/// is no log to be read, nothing changes the file and it can be read without.
bool can_be_taken_as_fixed(const Failure& failure, const std::filesystem::path& path) {
    if (failure.primary() != SQLITE_CANTOPEN && failure.primary() != SQLITE_READONLY) return false;
    std::error_code error;
    const std::uintmax_t log_bytes = std::filesystem::file_size(beside(path, "-wal"), error);
    return error || log_bytes == 0;
}

Result<std::unique_ptr<Connection>> opened_as(const std::filesystem::path& path, FileMode mode,
                                              OpenAs open_as, const std::string& vfs) {
    auto connection = std::make_unique<Connection>(path, open_as, vfs);
    const Result<void> recognised = recognise(*connection, path, mode);
    if (!recognised) return tl::unexpected(recognised.error());
    return connection;
}

}  // namespace

Result<std::unique_ptr<Connection>> open_contest(const std::filesystem::path& path, FileMode mode,
                                                 const std::string& vfs) {
    const auto refused = [](const Failure& failure) -> tl::unexpected<Refusal> {
        if (failure.primary() == SQLITE_NOTADB) return refuse("file.not_contest");
        return refuse("file.unreadable", {{"detail", failure.what()}});
    };
    try {
        return opened_as(path, mode, mode == FileMode::Host ? OpenAs::Writer : OpenAs::Reader, vfs);
    } catch (const Failure& failure) {
        if (mode == FileMode::Host || !can_be_taken_as_fixed(failure, path)) return refused(failure);
    }
    try {
        return opened_as(path, mode, OpenAs::FixedMedium, vfs);
    } catch (const Failure& failure) {
        return refused(failure);
    }
}

Result<std::unique_ptr<Connection>> open_for_a_look(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return refuse("file.missing");
    if (!std::filesystem::is_regular_file(path, error)) return refuse("file.not_contest");
    return open_contest(path, FileMode::ReadOnly);
}

}  // namespace sandau::db
