// Whatever a timer sends, in whatever chunks: each driver stays within its bounds and makes the same events
// of the same bytes. The first byte chooses the driver, the second seeds the chunks; a newline lets time
// pass.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devices/driver.h"
#include "scoring/json.h"
#include "scoring/result.h"

namespace {

using namespace sandau;
using namespace sandau::devices;

const std::vector<DriverSettings>& settings() {
    static const std::vector<DriverSettings> all = {
        {DriverKind::Alge, 9600, {}, {}},
        {DriverKind::TagHeuer, 0, {}, {}},
        {DriverKind::Ukmars, 9600, {}, {}},
        {DriverKind::Derby, 9600, "", {}},
        {DriverKind::Derby, 9600, "fasttrack", {}},
        {DriverKind::Derby, 9600, "champ", {}},
        {DriverKind::Derby, 9600, "derbytimer", {}},
        {DriverKind::Derby, 1200, "newbold", {}},
        {DriverKind::Derby, 9600, "judge", {}},
        {DriverKind::Modbus,
         0,
         {},
         R"({"inputs":[{"address":0,"channel":1},{"address":1,"channel":2,"as":"stop"}],
            "counters":[{"address":0,"channel":3,"words":2}],"heartbeat":{"address":0}})"},
        {DriverKind::Text,
         9600,
         {},
         R"({"rules":[{"match":"^(?P<lane>\\d+) (?P<time>[0-9.]+)$","event":"lane_time"},
            {"match":"(a*)*b","event":"start"}]})"},
        {DriverKind::Keyboard, 0, {}, {}},
    };
    return all;
}

std::string text_of(const DriverOutput& out) {
    std::string text;
    for (const Heard& one : out.events) {
        CHECK(one.bound.ns >= 0 && one.own_bound.ns >= 0, "a bound is no less than nothing");
        CHECK(one.at.ns > 0, "nothing happened before the machine was started");
        Event event;
        event.header.at = one.at;
        event.header.bound = one.bound;
        event.body = one.body;
        text += write_json(event_json(event)) + "\n";
    }
    for (const Dropped& one : out.dropped) text += std::string(one.reason) + one.text + "\n";
    return text;
}

std::string play(const DriverSettings& which, std::string_view bytes, std::uint32_t chunk_most) {
    const auto driver = std::move(*make_driver(which));
    DriverOutput out;
    MonoTime now = MonoTime{} + seconds(400'000);
    const auto wait_until = [&](MonoTime end) {
        for (int deadlines = 0; deadlines < 100; ++deadlines) {
            const auto due = driver->next_deadline();
            if (!due || *due > end) break;
            driver->advance(*due, out);
        }
        now = end;
        driver->advance(now, out);
    };
    driver->opened(now, out);
    std::uint32_t random = chunk_most;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end);
        while (!line.empty()) {
            random = random * 1664525 + 1013904223;
            const std::size_t size = chunk_most == 0 ? line.size() : 1 + (random >> 16) % chunk_most;
            driver->received({line.substr(0, size), now, {}}, out);
            line.remove_prefix(std::min(size, line.size()));
        }
        wait_until(now + milliseconds(130));
    }
    driver->closed(now, out);
    return text_of(out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const DriverSettings& which = settings()[data[0] % settings().size()];
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    CHECK(play(which, bytes, 0) == play(which, bytes, 1u + data[1] % 8u), "chunks make no difference");
    return 0;
}
