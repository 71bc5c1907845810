#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/event.h"
#include "devices/spec.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::devices {

/// Bytes as they came over a link, and when.
struct Chunk {
    std::string_view bytes;
    MonoTime at;
    RawPlace raw;
};

/// An event as a driver reads it: everything that it can know. Which device it is, and its number, the hub
/// adds.
struct Heard {
    EventBody body;
    MonoTime at;
    Duration bound;
    Duration own_bound;  ///< as EventHeader has it
    StampSource source = StampSource::HostArrival;
    std::uint32_t clock = 1;  ///< another one: stamps before and after it make no time together
    MonoTime arrival;
    RawPlace raw;
};

struct Dropped {
    std::string_view reason;  ///< a code with static storage
    std::string text;
};

struct DriverOutput {
    std::vector<Heard> events;
    std::vector<std::string> sends;
    std::vector<std::string> frames;  ///< what was understood, as it came
    std::vector<Dropped> dropped;
    std::uint64_t duplicates = 0;
};

/// Whether the device has shown that it is there. Many timers say nothing until something happens.
enum class Presence { Unknown, Present, Silent };

/// Makes events of what one device sends over one link, and the bytes that it is asked with. Plain and
/// single-threaded, without a clock or a port of its own: times come with the calls and never run backwards,
/// and in whatever chunks bytes come that arrived at one time, the events are the same.
class Driver {
public:
    virtual ~Driver() = default;

    virtual void opened(MonoTime, DriverOutput&) {}
    virtual void closed(MonoTime, DriverOutput&) {}
    virtual void received(const Chunk& chunk, DriverOutput& out) = 0;
    /// The bytes so far were a whole datagram: what is left of a line is a line.
    virtual void datagram_ended(MonoTime, DriverOutput&) {}
    virtual void advance(MonoTime, DriverOutput&) {}
    virtual std::optional<MonoTime> next_deadline() const { return std::nullopt; }
    /// Lights or relays. False: it has none.
    virtual bool set_lights(std::uint32_t, MonoTime, DriverOutput&) { return false; }

    virtual Presence presence() const = 0;
    /// What it says it is, or what it was told to be.
    virtual std::string model() const { return {}; }
    /// What was asked to find out what it is, and what came of it, oldest first.
    virtual std::vector<std::string> probes() const { return {}; }
};

struct DriverSettings {
    DriverKind kind = DriverKind::Flp;
    std::uint32_t baud = 0;  ///< 0: no wire whose time is to be subtracted
    std::string profile;     ///< of a derby timer; empty: found by probing
    std::string rules;       ///< the text of the map or rules file that the spec names
};

/// Nothing for `flp`, whose devices the hub follows from link to link itself. Refused: what the map, the
/// rules or the profile's name is refused for, with the place in the file as `path`.
Result<std::unique_ptr<Driver>> make_driver(const DriverSettings& settings);

}  // namespace sandau::devices
