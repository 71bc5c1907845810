#include "db/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace sandau::db {

namespace {

constexpr int busy_wait_ms = 250;
/// No row of ours comes near; a hostile file's may claim to be a gigabyte.
constexpr int row_bytes_max = 128 << 20;

[[noreturn]] void fail(sqlite3* database, int code) {
    const std::string detail = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    throw Failure(database != nullptr ? sqlite3_extended_errcode(database) : code, detail);
}

int open_flags(OpenAs open_as) {
    switch (open_as) {
        case OpenAs::NewFile:
            return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        case OpenAs::Writer:
            return SQLITE_OPEN_READWRITE;
        case OpenAs::Reader:
            return SQLITE_OPEN_READONLY;
        case OpenAs::FixedMedium:
            return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
        case OpenAs::Memory:
            return SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY;
    }
    CHECK(false, "every way of opening is listed");
}

std::string open_name(const std::filesystem::path& path, OpenAs open_as) {
    if (open_as == OpenAs::Memory) return ":memory:";
    const std::string name = utf8_path(path);
    if (open_as != OpenAs::FixedMedium) return name;
    std::string uri = "file:";
    for (const char letter : name) {
        if (letter == '%' || letter == '?' || letter == '#') {
            uri += fmt::format("%{:02X}", static_cast<unsigned>(letter));
        } else {
            uri += letter;
        }
    }
    return uri + "?immutable=1";
}

}  // namespace

Refusal refusal_of(const Failure& failure) {
    switch (failure.primary()) {
        case SQLITE_FULL:
            return {"file.full", {}, {}};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {"file.busy", {}, {}};
        case SQLITE_NOMEM:
            return {"file.no_memory", {}, {}};
        case SQLITE_READONLY:
            return {"file.read_only", {}, {}};
        case SQLITE_TOOBIG:
            return {"file.too_large", {}, {}};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
            return {"file.damaged", {{"detail", failure.what()}}, {}};
        default:
            return {"file.io", {{"detail", failure.what()}}, {}};
    }
}

Statement::Statement(sqlite3* database, std::string_view sql) {
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (code != SQLITE_OK) fail(database, code);
}

Statement::~Statement() {
    sqlite3_finalize(statement_);
}

sqlite3* Statement::database() const {
    return sqlite3_db_handle(statement_);
}

void Statement::bind(int index, std::nullptr_t) {
    if (const int code = sqlite3_bind_null(statement_, index); code != SQLITE_OK) fail(database(), code);
}

void Statement::bind(int index, std::int64_t value) {
    if (const int code = sqlite3_bind_int64(statement_, index, value); code != SQLITE_OK)
        fail(database(), code);
}

void Statement::bind(int index, std::string_view value) {
    // An empty view may have no address, which SQLite would take for NULL.
    const char* bytes = value.empty() ? "" : value.data();
    const int code =
        sqlite3_bind_text64(statement_, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) fail(database(), code);
}

void Statement::bind(int index, WallTime value) {
    if (value == WallTime{}) {
        bind(index, nullptr);
    } else {
        bind(index, value.utc_ms);
    }
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(database(), code);
    return false;
}

void Statement::reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

int Statement::columns() const {
    return sqlite3_column_count(statement_);
}

std::string_view Statement::column_name(int column) const {
    return sqlite3_column_name(statement_, column);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

bool Statement::is_integer(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_INTEGER;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Connection::Connection(const std::filesystem::path& path, OpenAs open_as, const std::string& vfs) {
    const std::string name = open_name(path, open_as);
    // One thread at a time uses a connection (contest_file.h): SQLite needs no lock of its own.
    const int flags = open_flags(open_as) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(name.c_str(), &database_, flags, vfs.empty() ? nullptr : vfs.c_str());
    if (code != SQLITE_OK) {
        const Failure failure(code, database_ != nullptr ? sqlite3_errmsg(database_) : sqlite3_errstr(code));
        sqlite3_close(database_);
        throw failure;
    }
    try {
        set_up(open_as);
    } catch (...) {
        prepared_.clear();
        sqlite3_close(database_);
        throw;
    }
}

void Connection::set_up(OpenAs open_as) {
    sqlite3_busy_timeout(database_, busy_wait_ms);
    sqlite3_limit(database_, SQLITE_LIMIT_LENGTH, row_bytes_max);
    // The file may come from anywhere: nothing that its schema says is executed, nothing can write to
    // SQLite's own tables.
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    switch (open_as) {
        case OpenAs::Memory:
            return;
        case OpenAs::Reader:
        case OpenAs::FixedMedium:
            keep_log_on_close();
            return;
        case OpenAs::NewFile:
        case OpenAs::Writer:
            break;
    }
    script("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;");
    // The hook takes the place of the automatic checkpoint: who answers first, checkpoints afterwards.
    sqlite3_wal_hook(
        database_,
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<Connection*>(self)->log_pages_ = pages;
            return SQLITE_OK;
        },
        this);
}

Connection::~Connection() {
    prepared_.clear();
    sqlite3_close(database_);
}

void Connection::script(const std::string& sql) {
    const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(database_, code);
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(database_) == 0;
}

void Connection::checkpoint(Checkpoint how) {
    const int mode = how == Checkpoint::Truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    const int code = sqlite3_wal_checkpoint_v2(database_, nullptr, mode, nullptr, nullptr);
    if (code != SQLITE_OK) fail(database_, code);
    log_pages_ = 0;
}

void Connection::keep_log_on_close() {
    sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Statement& Connection::prepared(const char* sql) {
    const auto found = prepared_.find(sql);
    if (found != prepared_.end()) return found->second;
    return prepared_.emplace(sql, Statement(database_, sql)).first->second;
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
    if (kind == Kind::Write) {
        connection_.run("BEGIN IMMEDIATE");
    } else {
        connection_.run("BEGIN");
    }
}

Transaction::~Transaction() {
    if (!open_ || !connection_.in_transaction()) return;
    try {
        connection_.run("ROLLBACK");
    } catch (const Failure&) {
        // What is left open is seen in `in_transaction`, and the connection is given up.
    }
}

void Transaction::commit() {
    connection_.run("COMMIT");
    open_ = false;
}

std::string utf8_path(const std::filesystem::path& path) {
    const std::u8string text = std::filesystem::absolute(path).u8string();
    return {text.begin(), text.end()};
}

}  // namespace sandau::db
