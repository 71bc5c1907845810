#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sandau::devices {

inline constexpr std::uint64_t cycles_per_second = 16'000'000;
inline constexpr std::uint64_t cycles_per_tick = 8;
inline constexpr std::uint64_t cycles_in_ms = cycles_per_second / 1000;

/// An ATmega328P with the gate's firmware, its two beams, its button and the other end of its serial port.
/// Time is its own clock's; nothing here waits for the world's.
class Board {
public:
    explicit Board(const std::string& elf);
    ~Board();
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    std::uint64_t now() const;
    void run_to(std::uint64_t cycle);
    void run_ms(std::uint64_t ms) { run_to(now() + ms * cycles_in_ms); }
    /// Beams 1 and 2: broken or clear. 3, the button: pressed or not. At the first instruction from `cycle`
    /// on; when that was.
    std::uint64_t set_input(int channel, bool active, std::uint64_t cycle);
    /// To its serial port, a byte each 10 bits at 115200 baud.
    void send(std::string_view bytes);
    void send_body(std::string_view body);
    /// Off and on again; what lies in the EEPROM stays.
    void restart();
    /// Puts the upper half of its time where the whole soon turns over.
    void set_turns(std::uint16_t turns);
    bool light(int number) const;
    bool crashed() const;

    struct Sent {
        std::uint64_t at;  ///< when its first byte left
        std::uint64_t end;
        std::string body;  ///< of a frame whose checksum is right; else empty
    };
    /// The lines that it has sent since the last call.
    std::vector<Sent> take_sent();
    /// The bytes, for who wants them raw.
    std::string take_bytes();
    /// The cycle at which the last byte of what was sent to it arrived there.
    std::uint64_t last_byte_heard() const { return last_heard_; }

private:
    struct Chip;
    void heard_byte(char c);
    void drive(char port, int pin, bool high);

    std::unique_ptr<Chip> chip_;
    std::deque<char> to_device_;
    std::uint64_t next_byte_ = 0;
    std::uint64_t last_heard_ = 0;
    std::string line_;
    std::uint64_t line_at_ = 0;
    std::vector<Sent> sent_;
    std::string bytes_;
};

}  // namespace sandau::devices
