// What a device's line costs on its way to an event: through the whole pipeline in memory, and over real
// ports beside a bare read of the same port.
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "devices/boot_clock.h"
#include "devices/devices.h"
#include "devices/flp.h"
#include "devices/hub.h"

namespace sandau::devices {
namespace {

constexpr std::uint32_t ticks_per_second = 2'000'000;

std::uint32_t ticks_at(MonoTime at) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(at.ns) / 500);
}

std::string line_of(const flp::FromDevice& message) {
    return flp::frame(flp::body_of(message));
}

std::string identity(const std::string& uid) {
    return line_of(flp::Identity{"7A3F", ticks_per_second, "bench", "1.0", 3, uid});
}

double resident_megabytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total_pages = 0;
    std::size_t resident_pages = 0;
    file >> total_pages >> resident_pages;
    return static_cast<double>(resident_pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Framer, parser, sequence, clock, laps and order, for a device with a million events: nothing may grow.
void pipeline(benchmark::State& state) {
    HubLimits limits;
    limits.lines_per_second = UINT32_MAX;
    limits.bytes_per_second = UINT32_MAX;
    limits.shortest_lap = milliseconds(1);
    Hub hub(limits);
    MonoTime now = MonoTime{} + seconds(1000);
    hub.link_opening(1, {"bench", "", 115200}, "", now);
    hub.link_opened(1, now);
    hub.received(1, {identity("00C0FFEE"), now, {}}, now);
    std::uint32_t seq = 0;
    std::uint64_t ordered = 0;
    const auto take = [&] {
        HubOutput out = hub.take_output();
        for (const Delivery& one : out.deliveries) ordered += one.phase == Phase::Ordered ? 1 : 0;
        for (const Send& send : out.sends) {
            if (!send.ping) continue;
            hub.ping_written(1, *send.ping, now);
            const MonoTime back = now + milliseconds(5);
            const std::string pong = line_of(flp::Pong{"7A3F", *send.ping, ticks_at(now + milliseconds(2)),
                                                       ticks_at(now + milliseconds(2))});
            hub.received(1, {pong, back, {}}, back);
        }
    };
    const double before = resident_megabytes();
    for (auto _ : state) {
        now = now + milliseconds(10);
        if (++seq % 20 == 0) {
            hub.received(1, {line_of(flp::Heartbeat{"7A3F", seq - 1, ticks_at(now), 0, 7}), now, {}}, now);
        }
        const std::string line = line_of(flp::Edge{"7A3F", seq, 1, seq % 2 == 1, ticks_at(now)});
        hub.received(1, {line, now, {}}, now);
        take();
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["ordered"] = static_cast<double>(ordered);
    state.counters["grown_MB"] = resident_megabytes() - before;
}
BENCHMARK(pipeline)->Iterations(1'000'000)->Unit(benchmark::kMicrosecond);

/// Both ends of a port in this program: the one that a device would write to, and what a reader opens.
struct Port {
    int device = -1;
    std::string spec;
    std::string path;  ///< of a pseudo-terminal
    int listener = -1;
    std::uint16_t number = 0;
};

Port pseudo_terminal() {
    Port port;
    int slave = -1;
    std::array<char, 256> name{};
    if (openpty(&port.device, &slave, name.data(), nullptr, nullptr) != 0) std::abort();
    termios settings{};
    tcgetattr(slave, &settings);
    cfmakeraw(&settings);
    tcsetattr(slave, TCSANOW, &settings);
    port.path = name.data();
    port.spec = "serial:" + port.path;
    return port;
}

Port tcp_port() {
    Port port;
    port.listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic{};
    __builtin_memcpy(&generic, &at, sizeof(at));
    socklen_t size = sizeof(at);
    if (::bind(port.listener, &generic, size) != 0 || ::listen(port.listener, 1) != 0) std::abort();
    ::getsockname(port.listener, &generic, &size);
    __builtin_memcpy(&at, &generic, sizeof(at));
    port.number = ntohs(at.sin_port);
    port.spec = "tcp:127.0.0.1:" + std::to_string(port.number);
    return port;
}

void accept_caller(Port& port) {
    port.device = ::accept(port.listener, nullptr, nullptr);
    const int yes = 1;
    ::setsockopt(port.device, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
}

void close_port(const Port& port) {
    if (port.device >= 0) ::close(port.device);
    if (port.listener >= 0) ::close(port.listener);
}

void write_all(int to, const std::string& bytes) {
    if (::write(to, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
}

void report(benchmark::State& state, std::vector<std::int64_t>& delays_ns) {
    std::sort(delays_ns.begin(), delays_ns.end());
    const auto at = [&](double share) {
        return static_cast<double>(
                   delays_ns[static_cast<std::size_t>(share * static_cast<double>(delays_ns.size() - 1))]) /
               1e3;
    };
    state.counters["p50_us"] = at(0.5);
    state.counters["p99_us"] = at(0.99);
}

/// A device that reported without a pause would be cut off as a flood.
void pause_as_a_device_does() {
    const MonoTime until = now_mono() + milliseconds(2);
    while (now_mono() < until) std::this_thread::yield();
}

/// From the last byte of a line written to the event in the sink's hands.
void through_the_door(benchmark::State& state, Port port) {
    std::atomic<std::uint32_t> arrived = 0;
    std::atomic<std::int64_t> arrived_at_ns = 0;
    std::atomic<bool> live = false;
    Sink sink;
    sink.delivered = [&](const Delivery& delivery) {
        if (delivery.phase != Phase::Provisional || !std::holds_alternative<Edge>(delivery.event.body))
            return;
        arrived_at_ns = now_mono().ns;
        arrived = delivery.event.header.seq;
    };
    sink.status_changed = [&](const LinkStatus& status) { live = status.state == LinkState::Live; };
    Devices devices({}, sink);
    if (!devices.open(port.spec)) std::abort();
    if (port.listener >= 0) accept_caller(port);
    write_all(port.device, identity("00C0FFEE"));
    while (!live) std::this_thread::yield();
    std::uint32_t seq = 0;
    std::vector<std::int64_t> delays_ns;
    for (auto _ : state) {
        const std::string line = line_of(flp::Edge{"7A3F", ++seq, 1, true, ticks_at(now_mono())});
        const std::int64_t from_ns = now_mono().ns;
        write_all(port.device, line);
        while (arrived != seq) std::this_thread::yield();
        delays_ns.push_back(arrived_at_ns - from_ns);
        pause_as_a_device_does();
    }
    report(state, delays_ns);
    close_port(port);
}

/// The same bytes over the same kind of port, read by a loop that does nothing else.
void bare(benchmark::State& state, Port port) {
    int reader = -1;
    if (port.listener >= 0) {
        reader = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        at.sin_port = htons(port.number);
        sockaddr generic{};
        __builtin_memcpy(&generic, &at, sizeof(at));
        if (::connect(reader, &generic, sizeof(at)) != 0) std::abort();
        accept_caller(port);
    } else {
        reader = ::open(port.path.c_str(), O_RDWR | O_NOCTTY);
    }
    std::atomic<std::uint32_t> arrived = 0;
    std::atomic<std::int64_t> arrived_at_ns = 0;
    std::thread loop([&] {
        std::array<char, 4096> buffer{};
        while (true) {
            const ssize_t got = ::read(reader, buffer.data(), buffer.size());
            if (got <= 0 || buffer[0] == '!') return;
            if (buffer[static_cast<std::size_t>(got) - 1] != '\n') continue;
            arrived_at_ns = now_mono().ns;
            ++arrived;
        }
    });
    std::uint32_t seq = 0;
    std::vector<std::int64_t> delays_ns;
    for (auto _ : state) {
        const std::string line = line_of(flp::Edge{"7A3F", ++seq, 1, true, ticks_at(now_mono())});
        const std::int64_t from_ns = now_mono().ns;
        write_all(port.device, line);
        while (arrived != seq) std::this_thread::yield();
        delays_ns.push_back(arrived_at_ns - from_ns);
        pause_as_a_device_does();
    }
    report(state, delays_ns);
    write_all(port.device, "!\n");
    loop.join();
    ::close(reader);
    close_port(port);
}

void serial_to_event(benchmark::State& state) {
    through_the_door(state, pseudo_terminal());
}
void serial_bare_read(benchmark::State& state) {
    bare(state, pseudo_terminal());
}
void tcp_to_event(benchmark::State& state) {
    through_the_door(state, tcp_port());
}
void tcp_bare_read(benchmark::State& state) {
    bare(state, tcp_port());
}
BENCHMARK(serial_to_event)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(serial_bare_read)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(tcp_to_event)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(tcp_bare_read)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace sandau::devices

int main(int count, char** arguments) {
    const QCoreApplication application(count, arguments);
    benchmark::Initialize(&count, arguments);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
