#include "bench/bare_stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "bench/figures.h"

namespace sandau::bench {

namespace {

void watch(int poll, int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    if (::epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) != 0) give_up("epoll_ctl");
}

}  // namespace

BareStream::BareStream(std::string first, std::string tick, std::int64_t tick_ms, std::string answer)
    : first_("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" +
             std::move(first)),
      tick_(std::move(tick)),
      answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic{};
    std::memcpy(&generic, &here, sizeof here);
    socklen_t length = sizeof generic;
    if (::bind(listener_, &generic, length) != 0 || ::listen(listener_, SOMAXCONN) != 0 ||
        ::getsockname(listener_, &generic, &length) != 0)
        give_up("no port");
    std::memcpy(&here, &generic, sizeof here);
    address_ = "127.0.0.1:" + std::to_string(ntohs(here.sin_port));
    poll_ = ::epoll_create1(0);
    wake_ = ::eventfd(0, EFD_NONBLOCK);
    timer_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    const itimerspec every{{tick_ms / 1000, (tick_ms % 1000) * 1'000'000},
                           {tick_ms / 1000, (tick_ms % 1000) * 1'000'000}};
    ::timerfd_settime(timer_, 0, &every, nullptr);
    for (const int descriptor : {listener_, wake_, timer_}) watch(poll_, descriptor);
    thread_ = std::thread([this] { run(); });
}

BareStream::~BareStream() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ::eventfd_write(wake_, 1);
    thread_.join();
    for (const int socket : sockets_) ::close(socket);
    for (const int descriptor : {listener_, poll_, wake_, timer_}) ::close(descriptor);
}

void BareStream::publish(std::shared_ptr<const std::string> message) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(message));
    }
    ::eventfd_write(wake_, 1);
}

void BareStream::run() {
    std::array<epoll_event, 256> events;
    while (true) {
        const int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
            std::uint64_t times = 0;
            if (descriptor == listener_) {
                accept_all();
            } else if (descriptor == timer_) {
                if (::read(timer_, &times, sizeof times) > 0) send_all(tick_);
            } else if (descriptor == wake_) {
                ::eventfd_read(wake_, &times);
                std::vector<std::shared_ptr<const std::string>> messages;
                {
                    const std::lock_guard lock(mutex_);
                    if (stopping_) return;
                    messages.swap(waiting_);
                }
                for (const auto& message : messages) send_all(*message);
            } else {
                read(descriptor);
            }
        }
    }
}

void BareStream::accept_all() {
    for (int socket; (socket = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        sockets_.push_back(socket);
        watch(poll_, socket);
    }
}

void BareStream::read(int socket) {
    std::array<char, 4096> space;
    const ssize_t got = ::recv(socket, space.data(), space.size(), 0);
    if (got <= 0) {
        ::close(socket);
        std::erase(sockets_, socket);
        return;
    }
    const std::string& text = answer_.empty() ? first_ : answer_;
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t took = ::send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (took > 0) sent += static_cast<std::size_t>(took);
        if (took < 0 && errno != EAGAIN) return;
    }
}

void BareStream::send_all(const std::string& text) {
    if (!answer_.empty()) return;
    for (const int socket : sockets_)
        if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
            give_up("the floor has a slow reader");
}

}  // namespace sandau::bench
