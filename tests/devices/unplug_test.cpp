// A hundred times in the middle of a run somebody trips over the cable.
#include <gmock/gmock.h>

#include <random>

#include "devices/gate_bench.h"

namespace sandau::devices {
namespace {

TEST(Unplugged, AHundredTimesInRunsNoTimeIsWrongAndNoneIsInvented) {
    Bench bench;
    SimulatedFaults faults;
    faults.drift_ppm = -3000;
    faults.delay_max = milliseconds(4);
    Bench::Gate& gate = bench.add_gate("00C0FFEE", faults);
    bench.play_to(at_ms(10'000));
    std::mt19937 random(5);
    std::vector<Duration> truth;
    for (int run = 0; run < 100; ++run) {
        const MonoTime start = bench.now + milliseconds(500);
        const MonoTime finish = start + milliseconds(3000 + static_cast<std::int64_t>(random() % 3000));
        // Out somewhere around the run, for up to a second and a half: before the start, in it, over its
        // finish.
        const MonoTime out = start + milliseconds(static_cast<std::int64_t>(random() % 6000) - 400);
        const MonoTime in = out + milliseconds(200 + static_cast<std::int64_t>(random() % 1300));
        struct Step {
            MonoTime at;
            int what;
        };
        std::vector<Step> steps{{start, 1}, {finish, 2}, {out, 3}, {in, 4}};
        std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
        for (const Step& step : steps) {
            bench.play_to(step.at);
            if (step.what == 1) break_beam(gate, 1, step.at);
            if (step.what == 2) break_beam(gate, 2, step.at);
            if (step.what == 3) bench.plug(gate, false);
            if (step.what == 4) bench.plug(gate, true);
        }
        truth.push_back(finish - start);
        bench.play_to(std::max(finish, in) + milliseconds(2000));
        EXPECT_EQ(bench.status(gate).state, LinkState::Live) << "two seconds after run " << run;
    }
    bench.play_to(bench.now + seconds(3));
    const std::vector<Delivery> edges = bench.of<Edge>(Phase::Ordered);
    ASSERT_EQ(edges.size(), 200u);
    for (std::size_t run = 0; run < truth.size(); ++run) {
        const EventHeader& start = edges[2 * run].event.header;
        const EventHeader& finish = edges[2 * run + 1].event.header;
        EXPECT_EQ(edges[2 * run].gap, Gap::None);
        EXPECT_LE(std::abs((finish.at - start.at - truth[run]).ns), (start.bound + finish.bound).ns) << run;
    }
    EXPECT_EQ(bench.status(gate).missing, 0u);
    EXPECT_EQ(bench.status(gate).reconnections, 100u);
}

}  // namespace
}  // namespace sandau::devices
