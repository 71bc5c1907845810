#include "devices/diagnosis.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace sandau::devices {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> codes(const std::vector<Advice>& advice) {
    std::vector<std::string> all;
    for (const Advice& one : advice) all.push_back(one.code);
    return all;
}

LinkStatus link_with(std::uint64_t bytes, std::uint64_t frames) {
    LinkStatus link;
    link.spec = "serial:/dev/ttyUSB0?driver=alge&baud=2400";
    link.driver = "alge";
    link.state = LinkState::Identifying;
    link.bytes = bytes;
    link.frames = frames;
    return link;
}

TEST(Diagnosis, OfALinkWhereNothingArrives) {
    EXPECT_THAT(codes(advice_for(link_with(0, 0))), ElementsAre("device.advice_no_bytes"));
}

TEST(Diagnosis, UnreadableBytesAreAnotherBaud) {
    LinkStatus link = link_with(180, 0);
    link.dropped = {{"not_ascii", 3}};
    ASSERT_THAT(codes(advice_for(link)), ElementsAre("device.advice_baud"));
    EXPECT_EQ(advice_for(link)[0].arguments[0].second, "4800, 9600, 19200, 38400, 115200");
}

TEST(Diagnosis, ReadableBytesThatNobodyUnderstandsAreAnotherDriver) {
    LinkStatus link = link_with(180, 0);
    link.dropped = {{"unknown_kind", 6}};
    link.last_lines = {"!unknown_kind TN   12    1  1 10:33:36.96900 12345"};
    EXPECT_THAT(codes(advice_for(link)), ElementsAre("device.advice_driver"));
}

TEST(Diagnosis, ALinkThatWorksNeedsNoAdvice) {
    EXPECT_THAT(advice_for(link_with(5000, 200)), IsEmpty());
}

TEST(Diagnosis, FindsWhoHoldsThePortAndHowLongItsChipWaits) {
    const fs::path root = fs::temp_directory_path() / "sandau-diagnosis-test";
    fs::remove_all(root);
    fs::create_directories(root / "proc/4711/fd");
    fs::create_directories(root / "sys/bus/usb-serial/devices/ttyUSB7");
    const fs::path port = root / "dev/ttyUSB7";
    fs::create_directories(port.parent_path());
    std::ofstream(port) << "";
    fs::create_symlink(fs::weakly_canonical(port), root / "proc/4711/fd/5");
    std::ofstream(root / "proc/4711/comm") << "arduino-ide\n";
    std::ofstream(root / "sys/bus/usb-serial/devices/ttyUSB7/latency_timer") << "16\n";
    const PortTrouble trouble = port_trouble(port.string(), root / "proc", root / "sys");
    EXPECT_EQ(trouble.held_by, "arduino-ide (4711)");
    EXPECT_EQ(trouble.latency_ms, 16);
    EXPECT_THAT(codes(advice_for(trouble)), ElementsAre("device.advice_held", "device.advice_latency"));
    EXPECT_THAT(advice_for(port_trouble("/dev/none", root / "proc", root / "sys")), IsEmpty());
    fs::remove_all(root);
}

}  // namespace
}  // namespace sandau::devices
