// A field that exists in the host alone: `sim:` stands where a port would, and nothing behind it knows.
#include <gmock/gmock.h>

#include "devices/collected.h"
#include "devices/qt_environment.h"
#include "devices/simulator/sim_options.h"

namespace sandau::devices {
namespace {

constexpr std::uint32_t speed = 20;

Options twenty_times_as_fast() {
    Options options;
    options.time = faster_time(speed);
    return options;
}

/// The times of the runs that a simulated field plays, as the host finds them.
std::vector<Duration> runs_of(const std::string& spec, std::size_t runs) {
    Collected collected;
    Devices devices(twenty_times_as_fast(), collected.sink());
    EXPECT_TRUE(devices.open(spec));
    EXPECT_TRUE(collected.wait_for_edges(2 * runs));
    const std::vector<Delivery> edges = collected.ordered_edges();
    std::vector<Duration> times;
    for (std::size_t i = 0; i + 1 < edges.size(); i += 2) {
        EXPECT_EQ(std::get<Edge>(edges[i].event.body).channel, 1);
        EXPECT_EQ(std::get<Edge>(edges[i + 1].event.body).channel, 2);
        times.push_back(edges[i + 1].event.header.at - edges[i].event.header.at);
    }
    return times;
}

TEST(Simulation, PlaysTheSameRunsForTheSameSeed) {
    const std::string spec =
        "sim:gate?driver=flp&seed=7&runs=2&fastest=4s&slowest=9s&pause=2s&unfinished=0&stray=0";
    const std::vector<Duration> first = runs_of(spec, 2);
    const std::vector<Duration> again = runs_of(spec, 2);
    ASSERT_EQ(first.size(), 2u);
    ASSERT_EQ(again.size(), 2u);
    for (std::size_t run = 0; run < 2; ++run) {
        EXPECT_GE(first[run], milliseconds(3950));
        EXPECT_LE(first[run], milliseconds(9050));
        // Twenty times as fast, a millisecond of the machine's is twenty.
        EXPECT_NEAR(static_cast<double>(first[run].ns), static_cast<double>(again[run].ns), 0.2e9);
    }
}

TEST(Simulation, IsKnownByAUidOfItsOwn) {
    Collected collected;
    Devices devices({}, collected.sink());
    ASSERT_TRUE(devices.open("sim:north?seed=3"));
    ASSERT_TRUE(devices.open("sim:south?seed=3"));
    const auto known = [&] {
        std::vector<std::string> names;
        for (const LinkStatus& one : devices.status())
            if (one.state == LinkState::Live) names.push_back(one.device.text);
        return names;
    };
    ASSERT_TRUE(collected.wait_until([&] { return known().size() == 2; }));
    EXPECT_THAT(known(), testing::UnorderedElementsAre(sim_uid("north", 3), sim_uid("south", 3)));
    EXPECT_NE(sim_uid("north", 3), sim_uid("north", 4));
    EXPECT_EQ(devices.open("sim:north?driver=flp&seed=3").error().code, "device.already_open");
    EXPECT_TRUE(devices.close("sim:north?seed=3"));
}

TEST(Simulation, RacesLanesAsAnotherMakeOfTimer) {
    Collected collected;
    Devices devices(twenty_times_as_fast(), collected.sink());
    ASSERT_TRUE(devices.open(
        "sim:track?driver=derby&profile=champ&lanes=3&runs=1&fastest=4s&slowest=6s&unfinished=0&stray=0"));
    ASSERT_TRUE(collected.wait_until([&] { return collected.of<LaneTime>(Phase::Ordered).size() >= 3; }));
    std::vector<int> lanes;
    for (const Delivery& one : collected.of<LaneTime>(Phase::Ordered))
        lanes.push_back(std::get<LaneTime>(one.event.body).lane);
    EXPECT_THAT(lanes, testing::UnorderedElementsAre(1, 2, 3));
    EXPECT_EQ(devices.status()[0].model, "BestTrack Champ, eTekGadget SmartLine");
}

TEST(Simulation, BringsTheMapThatAModuleNeeds) {
    Collected collected;
    Devices devices(twenty_times_as_fast(), collected.sink());
    ASSERT_TRUE(devices.open("sim:module?driver=modbus&runs=1&fastest=4s&slowest=6s&unfinished=0&stray=0"));
    EXPECT_TRUE(collected.wait_for_edges(2));
}

TEST(Simulation, IsUnpluggedAndComesBack) {
    Collected collected;
    Devices devices(twenty_times_as_fast(), collected.sink());
    ASSERT_TRUE(devices.open("sim:gate?unplug=3s&pause=1s"));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    ASSERT_TRUE(collected.wait_for_state(LinkState::Opening));
    EXPECT_EQ(devices.status()[0].trouble, "unplugged");
    ASSERT_TRUE(collected.wait_for_state(LinkState::Live));
    EXPECT_TRUE(collected.wait_until([&] { return devices.status()[0].reconnections >= 2; }));
}

TEST(Simulation, IsReplayedFromItsRecordingToTheByte) {
    const auto directory = scratch("simulation");
    Collected live;
    {
        Options options = twenty_times_as_fast();
        options.record_directory = directory;
        Devices devices(options, live.sink());
        ASSERT_TRUE(
            devices.open("sim:gate?loss=100&garbage=50&drift=2000&runs=2&fastest=2s&slowest=3s&pause=2s"
                         "&unfinished=0&stray=0"));
        ASSERT_TRUE(live.wait_for_edges(4));
    }
    Collected again;
    Devices devices({}, again.sink());
    ASSERT_TRUE(devices.open("replay:" + std::filesystem::directory_iterator(directory)->path().string() +
                             "?speed=0"));
    ASSERT_TRUE(again.wait_for_edges(4));
    for (std::size_t i = 0; i < 4; ++i) {
        const EventHeader was = live.ordered_edges()[i].event.header;
        const EventHeader is = again.ordered_edges()[i].event.header;
        EXPECT_EQ(was.seq, is.seq);
        EXPECT_EQ(was.bound, is.bound);
        EXPECT_EQ(was.raw, is.raw);
    }
    std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace sandau::devices
