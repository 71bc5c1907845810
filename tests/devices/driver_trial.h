#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devices/driver.h"
#include "devices/event.h"

namespace sandau::devices {

inline MonoTime ms_in(std::int64_t ms) {
    return MonoTime{} + seconds(1000) + milliseconds(ms);
}

/// A driver by itself, in simulated time: what it was told, what it made of it.
class Trial {
public:
    explicit Trial(const DriverSettings& settings) : driver(std::move(*make_driver(settings))) { open(0); }

    void open(std::int64_t ms) {
        wait_until(ms);
        driver->opened(ms_in(ms), out);
    }
    void close(std::int64_t ms) {
        wait_until(ms);
        driver->closed(ms_in(ms), out);
    }
    void hear(std::int64_t ms, std::string_view bytes) {
        wait_until(ms);
        driver->received({bytes, ms_in(ms), {}}, out);
    }
    /// Everything that is due on the way happens at its own time.
    void wait_until(std::int64_t ms) {
        while (const auto due = driver->next_deadline()) {
            if (*due > ms_in(ms)) break;
            driver->advance(*due, out);
        }
        driver->advance(ms_in(ms), out);
    }

    /// `start finish fault`: the kinds of what came, without heartbeats.
    std::string kinds() const {
        std::string all;
        for (const Heard& one : out.events) {
            const std::string_view kind = event_kind(one.body);
            if (kind == "heartbeat") continue;
            all += (all.empty() ? "" : " ") + std::string(kind);
        }
        return all;
    }
    std::string drops() const {
        std::string all;
        for (const Dropped& one : out.dropped) all += (all.empty() ? "" : " ") + std::string(one.reason);
        return all;
    }
    template <class Body>
    std::vector<Heard> of() const {
        std::vector<Heard> chosen;
        for (const Heard& one : out.events)
            if (std::holds_alternative<Body>(one.body)) chosen.push_back(one);
        return chosen;
    }
    template <class Body>
    Body first() const {
        const std::vector<Heard> all = of<Body>();
        return all.empty() ? Body{} : std::get<Body>(all.front().body);
    }
    std::string sent() const {
        std::string all;
        for (const std::string& one : out.sends) all += one;
        return all;
    }

    std::unique_ptr<Driver> driver;
    DriverOutput out;
};

/// Everything that a driver made of some bytes, as one text to compare.
inline std::string text_of(const DriverOutput& out) {
    std::string text;
    for (const Heard& one : out.events) {
        Event event;
        event.header.at = one.at;
        event.header.bound = one.bound;
        event.header.own_bound = one.own_bound;
        event.header.source = one.source;
        event.header.clock = one.clock;
        event.body = one.body;
        text += write_json(event_json(event)) + "\n";
    }
    for (const std::string& frame : out.frames) text += "frame " + frame + "\n";
    for (const Dropped& one : out.dropped) text += "drop " + std::string(one.reason) + " " + one.text + "\n";
    for (const std::string& one : out.sends) text += "send " + one + "\n";
    return text;
}

}  // namespace sandau::devices
