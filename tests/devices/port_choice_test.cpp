#include "devices/transport/port_choice.h"

#include <gtest/gtest.h>

namespace sandau::devices {
namespace {

PortInfo port(std::string path, std::string usb_serial) {
    PortInfo info;
    info.path = std::move(path);
    info.usb_serial = std::move(usb_serial);
    return info;
}

TEST(PortChoice, ADeviceThatCameBackUnderAnotherNameIsFoundByItsNumber) {
    EXPECT_EQ(port_to_open("/dev/ttyUSB0", "", "A7", {port("/dev/ttyUSB1", "A7")}), "/dev/ttyUSB1");
}

TEST(PortChoice, AnotherDeviceThatTookTheNameIsNotTakenForIt) {
    EXPECT_EQ(port_to_open("/dev/ttyUSB0", "/dev/ttyUSB0", "A7",
                           {port("/dev/ttyUSB0", "B8"), port("/dev/ttyUSB1", "A7")}),
              "/dev/ttyUSB1");
}

TEST(PortChoice, TheNameWinsWhereTheNumberSaysNothing) {
    EXPECT_EQ(port_to_open("/dev/ttyUSB0", "", "", {port("/dev/ttyUSB1", "")}), "/dev/ttyUSB0");
    EXPECT_EQ(port_to_open("/dev/ttyUSB0", "/dev/ttyUSB0", "A7", {port("/dev/ttyUSB0", "B8")}),
              "/dev/ttyUSB0");
    // Cheap adapters all have the same number.
    EXPECT_EQ(port_to_open("/dev/ttyUSB0", "", "0001",
                           {port("/dev/ttyUSB1", "0001"), port("/dev/ttyUSB2", "0001")}),
              "/dev/ttyUSB0");
}

TEST(PortChoice, ALinkToThePortIsThePort) {
    EXPECT_EQ(port_to_open("/dev/serial/by-id/gate", "/dev/ttyUSB0", "A7",
                           {port("/dev/ttyUSB0", "A7"), port("/dev/ttyUSB1", "A7")}),
              "/dev/serial/by-id/gate");
}

}  // namespace
}  // namespace sandau::devices
