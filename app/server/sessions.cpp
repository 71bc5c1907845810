#include "server/sessions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "server/secrets.h"

namespace sandau::server {

namespace {

constexpr std::int64_t session_s_max = 7 * 24 * 3600;
constexpr std::size_t ended_max = 100'000;
constexpr std::size_t buckets_max = 10'000;

std::string hex_of(std::string_view text) {
    std::string hex;
    for (const char c : text) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return hex;
}

std::optional<std::string> text_of_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned byte = 0;
        const auto [end, error] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        if (error != std::errc() || end != hex.data() + i + 2) return std::nullopt;
        text += static_cast<char>(byte);
    }
    return text;
}

std::string_view take(std::string_view& text) {
    const std::size_t dot = text.find('.');
    const std::string_view part = text.substr(0, dot);
    text = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
    return part;
}

/// The signature covers the secret's hash as well: with a new secret it is another one.
std::string signature(const std::string& key, std::string_view head, const std::string& secret_hash) {
    return keyed_hash(key, fmt::format("{}\n{}", head, secret_hash));
}

}  // namespace

Sessions::Sessions(std::string key, std::map<std::string, std::int64_t> ended)
    : key_(key.empty() ? make_token() : std::move(key)), ended_(std::move(ended)) {}

std::string Sessions::open(const User& user, OpenedBy by, WallTime now) const {
    const std::string head = fmt::format("{}.{}.{}.{}", make_token().substr(0, 32), hex_of(user.id.text),
                                         now.utc_ms / 1000, by == OpenedBy::Password ? "p" : "c");
    const std::string& hash = by == OpenedBy::Password ? user.password_hash : user.code_hash;
    return head + "." + signature(key_, head, hash);
}

std::optional<Seat> Sessions::seat(std::string_view token, const Contest& contest, WallTime now) const {
    const std::size_t last_dot = token.rfind('.');
    if (token.size() > 1000 || last_dot == std::string_view::npos) return std::nullopt;
    const std::string_view head = token.substr(0, last_dot);
    std::string_view rest = head;
    Seat seat;
    seat.session = std::string(take(rest));
    const auto user_id = text_of_hex(take(rest));
    const std::string_view issued_text = take(rest);
    const std::string_view by = take(rest);
    std::int64_t issued_s = 0;
    if (!user_id || !rest.empty() || (by != "p" && by != "c")) return std::nullopt;
    if (std::from_chars(issued_text.data(), issued_text.data() + issued_text.size(), issued_s).ec !=
        std::errc())
        return std::nullopt;
    const User* user = contest.table<User>().find(*user_id);
    if (user == nullptr || user->revoked) return std::nullopt;
    const std::string& hash = by == "p" ? user->password_hash : user->code_hash;
    if (hash.empty() || !same_secret(signature(key_, head, hash), token.substr(last_dot + 1)))
        return std::nullopt;
    if (now.utc_ms / 1000 - issued_s > session_s_max || ended_.contains(seat.session)) return std::nullopt;
    seat.user = user->id;
    return seat;
}

void Sessions::end(const std::string& session, WallTime now) {
    const std::int64_t now_s = now.utc_ms / 1000;
    if (ended_.size() >= ended_max)
        std::erase_if(ended_, [&](const auto& one) { return now_s - one.second > session_s_max; });
    if (ended_.size() >= ended_max) ended_.erase(ended_.begin());
    ended_[session] = now_s;
}

bool Failures::too_many(const std::string& address, MonoTime now) {
    while (!failed_.empty() && now - failed_.front().at > seconds(60)) failed_.pop_front();
    const auto of_address = std::count_if(failed_.begin(), failed_.end(),
                                          [&](const Failure& one) { return one.address == address; });
    return failed_.size() >= per_minute_ || static_cast<std::size_t>(of_address) >= per_minute_;
}

void Failures::count(const std::string& address, MonoTime now) {
    failed_.push_back({address, now});
    if (failed_.size() > per_minute_ * 4) failed_.pop_front();
}

bool RateLimit::take(const std::string& who, MonoTime now) {
    if (buckets_.size() > buckets_max) buckets_.clear();
    const auto most = static_cast<double>(per_second_);
    const auto [found, is_new] = buckets_.try_emplace(who, Bucket{most, now});
    Bucket& bucket = found->second;
    const double passed_s = static_cast<double>((now - bucket.at).ns) / 1e9;
    bucket.left = std::min(most, bucket.left + passed_s * most);
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
}

WorkPool::WorkPool(std::size_t waiting_max) : waiting_max_(waiting_max) {
    for (int i = 0; i < 2; ++i) threads_.emplace_back([this] { work(); });
}

WorkPool::~WorkPool() {
    stop();
}

void WorkPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        jobs_.clear();
    }
    ready_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

bool WorkPool::submit(std::function<void()> job) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || jobs_.size() >= waiting_max_) return false;
        jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
    return true;
}

void WorkPool::work() {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (stopping_) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

}  // namespace sandau::server
