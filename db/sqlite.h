#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "scoring/record.h"
#include "scoring/result.h"

struct sqlite3;
struct sqlite3_stmt;

// Inside the room only: a thin, exact hold on SQLite. Its result codes decide what a failed write means,
// so nothing here hides them.

namespace sandau::db {

/// SQLite said no. `code` is the extended result code.
struct Failure : std::runtime_error {
    Failure(int result_code, std::string what_happened)
        : std::runtime_error(std::move(what_happened)), code(result_code) {}
    int primary() const { return code & 0xff; }
    int code;
};

/// `file.full`, `file.busy`, `file.no_memory`, `file.read_only`, `file.too_large`, `file.damaged` {detail},
/// `file.io` {detail}.
Refusal refusal_of(const Failure& failure);

class Statement {
public:
    Statement(sqlite3* database, std::string_view sql);
    Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    void bind(int index, std::nullptr_t);
    void bind(int index, std::int64_t value);
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, bool value) { bind(index, std::int64_t{value ? 1 : 0}); }
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
    void bind(int index, const char* value) { bind(index, std::string_view(value)); }
    void bind(int index, const Json& value) { bind(index, std::string_view(write_json(value))); }
    /// A time that was never set is NULL.
    void bind(int index, WallTime value);
    template <class Tag>
    void bind(int index, const Id<Tag>& id) {
        bind(index, std::string_view(id.text));
    }
    template <WordedEnum E>
    void bind(int index, E value) {
        bind(index, word_of(value));
    }
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value) {
            bind(index, *value);
        } else {
            bind(index, nullptr);
        }
    }
    template <class... Values>
    void bind_all(const Values&... values) {
        int index = 0;
        (bind(++index, values), ...);
    }

    /// True: there is a row to read.
    bool step();
    void reset();

    int columns() const;
    std::string_view column_name(int column) const;
    bool is_null(int column) const;
    bool is_integer(int column) const;
    std::int64_t integer(int column) const;
    /// Valid until the next step.
    std::string_view text(int column) const;

private:
    sqlite3* database() const;
    sqlite3_stmt* statement_ = nullptr;
};

/// FixedMedium: nothing can change the file, so SQLite neither locks nor looks for a log.
enum class OpenAs { NewFile, Writer, Reader, FixedMedium, Memory };

class Connection {
public:
    Connection(const std::filesystem::path& path, OpenAs open_as, const std::string& vfs = {});
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Several statements without parameters.
    void script(const std::string& sql);

    /// One statement; `sql` must be a literal: it is prepared once and kept by its address.
    template <class... Values>
    void run(const char* sql, const Values&... values) {
        each(
            sql, [](const Statement&) {}, values...);
    }

    template <class OnRow, class... Values>
    void each(const char* sql, OnRow&& on_row, const Values&... values) {
        Statement& statement = prepared(sql);
        const Resetting resetting{statement};
        statement.bind_all(values...);
        while (statement.step()) on_row(std::as_const(statement));
    }

    template <class... Values>
    std::optional<std::int64_t> one_integer(const char* sql, const Values&... values) {
        std::optional<std::int64_t> found;
        each(
            sql, [&](const Statement& row) { found = row.is_null(0) ? 0 : row.integer(0); }, values...);
        return found;
    }
    template <class... Values>
    std::optional<std::string> one_text(const char* sql, const Values&... values) {
        std::optional<std::string> found;
        each(
            sql, [&](const Statement& row) { found = std::string(row.text(0)); }, values...);
        return found;
    }

    bool in_transaction() const;
    sqlite3* handle() const { return database_; }

    /// Pages in the write-ahead log after the last commit of this connection.
    int log_pages() const { return log_pages_; }
    enum class Checkpoint { AsFarAsFree, Truncate };
    /// Refuses with Failure(SQLITE_BUSY) when `Truncate` is kept from it by somebody who reads.
    void checkpoint(Checkpoint how);

    /// Leaves the log as it is when the connection closes.
    void keep_log_on_close();

private:
    struct Resetting {
        Statement& statement;
        ~Resetting() { statement.reset(); }
    };
    Statement& prepared(const char* sql);
    void set_up(OpenAs open_as);

    sqlite3* database_ = nullptr;
    std::unordered_map<const void*, Statement> prepared_;
    int log_pages_ = 0;
};

/// Rolls back unless committed.
class Transaction {
public:
    enum class Kind { Read, Write };
    Transaction(Connection& connection, Kind kind);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

/// A path as SQLite wants it: UTF-8, absolute, so that no name means anything special.
std::string utf8_path(const std::filesystem::path& path);

}  // namespace sandau::db
