#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>

namespace sandau::devices::flp {

// FLP, the field line protocol, version 1: `$` body `*` CRC `\r\n` in both directions.

inline constexpr std::size_t body_bytes_max = 96;

/// CRC-16/CCITT-FALSE: polynomial 0x1021, initial 0xFFFF, no reflection, no final xor.
std::uint16_t crc16(std::string_view bytes);

/// `$` body `*` CRC `\r\n`.
std::string frame(std::string_view body);

// From the device.
struct Identity {
    std::string boot;  ///< 4 upper-case hex digits
    std::uint32_t ticks_per_second = 0;
    std::string model;
    std::string firmware;
    std::uint8_t channels = 0;
    std::string uid;  ///< 8 upper-case hex digits
    bool operator==(const Identity&) const = default;
};
struct Edge {
    std::string boot;
    std::uint32_t seq = 0;
    std::uint8_t channel = 0;
    bool broken = false;
    std::uint32_t ticks = 0;
    bool operator==(const Edge&) const = default;
};
struct Value {
    std::string boot;
    std::uint32_t seq = 0;
    std::uint8_t channel = 0;
    std::int64_t value = 0;
    std::uint32_t ticks = 0;
    bool operator==(const Value&) const = default;
};
struct Heartbeat {
    std::string boot;
    std::uint32_t last_seq = 0;
    std::uint32_t ticks = 0;
    std::uint32_t lost = 0;
    std::uint32_t levels = 0;
    bool operator==(const Heartbeat&) const = default;
};
struct Pong {
    std::string boot;
    std::uint16_t id = 0;
    std::uint32_t ticks_received = 0;
    std::uint32_t ticks_sent = 0;
    bool operator==(const Pong&) const = default;
};
using FromDevice = std::variant<Identity, Edge, Value, Heartbeat, Pong>;

// From the host.
struct Identify {
    bool operator==(const Identify&) const = default;
};
struct Ping {
    std::uint16_t id = 0;
    bool operator==(const Ping&) const = default;
};
struct Acknowledge {
    std::uint32_t seq = 0;
    bool operator==(const Acknowledge&) const = default;
};
struct Resend {
    std::uint32_t seq = 0;
    bool operator==(const Resend&) const = default;
};
struct Lights {
    std::uint32_t mask = 0;
    bool operator==(const Lights&) const = default;
};
using FromHost = std::variant<Identify, Ping, Acknowledge, Resend, Lights>;

/// The bodies, without frame.
std::string body_of(const FromDevice& message);
std::string body_of(const FromHost& message);

enum class Drop {
    Noise,     ///< bytes outside any frame; counted once for each run of them
    Cut,       ///< a new `$` or the line's end before the CRC was there
    TooLong,   ///< a body beyond 96 bytes
    NotAscii,  ///< a byte that no frame has
    BadChecksum,
    UnknownKind,  ///< a good frame of a kind that this version does not know
    BadField,     ///< a good frame with too few, too many or impossible fields
};
std::string_view drop_code(Drop drop);

tl::expected<FromDevice, Drop> parse_from_device(std::string_view body);
tl::expected<FromHost, Drop> parse_from_host(std::string_view body);

/// Cuts a stream of bytes, in whatever chunks it comes, into bodies whose CRC is right.
class Reader {
public:
    using OnBody = std::function<void(std::string_view body)>;
    using OnDrop = std::function<void(Drop drop, std::string_view text)>;

    void feed(std::string_view bytes, const OnBody& on_body, const OnDrop& on_drop);
    /// The end of a datagram, or of the link: a line needs no line end there.
    void finish(const OnBody& on_body, const OnDrop& on_drop);

private:
    enum class State { Outside, Inside };

    void begin();
    void line_ended(const OnBody& on_body, const OnDrop& on_drop);
    void drop(Drop reason, const OnDrop& on_drop);

    State state_ = State::Outside;
    std::string text_;    ///< inside: the frame after its `$`; outside: the first bytes of the noise
    bool noise_ = false;  ///< bytes since the last frame that belong to none
};

}  // namespace sandau::devices::flp
