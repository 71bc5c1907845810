#include "devices/transport/port_choice.h"

#include <gtest/gtest.h>

#include <fstream>

#include "devices/devices.h"
#include "support/temporary_folder.h"

namespace sandau::devices {
namespace {

namespace fs = std::filesystem;

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

/// Ports, and the links that a system keeps for them.
struct SerialTree {
    SerialTree() {
        for (const char* sub : {"dev", "serial/by-id", "serial/by-path"}) fs::create_directories(root / sub);
    }
    std::string plug_in(const std::string& name, const std::string& by_id, const std::string& by_path) {
        const fs::path port = root / "dev" / name;
        std::ofstream(port).put('\n');
        for (const auto& [kind, link] : {std::pair{"by-id", by_id}, std::pair{"by-path", by_path}}) {
            if (link.empty()) continue;
            fs::remove(links / kind / link);
            fs::create_symlink(port, links / kind / link);
        }
        return port.string();
    }
    std::string of(const std::string& one, const std::vector<PortInfo>& ports) const {
        const std::string path = stable_path(one, ports, links);
        return path.empty() ? path : fs::path(path).lexically_relative(links).string();
    }

    sandau::testing::TemporaryFolder folder;
    fs::path root = fs::canonical(folder.path());
    fs::path links = root / "serial";
};

TEST(StablePath, OfANumberOfItsOwnIsByIdentity) {
    SerialTree tree;
    const std::string uno = tree.plug_in("ttyACM0", "usb-Arduino_Uno_7583-if00", "pci-0000:00-usb-0:1:1.0");
    EXPECT_EQ(tree.of(uno, {port(uno, "7583")}), "by-id/usb-Arduino_Uno_7583-if00");
}

TEST(StablePath, WithoutANumberIsByThePlugSinceTheIdentityIsOfTheMake) {
    SerialTree tree;
    const std::string first = tree.plug_in("ttyUSB0", "usb-1a86_USB_Serial-if00", "pci-0000:00-usb-0:1:1.0");
    const std::string second = tree.plug_in("ttyUSB1", "usb-1a86_USB_Serial-if00", "pci-0000:00-usb-0:2:1.0");
    const std::vector<PortInfo> ports = {port(first, ""), port(second, "")};
    EXPECT_EQ(tree.of(first, ports), "by-path/pci-0000:00-usb-0:1:1.0");
    EXPECT_EQ(tree.of(second, ports), "by-path/pci-0000:00-usb-0:2:1.0");
    EXPECT_EQ(tree.of(first, {port(first, "0001"), port(second, "0001")}), "by-path/pci-0000:00-usb-0:1:1.0")
        << "cheap adapters all have the same number";
}

TEST(StablePath, OfSeveralLinksIsAlwaysTheSame) {
    SerialTree tree;
    tree.plug_in("ttyUSB0", "", "pci-0000:00-usbv2-0:1:1.0");
    const std::string one = tree.plug_in("ttyUSB0", "", "pci-0000:00-usb-0:1:1.0");
    EXPECT_EQ(tree.of(one, {}), "by-path/pci-0000:00-usb-0:1:1.0");
}

TEST(StablePath, IsNoneWhereTheSystemKeepsNone) {
    SerialTree tree;
    tree.plug_in("ttyUSB0", "", "pci-0000:00-usb-0:1:1.0");
    const std::string built_in = tree.plug_in("ttyS0", "", "");
    EXPECT_EQ(tree.of(built_in, {}), "");
    EXPECT_EQ(tree.of((tree.root / "dev/gone").string(), {}), "");
    fs::remove_all(tree.links);
    EXPECT_EQ(tree.of(built_in, {}), "");
}

TEST(StableSpec, KeepsEverythingButThePort) {
    SerialTree tree;
    const std::string timer = tree.plug_in("ttyUSB0", "", "pci-0000:00-usb-0:1:1.0");
    EXPECT_EQ(
        stable_spec("serial:" + timer + "?driver=alge&baud=2400", tree.links),
        "serial:" + (tree.links / "by-path/pci-0000:00-usb-0:1:1.0").string() + "?driver=alge&baud=2400");
    for (const char* other : {"serial:/dev/none?driver=flp", "tcp:10.0.0.1:7000?driver=flp", "sim:gate", "?"})
        EXPECT_EQ(stable_spec(other, tree.links), other);
}

}  // namespace
}  // namespace sandau::devices
