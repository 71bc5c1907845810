#include "contests/world.h"

#include <map>
#include <mutex>

#include "contests/script.h"
#include "db/contest_file.h"
#include "db/maintenance.h"
#include "desk/desk.h"
#include "scoring/command_payloads.h"
#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/words.h"
#include "support/a_contest.h"

namespace sandau::scripts {

namespace {

Instant after(const Instant& now, Duration time) {
    return {now.boot_id, now.mono + time, WallTime{now.wall.utc_ms + time.floor_ms()}};
}

Instant after_reboot(const Instant& now, Duration later) {
    // Its boot clock is small again, whatever it was: nobody may compare the two.
    return {now.boot_id + "'", MonoTime{seconds(20).ns}, WallTime{now.wall.utc_ms + later.floor_ms()}};
}

template <class T>
void compare(const Table<T>& one, const Table<T>& other, std::vector<std::string>& differences) {
    for (const T& record : one) {
        const T* twin = other.find(record.key());
        if (twin == nullptr || !(*twin == record))
            differences.push_back("differs after a replay: " + std::string(T::kind) + " " + record.key());
    }
    if (one.size() != other.size())
        differences.push_back("a replay gives " + std::to_string(other.size()) + " instead of " +
                              std::to_string(one.size()) + " records of " + std::string(T::kind));
}

/// What two contests differ in, but for personal data, which no journal holds.
std::vector<std::string> differences(const Contest& one, const Contest& other) {
    std::vector<std::string> found;
    const auto tables = [&]<class... T>(const Table<T>&...) {
        (compare(one.table<T>(), other.table<T>(), found), ...);
    };
    std::apply(tables, one.tables);
    if (one.seq != other.seq) found.emplace_back("a replay ends at another journal entry");
    return found;
}

/// What `export` writes and `evaluate` reads must come to the same standings, to the byte.
void check_export(const Contest& contest, std::vector<std::string>& found) {
    for (const Visibility visibility : {Visibility::Committed, Visibility::Published}) {
        const std::string text = write_json(to_json(*contest.definition, results_of(contest, visibility)));
        const ResultsReading reading = read_results(*contest.definition, text);
        for (const Problem& problem : reading.problems)
            found.push_back("exported results: " + say_problem(Language::English, problem));
        const Result<Standings> own = standings_of(contest, visibility);
        const Result<Standings> exported =
            evaluate(*contest.definition, reading.results, contest.definition_text().sha256);
        if (!own || !exported || write_json(to_json(*own)) != write_json(to_json(*exported)))
            found.emplace_back("the exported results come to other standings");
    }
}

class InMemory final : public World {
public:
    InMemory(std::string_view definition, const Instant& start) : under_test_(definition) {
        under_test_.now = start;
    }

    Result<Json> tell(const Command& command) override { return under_test_.tell(command); }
    std::shared_ptr<const Contest> contest() const override {
        return std::make_shared<const Contest>(under_test_.contest);
    }
    Instant now() const override { return under_test_.now; }
    void pass(Duration time) override { under_test_.now = after(under_test_.now, time); }
    void reboot(Duration later) override {
        under_test_.now = after_reboot(under_test_.now, later);
        const Result<Json> told = tell(command_of(CommandId("reboot"), host_actor, commands::ClockRecover{}));
        if (!told) throw ScriptError{0, "after the reboot: refused " + told.error().code};
    }

    std::vector<std::string> check() override {
        Contest replayed;
        for (const auto& [seq, entry] : under_test_.journal) {
            replayed.seq = seq;
            for (const Event& event : entry.second) apply(replayed, event, seq);
        }
        std::vector<std::string> found = differences(under_test_.contest, replayed);
        check_export(under_test_.contest, found);
        return found;
    }

private:
    test::ContestUnderTest under_test_;
};

class InAFile final : public World {
public:
    InAFile(const std::filesystem::path& folder, std::string_view definition, const Instant& start)
        : path_(folder / "script.sandau"), copy_(folder / "replayed.sandau"), now_(start) {
        desk_ = must(Desk::create(path_, definition, options()));
    }

    Result<Json> tell(const Command& command) override {
        const Result<Answer> answer = desk_->ask(command);
        if (!answer) return tl::unexpected(answer.error());
        return answer->result;
    }
    std::shared_ptr<const Contest> contest() const override { return desk_->snapshot()->contest; }
    Instant now() const override {
        const std::lock_guard lock(mutex_);
        return now_;
    }
    void pass(Duration time) override { set(after(now(), time)); }
    void reboot(Duration later) override {
        desk_.reset();
        set(after_reboot(now(), later));
        desk_ = must(Desk::open(path_, options()));
    }

    std::vector<std::string> check() override {
        const std::shared_ptr<const Contest> had = contest();
        desk_.reset();
        std::vector<std::string> found;
        const VerifyReport report = must(verify(path_));
        for (const Problem& problem : report.problems)
            found.push_back("verify: " + say_problem(Language::English, problem));
        const ContestFile file = must(ContestFile::open(path_, FileMode::ReadOnly));
        for (const std::string& difference : differences(*had, must(file.load())))
            found.push_back("read from the file: " + difference);
        replay_into_a_new_file(file);
        if (must(dump(path_)) != must(dump(copy_)))
            found.emplace_back("the journal replayed into an empty file gives another dump");
        return found;
    }

private:
    DeskOptions options() {
        DeskOptions options;
        options.clock = [this] { return now(); };
        return options;
    }
    void set(const Instant& now) {
        const std::lock_guard lock(mutex_);
        now_ = now;
    }

    template <class T>
    static T must(Result<T> result) {
        if (!result) throw ScriptError{0, "the file: " + say(Language::English, result.error())};
        return std::move(*result);
    }

    void replay_into_a_new_file(const ContestFile& file) {
        ContestFile copy = must(ContestFile::create(copy_));
        Contest contest;
        for (std::vector<JournalEntry> entries = must(file.journal_since(0)); !entries.empty();
             entries = must(file.journal_since(contest.seq))) {
            for (const JournalEntry& entry : entries) {
                contest.seq = entry.seq;
                for (const Event& event : entry.events) apply(contest, event, entry.seq);
                const AppendResult appended = copy.append(entry, contest);
                if (appended.outcome != WriteOutcome::Committed)
                    throw ScriptError{0, "the replay: " + say(Language::English, appended.refusal)};
            }
        }
    }

    std::filesystem::path path_;
    std::filesystem::path copy_;
    mutable std::mutex mutex_;
    Instant now_;
    std::unique_ptr<Desk> desk_;
};

class Recorded final : public World {
public:
    Recorded(std::unique_ptr<World> world, std::string& lines) : world_(std::move(world)), lines_(lines) {}

    Result<Json> tell(const Command& command) override {
        const bool usual = command.actor == keyboard_actor || command.actor == device_actor;
        lines_ += (usual ? "" : "@" + command.actor.text + " ") + command.kind + " " +
                  write_json(command.payload) + "\n";
        return world_->tell(command);
    }
    std::shared_ptr<const Contest> contest() const override { return world_->contest(); }
    Instant now() const override { return world_->now(); }
    void pass(Duration time) override {
        lines_ += "wait " + std::to_string(time.ns) + "\n";
        world_->pass(time);
    }
    void reboot(Duration later) override {
        lines_ += "reboot\n";
        world_->reboot(later);
    }
    std::vector<std::string> check() override { return world_->check(); }

private:
    std::unique_ptr<World> world_;
    std::string& lines_;
};

}  // namespace

std::unique_ptr<World> recorded(std::unique_ptr<World> world, std::string& lines) {
    return std::make_unique<Recorded>(std::move(world), lines);
}

std::unique_ptr<World> in_memory(std::string_view definition, const Instant& start) {
    return std::make_unique<InMemory>(definition, start);
}

std::unique_ptr<World> in_a_file(const std::filesystem::path& folder, std::string_view definition,
                                 const Instant& start) {
    return std::make_unique<InAFile>(folder, definition, start);
}

}  // namespace sandau::scripts
