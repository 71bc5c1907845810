#include "desk/desk.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

#include "db/digest.h"
#include "db/file_folder.h"
#include "desk/keeper.h"
#include "desk/queue.h"
#include "devices/boot_clock.h"
#include "scoring/command_payloads.h"
#include "scoring/definition.h"

namespace sandau {

namespace {

struct Asked {
    Command command;
    Reply reply;
};
struct Task {
    std::function<void(Keeper&)> work;
};
using Message = std::variant<Asked, ProvisionalReading, Task>;

constexpr std::chrono::milliseconds probe_interval{1000};

}  // namespace

/// The subscribers and the latest snapshot, shared by all threads.
class Publisher {
public:
    SnapshotPtr latest() const {
        const std::lock_guard lock(latest_mutex_);
        return latest_;
    }

    void replace(SnapshotPtr snapshot) {
        const std::lock_guard lock(latest_mutex_);
        latest_ = std::move(snapshot);
    }
    void tell_subscribers() {
        const SnapshotPtr snapshot = latest();
        const std::lock_guard lock(subscribers_mutex_);
        for (const Subscriber& subscriber : subscribers_) subscriber.on_change(snapshot);
    }

    std::uint64_t add(std::function<void(SnapshotPtr)> on_change) {
        const std::lock_guard lock(subscribers_mutex_);
        subscribers_.push_back({++last_id_, std::move(on_change)});
        return last_id_;
    }
    void remove(std::uint64_t id) {
        const std::lock_guard lock(subscribers_mutex_);
        subscribers_.remove_if([&](const Subscriber& one) { return one.id == id; });
    }

private:
    struct Subscriber {
        std::uint64_t id = 0;
        std::function<void(SnapshotPtr)> on_change;
    };

    mutable std::mutex latest_mutex_;
    SnapshotPtr latest_;
    // Recursive: a subscriber may end its own subscription while it is called.
    std::recursive_mutex subscribers_mutex_;
    std::list<Subscriber> subscribers_;
    std::uint64_t last_id_ = 0;
};

struct Desk::Inner {
    Inner(Keeper opened, const DeskOptions& options)
        : path(opened.file().path()),
          folder(path),
          keeper(std::move(opened)),
          queue(options.people_queue_max, options.devices_queue_max),
          publisher(std::make_shared<Publisher>()) {
        folder.clear_unfinished();
        publish();
        thread = std::thread([this] { run(); });
    }
    ~Inner() {
        queue.close();
        thread.join();
    }

    void run() {
        while (true) {
            const bool waits_for_disk = keeper.health() == FileHealth::Refusing;
            std::optional<Message> message = waits_for_disk ? queue.pop(probe_interval) : queue.pop();
            if (message) {
                std::visit([this](auto& one) { carry_out(one); }, *message);
            } else if (queue.is_closed()) {
                break;
            }
            if (waits_for_disk) probe();
            // After the answers, when nobody waits: a checkpoint costs a sync of its own.
            if (queue.is_empty() && keeper.health() == FileHealth::Durable)
                (void)keeper.file().checkpoint_if_due();
        }
    }

    void carry_out(Asked& asked) {
        if (queue.is_closed()) return asked.reply(refuse("host.closing"));
        const FileHealth health_before = keeper.health();
        const Seq seq_before = keeper.contest().seq;
        const Result<Answer> answer = keeper.carry_out(asked.command);
        // Whoever is answered finds what was done in the next snapshot it takes.
        const bool changed = keeper.contest().seq != seq_before || keeper.health() != health_before;
        if (changed) take_snapshot();
        asked.reply(answer);
        if (changed) publisher->tell_subscribers();
    }
    void carry_out(ProvisionalReading& reading) {
        keeper.show(std::move(reading));
        publish();
    }
    void carry_out(Task& task) { task.work(keeper); }

    void probe() {
        keeper.probe();
        if (keeper.health() == FileHealth::Durable) publish();
    }

    void publish() {
        take_snapshot();
        publisher->tell_subscribers();
    }

    void take_snapshot() {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->contest = std::make_shared<const Contest>(keeper.contest());
        snapshot->provisional = keeper.provisional();
        snapshot->status = {keeper.health(), keeper.problem(), keeper.file().path().filename().string(),
                            keeper.file().epoch()};
        snapshot->version = ++version;
        publisher->replace(std::move(snapshot));
    }

    /// Work on the desk's thread, waited for.
    template <class Value>
    Result<Value> on_thread(std::function<Result<Value>(Keeper&)> work) {
        std::promise<Result<Value>> promise;
        std::future<Result<Value>> future = promise.get_future();
        Message message(Task{[&](Keeper& one) { promise.set_value(work(one)); }});
        if (!queue.push_people(std::move(message))) return refuse("busy");
        return future.get();
    }

    const std::filesystem::path path;
    const FileFolder folder;  ///< used by any thread
    Keeper keeper;
    TwoLaneQueue<Message> queue;
    std::shared_ptr<Publisher> publisher;
    std::uint64_t version = 0;
    std::thread thread;
};

namespace {

std::function<Instant()> clock_of(const DeskOptions& options) {
    return options.clock ? options.clock : devices::now_instant;
}

bool has_running_clock_of_another_boot(const Contest& contest, const std::string& boot_id) {
    const auto runs_from_before = [&](const auto* played) {
        return played != nullptr && played->clock.state == ClockState::Running &&
               played->clock.since.boot_id != boot_id;
    };
    for (const Field& field : contest.table<Field>())
        if (runs_from_before(contest.table<Run>().find(field.loaded.text)) ||
            runs_from_before(contest.table<Match>().find(field.loaded.text)))
            return true;
    return false;
}

}  // namespace

Desk::Desk(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Desk::~Desk() = default;

Result<std::unique_ptr<Desk>> Desk::open(const std::filesystem::path& path, DeskOptions options) {
    Result<ContestFile> file = ContestFile::open(path, FileMode::Host, options.file);
    if (!file) return tl::unexpected(file.error());
    Result<Contest> contest = file->load();
    if (!contest) return tl::unexpected(contest.error());
    const std::function<Instant()> clock = clock_of(options);
    Keeper keeper(std::move(*file), std::move(*contest), clock);
    if (has_running_clock_of_another_boot(keeper.contest(), clock().boot_id)) {
        const Result<Answer> recovered =
            keeper.carry_out(command_of(new_command_id(), host_actor, commands::ClockRecover{}));
        if (!recovered) return tl::unexpected(recovered.error());
    }
    return std::unique_ptr<Desk>(new Desk(std::make_unique<Inner>(std::move(keeper), options)));
}

Result<std::unique_ptr<Desk>> Desk::create(const std::filesystem::path& path, std::string_view definition,
                                           DeskOptions options) {
    // A definition with problems must not leave an empty file behind.
    const DefinitionReading reading = read_definition(definition);
    if (!reading.ok()) return tl::unexpected(reading.problems.front().what);
    Result<ContestFile> file = ContestFile::create(path, options.file);
    if (!file) return tl::unexpected(file.error());
    Keeper keeper(std::move(*file), Contest{}, clock_of(options));
    const Result<Answer> set = keeper.carry_out(
        command_of(new_command_id(), keyboard_actor, commands::DefinitionAmend{std::string(definition), ""}));
    if (!set) return tl::unexpected(set.error());
    return std::unique_ptr<Desk>(new Desk(std::make_unique<Inner>(std::move(keeper), options)));
}

void Desk::submit(Command command, Lane lane, Reply reply) {
    Message message(Asked{std::move(command), std::move(reply)});
    const bool taken = lane == Lane::Devices ? inner_->queue.push_devices(std::move(message))
                                             : inner_->queue.push_people(std::move(message));
    if (!taken) std::get<Asked>(message).reply(refuse("busy"));
}

SnapshotPtr Desk::snapshot() const {
    return inner_->publisher->latest();
}

Subscription Desk::subscribe(std::function<void(SnapshotPtr)> on_change) {
    const std::uint64_t id = inner_->publisher->add(std::move(on_change));
    return Subscription([publisher = inner_->publisher, id] { publisher->remove(id); });
}

void Desk::show_provisional(ProvisionalReading reading) {
    (void)inner_->queue.push_devices(Message(std::move(reading)));
}

Result<KeptFile> Desk::keep_file(std::string_view bytes) {
    return inner_->folder.keep(bytes);
}

Result<std::string> Desk::read_file(const std::string& sha256) const {
    return inner_->folder.read(sha256);
}

Result<Answer> Desk::ask(Command command) {
    std::promise<Result<Answer>> promise;
    std::future<Result<Answer>> future = promise.get_future();
    submit(std::move(command), Lane::People,
           [&](const Result<Answer>& answer) { promise.set_value(answer); });
    return future.get();
}

Result<void> Desk::backup_to(const std::filesystem::path& destination) {
    const Result<void> copied =
        inner_->on_thread<void>([&](Keeper& keeper) { return keeper.file().copy_to(destination); });
    return copied ? copy_attached_files(destination, inner_->path, destination) : copied;
}

Result<void> Desk::erase_personal() {
    return inner_->on_thread<void>([&](Keeper& keeper) {
        Result<void> erased = keeper.file().erase_personal();
        if (erased) {
            keeper.forget_personal();
            inner_->publish();
        }
        return erased;
    });
}

Result<std::vector<JournalEntry>> Desk::journal_since(Seq since, std::size_t count_max) {
    return inner_->on_thread<std::vector<JournalEntry>>(
        [&](Keeper& keeper) { return keeper.file().journal_since(since, count_max); });
}

Result<void> Desk::write_address(const LiveHost& host) {
    return inner_->on_thread<void>(
        [&](Keeper& keeper) { return keeper.file().host_lock().write_address(host); });
}

CommandId new_command_id() {
    std::string hex = random_hex(16);
    hex[12] = '4';
    static constexpr std::string_view variant = "89ab";
    hex[16] = variant[static_cast<std::size_t>(hex[16]) % 4];
    return CommandId(hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
                     hex.substr(16, 4) + "-" + hex.substr(20));
}

}  // namespace sandau
