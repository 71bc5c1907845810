// Timers of other makes, simulated on real ports: what they say comes out as the events that it means.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "devices/collected.h"
#include "devices/qt_environment.h"
#include "devices/recording.h"
#include "support/temporary_folder.h"

namespace sandau::devices {
namespace {

std::unique_ptr<SimulatedField> timer(DriverKind driver, const std::string& link,
                                      const std::string& profile = {}) {
    SimulatedFieldOptions options;
    options.driver = driver;
    options.profile = profile;
    options.link = link;
    options.rules_file =
        std::filesystem::temp_directory_path() /
        ("sandau-timers-" + std::string(driver_code(driver)) + std::to_string(::getpid()) + ".json");
    Result<std::unique_ptr<SimulatedField>> opened = SimulatedField::open(options);
    EXPECT_TRUE(opened);
    return std::move(*opened);
}

class TimerOnAPort : public ::testing::TestWithParam<std::pair<DriverKind, const char*>> {};

TEST_P(TimerOnAPort, StartsAndFinishesARun) {
    const auto field = timer(GetParam().first, GetParam().second);
    Collected heads;
    Devices devices({}, heads.sink());
    ASSERT_TRUE(devices.open(field->spec())) << field->spec();
    ASSERT_TRUE(heads.wait_until_open());
    const MonoTime start = now_mono() + milliseconds(300);
    field->break_beam(1, start);
    field->break_beam(2, start + milliseconds(1500));
    ASSERT_TRUE(heads.wait_for_ordered<Start>(1));
    ASSERT_TRUE(heads.wait_for_ordered<Finish>(1));
    const EventHeader from = heads.of<Start>(Phase::Ordered)[0].event.header;
    const EventHeader to = heads.of<Finish>(Phase::Ordered)[0].event.header;
    EXPECT_EQ(from.device, to.device);
    EXPECT_EQ(from.boot, to.boot);
    EXPECT_LT(std::abs((from.at - start).ns), from.bound.ns + 200'000'000);
    if (from.own_bound.ns != 0) {
        EXPECT_LE(std::abs((to.at - from.at - milliseconds(1500)).ns), (from.own_bound + to.own_bound).ns);
    }
}

INSTANTIATE_TEST_SUITE_P(OfAnyMake, TimerOnAPort,
                         ::testing::Values(std::pair{DriverKind::Alge, "pty:"},
                                           std::pair{DriverKind::Alge, "udp:127.0.0.1:19706"},
                                           std::pair{DriverKind::TagHeuer, "tcp-listen:127.0.0.1:0"},
                                           std::pair{DriverKind::Ukmars, "pty:"},
                                           std::pair{DriverKind::Text, "tcp-listen:127.0.0.1:0"}));

TEST(TimerWithoutIdentity, IsTheSameDeviceWhenItsPlugComesBackUnderAnotherNumber) {
    const sandau::testing::TemporaryFolder folder;
    const auto tree = std::filesystem::canonical(folder.path());
    const auto link = tree / "by-path" / "pci-0000:00:14.0-usb-0:2:1.0-port0";
    std::filesystem::create_directory(link.parent_path());
    const auto field = timer(DriverKind::Alge, "pty:" + link.string());
    const auto port = std::filesystem::canonical(link);
    const std::string spec = stable_spec("serial:" + port.string() + "?driver=alge", tree);
    EXPECT_EQ(spec, "serial:" + link.string() + "?driver=alge");

    Collected heads;
    Devices devices({}, heads.sink());
    ASSERT_TRUE(devices.open(spec));
    ASSERT_TRUE(heads.wait_until_open());
    field->break_beam(1, now_mono());
    ASSERT_TRUE(heads.wait_for_ordered<Start>(1));
    field->unplug();
    ASSERT_TRUE(heads.wait_for_state(LinkState::Opening));
    // Somebody else takes the number that is free now.
    const int other = ::open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    field->replug();
    ASSERT_TRUE(heads.wait_until_open());
    EXPECT_NE(std::filesystem::canonical(link), port);
    field->break_beam(1, now_mono());
    ASSERT_TRUE(heads.wait_for_ordered<Start>(2));
    ::close(other);
    const std::vector<Delivery> starts = heads.of<Start>(Phase::Ordered);
    EXPECT_EQ(starts[0].event.header.device.text, "serial:" + link.string());
    EXPECT_EQ(starts[1].event.header.device, starts[0].event.header.device);
}

class DerbyOnAPort : public ::testing::TestWithParam<const char*> {};

TEST_P(DerbyOnAPort, TimesARace) {
    const auto field = timer(DriverKind::Derby, "tcp-listen:127.0.0.1:0", GetParam());
    Collected heads;
    Devices devices({}, heads.sink());
    ASSERT_TRUE(devices.open(field->spec())) << field->spec();
    if (std::string_view(GetParam()) != "newbold") {
        ASSERT_TRUE(heads.wait_for_state(LinkState::Live));
    } else {
        ASSERT_TRUE(heads.wait_for_state(LinkState::Identifying));
    }
    const MonoTime start = now_mono();
    field->break_beam(1, start);
    field->break_beam(2, start + milliseconds(1234));
    ASSERT_TRUE(heads.wait_for_ordered<LaneTime>(1));
    const LaneTime time = std::get<LaneTime>(heads.of<LaneTime>(Phase::Ordered)[0].event.body);
    EXPECT_EQ(time.lane, 1);
    EXPECT_LE(std::abs((time.time - milliseconds(1234)).ns), time.bound.ns);
}

INSTANTIATE_TEST_SUITE_P(OfAnyMake, DerbyOnAPort,
                         ::testing::Values("fasttrack", "champ", "derbytimer", "pdt", "derbymagic", "newbold",
                                           "bertdrake", "judge"));

TEST(ModbusOnAPort, ReportsEdgesAndCounts) {
    const auto field = timer(DriverKind::Modbus, "tcp-listen:127.0.0.1:0");
    Collected heads;
    Devices devices({}, heads.sink());
    ASSERT_TRUE(devices.open(field->spec())) << field->spec();
    ASSERT_TRUE(heads.wait_for_state(LinkState::Live));
    const MonoTime at = now_mono() + milliseconds(200);
    field->break_beam(2, at, milliseconds(300));
    ASSERT_TRUE(heads.wait_for_ordered<Count>(2));
    ASSERT_TRUE(heads.wait_for_ordered<Edge>(2));
    EXPECT_EQ(std::get<Count>(heads.of<Count>(Phase::Ordered)[1].event.body), (Count{3, 1}));
    const Event edge = heads.of<Edge>(Phase::Ordered)[0].event;
    EXPECT_LE(std::abs((edge.header.at - at).ns), edge.header.bound.ns + 20'000'000);
    ASSERT_TRUE(devices.set_lights(edge.header.device, 2));
    EXPECT_TRUE(heads.wait_until([&] { return (field->lights() & 2) != 0; }));
}

TEST(TimerThatCalls, IsReplayedAsTheSameDevice) {
    const auto directory =
        std::filesystem::temp_directory_path() / ("sandau-timer-calls-" + std::to_string(::getpid()));
    std::filesystem::remove_all(directory);
    Event live;
    {
        Collected heads;
        Options options;
        options.record_directory = directory;
        Devices devices(options, heads.sink());
        ASSERT_TRUE(devices.open("tcp-listen:127.0.0.1:19707?driver=alge"));
        const auto field = timer(DriverKind::Alge, "tcp:127.0.0.1:19707");
        ASSERT_TRUE(heads.wait_for_state(LinkState::Identifying));
        // The caller may not know yet that it was taken: what it says too early nobody hears.
        for (const int later_ms : {300, 900, 2700}) field->break_beam(1, now_mono() + milliseconds(later_ms));
        ASSERT_TRUE(heads.wait_for_ordered<Start>(1));
        live = heads.of<Start>(Phase::Ordered)[0].event;
    }
    const auto recording = std::filesystem::directory_iterator(directory)->path();
    Result<Replay> replay = Replay::open(recording);
    ASSERT_TRUE(replay);
    std::vector<Event> replayed;
    while (replay->next_at()) replay->step();
    replay->advance(now_mono() + seconds(5));
    for (const Delivery& one : replay->take_output().deliveries)
        if (one.phase == Phase::Ordered) replayed.push_back(one.event);
    ASSERT_FALSE(replayed.empty());
    EXPECT_EQ(replayed[0], live);
    std::filesystem::remove_all(directory);
}

TEST(Recording, ThatTheDiskRefusesIsSaidOnceAndEventsGoOn) {
    Collected heads;
    Options options;
    options.record_directory = "/dev/null/recordings";
    Devices devices(options, heads.sink());
    ASSERT_TRUE(devices.open("keyboard:referee"));
    ASSERT_TRUE(devices.press("keyboard:referee", Key::Start));
    ASSERT_TRUE(heads.wait_for_ordered<Start>(1));
    const std::vector<Delivery> faults = heads.of<Fault>(Phase::Provisional);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(std::get<Fault>(faults[0].event.body).kind, FaultKind::RecordingFailed);
}

TEST(KeyboardLink, APressIsAStartByHand) {
    Collected heads;
    Devices devices({}, heads.sink());
    ASSERT_TRUE(devices.open("keyboard:referee"));
    ASSERT_TRUE(devices.press("keyboard:referee", Key::Start));
    ASSERT_TRUE(devices.press("keyboard:referee", Key::Finish));
    ASSERT_TRUE(heads.wait_for_ordered<Start>(1));
    ASSERT_TRUE(heads.wait_for_ordered<Finish>(1));
    EXPECT_EQ(std::get<Start>(heads.of<Start>(Phase::Ordered)[0].event.body).by, StampedBy::Hand);
    EXPECT_EQ(devices.press("keyboard:other", Key::Start).error().code, "device.not_open");
}

TEST(Timers, AreRefusedWithTheirFile) {
    Devices devices({}, {});
    EXPECT_EQ(devices.open("serial:/dev/none?driver=text&rules=/none.json").error().code,
              "device.rules_unreadable");
    const auto file = std::filesystem::temp_directory_path() / ("sandau-rules-" + std::to_string(::getpid()));
    std::ofstream(file) << R"({"rules":[{"match":"(","event":"start"}]})";
    const Refusal refusal = devices.open("serial:/dev/none?driver=text&rules=" + file.string()).error();
    EXPECT_EQ(refusal.code, "device.pattern");
    EXPECT_EQ(refusal.path, file.string() + ": rules[0].match");
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace sandau::devices
