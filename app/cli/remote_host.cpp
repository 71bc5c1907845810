#include "cli/remote_host.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "db/digest.h"
#include "devices/boot_clock.h"

namespace sandau::cli {

namespace {

using namespace std::chrono_literals;

/// Asked for news, the host answers after this at the latest: so old may be what is shown, and not more.
constexpr std::chrono::milliseconds news_wait = 500ms;
constexpr std::chrono::milliseconds answer_max = 10s;
constexpr std::chrono::milliseconds rest_min = 100ms;
constexpr std::chrono::milliseconds rest_max = 2s;
/// A host that was not heard of for that long is lost.
constexpr std::int64_t silence_ms_max = 3'000;
/// An answer waits that long for the state that has it.
constexpr std::chrono::milliseconds state_wait_max = 5s;
constexpr std::size_t page_bytes_max = 64u << 20;
/// Ten megabytes over a hall's wireless network.
constexpr std::chrono::milliseconds file_max = 120s;

MonoTime now() {
    return devices::now_instant().mono;
}

FileHealth file_health(const std::string& word) {
    if (word == "refusing") return FileHealth::Refusing;
    return word == "read_only" ? FileHealth::ReadOnly : FileHealth::Durable;
}

/// What the host may say yes to later, asked the same again.
bool is_for_later(const HostReply& reply, const Refusal& refusal) {
    return reply.status == 429 || (reply.status == 503 && !refusal.code.starts_with("file."));
}

}  // namespace

struct RemoteHost::Inner {
    explicit Inner(RemoteSeat its_seat)
        : seat(std::move(its_seat)),
          news(seat.address, seat.fingerprint),
          commands(seat.address, seat.fingerprint),
          pages(seat.address, seat.fingerprint),
          files(seat.address, seat.fingerprint) {}

    struct Waiting {
        Command command;
        Reply reply;
    };

    HostRequest request(HostRequest::Method method, std::string path, std::string body = {}) const {
        HostRequest made{method, std::move(path), {{"Cookie", seat.session}}, std::move(body)};
        made.time_max = answer_max;
        made.bytes_max = page_bytes_max;
        return made;
    }
    /// What cannot be read is said with whose it is.
    Refusal of_host(Refusal refusal) const {
        for (auto& [name, value] : refusal.arguments)
            if (name == "address" && value.empty()) value = seat.address.text();
        return refusal;
    }

    Result<void> begin();
    Result<void> take_news(std::chrono::milliseconds wait);
    Result<void> take_page(const HostReply& reply);
    void publish(const HostReply& reply);
    void follow_host();
    void send_commands();
    Result<Answer> carry_out(const Command& command);
    void wait_for_state(Seq seq);
    void lose(const Refusal& refusal);
    /// False: it is closing, or the seat is gone.
    bool rest(std::chrono::milliseconds time);
    void close();

    const RemoteSeat seat;
    HostClient news;      ///< of the thread that follows
    HostClient commands;  ///< of the thread that sends
    HostClient pages;     ///< of whoever reads the journal
    std::mutex pages_mutex;
    HostClient files;  ///< of whoever attaches or looks: a large one does not hold the journal up
    std::mutex files_mutex;

    // Of the thread that follows alone: what is known so far, of which file.
    Contest followed;
    std::string epoch;
    std::atomic<bool> follows_journal = true;

    mutable std::mutex mutex;
    std::condition_variable changed;
    std::atomic<bool> closing = false;
    SnapshotPtr state;
    std::map<int, std::function<void(SnapshotPtr)>> subscribers;
    int last_subscriber = 0;
    std::deque<Waiting> unanswered;
    MonoTime heard_at;
    LinkState link = LinkState::Connected;
    Refusal why;

    std::mutex telling;  ///< held while subscribers are called: who ends a subscription waits for it
    std::thread follower;
    std::thread sender;
};

/// Thousands of entries come in pages; there is nothing to show before the last one.
Result<void> RemoteHost::Inner::begin() {
    for (;;) {
        const Seq before = followed.seq;
        const bool as_journal = follows_journal;
        if (Result<void> taken = take_news(0ms); !taken) return taken;
        if (state) return {};
        if (followed.seq == before && follows_journal == as_journal)
            return tl::unexpected(of_host({"remote.answer", {{"address", ""}, {"why", "seq"}}, {}}));
    }
}

Result<void> RemoteHost::Inner::take_news(std::chrono::milliseconds wait) {
    const std::string question = fmt::format("?since={}&wait_ms={}", followed.seq, wait.count());
    const std::string path = follows_journal ? "/api/v1/journal" : "/api/v1/seat/records";
    const Result<HostReply> reply = news.ask(request(HostRequest::Method::Get, path + question));
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status == 401) return refuse("remote.ended");
    const std::string of_file = reply->header("sandau-epoch");
    const bool may_not_follow = reply->status == 403 && follows_journal;
    if (may_not_follow) follows_journal = false;
    if (may_not_follow || (followed.seq > 0 && of_file != epoch && reply->status == 200)) {
        // Another role, or a file that was restored: what was known is another contest.
        followed = Contest();
        epoch.clear();
        return {};
    }
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    epoch = of_file;
    return take_page(*reply);
}

Result<void> RemoteHost::Inner::take_page(const HostReply& reply) {
    Contest next = followed;
    if (follows_journal) {
        const Result<std::vector<RemoteEntry>> entries = read_journal_page(reply.body, next.seq);
        if (!entries) return tl::unexpected(of_host(entries.error()));
        if (Result<void> taken = follow(next, *entries); !taken)
            return tl::unexpected(of_host(taken.error()));
    } else if (Result<void> taken = follow_records(next, reply.body); !taken) {
        return tl::unexpected(of_host(taken.error()));
    }
    followed = std::move(next);
    const std::string newest = reply.header("sandau-seq");
    Seq seq = 0;
    std::from_chars(newest.data(), newest.data() + newest.size(), seq);
    if (followed.seq >= seq && followed.definition != nullptr) publish(reply);
    return {};
}

void RemoteHost::Inner::publish(const HostReply& reply) {
    const FileHealth file = file_health(reply.header("sandau-file"));
    const std::lock_guard tell(telling);
    std::vector<std::function<void(SnapshotPtr)>> told;
    SnapshotPtr now_known;
    {
        const std::lock_guard lock(mutex);
        heard_at = now();
        link = LinkState::Connected;
        const bool is_news = !state || state->contest->seq != followed.seq || state->status.file != file ||
                             state->status.epoch != epoch;
        if (!is_news) return;
        auto next = std::make_shared<Snapshot>();
        next->contest = std::make_shared<const Contest>(followed);
        next->status.file = file;
        next->status.epoch = epoch;
        next->status.file_name = seat.address.text();
        next->version = state ? state->version + 1 : 1;
        state = now_known = next;
        for (const auto& [number, subscriber] : subscribers) told.push_back(subscriber);
    }
    changed.notify_all();
    for (const auto& subscriber : told) subscriber(now_known);
}

void RemoteHost::Inner::follow_host() {
    for (std::chrono::milliseconds wait = 0ms; rest(wait);) {
        const Result<void> taken = take_news(news_wait);
        wait = taken ? 0ms : std::clamp(wait * 2, rest_min, rest_max);
        if (!taken) lose(taken.error());
    }
}

void RemoteHost::Inner::lose(const Refusal& refusal) {
    {
        const std::lock_guard lock(mutex);
        link = refusal.code == "remote.ended" ? LinkState::Ended : LinkState::Lost;
        why = refusal;
    }
    changed.notify_all();
}

bool RemoteHost::Inner::rest(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, time, [&] { return closing || link == LinkState::Ended; });
    return !closing && link != LinkState::Ended;
}

void RemoteHost::Inner::send_commands() {
    for (;;) {
        Command command;
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return closing || !unanswered.empty(); });
            if (closing) return;
            command = unanswered.front().command;
        }
        const Result<Answer> result = carry_out(command);
        if (result) wait_for_state(result->seq);
        Reply reply;
        {
            const std::lock_guard lock(mutex);
            // Not known to be done and not known to be refused: it stays among those without an answer.
            if (closing && !result) return;
            reply = std::move(unanswered.front().reply);
            unanswered.pop_front();
        }
        reply(result);
    }
}

Result<Answer> RemoteHost::Inner::carry_out(const Command& command) {
    const std::string body = write_json(command_json(command));
    for (std::chrono::milliseconds wait = rest_min;; wait = std::min(wait * 2, rest_max)) {
        const Result<HostReply> reply =
            commands.ask(request(HostRequest::Method::Post, "/api/v1/commands", body));
        if (reply && reply->status == 200) {
            const Result<Json> json = read_json(reply->body);
            if (const Result<Answer> answer = json ? read_answer(*json) : tl::unexpected(json.error()))
                return answer;
            // What nobody can read acknowledges nothing.
        } else if (reply && reply->status == 401) {
            return refuse("remote.ended");
        } else if (reply) {
            const Refusal refusal = refusal_of(*reply);
            if (!is_for_later(*reply, refusal)) return tl::unexpected(refusal);
        }
        if (!rest(wait)) return refuse(closing ? "host.closing" : "remote.ended");
    }
}

void RemoteHost::Inner::wait_for_state(Seq seq) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, state_wait_max, [&] {
        return closing || link == LinkState::Ended || (state && state->contest->seq >= seq);
    });
}

void RemoteHost::Inner::close() {
    {
        const std::lock_guard lock(mutex);
        closing = true;
    }
    changed.notify_all();
    for (HostClient* client : {&news, &commands, &pages, &files}) client->cancel();
    for (std::thread* thread : {&follower, &sender})
        if (thread->joinable()) thread->join();
    for (Waiting& one : unanswered) one.reply(refuse("host.closing"));
    unanswered.clear();
}

Result<std::unique_ptr<RemoteHost>> RemoteHost::join(RemoteSeat seat) {
    auto inner = std::make_unique<Inner>(std::move(seat));
    if (const Result<void> begun = inner->begin(); !begun) return tl::unexpected(begun.error());
    return std::unique_ptr<RemoteHost>(new RemoteHost(std::move(inner)));
}

RemoteHost::RemoteHost(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {
    inner_->follower = std::thread([this] { inner_->follow_host(); });
    inner_->sender = std::thread([this] { inner_->send_commands(); });
}

RemoteHost::~RemoteHost() {
    inner_->close();
}

void RemoteHost::submit(Command command, Lane, Reply reply) {
    const char* refusal = nullptr;
    {
        const std::lock_guard lock(inner_->mutex);
        if (inner_->link == LinkState::Ended)
            refusal = "remote.ended";
        else if (inner_->closing || inner_->unanswered.size() >= unanswered_max)
            refusal = inner_->closing ? "host.closing" : "busy";
        else
            inner_->unanswered.push_back({std::move(command), std::move(reply)});
    }
    if (refusal != nullptr) return reply(refuse(refusal));
    inner_->changed.notify_all();
}

SnapshotPtr RemoteHost::snapshot() const {
    const std::lock_guard lock(inner_->mutex);
    return inner_->state;
}

Subscription RemoteHost::subscribe(std::function<void(SnapshotPtr)> on_change) {
    const std::lock_guard lock(inner_->mutex);
    const int number = ++inner_->last_subscriber;
    inner_->subscribers[number] = std::move(on_change);
    return Subscription([inner = inner_.get(), number] {
        const std::lock_guard told(inner->telling);
        const std::lock_guard locked(inner->mutex);
        inner->subscribers.erase(number);
    });
}

RemoteLink RemoteHost::link() const {
    const std::lock_guard lock(inner_->mutex);
    RemoteLink link{inner_->link, (now() - inner_->heard_at).floor_ms(), inner_->unanswered.size(),
                    inner_->why};
    if (link.state == LinkState::Connected && link.age_ms > silence_ms_max) link.state = LinkState::Lost;
    return link;
}

bool RemoteHost::follows_journal() const {
    return inner_->follows_journal;
}

Result<std::vector<RemoteEntry>> RemoteHost::journal(Seq before, std::size_t count) const {
    const Seq last = before > 0 ? before - 1 : snapshot()->contest->seq;
    const Seq since = std::max<Seq>(0, last - static_cast<Seq>(count));
    const std::lock_guard lock(inner_->pages_mutex);
    const Result<HostReply> reply = inner_->pages.ask(
        inner_->request(HostRequest::Method::Get, fmt::format("/api/v1/journal?since={}", since)));
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    Result<std::vector<RemoteEntry>> entries = read_journal_page(reply->body, since);
    if (!entries) return tl::unexpected(inner_->of_host(entries.error()));
    std::erase_if(*entries, [&](const RemoteEntry& one) { return one.seq > last; });
    return entries;
}

Result<KeptFile> RemoteHost::keep_file(std::string_view bytes) {
    HostRequest request = inner_->request(HostRequest::Method::Post, "/api/v1/files", std::string(bytes));
    request.headers.emplace_back("Content-Type", "application/octet-stream");
    request.time_max = file_max;
    const std::lock_guard lock(inner_->files_mutex);
    const Result<HostReply> reply = inner_->files.ask(request);
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status == 401) return refuse("remote.ended");
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    const Result<KeptFile> kept = read_kept_file(reply->body);
    if (!kept) return tl::unexpected(inner_->of_host(kept.error()));
    if (kept->sha256 != sha256_hex(bytes))
        return tl::unexpected(inner_->of_host({"remote.answer", {{"address", ""}, {"why", "sha256"}}, {}}));
    return kept;
}

Result<std::string> RemoteHost::read_file(const std::string& sha256) const {
    const SnapshotPtr now_known = snapshot();
    const auto& files = now_known->contest->table<Attachment>();
    const auto file =
        std::find_if(files.begin(), files.end(), [&](const Attachment& one) { return one.sha256 == sha256; });
    if (file == files.end()) return refuse("files.gone");
    HostRequest request =
        inner_->request(HostRequest::Method::Get, "/api/v1/entries/" + file->entry.text + "/files/" + sha256);
    request.time_max = file_max;
    const std::lock_guard lock(inner_->files_mutex);
    Result<HostReply> reply = inner_->files.ask(request);
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status == 401) return refuse("remote.ended");
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    if (sha256_hex(reply->body) != sha256) return refuse("files.damaged");
    return std::move(reply->body);
}

}  // namespace sandau::cli
