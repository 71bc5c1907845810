#include "db/copies.h"

#include <sqlite3.h>

#include "db/digest.h"

namespace sandau::db {

namespace {

void copy_pages(Connection& source, Connection& target) {
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (backup == nullptr)
        throw Failure(sqlite3_extended_errcode(target.handle()), sqlite3_errmsg(target.handle()));
    const int step = sqlite3_backup_step(backup, -1);
    const int finish = sqlite3_backup_finish(backup);
    if (step != SQLITE_DONE) throw Failure(step, sqlite3_errstr(step));
    if (finish != SQLITE_OK) throw Failure(finish, sqlite3_errstr(finish));
}

}  // namespace

std::filesystem::path beside(const std::filesystem::path& path, const std::string& suffix) {
    std::filesystem::path other = path;
    other += suffix;
    return other;
}

void make_owner_only(const std::filesystem::path& path) {
    using std::filesystem::perms;
    std::error_code ignored;  // file systems without rights exist
    std::filesystem::permissions(path, perms::owner_read | perms::owner_write, ignored);
}

Result<void> copy_database(Connection& source, const std::filesystem::path& destination) {
    if (std::filesystem::exists(destination)) return refuse("file.exists");
    const std::filesystem::path unfinished = beside(destination, ".unfinished-" + random_hex(4));
    try {
        Connection target(unfinished, OpenAs::NewFile);
        make_owner_only(unfinished);
        copy_pages(source, target);
    } catch (const Failure& failure) {
        std::error_code ignored;
        std::filesystem::remove(unfinished, ignored);
        return refuse("file.not_created", {{"detail", failure.what()}});
    }
    std::error_code error;
    std::filesystem::rename(unfinished, destination, error);
    if (!error) return {};
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    return refuse("file.not_created", {{"detail", error.message()}});
}

}  // namespace sandau::db
