#include "db/contest_file.h"

#include <sqlite3.h>

#include <functional>
#include <string_view>
#include <unordered_set>

#include "db/chain.h"
#include "db/copies.h"
#include "db/digest.h"
#include "db/file_folder.h"
#include "db/host_lock.h"
#include "db/migrate.h"
#include "db/opening.h"
#include "db/personal.h"
#include "db/rows.h"
#include "db/schema.h"

namespace sandau {

namespace {

/// Pages in the log from which on a checkpoint is worth its two syncs: about 4 MB.
constexpr int log_pages_due = 1000;

/// What a failed write means (architecture.md, "When the disk fails"). In the log's mode nearly all writing
/// happens within COMMIT, so a full disk is met there: the frame that says "committed" was not written
/// whole, and SQLite has rolled back. Any other failed COMMIT may have left that frame behind.
AppendResult not_committed(const db::Failure& failure, bool while_committing, bool rolled_back) {
    AppendResult result;
    result.refusal = db::refusal_of(failure);
    const int code = failure.primary();
    const bool passing = code == SQLITE_FULL || code == SQLITE_BUSY || code == SQLITE_LOCKED;
    const bool before_any_write = code == SQLITE_NOMEM || code == SQLITE_TOOBIG || code == SQLITE_READONLY;
    const bool known = passing || (before_any_write && !while_committing);
    result.outcome = known && rolled_back ? WriteOutcome::RolledBack : WriteOutcome::Unknown;
    if (result.outcome == WriteOutcome::Unknown && while_committing)
        result.refusal = {"file.commit_failed", {{"detail", failure.what()}}, {}};
    return result;
}

AppendResult rolled_back(Refusal refusal) {
    return {WriteOutcome::RolledBack, 0, {}, std::move(refusal)};
}

}  // namespace

struct ContestFile::Inner {
    std::filesystem::path path;
    FileMode mode = FileMode::ReadOnly;
    FileOptions options;
    std::optional<HostLock> lock;
    std::unique_ptr<db::Connection> connection;  ///< none after a failed `reopen`
    bool outcome_unknown = false;
    db::ChainEnd end;
    db::Seals seals;
    std::string epoch;
    std::unordered_set<std::size_t> asked;  ///< hashes of all command ids: one that is not in it is new

    Result<void> open_connection() {
        Result<std::unique_ptr<db::Connection>> opened = db::open_contest(path, mode, options.vfs);
        if (!opened) return tl::unexpected(opened.error());
        connection = std::move(*opened);
        return guarded([&]() -> Result<void> {
            end = db::chain_end(*connection);
            epoch = connection->one_text("SELECT value FROM file WHERE key = 'epoch'").value_or("");
            if (mode == FileMode::Host) {
                connection->each("SELECT command_id FROM journal", [&](const db::Statement& row) {
                    asked.insert(std::hash<std::string_view>()(row.text(0)));
                });
            }
            return {};
        });
    }

    /// A new command, as nearly all are, need not be looked for in the file.
    bool is_new(const CommandId& command) const {
        return mode == FileMode::Host && !asked.contains(std::hash<std::string_view>()(command.text));
    }

    /// Runs what uses the connection; SQLite's failures become refusals here, at the door.
    template <class Step>
    auto guarded(Step&& step) -> decltype(step()) {
        if (connection == nullptr || outcome_unknown)
            return refuse("file.io", {{"detail", "a write failed before"}});
        try {
            return step();
        } catch (const db::Failure& failure) {
            return tl::unexpected(db::refusal_of(failure));
        }
    }

    AppendResult append(const JournalEntry& entry, const Contest& after,
                        const std::vector<Personal>& personal) {
        bool committing = false;
        try {
            if (!is_new(entry.command) &&
                connection->one_integer("SELECT 1 FROM journal WHERE command_id = ?", entry.command))
                return rolled_back({"journal.repeated_command", {}, {}});
            db::Transaction transaction(*connection, db::Transaction::Kind::Write);
            const db::ChainEnd next = db::write_entry(*connection, end, entry);
            db::write_touched_rows(*connection, after, entry.events);
            if (const auto unsealed = db::write_personal(*connection, seals, after, personal))
                return rolled_back({"personal.unsealed", {{"person", unsealed->text}}, {}});
            asked.insert(std::hash<std::string_view>()(entry.command.text));
            committing = true;
            transaction.commit();
            end = next;
            return {WriteOutcome::Committed, next.seq, next.hash, {}};
        } catch (const db::Failure& failure) {
            // The transaction has been left by now, and tried to roll back.
            return not_committed(failure, committing, !connection->in_transaction());
        }
    }
};

ContestFile::ContestFile(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
ContestFile::ContestFile(ContestFile&&) noexcept = default;
ContestFile& ContestFile::operator=(ContestFile&&) noexcept = default;
ContestFile::~ContestFile() = default;

Result<ContestFile> ContestFile::create(const std::filesystem::path& path, const FileOptions& options) {
    if (std::filesystem::exists(path)) return refuse("file.exists");
    Result<HostLock> lock = HostLock::take(path);
    if (!lock) return tl::unexpected(lock.error());
    try {
        db::Connection connection(path, db::OpenAs::NewFile, options.vfs);
        db::make_owner_only(path);
        connection.script("PRAGMA journal_mode = WAL");
        db::Transaction transaction(connection, db::Transaction::Kind::Write);
        db::create_schema(connection);
        connection.run("INSERT INTO file(key, value) VALUES ('epoch', ?)", random_hex(8));
        transaction.commit();
    } catch (const db::Failure& failure) {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(db::beside(path, suffix), ignored);
        return refuse("file.not_created", {{"detail", failure.what()}});
    }
    auto inner = std::make_unique<Inner>();
    inner->path = path;
    inner->mode = FileMode::Host;
    inner->options = options;
    inner->lock = std::move(*lock);
    if (const Result<void> opened = inner->open_connection(); !opened) return tl::unexpected(opened.error());
    return ContestFile(std::move(inner));
}

Result<ContestFile> ContestFile::open(const std::filesystem::path& path, FileMode mode,
                                      const FileOptions& options) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return refuse("file.missing");
    if (!std::filesystem::is_regular_file(path, error)) return refuse("file.not_contest");
    auto inner = std::make_unique<Inner>();
    inner->path = path;
    inner->mode = mode;
    inner->options = options;
    if (mode == FileMode::Host) {
        Result<HostLock> lock = HostLock::take(path);
        if (!lock) return tl::unexpected(lock.error());
        inner->lock = std::move(*lock);
    }
    if (const Result<void> opened = inner->open_connection(); !opened) return tl::unexpected(opened.error());
    return ContestFile(std::move(inner));
}

Result<Contest> ContestFile::load() const {
    return inner_->guarded([&]() -> Result<Contest> {
        db::Connection& connection = *inner_->connection;
        // Journal and personal data as of one moment, also beside a live host.
        const db::Transaction moment(connection, db::Transaction::Kind::Read);
        Result<Contest> contest = db::replay(connection);
        if (contest) contest->personal = db::read_personal(connection, *contest);
        return contest;
    });
}

Result<void> ContestFile::load_personal(Contest& contest) const {
    return inner_->guarded([&]() -> Result<void> {
        contest.personal = db::read_personal(*inner_->connection, contest);
        return {};
    });
}

AppendResult ContestFile::append(const JournalEntry& entry, const Contest& after,
                                 const std::vector<Personal>& personal) {
    CHECK(inner_->mode == FileMode::Host, "only a host appends");
    CHECK(entry.events.empty() || after.seq == inner_->end.seq + 1,
          "`after` is the contest after this entry");
    if (inner_->connection == nullptr || inner_->outcome_unknown)
        return {WriteOutcome::Unknown, 0, {}, {"file.io", {{"detail", "a write failed before"}}, {}}};
    AppendResult result = inner_->append(entry, after, personal);
    inner_->seals.clear();
    inner_->outcome_unknown = result.outcome == WriteOutcome::Unknown;
    return result;
}

std::string ContestFile::seal(const Personal& personal) {
    const Result<std::string> hash = inner_->guarded(
        [&]() -> Result<std::string> { return inner_->seals.seal(*inner_->connection, personal); });
    // Where the file cannot be read now it cannot be written either: `append` says so.
    return hash.value_or(std::string());
}

Seq ContestFile::last_seq() const {
    return inner_->end.seq;
}

Result<std::optional<EarlierAnswer>> ContestFile::answer_for(const CommandId& command) const {
    return inner_->guarded([&]() -> Result<std::optional<EarlierAnswer>> {
        std::optional<EarlierAnswer> found;
        if (inner_->is_new(command)) return found;
        std::optional<Refusal> refusal;
        inner_->connection->each(
            "SELECT seq, actor, answer FROM journal WHERE command_id = ?",
            [&](const db::Statement& row) {
                Result<Json> answer = read_json(row.text(2));
                found = {row.integer(0), UserId(std::string(row.text(1))), answer.value_or(Json())};
                if (!answer) refusal = {"journal.unreadable", {{"seq", std::to_string(found->seq)}}, {}};
            },
            command);
        if (refusal) return tl::unexpected(*refusal);
        return found;
    });
}

Result<std::optional<JournalEntry>> ContestFile::entry(Seq seq) const {
    Result<std::vector<JournalEntry>> entries = journal_since(seq - 1, 1);
    if (!entries) return tl::unexpected(entries.error());
    if (entries->empty() || entries->front().seq != seq) return std::optional<JournalEntry>();
    return std::move(entries->front());
}

Result<std::vector<JournalEntry>> ContestFile::journal_since(Seq since, std::size_t count_max) const {
    return inner_->guarded([&]() -> Result<std::vector<JournalEntry>> {
        std::vector<JournalEntry> entries;
        std::optional<Refusal> refusal;
        inner_->connection->each(
            "SELECT seq, command_id, actor, seat, utc_ms, kind, events, answer, hash FROM journal "
            "WHERE seq > ? ORDER BY seq LIMIT ?",
            [&](const db::Statement& row) {
                Result<JournalEntry> entry = db::read_entry(row);
                if (entry) {
                    entries.push_back(std::move(*entry));
                } else if (!refusal) {
                    refusal = std::move(entry.error());
                }
            },
            since, static_cast<std::int64_t>(count_max));
        if (refusal) return tl::unexpected(*refusal);
        return entries;
    });
}

Result<Contest> ContestFile::reopen() {
    CHECK(inner_->mode == FileMode::Host, "only a host has writes that fail");
    // The log stays as it is on the disk: what it holds decides whether the write is there.
    if (inner_->connection) inner_->connection->keep_log_on_close();
    inner_->connection.reset();
    inner_->outcome_unknown = false;
    inner_->seals.clear();
    Result<void> opened = inner_->open_connection();
    // What is read back may still wait for its sync; only what is on the disk may be answered.
    if (opened) opened = checkpoint();
    if (opened) {
        if (Result<Contest> contest = load())
            return contest;
        else
            opened = tl::unexpected(contest.error());
    }
    inner_->connection.reset();
    return tl::unexpected(opened.error());
}

Result<void> ContestFile::probe() {
    return inner_->guarded([&]() -> Result<void> {
        db::Transaction transaction(*inner_->connection, db::Transaction::Kind::Write);
        inner_->connection->run("INSERT OR REPLACE INTO file(key, value) VALUES ('probe', ?)", random_hex(8));
        transaction.commit();
        return {};
    });
}

Result<void> ContestFile::checkpoint_if_due() {
    if (inner_->connection != nullptr && inner_->connection->log_pages() < log_pages_due) return {};
    return checkpoint();
}

Result<void> ContestFile::checkpoint() {
    CHECK(inner_->mode == FileMode::Host, "only the host's connection checkpoints");
    return inner_->guarded([&]() -> Result<void> {
        inner_->connection->checkpoint(db::Connection::Checkpoint::AsFarAsFree);
        return {};
    });
}

Result<void> ContestFile::erase_personal() {
    CHECK(inner_->mode == FileMode::Host, "only a host erases");
    inner_->seals.clear();
    return inner_->guarded([&]() -> Result<void> {
        db::Connection& connection = *inner_->connection;
        connection.run("DELETE FROM personal");
        connection.run("INSERT OR REPLACE INTO file(key, value) VALUES ('files_erased', ?)",
                       std::to_string(inner_->end.seq));
        connection.checkpoint(db::Connection::Checkpoint::Truncate);
        // Rows that moved within a page leave their old bytes in its free space: all pages are made anew.
        connection.script("VACUUM");
        connection.checkpoint(db::Connection::Checkpoint::Truncate);
        return FileFolder(inner_->path).erase();
    });
}

Result<void> ContestFile::copy_to(const std::filesystem::path& destination) const {
    return inner_->guarded([&]() { return db::copy_database(*inner_->connection, destination); });
}

Result<void> ContestFile::backup_to(const std::filesystem::path& destination) const {
    const Result<void> copied = copy_to(destination);
    return copied ? copy_attached_files(destination, inner_->path, destination) : copied;
}

const std::string& ContestFile::epoch() const {
    return inner_->epoch;
}
const std::filesystem::path& ContestFile::path() const {
    return inner_->path;
}

HostLock& ContestFile::host_lock() {
    CHECK(inner_->lock.has_value(), "only a host has the lock");
    return *inner_->lock;
}

}  // namespace sandau
