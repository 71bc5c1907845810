#include "desk/device_settings.h"

#include <gtest/gtest.h>

#include "scoring/command_payloads.h"
#include "support/a_contest.h"

// What the file says of a device reaches the device's door, once.

namespace sandau {
namespace {

class Settings : public ::testing::Test {
protected:
    std::vector<std::string> tell() {
        told_.clear();
        settings_.tell(kit.contest);
        return std::exchange(told_, {});
    }
    void assign(const std::string& address, std::int64_t lap_ms) {
        Device gate;
        gate.id = DeviceId("00C0FFEE");
        gate.address = address;
        gate.channels = {{1, FieldId("F1"), ChannelRole::Start, 1},
                         {2, FieldId("F1"), ChannelRole::Finish, 1, lap_ms}};
        ASSERT_TRUE(kit.tell(commands::DeviceAssign{gate}));
    }

    test::ContestUnderTest kit;

private:
    std::vector<std::string> told_;
    DeviceSettings settings_{[this](const DeviceId& device, const std::string& address) {
                                 told_.push_back(device.text + " from " + address);
                             },
                             [this](const DeviceId& device, int channel, Duration lap) {
                                 told_.push_back(device.text + " " + std::to_string(channel) + " after " +
                                                 std::to_string(lap.floor_ms()) + " ms");
                             }};
};

using Told = std::vector<std::string>;

TEST_F(Settings, AreToldOnceAndAgainWhenTheyChange) {
    EXPECT_EQ(tell(), Told{});
    assign("192.168.1.50", 800);
    EXPECT_EQ(tell(), (Told{"00C0FFEE from 192.168.1.50", "00C0FFEE 2 after 800 ms"}));
    EXPECT_EQ(tell(), Told{});
    assign("192.168.1.50", 0);
    EXPECT_EQ(tell(), Told{"00C0FFEE 2 after 0 ms"});
}

TEST_F(Settings, OfADeviceThatIsHeardFromAnywhereSayNothing) {
    assign("", 0);
    EXPECT_EQ(tell(), Told{});
}

}  // namespace
}  // namespace sandau
