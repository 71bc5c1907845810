#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/command.h"
#include "scoring/contest.h"
#include "scoring/result.h"

namespace sandau {

/// The answer to an accepted command. When it is given, the entry is on the disk.
struct Answer {
    Seq seq = 0;
    Json result{Json::Object{}};

    bool operator==(const Answer&) const = default;
};

using Reply = std::function<void(const Result<Answer>&)>;

/// Whose queue a command waits in. Devices have a lane of their own that judges' load cannot fill.
enum class Lane { People, Devices };

/// What a device reported just now, before it was ordered and written down: for the scoreboard only.
struct ProvisionalReading {
    FieldId field;
    ChannelRole role = ChannelRole::Unused;
    Instant at;
    std::int64_t bound_ns = 0;

    bool operator==(const ProvisionalReading&) const = default;
};

enum class FileHealth { Durable, Refusing, ReadOnly };

/// How the host itself is.
struct HostStatus {
    FileHealth file = FileHealth::Durable;
    std::string file_problem;  ///< a refusal's code; empty: none
    std::string file_name;
    std::string epoch;  ///< changes when a file is restored: streams start anew
};

/// One state of everything, immutable, shared by all faces.
struct Snapshot {
    std::shared_ptr<const Contest> contest;
    std::vector<ProvisionalReading> provisional;  ///< by field; gone once the ordered event is in the journal
    HostStatus status;
    std::uint64_t version = 0;  ///< rises with every snapshot, also where `contest->seq` stays
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// Ends a subscription when it is destroyed. After that the subscriber is not called any more.
class Subscription {
public:
    Subscription() = default;
    explicit Subscription(std::function<void()> end) : end_(std::move(end)) {}
    Subscription(Subscription&& other) noexcept : end_(std::exchange(other.end_, nullptr)) {}
    Subscription& operator=(Subscription&& other) noexcept {
        std::swap(end_, other.end_);
        return *this;
    }
    ~Subscription() {
        if (end_) end_();
    }

private:
    std::function<void()> end_;
};

/// All that a face knows of the place where things are decided. Every call may come from any thread.
class Host {
public:
    virtual ~Host() = default;

    /// Hands a command in. `reply` is called once, on the host's thread: pass it on, do nothing long
    /// in it. A full queue answers at once, on the caller's thread: refusal `busy`.
    virtual void submit(Command command, Lane lane, Reply reply) = 0;

    /// The latest state. Costs a pointer.
    virtual SnapshotPtr snapshot() const = 0;

    /// `on_change` is called on the host's thread with each new snapshot: post it to your own thread and
    /// return. A face that is slow sees the latest, not every one.
    virtual Subscription subscribe(std::function<void(SnapshotPtr)> on_change) = 0;

    /// Keeps the bytes of a document or photo; `entry.attach` then names them by their hash. The disk has
    /// them when this returns: it takes its time on the caller's thread. Refused: as FileFolder::keep, or
    /// `files.elsewhere` by a host that has no folder of its own.
    virtual Result<KeptFile> keep_file(std::string_view /*bytes*/) { return refuse("files.elsewhere"); }
    /// The bytes kept under this hash. Refused: as FileFolder::read, `files.elsewhere`.
    virtual Result<std::string> read_file(const std::string& /*sha256*/) const {
        return refuse("files.elsewhere");
    }
};

}  // namespace sandau
