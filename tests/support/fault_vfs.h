#pragma once

#include <cstddef>
#include <string>

namespace sandau::testing {

/// The database itself, or its write-ahead log.
enum class FaultyFile { Database, Log };
/// What fails. `Write`: the disk takes nothing. `HalfWrite`: it takes the first half and then no more.
enum class FaultyCall { Write, HalfWrite, Sync, Read };
/// How it fails.
enum class FaultKind { Full, InputOutput, Busy };
enum class FaultLasts { Once, UntilCleared };

struct Fault {
    FaultyFile file = FaultyFile::Log;
    FaultyCall call = FaultyCall::Write;
    FaultKind kind = FaultKind::Full;
    std::size_t after_calls = 0;  ///< so many calls go well first
    FaultLasts lasts = FaultLasts::Once;
};

/// An SQLite VFS over the usual one that fails where it is told to. Registered while it lives; give its
/// name to FileOptions::vfs. To be told from one thread while no other is in a call of SQLite, or between
/// calls: what it counts is guarded.
class FaultVfs {
public:
    FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;
    ~FaultVfs();

    const std::string& name() const;
    void inject(Fault fault);
    void clear();
    /// How many calls have failed so far.
    std::size_t failed() const;
    /// How many syncs of the log and of the database went well so far.
    std::size_t log_syncs() const;
    std::size_t database_syncs() const;

    struct Inner;

private:
    Inner* inner_;
};

}  // namespace sandau::testing
