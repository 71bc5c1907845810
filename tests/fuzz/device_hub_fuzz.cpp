// Whatever a device says, and whenever: the pipeline stays within its bounds, gives no event twice, and keeps
// each boot's events in their order. Each line of the input is a body; its first byte says how long after the
// last one it comes, and whether its checksum is right.
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "devices/flp.h"
#include "devices/hub.h"
#include "scoring/result.h"

namespace {

using namespace sandau;
using namespace sandau::devices;

using Name = std::tuple<std::string, std::string, std::uint32_t, std::uint32_t>;

struct Watch {
    std::set<Name> at_once;
    std::set<Name> ordered;

    void see(Hub& hub, MonoTime now) {
        HubOutput out = hub.take_output();
        for (const Delivery& one : out.deliveries) {
            const EventHeader& header = one.event.header;
            CHECK(header.bound.ns >= 0, "a bound is no less than nothing");
            if (header.seq == 0) continue;
            const Name name{header.device.text, header.boot, header.clock, header.seq};
            std::set<Name>& seen = one.phase == Phase::Ordered ? ordered : at_once;
            CHECK(seen.insert(name).second, "an event comes once in each phase");
            CHECK(at_once.contains(name), "what is ordered was shown before");
        }
        for (const Send& send : out.sends) {
            if (send.ping) hub.ping_written(send.link, *send.ping, now);
        }
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    HubLimits limits;
    limits.shortest_lap = milliseconds(100);
    Hub hub(limits);
    Watch watch;
    MonoTime now = MonoTime{} + seconds(10);
    for (const LinkId link : {1u, 2u}) {
        hub.link_opening(link, {"test", "", 115200}, "", now);
        hub.link_opened(link, now);
    }
    hub.received(1, {flp::frame("I,7A3F,2000000,gate,1.0,3,00C0FFEE"), now, {}}, now);
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (line.empty()) continue;
        const auto first = static_cast<unsigned char>(line[0]);
        now = now + milliseconds((first & 0x3F) * (first & 0x3F));
        const LinkId link = (first & 0x40) != 0 ? 2 : 1;
        const bool raw = (first & 0x80) != 0;
        const std::string chunk = raw ? std::string(line.substr(1)) : flp::frame(line.substr(1));
        hub.received(link, {chunk, now, {}}, now);
        watch.see(hub, now);
    }
    hub.advance(now + seconds(5));
    watch.see(hub, now + seconds(5));
    CHECK(watch.ordered.size() == watch.at_once.size(), "in the end everything shown is ordered");
    hub.status();
    return 0;
}
