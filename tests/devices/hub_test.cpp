#include "devices/hub.h"

#include <gmock/gmock.h>

#include "devices/gate_bench.h"

namespace sandau::devices {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Hub, IdentifiesAGateAndFindsItsClock) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(2000));
    const LinkStatus status = bench.status(gate);
    EXPECT_EQ(status.state, LinkState::Live);
    EXPECT_EQ(status.device.text, "00C0FFEE");
    EXPECT_EQ(status.model, "simgate");
    EXPECT_GE(status.clock.pings, 4u);
    EXPECT_EQ(status.heartbeat_interval, milliseconds(200));
}

TEST(Hub, GivesAnEventAtOnceAndAgainInOrder) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(2000));
    break_beam(gate, 1, at_ms(2000));
    bench.play_to(at_ms(2002));
    ASSERT_THAT(bench.seqs(Phase::Provisional), ElementsAre(1));
    EXPECT_THAT(bench.seqs(Phase::Ordered), IsEmpty());
    bench.play_to(at_ms(2252));
    ASSERT_THAT(bench.seqs(Phase::Ordered), ElementsAre(1));
    const EventHeader header = bench.of<Edge>(Phase::Ordered)[0].event.header;
    EXPECT_EQ(header.source, StampSource::Device);
    EXPECT_LE(std::abs((header.at - at_ms(2000)).ns), header.bound.ns);
    EXPECT_EQ(header, bench.of<Edge>(Phase::Provisional)[0].event.header);
}

TEST(Hub, TimesARunOfADriftingGateWithinItsBound) {
    Bench bench;
    SimulatedFaults faults;
    faults.drift_ppm = 5000;
    faults.delay_max = milliseconds(16);
    Bench::Gate& gate = bench.add_gate("00C0FFEE", faults, 4'294'000'000u);
    bench.play_to(at_ms(60'000));
    break_beam(gate, 1, at_ms(60'000));
    bench.play_to(at_ms(90'000));
    break_beam(gate, 2, at_ms(90'000));
    bench.play_to(at_ms(91'000));
    const auto edges = bench.of<Edge>(Phase::Ordered);
    ASSERT_EQ(edges.size(), 2u);
    const Duration time = edges[1].event.header.at - edges[0].event.header.at;
    EXPECT_LT(std::abs((time - seconds(30)).ns), 1'500'000);
    EXPECT_LE(std::abs((time - seconds(30)).ns),
              (edges[0].event.header.bound + edges[1].event.header.bound).ns);
}

TEST(Hub, DropsAndCountsDuplicates) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    for (int i = 0; i < 3; ++i) bench.say(gate, "E,7A3F,1,1,1,2000000");
    EXPECT_THAT(bench.seqs(Phase::Provisional), ElementsAre(1));
    EXPECT_EQ(bench.status(gate).duplicates, 2u);
    EXPECT_THAT(bench.faults(), IsEmpty());
}

TEST(Hub, TheSameNumberWithAnotherBodyIsAFault) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    bench.say(gate, "E,7A3F,1,1,1,2000000");
    bench.say(gate, "E,7A3F,1,2,1,2000000");
    EXPECT_THAT(bench.seqs(Phase::Provisional), ElementsAre(1));
    EXPECT_THAT(bench.faults(), ElementsAre(FaultKind::OtherBody));
}

TEST(Hub, AsksForWhatIsMissingAndHoldsWhatLeansOnIt) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    break_beam(gate, 1, at_ms(1000));
    gate.model.take_lines();  // lost on its way
    break_beam(gate, 2, at_ms(1001));
    bench.play_to(at_ms(1500));
    EXPECT_THAT(bench.seqs(Phase::Provisional), ElementsAre(2, 1));
    EXPECT_EQ(bench.of<Edge>(Phase::Provisional)[0].gap, Gap::Open);
    EXPECT_THAT(bench.seqs(Phase::Ordered), ElementsAre(1, 2));
    EXPECT_EQ(bench.of<Edge>(Phase::Ordered)[1].gap, Gap::None);
    EXPECT_EQ(gate.model.acknowledged(), 2u);
}

TEST(Hub, GivesAGapUpAfterTwoSecondsAndSaysSo) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    gate.to_device.set_faults(all_lost());  // nobody hears us asking
    break_beam(gate, 1, at_ms(1000));
    break_beam(gate, 2, at_ms(1000));
    gate.model.take_lines();
    break_beam(gate, 1, at_ms(1000));
    bench.play_to(at_ms(2990));
    EXPECT_THAT(bench.seqs(Phase::Ordered), IsEmpty());
    bench.play_to(at_ms(3010));
    EXPECT_THAT(bench.seqs(Phase::Ordered), ElementsAre(3));
    EXPECT_EQ(bench.of<Edge>(Phase::Ordered).at(0).gap, Gap::GivenUp);
    EXPECT_EQ(bench.status(gate).missing, 2u);
    EXPECT_THAT(bench.faults(), ElementsAre(FaultKind::EventsMissing));
}

TEST(Hub, AHeartbeatTellsOfAnEventThatNeverCame) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    break_beam(gate, 1, at_ms(1000));
    gate.model.take_lines();
    bench.play_to(at_ms(1600));
    EXPECT_THAT(bench.seqs(Phase::Ordered), ElementsAre(1));
}

TEST(Hub, OneLineWithAWrongNumberDoesNotEndADevice) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    bench.say(gate, "E,7A3F,4000000000,1,1,2000000");
    break_beam(gate, 1, at_ms(1000));
    bench.play_to(at_ms(2000));
    EXPECT_THAT(bench.seqs(Phase::Ordered), ElementsAre(1));
    EXPECT_THAT(bench.faults(), IsEmpty());
}

TEST(Hub, OneLineWithAWrongBootDoesNotEndARun) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    bench.say(gate, "E,0BAD,1,1,1,2000000");
    bench.play_to(at_ms(2000));
    EXPECT_THAT(bench.faults(), IsEmpty());
    EXPECT_EQ(bench.status(gate).boot, "7A3F");
}

TEST(Hub, ANewBootIsANewClockAndAFault) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(2000));
    break_beam(gate, 1, at_ms(2000));
    bench.play_to(at_ms(3000));
    gate.model.reboot(at_ms(3000));
    bench.play_to(at_ms(4000));
    break_beam(gate, 2, at_ms(4000));
    bench.play_to(at_ms(5000));
    EXPECT_THAT(bench.faults(), ElementsAre(FaultKind::Rebooted));
    const auto edges = bench.of<Edge>(Phase::Ordered);
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_NE(edges[0].event.header.boot, edges[1].event.header.boot);
    EXPECT_NE(edges[0].event.header.clock, edges[1].event.header.clock);
    EXPECT_LT(std::abs((edges[1].event.header.at - at_ms(4000)).ns), 1'100'000);
}

TEST(Hub, OrdersTwoGatesByStampNotByArrival) {
    Bench bench;
    Bench::Gate& slow = bench.add_gate("000000AA");
    Bench::Gate& fast = bench.add_gate("000000BB");
    bench.play_to(at_ms(2000));
    SimulatedFaults delay;
    delay.reorder_per_mille = 1000;
    slow.to_host.set_faults(delay);
    break_beam(slow, 1, at_ms(2000));
    bench.play_to(at_ms(2010));
    break_beam(fast, 1, at_ms(2010));
    bench.play_to(at_ms(3000));
    const auto at_once = bench.of<Edge>(Phase::Provisional);
    const auto ordered = bench.of<Edge>(Phase::Ordered);
    ASSERT_EQ(ordered.size(), 2u);
    EXPECT_EQ(at_once[0].event.header.device.text, "000000BB");
    EXPECT_EQ(ordered[0].event.header.device.text, "000000AA");
    EXPECT_EQ(ordered[1].order, Order::Kept);
    EXPECT_EQ(ordered[1].tie, Tie::No);
}

TEST(Hub, EdgesCloserThanTheirBoundsTie) {
    Bench bench;
    Bench::Gate& one = bench.add_gate("000000AA");
    Bench::Gate& other = bench.add_gate("000000BB");
    bench.play_to(at_ms(2000));
    const Duration together = bench.status(one).clock.bound + bench.status(other).clock.bound;
    break_beam(one, 1, at_ms(2000));
    break_beam(other, 1, at_ms(2000) + Duration{together.ns / 4});
    bench.play_to(at_ms(3000));
    const auto ordered = bench.of<Edge>(Phase::Ordered);
    ASSERT_EQ(ordered.size(), 2u);
    EXPECT_EQ(ordered[1].tie, Tie::WithPrevious);
}

TEST(Hub, SuppressesALapThatIsTooShortAndKeepsIt) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.hub.set_shortest_lap(DeviceId("00C0FFEE"), 1, seconds(3));
    bench.play_to(at_ms(1000));
    for (const std::int64_t ms : {1000, 2000, 4100}) {
        bench.play_to(at_ms(ms));
        break_beam(gate, 1, at_ms(ms));
        gate.model.edge(1, false, at_ms(ms + 10));
    }
    bench.play_to(at_ms(6000));
    std::vector<Suppressed> marks;
    for (const Delivery& one : bench.of<Edge>(Phase::Ordered)) marks.push_back(one.suppressed);
    EXPECT_THAT(marks, ElementsAre(Suppressed::No, Suppressed::No, Suppressed::ShortLap, Suppressed::ShortLap,
                                   Suppressed::No, Suppressed::No));
}

TEST(Hub, ThreeMissedHeartbeatsAreASilence) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(2050));
    gate.to_host.set_faults(all_lost());
    bench.play_to(at_ms(2550));
    EXPECT_EQ(bench.status(gate).state, LinkState::Live);
    bench.play_to(at_ms(2650));
    EXPECT_EQ(bench.status(gate).state, LinkState::Stale);
    EXPECT_THAT(bench.faults(), ElementsAre(FaultKind::Silent));
    gate.to_host.set_faults({});
    bench.play_to(at_ms(3000));
    EXPECT_EQ(bench.status(gate).state, LinkState::Live);
}

TEST(Hub, AfterReplugTheEventsInBetweenAreFetched) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(2000));
    bench.plug(gate, false);
    break_beam(gate, 1, at_ms(2500));
    bench.play_to(at_ms(3000));
    bench.plug(gate, true);
    bench.play_to(at_ms(4000));
    ASSERT_THAT(bench.seqs(Phase::Ordered), ElementsAre(1));
    EXPECT_LT(std::abs((bench.of<Edge>(Phase::Ordered)[0].event.header.at - at_ms(2500)).ns), 2'000'000);
    EXPECT_EQ(bench.status(gate).reconnections, 1u);
}

TEST(Hub, ABurstBeyondItsQueueComesOutEarlyAndSaysSo) {
    HubLimits limits;
    limits.ordered_max = 4;
    Bench bench(limits);
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    for (int i = 0; i < 8; ++i) break_beam(gate, static_cast<std::uint8_t>(1 + i % 3), at_ms(1000));
    bench.play_to(at_ms(2000));
    EXPECT_THAT(bench.seqs(Phase::Ordered), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8)) << "no event is lost";
    EXPECT_THAT(bench.faults(), Contains(FaultKind::QueueFull));
}

TEST(Hub, EventsOfWhoHasNotSaidWhoItIsAreHeldWithinABoundAndTheRestIsAFault) {
    HubLimits limits;
    limits.waiting_max = 2;
    Bench bench(limits);
    bench.hub.link_opening(7, {"test:stranger", "", 0}, "", bench.now);
    bench.hub.link_opened(7, bench.now);
    for (int seq = 1; seq <= 3; ++seq)
        bench.hub.received(7, {flp::frame("E,7A3F," + std::to_string(seq) + ",1,1,2000"), bench.now, {}},
                           bench.now);
    std::vector<FaultKind> faults;
    for (const Delivery& one : bench.hub.take_output().deliveries)
        if (const auto* fault = std::get_if<Fault>(&one.event.body)) faults.push_back(fault->kind);
    EXPECT_THAT(faults, ElementsAre(FaultKind::QueueFull));
}

TEST(Hub, CutsOffAFloodAndTheOthersGoOn) {
    Bench bench;
    Bench::Gate& flood = bench.add_gate("000000AA");
    Bench::Gate& good = bench.add_gate("000000BB");
    bench.play_to(at_ms(1000));
    const std::string noise(40'000, 'x');
    for (int i = 0; i < 10; ++i) bench.hub.received(flood.link, {noise, bench.now, {}}, bench.now);
    break_beam(good, 1, at_ms(1000));
    bench.play_to(at_ms(2000));
    EXPECT_THAT(bench.cut_off, ElementsAre(flood.link));
    EXPECT_EQ(bench.status(flood).state, LinkState::CutOff);
    EXPECT_THAT(bench.faults(), testing::Contains(FaultKind::Flooding));
    EXPECT_THAT(bench.seqs(Phase::Ordered), ElementsAre(1));
}

TEST(Hub, ASecondDeviceWithTheSameIdentityIsRefused) {
    Bench bench;
    bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    Bench::Gate& impostor = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(2000));
    EXPECT_EQ(bench.status(impostor).state, LinkState::Identifying);
    EXPECT_EQ(bench.status(impostor).trouble, "second_device");
    EXPECT_THAT(bench.faults(), ElementsAre(FaultKind::SecondDevice));
}

TEST(Hub, AnotherLinkTakesOverWhenTheFirstIsDead) {
    Bench bench;
    Bench::Gate& dead = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    dead.plugged = false;  // nobody told the hub: a half-open connection
    Bench::Gate& alive = bench.add_gate("00C0FFEE");
    alive.model.reboot(bench.now);
    bench.play_to(at_ms(5000));
    EXPECT_EQ(bench.status(alive).state, LinkState::Live);
    EXPECT_EQ(bench.status(dead).state, LinkState::Identifying);
}

TEST(Hub, MirrorsAStopAndReadsSilenceAsPressed) {
    Bench bench;
    Bench::Gate& gate = bench.add_gate("00C0FFEE");
    bench.play_to(at_ms(1000));
    bench.hub.set_stop_inputs(DeviceId("00C0FFEE"), 0b100, bench.now);
    bench.play_to(at_ms(1500));
    EXPECT_THAT(bench.of<EmergencyStop>(Phase::Provisional), IsEmpty());
    gate.model.edge(3, true, at_ms(1500));
    bench.play_to(at_ms(1502));
    ASSERT_EQ(bench.of<EmergencyStop>(Phase::Provisional).size(), 1u);
    gate.model.edge(3, false, at_ms(2000));
    bench.play_to(at_ms(2500));
    gate.to_host.set_faults(all_lost());
    bench.play_to(at_ms(4000));
    std::vector<Pressed> pressed;
    for (const Delivery& one : bench.of<EmergencyStop>(Phase::Provisional)) {
        pressed.push_back(std::get<EmergencyStop>(one.event.body).pressed);
    }
    EXPECT_THAT(pressed, ElementsAre(Pressed::Yes, Pressed::No, Pressed::Yes));
}

TEST(Hub, AStopOfADeviceThatNeverCameReadsAsPressed) {
    Bench bench;
    bench.hub.set_stop_inputs(DeviceId("0000DEAD"), 1, bench.now);
    bench.play_to(at_ms(10));
    ASSERT_EQ(bench.of<EmergencyStop>(Phase::Provisional).size(), 1u);
}

/// A gate that calls from an address says who it is.
LinkStatus called_from(Hub& hub, LinkId link, const std::string& peer) {
    hub.link_opening(link, {"udp::9700?driver=flp", peer, 0, LinkTraits::Bytes::Datagrams}, "", at_ms(link));
    hub.link_opened(link, at_ms(link));
    hub.received(link, {"$I,7A3F,2000000,gate328,1.0,3,00C0FFEE*D07F\r\n", at_ms(link), {}}, at_ms(link));
    return *hub.status(link);
}

TEST(Hub, HearsADeviceFromItsOwnAddressAlone) {
    Hub hub;
    hub.pin_address(DeviceId("00C0FFEE"), "10.0.0.5");
    const LinkStatus stranger = called_from(hub, 1, "10.0.0.66:4000");
    EXPECT_TRUE(stranger.device.empty());
    EXPECT_THAT(stranger.dropped, ElementsAre(std::pair<std::string, std::uint64_t>("other_address", 1)));
    EXPECT_EQ(called_from(hub, 2, "10.0.0.5:4000").device, DeviceId("00C0FFEE"));
    hub.link_gone(2, at_ms(3));
    hub.pin_address(DeviceId("00C0FFEE"), "");
    EXPECT_EQ(called_from(hub, 4, "10.0.0.66:4000").device, DeviceId("00C0FFEE"));
}

TEST(Hub, AClockBeyondOnePercentIsRefusedAndItsEventsAreDatedByArrival) {
    Bench bench;
    SimulatedFaults faults;
    faults.drift_ppm = 20'000;
    Bench::Gate& gate = bench.add_gate("00C0FFEE", faults);
    bench.play_to(at_ms(10'000));
    break_beam(gate, 1, at_ms(10'000));
    bench.play_to(at_ms(11'000));
    EXPECT_THAT(bench.faults(), ElementsAre(FaultKind::RateRefused));
    EXPECT_EQ(bench.of<Edge>(Phase::Ordered).at(0).event.header.source, StampSource::HostArrival);
}

// Whatever the line does, no event is invented, none comes twice, each keeps its order, and those that the
// gate still had come through.
TEST(Hub, OnABadLineEveryEventComesOnceAndInOrder) {
    for (std::uint32_t seed = 1; seed <= 8; ++seed) {
        Bench bench;
        SimulatedFaults faults;
        faults.loss_per_mille = 150;
        faults.duplicate_per_mille = 100;
        faults.reorder_per_mille = 100;
        faults.garbage_per_mille = 100;
        faults.delay_max = milliseconds(20);
        faults.drift_ppm = 3000;
        Bench::Gate& gate = bench.add_gate("00C0FFEE", faults);
        gate.to_host = FaultyLine(seed, FaultyLine::Way::ToHost, faults);
        bench.play_to(at_ms(5000));
        std::vector<MonoTime> truth;
        for (int lap = 0; lap < 40; ++lap) {
            bench.play_to(at_ms(5000 + lap * 400));
            break_beam(gate, 1, bench.now);
            truth.push_back(bench.now);
        }
        bench.play_to(at_ms(5000 + 40 * 400 + 4000));
        const auto ordered = bench.of<Edge>(Phase::Ordered);
        ASSERT_EQ(ordered.size(), truth.size()) << "seed " << seed;
        for (std::size_t i = 0; i < ordered.size(); ++i) {
            const EventHeader& header = ordered[i].event.header;
            EXPECT_EQ(header.seq, i + 1);
            EXPECT_LE(std::abs((header.at - truth[i]).ns), header.bound.ns)
                << "seed " << seed << " event " << i;
        }
    }
}

}  // namespace
}  // namespace sandau::devices
