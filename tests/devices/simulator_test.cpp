// Each fault of a simulated field by itself: it does what its name says, and the same again for the same
// seed.
#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "devices/flp.h"
#include "devices/simulator/device_on_a_line.h"
#include "devices/simulator/faulty_line.h"
#include "devices/simulator/run_plan.h"
#include "devices/simulator/sim_options.h"

namespace sandau::devices {
namespace {

constexpr int lines_sent = 1000;
constexpr MonoTime began{5'000'000'000};

struct Came {
    MonoTime at;
    std::string line;
};

/// A thousand numbered lines, ten milliseconds apart, as they come out at the other end.
std::vector<Came> through(const SimulatedFaults& faults, std::uint64_t seed = 1,
                          FaultyLine::Way way = FaultyLine::Way::ToHost) {
    FaultyLine line(seed, way, faults);
    std::vector<Came> came;
    for (std::int64_t ms = 0; ms <= lines_sent * 10 + 1000; ++ms) {
        const MonoTime now = began + milliseconds(ms);
        if (ms % 10 == 0 && ms / 10 < lines_sent) line.send("line " + std::to_string(ms / 10), now);
        for (std::string& one : line.arrived(now)) came.push_back({now, std::move(one)});
    }
    return came;
}

/// How long a line was under way, in whole milliseconds.
std::int64_t delay_ms(const Came& came) {
    return (came.at - began).ns / 1'000'000 - 10 * std::stoll(came.line.substr(5));
}

TEST(FaultyLine, WithoutFaultsLosesAndChangesNothing) {
    const std::vector<Came> came = through({});
    ASSERT_EQ(came.size(), std::size_t{lines_sent});
    for (int i = 0; i < lines_sent; ++i)
        EXPECT_EQ(came[static_cast<std::size_t>(i)].line, "line " + std::to_string(i));
}

TEST(FaultyLine, LosesItsPartOfTheLines) {
    SimulatedFaults faults;
    faults.loss_per_mille = 300;
    EXPECT_NEAR(static_cast<double>(through(faults).size()), 700, 60);
}

TEST(FaultyLine, DoublesItsPartOfTheLines) {
    SimulatedFaults faults;
    faults.duplicate_per_mille = 200;
    const std::vector<Came> came = through(faults);
    EXPECT_NEAR(static_cast<double>(came.size()), 1200, 60);
    const auto same = [](const Came& one, const Came& other) { return one.line == other.line; };
    EXPECT_NE(std::adjacent_find(came.begin(), came.end(), same), came.end());
}

TEST(FaultyLine, LetsItsPartOfTheLinesBeOvertaken) {
    SimulatedFaults faults;
    faults.reorder_per_mille = 100;
    const std::vector<Came> came = through(faults);
    ASSERT_EQ(came.size(), std::size_t{lines_sent});
    const auto late = std::count_if(came.begin(), came.end(), [](const Came& c) { return delay_ms(c) > 0; });
    EXPECT_NEAR(static_cast<double>(late), 100, 40);
    const auto before = [](const Came& one, const Came& other) { return delay_ms(one) < delay_ms(other); };
    EXPECT_EQ(delay_ms(*std::max_element(came.begin(), came.end(), before)), 30);
}

TEST(FaultyLine, PutsNoiseIntoItsPartOfTheLines) {
    SimulatedFaults faults;
    faults.garbage_per_mille = 250;
    const std::vector<Came> came = through(faults);
    ASSERT_EQ(came.size(), std::size_t{lines_sent});
    int garbled = 0;
    for (int i = 0; i < lines_sent; ++i)
        garbled += came[static_cast<std::size_t>(i)].line != "line " + std::to_string(i);
    EXPECT_NEAR(garbled, 250, 60);
}

TEST(FaultyLine, DelaysEachLineUpToTheMostAndKeepsTheirOrder) {
    SimulatedFaults faults;
    faults.delay_max = milliseconds(25);
    std::int64_t longest = 0;
    int number = 0;
    for (const Came& came : through(faults)) {
        EXPECT_EQ(came.line, "line " + std::to_string(number++));
        longest = std::max(longest, delay_ms(came));
    }
    EXPECT_GE(longest, 20);
    EXPECT_LE(longest, 26);
}

class LineModels : public testing::TestWithParam<LineModel> {};

TEST_P(LineModels, AreUnderWayAsLongAsTheirLinkTakes) {
    for (const FaultyLine::Way way : {FaultyLine::Way::ToHost, FaultyLine::Way::ToDevice}) {
        SimulatedFaults faults;
        faults.line = GetParam();
        const LineDelays both = delays_of(GetParam());
        const LineDelay delay = way == FaultyLine::Way::ToHost ? both.to_host : both.to_device;
        std::int64_t sum_ms = 0;
        const std::vector<Came> all = through(faults, 3, way);
        ASSERT_EQ(all.size(), std::size_t{lines_sent});
        for (const Came& came : all) {
            EXPECT_GE(milliseconds(delay_ms(came)), delay.least);
            // A line waits for the one before it, too.
            EXPECT_LE(milliseconds(delay_ms(came)), delay.most() + milliseconds(1));
            sum_ms += delay_ms(came);
        }
        const double least_mean = static_cast<double>((delay.least + delay.tail).ns) / 1e6 +
                                  static_cast<double>(delay.even.ns) / 2e6;
        EXPECT_GE(static_cast<double>(sum_ms) / lines_sent, least_mean * 0.9);
    }
}

INSTANTIATE_TEST_SUITE_P(OfTheDesign, LineModels, testing::ValuesIn(all_line_models), [](const auto& of) {
    std::string name(line_model_code(of.param));
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(LineModel, IsFoundByItsName) {
    for (const LineModel model : all_line_models) EXPECT_EQ(line_model(line_model_code(model)), model);
    EXPECT_FALSE(line_model("pigeon"));
}

/// A device at the far end of its line, played a millisecond at a time, and all that came of it.
class Bench {
public:
    explicit Bench(const SimulatedFieldOptions& options)
        : device(options,
                 {[this] { unplugged.push_back(now); },
                  [this] {
                      replugged.push_back(now);
                      return true;
                  }},
                 began) {}

    void play_to(MonoTime end) {
        for (; now < end; now = now + milliseconds(1)) {
            for (std::string& line : device.advance(now)) {
                came.push_back({now, line});
                reader.feed(
                    line,
                    [&](std::string_view body) {
                        if (auto message = flp::parse_from_device(body)) messages.push_back(*message);
                    },
                    [&](flp::Drop, std::string_view) { ++dropped; });
            }
        }
    }
    template <class Message>
    std::vector<Message> of() const {
        std::vector<Message> chosen;
        for (const flp::FromDevice& one : messages)
            if (const auto* message = std::get_if<Message>(&one)) chosen.push_back(*message);
        return chosen;
    }

    MonoTime now = began;
    std::vector<MonoTime> unplugged, replugged;
    std::vector<Came> came;
    std::vector<flp::FromDevice> messages;
    flp::Reader reader;
    int dropped = 0;
    DeviceOnALine device;
};

TEST(DeviceOnALine, ItsClockDriftsByAsMuchAsItIsTold) {
    SimulatedFieldOptions options;
    options.faults.drift_ppm = 5000;
    Bench bench(options);
    bench.device.edge(1, true, began + seconds(1));
    bench.device.edge(2, true, began + seconds(31));
    bench.play_to(began + seconds(32));
    const auto edges = bench.of<flp::Edge>();
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_NEAR(edges[1].ticks - edges[0].ticks, 30.0 * 2'000'000 * 1.005, 2);
}

TEST(DeviceOnALine, IsOutForASecondEachTimeItIsUnplugged) {
    SimulatedFieldOptions options;
    options.faults.unplug_every = seconds(3);
    Bench bench(options);
    bench.play_to(began + seconds(11));
    ASSERT_EQ(bench.unplugged.size(), 2u);
    ASSERT_EQ(bench.replugged.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(bench.replugged[i] - bench.unplugged[i], seconds(1));
    for (const Came& one : bench.came)
        for (std::size_t i = 0; i < 2; ++i)
            EXPECT_FALSE(one.at > bench.unplugged[i] && one.at < bench.replugged[i]);
}

TEST(DeviceOnALine, ARebootIsANewBootWhoseNumbersBeginAnew) {
    SimulatedFieldOptions options;
    options.faults.reboot_every = seconds(2);
    Bench bench(options);
    for (int second = 0; second < 6; ++second)
        bench.device.edge(1, true, began + seconds(second) + milliseconds(500));
    bench.play_to(began + seconds(6));
    const auto edges = bench.of<flp::Edge>();
    ASSERT_EQ(edges.size(), 6u);
    EXPECT_EQ(edges[0].boot, edges[1].boot);
    EXPECT_NE(edges[1].boot, edges[2].boot);
    EXPECT_EQ(edges[1].seq, 2u);
    EXPECT_EQ(edges[2].seq, 1u);
}

TEST(DeviceOnALine, ItsCounterWrapsWhenItIsToldTo) {
    FieldSimOptions field;
    field.wrap_after = seconds(2);
    Bench bench(gate_of(field));
    bench.device.edge(1, true, began + milliseconds(1900));
    bench.device.edge(2, true, began + milliseconds(2100));
    bench.play_to(began + seconds(3));
    const auto edges = bench.of<flp::Edge>();
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_EQ(edges[0].ticks, 4'294'967'296u - 200'000u);
    EXPECT_EQ(edges[1].ticks, 200'000u);
}

TEST(DeviceOnALine, TheSameSeedSuffersTheSame) {
    const auto play = [](std::uint64_t seed) {
        SimulatedFieldOptions options;
        options.driver = DriverKind::Alge;
        options.seed = seed;
        options.faults.loss_per_mille = 100;
        options.faults.garbage_per_mille = 100;
        options.faults.reorder_per_mille = 100;
        options.faults.line = LineModel::Wifi;
        Bench bench(options);
        for (int i = 0; i < 200; ++i) bench.device.edge(1, true, began + milliseconds(i * 20));
        bench.play_to(began + seconds(5));
        std::vector<std::pair<MonoTime, std::string>> came;
        for (const Came& one : bench.came) came.emplace_back(one.at, one.line);
        return came;
    };
    EXPECT_EQ(play(4), play(4));
    EXPECT_NE(play(4), play(5));
}

TEST(RunPlan, PlaysItsRunsAsItsOptionsSay) {
    FieldSimOptions options;
    options.runs = 50;
    options.lanes = 3;
    options.fastest = seconds(10);
    options.slowest = seconds(20);
    options.unfinished_per_mille = 200;
    options.stray_per_mille = 300;
    RunPlan plan(options, 1, began);
    std::vector<FieldSimNews> news;
    std::vector<std::pair<std::uint8_t, MonoTime>> beams;
    for (MonoTime now = began; !plan.done(now); now = plan.next_at()) {
        plan.advance(
            now, [&](std::uint8_t channel, MonoTime at) { beams.emplace_back(channel, at); },
            [&](const FieldSimNews& one) { news.push_back(one); });
    }
    const auto count = [&](FieldSimWhat what) {
        return std::count_if(news.begin(), news.end(), [&](const FieldSimNews& n) { return n.what == what; });
    };
    EXPECT_EQ(count(FieldSimWhat::Start), 50);
    EXPECT_NEAR(static_cast<double>(count(FieldSimWhat::Finish)), 120, 20);
    EXPECT_NEAR(static_cast<double>(count(FieldSimWhat::Stray)), 15, 10);
    EXPECT_GT(count(FieldSimWhat::Unfinished), 10);
    for (const FieldSimNews& one : news) {
        if (one.what != FieldSimWhat::Finish) continue;
        EXPECT_GE(one.time, options.fastest);
        EXPECT_LE(one.time, options.slowest);
        EXPECT_GE(one.lane, 1u);
        EXPECT_LE(one.lane, 3u);
    }
    EXPECT_EQ(std::count_if(beams.begin(), beams.end(), [](const auto& beam) { return beam.first == 1; }),
              50);
}

TEST(SimOptions, ReadsEveryKnob) {
    const Result<FieldSimOptions> read = sim_options(
        "seed=9&lanes=2&runs=3&fastest=20s&slowest=1m&pause=500ms&unfinished=1&stray=2&line=ftdi&drift=-3000"
        "&loss=3&duplicates=4&reorder=5&garbage=6&delay=7ms&unplug=8s&reboot=9m&wrap=10s",
        DriverKind::Flp, "");
    ASSERT_TRUE(read) << read.error().code;
    SimulatedFaults faults;
    faults.drift_ppm = -3000;
    faults.loss_per_mille = 3;
    faults.duplicate_per_mille = 4;
    faults.reorder_per_mille = 5;
    faults.garbage_per_mille = 6;
    faults.line = LineModel::Ftdi;
    faults.delay_max = milliseconds(7);
    faults.unplug_every = seconds(8);
    faults.reboot_every = seconds(540);
    EXPECT_EQ(read->faults, faults);
    EXPECT_EQ(read->seed, 9u);
    EXPECT_EQ(read->lanes, 2u);
    EXPECT_EQ(read->runs, 3u);
    EXPECT_EQ(read->fastest, seconds(20));
    EXPECT_EQ(read->slowest, seconds(60));
    EXPECT_EQ(read->pause, milliseconds(500));
    EXPECT_EQ(read->unfinished_per_mille, 1u);
    EXPECT_EQ(read->stray_per_mille, 2u);
    EXPECT_EQ(read->wrap_after, seconds(10));
}

TEST(SimOptions, SayWhatWouldBeRight) {
    const auto refused = [](const char* text) { return sim_options(text, DriverKind::Flp, "").error(); };
    EXPECT_EQ(refused("line=pigeon").arguments[1].second,
              "line=steady | usb | ftdi | wired | wifi | wifi-power-save");
    EXPECT_EQ(refused("delay=11s").arguments[1].second, "delay=0ms … 10000ms");
    EXPECT_EQ(refused("wrap=36m").code, "device.sim_wrap");
}

}  // namespace
}  // namespace sandau::devices
