#include "devices/keyboard.h"

#include "devices/lines.h"

namespace sandau::devices {

namespace {
/// What hands differ by from one press to the next, with time to spare.
constexpr Duration hand_bound = milliseconds(200);
}  // namespace

void KeyboardDriver::received(const Chunk& chunk, DriverOutput& out) {
    for (const char& c : chunk.bytes) {
        const Line line{{&c, 1}, chunk.at, chunk.at, chunk.raw};
        if (c == 'S') {
            out.events.push_back(heard_on_arrival(Start{1, StampedBy::Hand, 1, {}}, line, hand_bound));
        } else if (c == 'F') {
            out.events.push_back(heard_on_arrival(Finish{1, StampedBy::Hand, 2, {}}, line, hand_bound));
        } else {
            out.dropped.push_back({"unknown_kind", std::string(1, c)});
            continue;
        }
        out.frames.emplace_back(1, c);
    }
}

}  // namespace sandau::devices
