// The gate's firmware, as it was built for the chip, in a simulator of the chip.
#include <gmock/gmock.h>

#include <QCoreApplication>
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "devices/devices.h"
#include "devices/firmware/board_on_a_port.h"
#include "devices/firmware/checks.h"

namespace sandau::devices {
namespace {

using testing::IsEmpty;

const std::string built = SANDAU_BINARY_DIR "/tests/devices/firmware/";

TEST(Firmware, KeepsItsPromises) {
    EXPECT_THAT(broken_promises(built + "gate328.elf", built + "gate328-slow.elf", Until::TheLast),
                IsEmpty());
}

class Mutation : public testing::TestWithParam<int> {};

/// A test that lets a broken firmware pass is worth nothing.
TEST_P(Mutation, IsCaught) {
    const std::string stem = built + "mutation-" + std::to_string(GetParam());
    const std::vector<std::string> broken =
        broken_promises(stem + ".elf", stem + "-slow.elf", Until::TheFirst);
    EXPECT_FALSE(broken.empty());
    for (const std::string& promise : broken) std::printf("caught by: %s\n", promise.c_str());
}
INSTANTIATE_TEST_SUITE_P(OfTheFirmware, Mutation, testing::Range(1, FIRMWARE_MUTATIONS + 1));

TEST(Firmware, TimesARunThroughTheDeviceRoom) {
    int count = 1;
    char name[] = "test";
    char* arguments[] = {name, nullptr};
    const QCoreApplication application(count, arguments);
    BoardOnAPort board(built + "gate328.elf");
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Delivery> broken;
    bool live = false;
    Sink sink;
    sink.delivered = [&](const Delivery& delivery) {
        const auto* edge = std::get_if<Edge>(&delivery.event.body);
        if (edge == nullptr || edge->kind != EdgeKind::Broken || delivery.phase != Phase::Ordered) return;
        const std::lock_guard lock(mutex);
        broken.push_back(delivery);
        changed.notify_all();
    };
    sink.status_changed = [&](const LinkStatus& status) {
        const std::lock_guard lock(mutex);
        live = status.state == LinkState::Live;
        changed.notify_all();
    };
    Options options;
    options.time = board.time();
    Devices devices(options, sink);
    ASSERT_TRUE(devices.open("serial:" + board.path() + "?driver=flp"));
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(60), [&] { return live; }));
    board.break_beams({{1, 4000}, {2, 7000}});
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(120), [&] { return broken.size() == 2; }));
    const EventHeader& start = broken[0].event.header;
    const EventHeader& finish = broken[1].event.header;
    EXPECT_EQ(start.source, StampSource::Device);
    const std::int64_t off_ns = (finish.at - start.at - seconds(3)).ns;
    EXPECT_LE(std::abs(off_ns), (start.bound + finish.bound).ns);
    EXPECT_LT(std::abs(off_ns), 2'000'000);
}

}  // namespace
}  // namespace sandau::devices
