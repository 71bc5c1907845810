#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "devices/driver.h"
#include "devices/lines.h"
#include "devices/pattern.h"
#include "scoring/result.h"

namespace sandau::devices {

/// A person's own rules for a timer that speaks lines:
/// `{"rules":[{"match":"^FINISH lane=(?P<lane>\\d+)","event":"finish"}]}`. The first rule that fits a line
/// makes its event. Named groups fill what the event has: lane, channel, number, time (seconds), value,
/// place; "lane" and "channel" may be given once for a rule instead. Events: start, finish, split, lane_time,
/// count, weight, value, button, stop, competitor, heartbeat, and ignore. Everything is stamped by its
/// arrival.
class TextDriver : public Driver {
public:
    /// Refused: `device.rules_empty`, and what SettingsReader refuses.
    static Result<std::unique_ptr<Driver>> make(std::string_view rules, std::uint32_t baud);

    void opened(MonoTime, DriverOutput&) override { lines_.forget(); }
    void received(const Chunk& chunk, DriverOutput& out) override;
    void datagram_ended(MonoTime now, DriverOutput& out) override;
    Presence presence() const override { return presence_; }
    std::string model() const override { return presence_ == Presence::Present ? "text" : ""; }

private:
    enum class Makes {
        Start,
        Finish,
        Split,
        LaneTime,
        Count,
        Weight,
        Value,
        Button,
        Stop,
        Competitor,
        Heartbeat,
        Ignore
    };
    struct Rule {
        Pattern match;
        Makes makes = Makes::Ignore;
        std::uint8_t lane = 1;
        std::uint8_t channel = 0;
    };
    TextDriver(std::vector<Rule> rules, std::uint32_t baud);
    void take_line(const Line& line, DriverOutput& out);
    static std::optional<EventBody> body_of(const Rule& rule, const Pattern::Match& match);

    std::vector<Rule> rules_;
    LineReader lines_;
    Presence presence_ = Presence::Unknown;
};

}  // namespace sandau::devices
