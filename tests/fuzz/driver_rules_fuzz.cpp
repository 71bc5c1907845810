// A person's own files for devices: maps, rules, profiles. Whatever they hold, they are read or refused, and
// what was read makes a driver that takes bytes.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "devices/derby_profiles.h"
#include "devices/driver.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    using namespace sandau::devices;
    const std::string text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(read_derby_profiles(text));
    for (const DriverKind kind : {DriverKind::Text, DriverKind::Modbus}) {
        Result<std::unique_ptr<Driver>> made = make_driver({kind, 9600, {}, text});
        if (!made) continue;
        DriverOutput out;
        const MonoTime now = MonoTime{} + seconds(100);
        (*made)->opened(now, out);
        (*made)->received({"GO 1 2.5\r\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", now, {}}, out);
    }
    return 0;
}
