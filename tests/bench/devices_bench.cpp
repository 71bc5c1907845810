// What a device's line costs on its way to an event: through the whole pipeline in memory, and over real
// ports beside a bare read of the same port; and what a run's time is wrong by, per link.
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <fmt/format.h>
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
#include "devices/clock_simulation.h"
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

/// A device that never ends, on the pipeline alone: framer, parser, clock, laps, order. Memory is looked at
/// after the first million and at the end: nothing may grow.
class Pipeline {
public:
    explicit Pipeline(const std::string& spec) : hub_(without_limits()) {
        hub_.link_opening(1, {spec, "", 115200}, "", now);
        hub_.link_opened(1, now);
    }
    void hear(const std::string& bytes) { hub_.received(1, {bytes, now, {}}, now); }
    template <class OnSend>
    void take(OnSend on_send) {
        const HubOutput out = hub_.take_output();
        for (const Delivery& one : out.deliveries) ordered_ += one.phase == Phase::Ordered ? 1 : 0;
        for (const Send& send : out.sends) on_send(send);
    }
    void count(std::uint64_t event) {
        if (event == 1'000'000) at_a_million_mb_ = resident_megabytes();
    }
    void report(benchmark::State& state) const {
        state.SetItemsProcessed(state.iterations());
        state.counters["ordered"] = static_cast<double>(ordered_);
        state.counters["MB_at_1M"] = at_a_million_mb_;
        state.counters["MB_at_end"] = resident_megabytes();
    }
    void ping_written(std::uint16_t id) { hub_.ping_written(1, id, now); }
    void hear_at(const std::string& bytes, MonoTime at) { hub_.received(1, {bytes, at, {}}, at); }

    MonoTime now = MonoTime{} + seconds(1000);

private:
    static HubLimits without_limits() {
        HubLimits limits;
        limits.lines_per_second = UINT32_MAX;
        limits.bytes_per_second = UINT32_MAX;
        limits.shortest_lap = milliseconds(1);
        return limits;
    }
    Hub hub_;
    std::uint64_t ordered_ = 0;
    double at_a_million_mb_ = 0;
};

void flp_pipeline(benchmark::State& state) {
    Pipeline pipeline("serial:/dev/bench?driver=flp");
    pipeline.hear(identity("00C0FFEE"));
    std::uint32_t seq = 0;
    const auto answer = [&](const Send& send) {
        if (!send.ping) return;
        pipeline.ping_written(*send.ping);
        const std::uint32_t ticks = ticks_at(pipeline.now + milliseconds(2));
        pipeline.hear_at(line_of(flp::Pong{"7A3F", *send.ping, ticks, ticks}),
                         pipeline.now + milliseconds(5));
    };
    for (auto _ : state) {
        pipeline.now = pipeline.now + milliseconds(10);
        const std::uint32_t ticks = ticks_at(pipeline.now);
        if (++seq % 20 == 0) pipeline.hear(line_of(flp::Heartbeat{"7A3F", seq - 1, ticks, 0, 7}));
        pipeline.hear(line_of(flp::Edge{"7A3F", seq, 1, seq % 2 == 1, ticks}));
        pipeline.take(answer);
        pipeline.count(seq);
    }
    pipeline.report(state);
}
BENCHMARK(flp_pipeline)->Iterations(10'000'000)->Unit(benchmark::kMicrosecond);

void alge_pipeline(benchmark::State& state) {
    Pipeline pipeline("serial:/dev/bench?driver=alge");
    std::uint64_t events = 0;
    for (auto _ : state) {
        pipeline.now = pipeline.now + milliseconds(10);
        const std::int64_t of_day = pipeline.now.ns / 100'000 % (24LL * 3600 * 10'000);
        const std::int64_t s = of_day / 10'000;
        pipeline.hear(fmt::format(" {:04} C{}  {:02}:{:02}:{:02}.{:04} 00\r", events / 2 % 10'000, events % 2,
                                  s / 3600, s / 60 % 60, s % 60, of_day % 10'000));
        pipeline.take([](const Send&) {});
        pipeline.count(++events);
    }
    pipeline.report(state);
}
BENCHMARK(alge_pipeline)->Iterations(10'000'000)->Unit(benchmark::kMicrosecond);

/// What a run of 30 s is wrong by when its device's clock is up to half a percent off: 95th percentiles.
void run_of_30_s(benchmark::State& state, LineModel link) {
    simulated::ClockOutcome outcome;
    for (auto _ : state) outcome = simulated::clock_outcome(link);
    state.counters["error_ms"] = outcome.error_95_ms;
    state.counters["raw_ticks_ms"] = outcome.raw_95_ms;
    state.counters["arrival_ms"] = outcome.arrival_95_ms;
    state.counters["inside_bound"] = outcome.inside_bound;
}
BENCHMARK_CAPTURE(run_of_30_s, usb, LineModel::UsbCdc)->Iterations(1);
BENCHMARK_CAPTURE(run_of_30_s, ftdi, LineModel::Ftdi)->Iterations(1);
BENCHMARK_CAPTURE(run_of_30_s, wired, LineModel::Wired)->Iterations(1);
BENCHMARK_CAPTURE(run_of_30_s, wifi, LineModel::Wifi)->Iterations(1);
BENCHMARK_CAPTURE(run_of_30_s, wifi_power_save, LineModel::WifiPowerSave)->Iterations(1);

/// Both ends of a port in this program: the one that a device would write to, and what a reader opens.
struct Port {
    int device = -1;
    std::string spec;
    std::string path;  ///< of a pseudo-terminal
    int listener = -1;
    std::uint16_t number = 0;
    bool datagrams = false;
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

sockaddr loopback(std::uint16_t port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons(port);
    sockaddr generic{};
    __builtin_memcpy(&generic, &at, sizeof(at));
    return generic;
}

/// The port that it got.
std::uint16_t bind_to(int socket, std::uint16_t port) {
    sockaddr generic = loopback(port);
    socklen_t size = sizeof(generic);
    if (::bind(socket, &generic, size) != 0) std::abort();
    ::getsockname(socket, &generic, &size);
    sockaddr_in at{};
    __builtin_memcpy(&at, &generic, sizeof(at));
    return ntohs(at.sin_port);
}

Port udp_port() {
    Port port;
    const int probe = ::socket(AF_INET, SOCK_DGRAM, 0);
    port.number = bind_to(probe, 0);
    ::close(probe);
    port.datagrams = true;
    port.device = ::socket(AF_INET, SOCK_DGRAM, 0);
    const sockaddr host = loopback(port.number);
    if (::connect(port.device, &host, sizeof(host)) != 0) std::abort();
    port.spec = "udp:127.0.0.1:" + std::to_string(port.number);
    return port;
}

Port tcp_port() {
    Port port;
    port.listener = ::socket(AF_INET, SOCK_STREAM, 0);
    port.number = bind_to(port.listener, 0);
    if (::listen(port.listener, 1) != 0) std::abort();
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
    sink.status_changed = [&](const LinkStatus& status) {
        if (status.state == LinkState::Live) live = true;
    };
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
    if (port.datagrams) {
        reader = ::socket(AF_INET, SOCK_DGRAM, 0);
        bind_to(reader, port.number);
    } else if (port.listener >= 0) {
        reader = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr device = loopback(port.number);
        if (::connect(reader, &device, sizeof(device)) != 0) std::abort();
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
void udp_to_event(benchmark::State& state) {
    through_the_door(state, udp_port());
}
void udp_bare_read(benchmark::State& state) {
    bare(state, udp_port());
}
BENCHMARK(serial_to_event)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(serial_bare_read)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(tcp_to_event)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(tcp_bare_read)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(udp_to_event)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(udp_bare_read)->Iterations(1000)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace sandau::devices

int main(int count, char** arguments) {
    const QCoreApplication application(count, arguments);
    benchmark::Initialize(&count, arguments);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
