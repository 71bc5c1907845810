#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace sandau {

/// A length of time in nanoseconds.
struct Duration {
    std::int64_t ns = 0;

    auto operator<=>(const Duration&) const = default;
    friend Duration operator+(Duration a, Duration b) { return {a.ns + b.ns}; }
    friend Duration operator-(Duration a, Duration b) { return {a.ns - b.ns}; }

    /// Whole milliseconds, rounded down (also below zero): nanoseconds become milliseconds once, here.
    std::int64_t floor_ms() const {
        const std::int64_t ms = ns / 1'000'000;
        return ns % 1'000'000 < 0 ? ms - 1 : ms;
    }
};

constexpr Duration milliseconds(std::int64_t ms) {
    return {ms * 1'000'000};
}
constexpr Duration seconds(std::int64_t s) {
    return {s * 1'000'000'000};
}

/// A point on the machine's boot clock (CLOCK_BOOTTIME): never set, never back, runs on in suspend.
/// Two points compare only within one boot.
struct MonoTime {
    std::int64_t ns = 0;

    auto operator<=>(const MonoTime&) const = default;
    friend MonoTime operator+(MonoTime a, Duration b) { return {a.ns + b.ns}; }
    friend MonoTime operator-(MonoTime a, Duration b) { return {a.ns - b.ns}; }
    friend Duration operator-(MonoTime a, MonoTime b) { return {a.ns - b.ns}; }
};

/// Milliseconds of UTC since 1970. For people and for the estimate after a reboot; never for measuring.
struct WallTime {
    std::int64_t utc_ms = 0;

    auto operator<=>(const WallTime&) const = default;
};

/// One instant, as both clocks show it, with the boot it belongs to.
struct Instant {
    std::string boot_id;  ///< the machine's boot id; another id means that `mono` cannot be compared
    MonoTime mono;
    WallTime wall;

    bool operator==(const Instant&) const = default;
};

}  // namespace sandau
