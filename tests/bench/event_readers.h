#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "server/http_client.h"

namespace sandau::testing {

inline std::int64_t now_ns() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

/// Many readers on one thread: they look at nothing but the number in each message's text.
class Readers {
public:
    Readers(const std::string& address, std::size_t count) : poll_(::epoll_create1(0)) {
        for (std::size_t i = 0; i < count; ++i) connect(address, i);
        thread_ = std::thread([this] { run(); });
    }
    ~Readers() {
        stopping_ = true;
        thread_.join();
        for (const int socket : sockets_) ::close(socket);
        ::close(poll_);
    }
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;

    /// From now on, how many readers have seen a message that holds the text, and when each did.
    void expect(const std::string& text) {
        expect([text](const std::string& tail) { return tail.find(text) != std::string::npos; });
    }
    void expect(std::function<bool(const std::string&)> is_it) {
        is_it_ = std::move(is_it);
        seen_ = 0;
        times_ns_.assign(sockets_.size(), 0);
        generation_.fetch_add(1, std::memory_order_release);
    }
    std::size_t seen() const { return seen_.load(std::memory_order_acquire); }
    const std::vector<std::int64_t>& times_ns() const { return times_ns_; }

private:
    void connect(const std::string& address, std::size_t number) {
        const std::size_t colon = address.rfind(':');
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
        ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr generic{};
        __builtin_memcpy(&generic, &to, sizeof(to));
        if (::connect(socket, &generic, sizeof(generic)) != 0) std::abort();
        const std::string text = request_text(address, {"GET", "/api/v1/events", {}, ""});
        if (::send(socket, text.data(), text.size(), 0) < 0) std::abort();
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = number;
        ::epoll_ctl(poll_, EPOLL_CTL_ADD, socket, &event);
        sockets_.push_back(socket);
        tails_.emplace_back();
    }

    void run() {
        std::array<epoll_event, 64> events;
        std::vector<char> space(1 << 20);
        while (!stopping_) {
            const int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 50);
            for (int i = 0; i < count; ++i) {
                const std::size_t number = events[static_cast<std::size_t>(i)].data.u64;
                const ssize_t got = ::recv(sockets_[number], space.data(), space.size(), MSG_DONTWAIT);
                if (got <= 0) continue;
                const std::int64_t at_ns = now_ns();
                if (generation_.load(std::memory_order_acquire) == 0) continue;
                std::string& tail = tails_[number];
                tail.append(space.data(), static_cast<std::size_t>(got));
                if (times_ns_[number] == 0 && is_it_(tail)) {
                    times_ns_[number] = at_ns;
                    tail.clear();
                    seen_.fetch_add(1, std::memory_order_acq_rel);
                } else if (tail.size() > 4'096) {
                    tail.erase(0, tail.size() - 256);
                }
            }
        }
    }

    int poll_;
    std::vector<int> sockets_;
    std::vector<std::string> tails_;
    std::function<bool(const std::string&)> is_it_;
    std::vector<std::int64_t> times_ns_;
    std::atomic<std::size_t> seen_ = 0;
    std::atomic<std::uint64_t> generation_ = 0;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace sandau::testing
