#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scoring/command.h"
#include "scoring/contest.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau {

class HostLock;

/// One accepted command, as the journal keeps it for ever.
struct JournalEntry {
    Seq seq = 0;  ///< from 1, without gaps; given by the file, not read by `append`
    CommandId command;
    UserId actor;
    SeatId seat;
    WallTime at;
    std::string kind;  ///< of the command, noun.verb
    std::vector<Event> events;
    Json answer{Json::Object{}};  ///< the answer's `result`
    std::string hash;             ///< hex; given by the file, not read by `append`

    bool operator==(const JournalEntry&) const = default;
};

/// What a command was answered the first time.
struct EarlierAnswer {
    Seq seq = 0;
    UserId actor;
    Json answer;
};

/// How a write ended. `Unknown`: the disk may or may not have it, the connection must not be used for
/// anything but `reopen()`, and only what is read then may be told to anybody.
enum class WriteOutcome { Committed, RolledBack, Unknown };

struct AppendResult {
    WriteOutcome outcome = WriteOutcome::Unknown;
    Seq seq = 0;       ///< when committed
    std::string hash;  ///< when committed, hex
    /// When not committed. RolledBack: `file.full`, `file.busy`, `file.no_memory`,
    /// `journal.repeated_command`, `personal.unsealed` {person}. Unknown: `file.io` {detail},
    /// `file.commit_failed` {detail}, `file.damaged` {detail}.
    Refusal refusal;
};

/// Host: the one connection that writes and checkpoints; holds the host lock from opening to closing.
/// ReadOnly: looks in from outside, beside a live host too; never writes, never checkpoints. (SQLite
/// may still leave its empty `-wal` and its `-shm` beside the file; the next host clears them away.)
enum class FileMode { Host, ReadOnly };

struct FileOptions {
    std::string vfs;  ///< name of an SQLite VFS; empty: the usual one. Tests inject faults with it
};

/// An open contest file, NAME.sandau: one SQLite database with the journal, the tables that follow from
/// it, and personal data beside it. To be used by one thread at a time.
///
/// Every call that reads or writes may be refused with `file.io` {detail}, `file.damaged` {detail},
/// `file.busy` or `file.full`; where it says more, it stands with the call.
class ContestFile {
public:
    /// Makes an empty contest file (readable by its owner only) and hosts it. Refused: `file.exists`,
    /// `file.not_created` {detail}, `file.hosted`.
    static Result<ContestFile> create(const std::filesystem::path& path, const FileOptions& options = {});

    /// Opens a contest file. An older version's file is backed up beside itself as NAME.sandau.vN and then
    /// upgraded in one transaction (host mode; a read-only look at one is refused). Refused: `file.missing`,
    /// `file.not_contest`, `file.newer` {version, supported}, `file.older` {version, supported},
    /// `file.schema` {name} (somebody changed our tables), `file.hosted` (another host lives),
    /// `file.unreadable` {detail}.
    static Result<ContestFile> open(const std::filesystem::path& path, FileMode mode,
                                    const FileOptions& options = {});

    ContestFile(ContestFile&&) noexcept;
    ContestFile& operator=(ContestFile&&) noexcept;
    ~ContestFile();

    /// The contest as the journal gives it, with personal data. Refused: `journal.unreadable` {seq},
    /// `journal.gap` {seq}.
    Result<Contest> load() const;

    /// Fills in `contest.personal` anew from the file, as the hashes of its persons say. After an undo that
    /// touched persons: the data from before is still there.
    Result<void> load_personal(Contest& contest) const;

    /// Writes one entry, all that follows from it in the tables, and the personal records, in one
    /// transaction with one sync. `after` is the contest with the events applied as number `last_seq() + 1`.
    AppendResult append(const JournalEntry& entry, const Contest& after,
                        const std::vector<Personal>& personal = {});

    /// Salts and hashes personal data for the journal (`Circumstances::seal`). The same data of the same
    /// person again gives the same hash; the salt is kept until `append` writes it beside the data.
    std::string seal(const Personal& personal);

    Seq last_seq() const;
    Result<std::optional<EarlierAnswer>> answer_for(const CommandId& command) const;
    Result<std::optional<JournalEntry>> entry(Seq seq) const;
    /// Entries after `since`, in order, at most `count_max`.
    Result<std::vector<JournalEntry>> journal_since(Seq since, std::size_t count_max = 1000) const;

    /// After a write with an unknown outcome: closes, opens and replays, without letting go of the host
    /// lock. When it is refused the file stays closed, and `reopen` may be tried again.
    Result<Contest> reopen();

    /// Whether the disk takes writes again: writes a few bytes in a transaction of its own.
    Result<void> probe();

    /// Moves the write-ahead log into the database when it has grown enough to be worth the sync. The desk
    /// calls it after answering, never before.
    Result<void> checkpoint_if_due();
    Result<void> checkpoint();

    /// Removes all personal data for good: rows, salts, and their bytes in the file and in the log, and every
    /// document and photo in the folder beside it. The file still verifies. Refused `file.busy` while
    /// somebody else looks in: call it again. Copies made earlier (backups) are not touched.
    Result<void> erase_personal();

    /// A consistent copy, made over this connection, with its documents and photos. Refused: `file.exists`,
    /// `file.not_created` {detail}, as copy_attached_files.
    Result<void> backup_to(const std::filesystem::path& destination) const;
    /// The same without the documents and photos, which may take long: copy_attached_files takes them along.
    Result<void> copy_to(const std::filesystem::path& destination) const;

    /// Made with the file, new when it is restored: streams of another epoch do not go on.
    const std::string& epoch() const;
    const std::filesystem::path& path() const;
    /// Host mode only.
    HostLock& host_lock();

private:
    struct Inner;
    explicit ContestFile(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace sandau
