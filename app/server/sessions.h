#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "scoring/contest.h"
#include "scoring/time.h"

namespace sandau::server {

/// By what a session was opened: a new password ends the sessions of the old one, a new code likewise.
enum class OpenedBy { Password, Code };

/// Who is signed in.
struct Seat {
    UserId user;
    std::string session;
};

/// Sessions are signed texts: a server that was restarted with the same key knows them again. Only those
/// that were ended are remembered.
class Sessions {
public:
    /// `ended`: sessions that this key opened and that were ended before, session → seconds since 1970.
    explicit Sessions(std::string key, std::map<std::string, std::int64_t> ended = {});

    /// The text for the cookie.
    std::string open(const User& user, OpenedBy by, WallTime now) const;
    /// The seat behind a cookie's text, while its user is there, not revoked, and the secret that opened
    /// it is still the one.
    std::optional<Seat> seat(std::string_view token, const Contest& contest, WallTime now) const;
    void end(const std::string& session, WallTime now);

private:
    std::string key_;
    std::map<std::string, std::int64_t> ended_;  ///< session → when
};

/// Counts wrong sign-ins of the last minute: of one address, and of all together.
class Failures {
public:
    explicit Failures(std::size_t per_minute) : per_minute_(per_minute) {}
    bool too_many(const std::string& address, MonoTime now);
    /// An attempt that is under way might fail, too.
    bool could_become_too_many(std::size_t under_way) const {
        return failed_.size() + under_way >= per_minute_;
    }
    void count(const std::string& address, MonoTime now);

private:
    struct Failure {
        std::string address;
        MonoTime at;
    };
    std::size_t per_minute_;
    std::deque<Failure> failed_;  ///< never more than a minute's worth, so it stays small
};

/// So many actions a second, with as many saved up.
class RateLimit {
public:
    explicit RateLimit(std::size_t per_second) : per_second_(per_second) {}
    bool take(const std::string& who, MonoTime now);

private:
    struct Bucket {
        double left = 0;
        MonoTime at;
    };
    std::size_t per_second_;
    std::map<std::string, Bucket> buckets_;
};

/// Two threads for what takes long or waits, password hashes above all: a flood of sign-ins takes nobody
/// else's time.
class WorkPool {
public:
    explicit WorkPool(std::size_t waiting_max);
    ~WorkPool();
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;
    /// False when too many wait.
    bool submit(std::function<void()> job);
    void stop();

private:
    void work();
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> jobs_;
    std::size_t waiting_max_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace sandau::server
