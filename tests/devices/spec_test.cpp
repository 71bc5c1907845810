#include "devices/spec.h"

#include <gtest/gtest.h>

namespace sandau::devices {
namespace {

TEST(DeviceSpec, ReadsEveryKindOfLink) {
    EXPECT_EQ(*parse_device_spec("serial:/dev/ttyACM0?driver=flp"),
              (DeviceSpec{LinkKind::Serial, "/dev/ttyACM0"}));
    EXPECT_EQ(parse_device_spec("serial:COM3?driver=flp&baud=9600")->baud, 9600u);
    EXPECT_EQ(*parse_device_spec("tcp:192.168.1.50:7000"), (DeviceSpec{LinkKind::Tcp, "192.168.1.50", 7000}));
    EXPECT_EQ(*parse_device_spec("tcp:[::1]:7000"), (DeviceSpec{LinkKind::Tcp, "::1", 7000}));
    EXPECT_EQ(*parse_device_spec("tcp-listen::7000?driver=flp"), (DeviceSpec{LinkKind::TcpListen, "", 7000}));
    EXPECT_EQ(*parse_device_spec("udp::9700?driver=flp"), (DeviceSpec{LinkKind::Udp, "", 9700}));
    EXPECT_EQ(parse_device_spec("replay:run7.rec?speed=4")->speed, 4u);
    EXPECT_EQ(parse_device_spec("serial:/dev/ttyUSB0?driver=alge")->baud, 9600u);
    EXPECT_EQ(parse_device_spec("serial:/dev/ttyUSB0?driver=derby&profile=derbymagic")->baud, 19200u);
    EXPECT_EQ(parse_device_spec("sim:gate?seed=7&driver=alge&fastest=20s")->simulation, "seed=7&fastest=20s");
    EXPECT_EQ(parse_device_spec("sim:module?driver=modbus")->driver, DriverKind::Modbus);
    EXPECT_EQ(parse_device_spec("modbus:192.168.1.60:502?map=field.json")->driver, DriverKind::Modbus);
}

TEST(DeviceSpec, SaysWhatIsWrong) {
    const auto code = [](std::string_view text) { return parse_device_spec(text).error().code; };
    EXPECT_EQ(code(""), "device.spec_empty");
    EXPECT_EQ(code("usb:1"), "device.spec_link");
    EXPECT_EQ(code("/dev/ttyACM0"), "device.spec_link");
    EXPECT_EQ(code("serial:"), "device.spec_address");
    EXPECT_EQ(code("tcp:host"), "device.spec_address");
    EXPECT_EQ(code("tcp::7000"), "device.spec_address");
    EXPECT_EQ(code("tcp:host:0"), "device.spec_port");
    EXPECT_EQ(code("udp::70000"), "device.spec_port");
    EXPECT_EQ(code("serial:/dev/ttyS0?baud=fast"), "device.spec_baud");
    EXPECT_EQ(code("serial:/dev/ttyS0?driver=abc"), "device.spec_driver");
    EXPECT_EQ(code("tcp:host:1?baud=9600"), "device.spec_option");
    EXPECT_EQ(code("replay:a?speed=-1"), "device.spec_speed");
    EXPECT_EQ(code("serial:/dev/ttyUSB0?driver=derby&profile=fast"), "device.spec_profile");
    EXPECT_EQ(code("serial:/dev/ttyUSB0?driver=text"), "device.spec_needs");
    EXPECT_EQ(code("serial:/dev/ttyUSB0?driver=alge&profile=champ"), "device.spec_needs");
    EXPECT_EQ(code("serial:/dev/ttyUSB0?driver=modbus"), "device.spec_driver");
    EXPECT_EQ(code("modbus:10.0.0.2:502"), "device.spec_needs");
    EXPECT_EQ(code("udp::9700?driver=derby"), "device.spec_link_driver");
    EXPECT_EQ(code("keyboard:1?baud=9600"), "device.spec_option");
    EXPECT_EQ(code("sim:"), "device.spec_address");
    EXPECT_EQ(code("sim:gate?driver=keyboard"), "device.spec_driver");
    EXPECT_EQ(code("sim:gate?profile=champ"), "device.spec_needs");
    EXPECT_EQ(code("sim:gate?baud=9600"), "device.spec_option");
    EXPECT_EQ(code("sim:gate?seed"), "device.spec_sim");
    EXPECT_EQ(code("sim:gate?loss=1001"), "device.spec_sim");
    EXPECT_EQ(code("sim:gate?fastest=20"), "device.spec_sim");
    EXPECT_EQ(code("sim:gate?fastest=20s&slowest=10s"), "device.sim_times");
    EXPECT_EQ(code("sim:gate?driver=ukmars&lanes=2"), "device.sim_lanes");
}

TEST(DeviceSpec, ItsTextReadsBack) {
    for (const char* text :
         {"serial:/dev/ttyACM0?driver=flp", "serial:COM3?driver=flp&baud=9600", "tcp:[::1]:7000?driver=flp",
          "tcp-listen::7000?driver=flp", "udp:0.0.0.0:9700?driver=flp", "replay:a.rec?speed=0",
          "serial:/dev/ttyUSB0?driver=derby&profile=derbymagic", "serial:/dev/ttyUSB0?driver=alge&baud=2400",
          "tcp:192.168.1.50:7000?driver=tag-heuer", "serial:COM4?driver=text&rules=timer.json",
          "modbus:192.168.1.60:502?map=field.json", "keyboard:referee", "sim:gate?driver=flp",
          "sim:track?driver=derby&profile=champ&lanes=3&runs=2"}) {
        EXPECT_EQ(to_text(*parse_device_spec(text)), text);
    }
}

}  // namespace
}  // namespace sandau::devices
