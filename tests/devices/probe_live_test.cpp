// Asked on a real pseudo-terminal what it is, a simulated device is found for what it speaks.
#include "devices/probe.h"

#include <gmock/gmock.h>

#include <thread>

#include "devices/collected.h"
#include "devices/qt_environment.h"

namespace sandau::devices {
namespace {

constexpr std::uint32_t speed = 20;

struct Probing {
    std::unique_ptr<SimulatedField> device;
    TimeSource time = faster_time(speed);
    std::string path;
    std::vector<Tried> seen{};  ///< what was being tried at each step

    explicit Probing(DriverKind driver, const std::string& profile = {}) : path(scratch("probe").string()) {
        SimulatedFieldOptions options;
        options.link = "pty:" + path;
        options.driver = driver;
        options.profile = profile;
        options.time = time;
        device = *SimulatedField::open(options);
    }
    template <class EachStep>
    Probed probe(EachStep each_step) {
        return probe_port(
            path,
            [&](Duration step, const std::vector<Tried>& so_far) {
                seen.push_back(so_far.back());
                const MonoTime until = time.now() + step;
                while (time.now() < until) std::this_thread::yield();
                return each_step();
            },
            time);
    }
};

TEST(Probe, FindsAGateByItsIdentity) {
    Probing gate(DriverKind::Flp);
    const Probed probed = gate.probe([] { return true; });
    EXPECT_EQ(probed.spec, "serial:" + gate.path + "?driver=flp");
    EXPECT_EQ(probed.tried.size(), 1u);
    EXPECT_GT(probed.tried[0].bytes, 0u);
}

TEST(Probe, FindsADerbyTimerByTheQuestionThatItAnswers) {
    Probing timer(DriverKind::Derby, "pdt");
    const Probed probed = timer.probe([] { return true; });
    EXPECT_EQ(probed.spec, "serial:" + timer.path + "?driver=derby");
    EXPECT_EQ(probed.tried.size(), 2u);
}

TEST(Probe, FindsATimerThatOnlySpeaksOfImpulsesWhenSomebodyMakesOne) {
    Probing timer(DriverKind::Alge);
    const Probed probed = timer.probe([&] {
        timer.device->break_beam(1, timer.time.now());
        return true;
    });
    EXPECT_EQ(probed.spec, "serial:" + timer.path + "?driver=alge");
}

TEST(Probe, SaysWhatItTriedWhereNothingSpeaks) {
    Probing silent(DriverKind::Text);
    const Probed probed = silent.probe([] { return true; });
    EXPECT_EQ(probed.spec, "");
    EXPECT_EQ(probed.tried.size(), 9u);
    for (const Tried& one : probed.tried) EXPECT_EQ(one.bytes, 0u) << one.spec;
}

TEST(Probe, TellsWhatIsTriedWhileItIsTried) {
    Probing gate(DriverKind::Text);
    const Probed probed = gate.probe([&] {
        if (gate.seen.back().spec.ends_with("derby")) gate.device->break_beam(1, gate.time.now());
        return gate.seen.back().bytes == 0;
    });
    EXPECT_EQ(gate.seen.front().spec, "serial:" + gate.path + "?driver=flp");
    EXPECT_EQ(gate.seen.front().bytes, 0u);
    EXPECT_EQ(gate.seen.back().spec, "serial:" + gate.path + "?driver=derby");
    EXPECT_GT(gate.seen.back().bytes, 0u) << "bytes are told of as they come";
    EXPECT_EQ(probed.tried.size(), 2u);
}

TEST(Probe, StopsWhenItIsTold) {
    Probing silent(DriverKind::Text);
    EXPECT_EQ(silent.probe([] { return false; }).tried.size(), 1u);
}

}  // namespace
}  // namespace sandau::devices
