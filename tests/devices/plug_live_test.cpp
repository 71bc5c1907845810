// On real pseudo-terminals: a hundred plugs pulled in the middle of runs, and a device that floods.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <pty.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <thread>

#include "devices/collected.h"
#include "devices/qt_environment.h"

namespace sandau::devices {
namespace {

/// What came of each of many gates, and how its link fared.
class Gates {
public:
    Sink sink() {
        return {[this](const Delivery& delivery) {
                    const std::lock_guard lock(mutex_);
                    const auto* edge = std::get_if<Edge>(&delivery.event.body);
                    if (delivery.phase == Phase::Ordered && edge != nullptr && edge->kind == EdgeKind::Broken)
                        edges_[delivery.event.header.device.text].push_back(delivery);
                    if (const auto* fault = std::get_if<Fault>(&delivery.event.body))
                        faults_.emplace_back(delivery.event.header.device.text, fault->kind);
                    changed_.notify_all();
                },
                [this](const LinkStatus& status) {
                    const std::lock_guard lock(mutex_);
                    Link& link = links_[status.spec];
                    link.state = status.state;
                    if (status.state == LinkState::Live) link.live_at = now_mono();
                    changed_.notify_all();
                }};
    }
    bool wait_for_state(const std::string& spec, LinkState state) {
        return wait([&] { return links_[spec].state == state; });
    }
    /// When the link was live again, at or after `since`.
    MonoTime live_again(const std::string& spec, MonoTime since) {
        wait([&] { return links_[spec].state == LinkState::Live && links_[spec].live_at >= since; });
        const std::lock_guard lock(mutex_);
        return links_[spec].live_at;
    }
    bool wait_for_edges(const std::string& device, std::size_t count) {
        return wait([&] { return edges_[device].size() >= count; });
    }
    std::vector<Delivery> edges(const std::string& device) {
        const std::lock_guard lock(mutex_);
        return edges_[device];
    }
    std::vector<std::pair<std::string, FaultKind>> faults() {
        const std::lock_guard lock(mutex_);
        return faults_;
    }

private:
    struct Link {
        LinkState state = LinkState::Opening;
        MonoTime live_at;
    };
    template <class Condition>
    bool wait(Condition condition) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(30), condition);
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, std::vector<Delivery>> edges_;
    std::map<std::string, Link> links_;
    std::vector<std::pair<std::string, FaultKind>> faults_;
};

constexpr int gates_beside = 10;
constexpr int runs_each = 10;

/// A gate whose plug is pulled in each of its runs: before the start, in the run, or after the finish.
struct Pulled {
    std::unique_ptr<SimulatedField> gate;
    std::vector<Duration> truth;
    std::vector<Duration> away;  ///< from the plug put in again to the gate known again
};

void run_and_pull(Pulled& pulled, Gates& gates, std::uint32_t seed) {
    std::mt19937 random(seed);
    SimulatedField& gate = *pulled.gate;
    const std::string spec = gate.spec();
    for (int run = 0; run < runs_each; ++run) {
        const std::uint32_t pull_before = static_cast<std::uint32_t>(random() % 3);
        const Duration time = milliseconds(20 + static_cast<std::int64_t>(random() % 400));
        if (pull_before == 0) gate.unplug();
        const MonoTime start = now_mono();
        gate.break_beam(1, start, milliseconds(5));
        if (pull_before == 1) gate.unplug();
        gate.break_beam(2, start + time, milliseconds(5));
        if (pull_before == 2) gate.unplug();
        if (!gates.wait_for_state(spec, LinkState::Opening)) return;
        const MonoTime in = now_mono();
        gate.replug();
        pulled.away.push_back(gates.live_again(spec, in) - in);
        pulled.truth.push_back(time);
        if (!gates.wait_for_edges(gate.device().text, 2 * pulled.truth.size())) return;
    }
}

TEST(LivePlugs, AHundredPulledInRunsCostNoTimeInventNoneAndAreBackWithinTwoSeconds) {
    Gates gates;
    Devices devices({}, gates.sink());
    std::vector<Pulled> all(gates_beside);
    for (int i = 0; i < gates_beside; ++i) {
        const std::string path = scratch("plug" + std::to_string(i)).string();
        SimulatedFaults faults;
        faults.drift_ppm = 500 * i - 2500;
        all[static_cast<std::size_t>(i)].gate =
            field("pty:" + path, fmt::format("000000{:02X}", i + 1), faults);
        ASSERT_TRUE(devices.open(all[static_cast<std::size_t>(i)].gate->spec()));
    }
    for (const Pulled& one : all) ASSERT_TRUE(gates.wait_for_state(one.gate->spec(), LinkState::Live));
    std::vector<std::thread> threads;
    for (std::uint32_t i = 0; i < gates_beside; ++i)
        threads.emplace_back([&, i] { run_and_pull(all[i], gates, i + 1); });
    for (std::thread& one : threads) one.join();
    Duration longest;
    for (const Pulled& one : all) {
        const std::string device = one.gate->device().text;
        ASSERT_EQ(one.truth.size(), std::size_t{runs_each}) << device;
        for (const Duration away : one.away) longest = std::max(longest, away);
        const std::vector<Delivery> edges = gates.edges(device);
        ASSERT_EQ(edges.size(), std::size_t{2 * runs_each}) << device;
        for (std::size_t run = 0; run < one.truth.size(); ++run) {
            const EventHeader& start = edges[2 * run].event.header;
            const EventHeader& finish = edges[2 * run + 1].event.header;
            EXPECT_EQ(std::get<Edge>(edges[2 * run].event.body).channel, 1);
            EXPECT_EQ(edges[2 * run + 1].gap, Gap::None);
            EXPECT_LE(std::abs((finish.at - start.at - one.truth[run]).ns), (start.bound + finish.bound).ns)
                << device << " run " << run;
        }
    }
    EXPECT_LE(longest, seconds(2));
    for (const LinkStatus& status : devices.status()) {
        EXPECT_EQ(status.reconnections, std::uint64_t{runs_each});
        EXPECT_EQ(status.missing, 0u);
    }
    std::printf("longest from the plug put in to the gate known again: %.0f ms\n",
                static_cast<double>(longest.ns) / 1e6);
}

TEST(LiveFlood, IsCutOffAndNamedAndTheOthersGoOn) {
    int device = -1;
    int slave = -1;
    std::array<char, 256> name{};
    ASSERT_EQ(openpty(&device, &slave, name.data(), nullptr, nullptr), 0);
    termios settings{};
    tcgetattr(slave, &settings);
    cfmakeraw(&settings);
    tcsetattr(slave, TCSANOW, &settings);
    const std::string flooding = fmt::format("serial:{}?driver=alge", name.data());

    Gates gates;
    Devices devices({}, gates.sink());
    const auto good = field("pty:" + scratch("beside-a-flood").string(), "000000BB");
    ASSERT_TRUE(devices.open(good->spec()));
    ASSERT_TRUE(gates.wait_for_state(good->spec(), LinkState::Live));
    ASSERT_TRUE(devices.open(flooding));
    ASSERT_TRUE(gates.wait_for_state(flooding, LinkState::Identifying));

    fcntl(device, F_SETFL, O_NONBLOCK);
    std::atomic<bool> stop = false;
    std::thread flood([&] {
        const std::string lines = " 0001 C0  09:00:38.7600 00\r 0001 C1  09:00:39.7600 00\r";
        while (!stop)
            if (::write(device, lines.data(), lines.size()) < 0) std::this_thread::yield();
    });
    const MonoTime start = now_mono();
    good->break_beam(1, start, milliseconds(5));
    EXPECT_TRUE(gates.wait_for_state(flooding, LinkState::CutOff));
    const MonoTime finish = now_mono();
    good->break_beam(2, finish, milliseconds(5));
    EXPECT_TRUE(gates.wait_for_edges("000000BB", 2));
    stop = true;
    flood.join();
    const std::vector<Delivery> edges = gates.edges("000000BB");
    ASSERT_EQ(edges.size(), 2u);
    const EventHeader& first = edges[0].event.header;
    const EventHeader& second = edges[1].event.header;
    EXPECT_LE(std::abs((second.at - first.at - (finish - start)).ns), (first.bound + second.bound).ns);
    EXPECT_THAT(gates.faults(),
                testing::Contains(std::pair(fmt::format("serial:{}", name.data()), FaultKind::Flooding)));
    // It stays shut: what it goes on sending is not even read.
    EXPECT_EQ(devices.status()[1].state, LinkState::CutOff);
    ::close(device);
    ::close(slave);
}

}  // namespace
}  // namespace sandau::devices
