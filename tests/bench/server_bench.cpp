// From a new snapshot to the patch in the hands of 200 readers of events, over real sockets on loopback.
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/http_client.h"
#include "server/memory_host.h"
#include "server/server.h"

namespace sandau::testing {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count();
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

    /// How many readers have seen the message that is expected now, and when each did.
    void expect(const std::string& text) {
        expected_ = text;
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
                if (tail.find(expected_) != std::string::npos && times_ns_[number] == 0) {
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
    std::string expected_;
    std::vector<std::int64_t> times_ns_;
    std::atomic<std::size_t> seen_ = 0;
    std::atomic<std::uint64_t> generation_ = 0;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

double at_share(std::vector<double>& values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Each round: what a gate reports is shown, and all readers wait for it.
void provisional_to_readers(benchmark::State& state) {
    MemoryHost host;
    std::vector<std::string> names;
    for (int i = 0; i < 48; ++i) names.push_back("Đội " + std::to_string(i));
    const auto ids = host.add_entries("A", names);
    const Json answer = host.keyboard(commands::RunLoad{StageId("final"), ids[0], FieldId("F1"), 0});
    const RunId run(*answer.find("run")->as_string());
    host.keyboard(commands::RunReady{run, ""});
    host.keyboard(commands::RunStart{run, ""});
    server::ServerOptions options;
    options.now = host.clock.source();
    server::Server server(host, options);
    const auto addresses = server.start();
    Readers readers(addresses->front(), static_cast<std::size_t>(state.range(0)));
    while (get(addresses->front(), "/metrics")
               .body.find("sandau_streams_open " + std::to_string(state.range(0))) == std::string::npos)
        std::this_thread::yield();
    std::vector<double> delays_ms;
    for (auto _ : state) {
        host.clock.advance(milliseconds(7));
        const Instant at = host.clock.now();
        const std::int64_t elapsed_ms =
            (at.mono - host.snapshot()->contest->table<Run>().find(run.text)->clock.since.mono).floor_ms();
        readers.expect("\"time_ms\":" + std::to_string(elapsed_ms));
        const std::int64_t from_ns = now_ns();
        host.show_provisional({FieldId("F1"), ChannelRole::Finish, at, 50'000});
        while (readers.seen() < static_cast<std::size_t>(state.range(0))) std::this_thread::yield();
        for (const std::int64_t at_ns : readers.times_ns())
            delays_ms.push_back(static_cast<double>(at_ns - from_ns) / 1e6);
    }
    state.counters["readers"] = static_cast<double>(state.range(0));
    state.counters["p50_ms"] = at_share(delays_ms, 0.5);
    state.counters["p99_ms"] = at_share(delays_ms, 0.99);
}
BENCHMARK(provisional_to_readers)->Arg(200)->Iterations(500)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace sandau::testing
