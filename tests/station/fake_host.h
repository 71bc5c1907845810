#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "desk/host.h"
#include "scoring/command.h"

namespace sandau::station::testing {

/// A host in memory: the real rules (decide, apply), no file and no thread. Answers come at once, or, when
/// it holds them back, when it is told to.
class FakeHost : public Host {
public:
    explicit FakeHost(std::string definition_text);
    ~FakeHost() override;

    void submit(Command command, Lane lane, Reply reply) override;
    SnapshotPtr snapshot() const override { return snapshot_; }
    Subscription subscribe(std::function<void(SnapshotPtr)> on_change) override;
    /// Takes what begins as a PNG does; from any thread.
    Result<KeptFile> keep_file(std::string_view bytes) override;

    /// Gives a command as the organiser and insists that it is taken.
    template <class Payload>
    Answer must(const Payload& payload, UserId actor = keyboard_actor) {
        return must_do(command_of(CommandId("t" + std::to_string(++commands_)), std::move(actor), payload));
    }
    const Contest& contest() const { return *snapshot_->contest; }
    const std::vector<std::string>& kinds() const { return kinds_; }  ///< of what was accepted
    struct Entry {
        Seq seq;
        std::string kind;
        std::vector<Event> events;
        WallTime at;
    };
    const std::vector<Entry>& journal() const { return journal_; }

    Instant now;  ///< stands still until it is moved
    void pass(Duration time);
    bool holds_back = false;
    void answer_held();

private:
    Result<Answer> decide_and_apply(const Command& command);
    Answer must_do(Command command);
    void publish();

    std::shared_ptr<Contest> contest_;
    SnapshotPtr snapshot_;
    std::uint64_t version_ = 0;
    std::map<int, std::function<void(SnapshotPtr)>> subscribers_;
    std::deque<std::pair<Command, Reply>> held_;
    std::vector<std::string> kinds_;
    std::vector<Entry> journal_;
    mutable std::mutex files_mutex_;
    std::map<std::string, KeptFile> files_;
    int subscriptions_ = 0;
    int commands_ = 0;
};

}  // namespace sandau::station::testing
