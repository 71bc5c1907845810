#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "desk/host.h"
#include "scoring/command_payloads.h"

namespace sandau::testing {

/// A boot clock that moves when it is told to.
class ManualClock {
public:
    Instant now() const;
    void advance(Duration by);
    void set_wall(WallTime wall);
    std::function<Instant()> source() const;

private:
    struct State;
    std::shared_ptr<State> state_ = make();
    static std::shared_ptr<State> make();
};

/// A host without a file: decides and applies as the real one does, at once, on the caller's thread.
class MemoryHost final : public Host {
public:
    MemoryHost();

    /// The rules that it begins with.
    static std::string_view definition();

    void submit(Command command, Lane lane, Reply reply) override;
    SnapshotPtr snapshot() const override;
    Subscription subscribe(std::function<void(SnapshotPtr)> on_change) override;
    /// Takes what begins as a PNG or a PDF does.
    Result<KeptFile> keep_file(std::string_view bytes) override;
    Result<std::string> read_file(const std::string& sha256) const override;

    /// A command from the keyboard that has to be accepted. What it answers.
    template <class Payload>
    Json keyboard(const Payload& payload) {
        return must(command_of(CommandId("keyboard-" + std::to_string(++made_)), keyboard_actor, payload));
    }
    Json must(Command command);
    /// Entry names in a division; they are eligible. Their ids, in order.
    std::vector<EntryId> add_entries(const std::string& division, const std::vector<std::string>& names);
    /// A user with these grants. Their id.
    UserId add_user(const std::string& name, const std::vector<Grant>& grants, const std::string& password,
                    const std::string& code = {});
    /// Puts a run on a field and plays it to its end. The run.
    RunId play(const EntryId& entry, const std::string& field);
    /// A sheet committed and published with these values.
    void publish(const RunId& run, const Json& items, std::int64_t time_ms);

    void show_provisional(ProvisionalReading reading);
    void set_epoch(const std::string& epoch);
    /// Commands are kept and not answered until it is lifted.
    void hold(bool on);
    void answer_busy(bool on);
    std::vector<Command> seen() const;

    ManualClock clock;

private:
    void publish_snapshot();
    Result<Answer> carry_out(const Command& command);

    mutable std::mutex mutex_;
    std::shared_ptr<const Contest> contest_;
    std::vector<ProvisionalReading> provisional_;
    HostStatus status_;
    std::uint64_t version_ = 0;
    SnapshotPtr snapshot_;
    std::map<int, std::function<void(SnapshotPtr)>> subscribers_;
    int next_subscriber_ = 0;
    std::map<std::string, std::string> files_;
    std::map<std::string, Answer> answered_;
    std::vector<Command> seen_;
    std::vector<std::pair<Command, Reply>> held_;
    bool hold_ = false;
    bool busy_ = false;
    int made_ = 0;
};

Grant a_grant(Role role, const std::string& field = {}, const std::string& division = {});

}  // namespace sandau::testing
