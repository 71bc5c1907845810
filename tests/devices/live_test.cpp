// Everything on real ports: pseudo-terminals through Qt SerialPort, sockets through Asio.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "devices/collected.h"
#include "devices/devices.h"
#include "devices/qt_environment.h"
#include "devices/simulator/field_sim.h"

namespace sandau::devices {
namespace {

using testing::ElementsAre;

/// A port that nobody holds now: the one that a listener was just given and gave back.
std::uint16_t free_port() {
    const std::string spec = field("tcp-listen:127.0.0.1:0")->spec();
    return parse_device_spec(spec)->port;
}

/// Breaks two beams `apart` from each other and returns what the host makes of it.
Duration timed_run(SimulatedField& gate, Collected& collected, Duration apart) {
    const std::size_t before = collected.ordered_edges().size();
    const MonoTime start = now_mono();
    gate.break_beam(1, start, milliseconds(20));
    gate.break_beam(2, start + apart, milliseconds(20));
    EXPECT_TRUE(collected.wait_for_edges(before + 2));
    const auto edges = collected.ordered_edges();
    if (edges.size() < before + 2) return {};
    const EventHeader& first = edges[before].event.header;
    const EventHeader& second = edges[before + 1].event.header;
    EXPECT_EQ(first.source, StampSource::Device);
    EXPECT_EQ(second.source, StampSource::Device);
    const Duration time = second.at - first.at;
    EXPECT_LE(std::abs((time - apart).ns), (first.bound + second.bound).ns);
    return time;
}

TEST(LiveSerial, TimesARunOverAPseudoTerminal) {
    const auto path = scratch("pty");
    const auto gate = field("pty:" + path.string());
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    const Duration time = timed_run(*gate, collected, milliseconds(300));
    EXPECT_LT(std::abs((time - milliseconds(300)).ns), 20'000'000);
    const std::vector<LinkStatus> status = devices.status();
    ASSERT_EQ(status.size(), 1u);
    EXPECT_EQ(status[0].device.text, "00C0FFEE");
    EXPECT_EQ(status[0].trouble, "");
}

TEST(LiveSerial, IsFoundAgainAfterUnplugAndFetchesWhatHappenedMeanwhile) {
    const auto path = scratch("replug");
    const auto gate = field("pty:" + path.string());
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    ASSERT_TRUE(collected.wait_for_heartbeat());
    gate->unplug();
    ASSERT_TRUE(collected.wait_for_state(LinkState::Opening));
    EXPECT_NE(devices.status()[0].trouble, "");
    gate->break_beam(1, now_mono(), milliseconds(20));
    gate->replug();
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    ASSERT_TRUE(collected.wait_for_edges(1));
    EXPECT_EQ(collected.ordered_edges()[0].event.header.source, StampSource::Device);
    EXPECT_EQ(devices.status()[0].reconnections, 1u);
}

TEST(LiveSerial, WaitsForAPortThatIsNotThereYet) {
    const auto path = scratch("later");
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open("serial:" + path.string()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Opening));
    const auto gate = field("pty:" + path.string());
    EXPECT_TRUE(collected.wait_for_state(LinkState::Live));
}

TEST(LiveSerial, TakesEachOfManyPlugsAndNothingIsInventedOrLost) {
    const auto path = scratch("often");
    const auto gate = field("pty:" + path.string());
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_heartbeat());
    for (std::size_t i = 1; i <= 3; ++i) {
        gate->unplug();
        ASSERT_TRUE(collected.wait_for_state(LinkState::Opening));
        gate->break_beam(1, now_mono(), milliseconds(5));
        gate->replug();
        ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
        ASSERT_TRUE(collected.wait_for_edges(i));
    }
    const auto edges = collected.ordered_edges();
    ASSERT_EQ(edges.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(edges[i].event.header.seq, 2 * i + 1);
}

TEST(LiveTcp, TimesARunThatTheHostCalledFor) {
    const auto gate = field("tcp-listen:127.0.0.1:0");
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    const Duration time = timed_run(*gate, collected, milliseconds(300));
    EXPECT_LT(std::abs((time - milliseconds(300)).ns), 20'000'000);
}

TEST(LiveTcp, ReconnectsAfterTheDeviceWentAway) {
    const auto gate = field("tcp-listen:127.0.0.1:0");
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    ASSERT_TRUE(collected.wait_for_heartbeat());
    gate->unplug();
    ASSERT_TRUE(collected.wait_for_state(LinkState::Opening));
    gate->break_beam(2, now_mono(), milliseconds(20));
    gate->replug();
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    EXPECT_TRUE(collected.wait_for_edges(1));
}

TEST(LiveTcp, AHostThatWasRestartedGetsWhatHappenedMeanwhile) {
    const auto gate = field("tcp-listen:127.0.0.1:0");
    LastEvent last;
    {
        Collected collected;
        Devices devices({}, collected.sink());
        ASSERT_TRUE(devices.open(gate->spec()));
        ASSERT_TRUE(collected.wait_for_heartbeat());
        gate->break_beam(1, now_mono(), milliseconds(5));
        ASSERT_TRUE(collected.wait_for_edges(1));
        const EventHeader header = collected.ordered_edges()[0].event.header;
        last = {header.device, header.boot, header.seq + 1};
    }
    gate->break_beam(2, now_mono(), milliseconds(5));
    Collected collected;
    Options options;
    options.resume = {last};
    Devices devices(options, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_edges(1));
    EXPECT_EQ(collected.ordered_edges()[0].event.header.seq, 3u);
}

TEST(LiveTcp, ARebootIsSaidAndTheDeviceGoesOn) {
    const auto gate = field("tcp-listen:127.0.0.1:0");
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    gate->break_beam(1, now_mono(), milliseconds(20));
    ASSERT_TRUE(collected.wait_for_edges(1));
    gate->reboot();
    ASSERT_TRUE(collected.wait_for_fault(FaultKind::Rebooted));
    gate->break_beam(2, now_mono(), milliseconds(20));
    ASSERT_TRUE(collected.wait_for_edges(2));
    const auto edges = collected.ordered_edges();
    EXPECT_NE(edges[0].event.header.boot, edges[1].event.header.boot);
}

TEST(LiveTcp, SetsTheLights) {
    const auto gate = field("tcp-listen:127.0.0.1:0");
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    EXPECT_EQ(devices.set_lights(DeviceId("0BADF00D"), 1).error().code, "device.unknown");
    ASSERT_TRUE(devices.set_lights(gate->device(), 5));
    EXPECT_TRUE(collected.wait_until([&] { return gate->lights() == 5; }));
}

TEST(LiveListener, TakesADeviceThatCalls) {
    Collected collected;
    Devices devices({}, collected.sink());
    const std::uint16_t port = free_port();
    ASSERT_TRUE(devices.open("tcp-listen:127.0.0.1:" + std::to_string(port)));
    const auto gate = field("tcp:127.0.0.1:" + std::to_string(port));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    gate->break_beam(1, now_mono(), milliseconds(5));
    ASSERT_TRUE(collected.wait_for_edges(1));
    const std::vector<LinkStatus> status = devices.status();
    ASSERT_EQ(status.size(), 2u);
    EXPECT_EQ(status[0].state, LinkState::Listening);
    EXPECT_THAT(status[1].peer, testing::StartsWith("127.0.0.1:"));
}

TEST(LiveListener, ACallerThatHungUpComesBackWithItsEvents) {
    Collected collected;
    Devices devices({}, collected.sink());
    const std::uint16_t port = free_port();
    ASSERT_TRUE(devices.open("tcp-listen:127.0.0.1:" + std::to_string(port)));
    const auto gate = field("tcp:127.0.0.1:" + std::to_string(port));
    ASSERT_TRUE(collected.wait_for_heartbeat());
    gate->unplug();
    ASSERT_TRUE(collected.wait_for_fault(FaultKind::Silent));
    gate->break_beam(1, now_mono(), milliseconds(5));
    gate->replug();
    EXPECT_TRUE(collected.wait_for_edges(1));
}

TEST(LiveUdp, CountsTheCopiesOfAnEventOnce) {
    Collected collected;
    Devices devices({}, collected.sink());
    const std::uint16_t port = free_port();
    ASSERT_TRUE(devices.open("udp:127.0.0.1:" + std::to_string(port)));
    const auto gate = field("udp:127.0.0.1:" + std::to_string(port));
    ASSERT_TRUE(collected.wait_for_heartbeat());
    gate->break_beam(1, now_mono(), milliseconds(5));
    ASSERT_TRUE(collected.wait_for_edges(1));
    ASSERT_TRUE(collected.wait_until([&] { return devices.status().at(1).duplicates >= 4; }));
    ASSERT_TRUE(collected.wait_until([&] { return collected.of<Edge>(Phase::Ordered).size() >= 2; }));
    EXPECT_EQ(collected.of<Edge>(Phase::Ordered).size(), 2u);
    EXPECT_EQ(collected.of<Edge>(Phase::Provisional).size(), 2u);
}

TEST(LiveDevices, RefusesWhatCannotBeOpened) {
    const auto gate = field("tcp-listen:127.0.0.1:0");
    Collected collected;
    Devices devices({}, collected.sink());
    EXPECT_EQ(devices.open("serial:").error().code, "device.spec_address");
    EXPECT_EQ(devices.open("tcp-listen:nowhere:7000").error().code, "device.address");
    EXPECT_EQ(devices.open("replay:/nonexistent.rec").error().code, "device.replay_unreadable");
    EXPECT_EQ(devices.close(gate->spec()).error().code, "device.not_open");
    ASSERT_TRUE(devices.open(gate->spec()));
    EXPECT_EQ(devices.open(gate->spec()).error().code, "device.already_open");
    std::string taken = gate->spec();  // its own port is taken by the simulated gate
    taken.replace(0, 4, "tcp-listen:");
    EXPECT_EQ(devices.open(taken).error().code, "device.port_taken");
    ASSERT_TRUE(devices.close(gate->spec()));
    EXPECT_TRUE(devices.status().empty());
}

TEST(LiveDevices, TwoFieldsAreTimedBesideEachOther) {
    const auto path = scratch("beside");
    const auto one = field("pty:" + path.string(), "000000AA");
    const auto other = field("tcp-listen:127.0.0.1:0", "000000BB");
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open(one->spec()));
    ASSERT_TRUE(devices.open(other->spec()));
    const auto both_live = [&] {
        for (const LinkStatus& status : devices.status()) {
            if (status.state != LinkState::Live || status.clock.pings < 2) return false;
        }
        return true;
    };
    ASSERT_TRUE(collected.wait_until(both_live));
    const MonoTime now = now_mono();
    other->break_beam(1, now + milliseconds(60), milliseconds(5));
    one->break_beam(1, now, milliseconds(5));
    ASSERT_TRUE(collected.wait_for_edges(2));
    const auto edges = collected.ordered_edges();
    EXPECT_EQ(edges[0].event.header.device.text, "000000AA");
    EXPECT_EQ(edges[1].event.header.device.text, "000000BB");
}

TEST(LiveDevices, RunsFasterThanTheWorldWhenAllClocksDo) {
    SimulatedFieldOptions options;
    options.link = "tcp-listen:127.0.0.1:0";
    options.time = faster_time(20);
    auto gate = *SimulatedField::open(options);
    Collected collected;
    Options host;
    host.time = options.time;
    Devices devices(host, collected.sink());
    ASSERT_TRUE(devices.open(gate->spec()));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    const MonoTime start = options.time.now();
    gate->break_beam(1, start);
    gate->break_beam(2, start + seconds(30));
    ASSERT_TRUE(collected.wait_for_edges(2));
    const auto edges = collected.ordered_edges();
    EXPECT_NEAR(static_cast<double>((edges[1].event.header.at - edges[0].event.header.at).ns), 30e9, 0.2e9);
}

TEST(LiveRecording, AReplayGivesTheSameEvents) {
    const auto directory = scratch("recording");
    SimulatedFaults faults;
    faults.loss_per_mille = 100;
    faults.garbage_per_mille = 50;
    faults.drift_ppm = 2000;
    const auto gate = field("tcp-listen:127.0.0.1:0", "00C0FFEE", faults);
    Collected live;
    {
        Options options;
        options.record_directory = directory;
        Devices devices(options, live.sink());
        ASSERT_TRUE(devices.open(gate->spec()));
        ASSERT_TRUE(live.wait_for_state(LinkState::Live));
        for (std::size_t i = 1; i <= 10; ++i) {
            gate->break_beam(1, now_mono(), milliseconds(5));
            ASSERT_TRUE(live.wait_for_edges(i));
        }
    }
    const auto file = std::filesystem::directory_iterator(directory)->path();
    Collected again;
    Devices devices({}, again.sink());
    ASSERT_TRUE(devices.open("replay:" + file.string() + "?speed=0"));
    ASSERT_TRUE(again.wait_for_edges(10));
    const auto first = live.ordered_edges();
    const auto second = again.ordered_edges();
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(first[i].event.header.seq, second[i].event.header.seq);
        EXPECT_EQ(first[i].event.header.bound, second[i].event.header.bound);
        EXPECT_EQ(first[i].event.header.raw, second[i].event.header.raw);
        EXPECT_EQ(first[i].event.header.at - first[0].event.header.at,
                  second[i].event.header.at - second[0].event.header.at);
        std::ifstream recording(file, std::ios::binary);
        recording.seekg(static_cast<std::streamoff>(first[i].event.header.raw.offset));
        std::string line;
        std::getline(recording, line);
        EXPECT_THAT(line, testing::HasSubstr("$E," + first[i].event.header.boot + "," +
                                             std::to_string(first[i].event.header.seq) + ","));
    }
}

TEST(FieldSim, PlaysItsRunsOnRealPortsAndTheHostFindsTheSameTimes) {
    FieldSimOptions options;
    options.fields = 2;
    options.link = "pty:" + scratch("sim-{}").string();
    options.runs = 2;
    options.fastest = seconds(4);
    options.slowest = seconds(6);
    options.pause = seconds(2);
    options.unfinished_per_mille = 0;
    options.stray_per_mille = 0;
    options.speed = 10;
    options.seed = 7;
    Collected collected;
    Options host;
    host.time = faster_time(10);
    Devices devices(host, collected.sink());
    std::map<DeviceId, std::vector<Duration>> truth;
    const std::atomic<bool> stop = false;
    const Result<void> played = run_field_sim(
        options,
        [&](const FieldSimNews& news) {
            if (news.what == FieldSimWhat::Ready) {
                EXPECT_TRUE(devices.open(news.spec));
            }
            if (news.what == FieldSimWhat::Finish) truth[news.device].push_back(news.time);
        },
        stop);
    ASSERT_TRUE(played);
    std::map<DeviceId, std::vector<Duration>> found;
    std::map<DeviceId, MonoTime> started;
    for (const Delivery& one : collected.ordered_edges()) {
        const DeviceId& device = one.event.header.device;
        if (std::get<Edge>(one.event.body).channel == 1) {
            started[device] = one.event.header.at;
        } else {
            found[device].push_back(one.event.header.at - started[device]);
        }
    }
    ASSERT_EQ(found.size(), 2u);
    for (const auto& [device, times] : truth) {
        ASSERT_EQ(found[device].size(), times.size());
        for (std::size_t i = 0; i < times.size(); ++i) {
            EXPECT_LT(std::abs((found[device][i] - times[i]).ns), 200'000'000);
        }
    }
}

TEST(FieldSim, RefusesImpossibleOptions) {
    const auto code = [](FieldSimOptions options) {
        const std::atomic<bool> stop = true;
        const Result<void> played = run_field_sim(
            options, [](const FieldSimNews&) {}, stop);
        return played ? std::string("played") : played.error().code;
    };
    FieldSimOptions options;
    options.fields = 0;
    EXPECT_EQ(code(options), "device.sim_fields");
    options = {};
    options.speed = 1000;
    EXPECT_EQ(code(options), "device.sim_speed");
    options = {};
    options.faults.loss_per_mille = 1001;
    EXPECT_EQ(code(options), "device.sim_part");
    options = {};
    options.faults.drift_ppm = 60'000;
    EXPECT_EQ(code(options), "device.sim_drift");
    options = {};
    options.wrap_after = seconds(3600);
    EXPECT_EQ(code(options), "device.sim_wrap");
    options = {};
    options.link = "carrier-pigeon:";
    EXPECT_EQ(code(options), "device.sim_link");
}

}  // namespace
}  // namespace sandau::devices
