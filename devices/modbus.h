#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/driver.h"
#include "devices/modbus_map.h"

namespace sandau::devices {

/// Cuts a TCP stream into Modbus application data units: transaction, protocol 0, length, unit, function,
/// data.
class MbapReader {
public:
    struct Frame {
        std::uint16_t transaction = 0;
        std::uint8_t unit = 0;
        std::string_view pdu;  ///< function and data
    };
    /// After `false` lengths cannot be found again in the stream: what comes next is to be forgotten.
    bool feed(std::string_view bytes, const std::function<void(const Frame&)>& on_frame);
    void forget() { bytes_.clear(); }
    const std::string& trouble() const { return trouble_; }  ///< the header that was none

private:
    std::string bytes_;
    std::string trouble_;
};

std::string mbap_frame(std::uint16_t transaction, std::uint8_t unit, std::string_view pdu);

/// A Modbus TCP client: asks for the inputs and counters of a map again and again, one question at a time. A
/// change happened between the question before, which did not see it, and this answer: the stamp is the
/// middle, the bound what is left on either side. Three unanswered questions are a silence, and silence
/// presses every stop.
class ModbusDriver : public Driver {
public:
    explicit ModbusDriver(ModbusMap map);

    void opened(MonoTime now, DriverOutput& out) override;
    void closed(MonoTime now, DriverOutput& out) override;
    void received(const Chunk& chunk, DriverOutput& out) override;
    void advance(MonoTime now, DriverOutput& out) override;
    std::optional<MonoTime> next_deadline() const override;
    bool set_lights(std::uint32_t mask, MonoTime now, DriverOutput& out) override;
    Presence presence() const override { return presence_; }
    std::string model() const override { return presence_ == Presence::Unknown ? "" : "modbus"; }

private:
    enum class Ask { Inputs, Counters, Lights, Beat };
    struct Asked {
        Ask what = Ask::Inputs;
        std::uint16_t transaction = 0;
        MonoTime at;
        std::size_t light = 0;
    };
    struct Block {
        std::uint16_t first = 0;
        std::uint16_t count = 0;
    };
    void begin_round(MonoTime now, DriverOutput& out);
    void go_on(MonoTime now, DriverOutput& out);
    void ask_next(MonoTime now, DriverOutput& out);
    void ask(Ask what, std::size_t light, const std::string& pdu, MonoTime now, DriverOutput& out);
    void take(const MbapReader::Frame& frame, const Chunk& chunk, DriverOutput& out);
    bool take_inputs(std::string_view pdu, const Chunk& chunk, DriverOutput& out);
    bool take_counters(std::string_view pdu, const Chunk& chunk, DriverOutput& out);
    Heard between(EventBody body, MonoTime since, const Chunk& chunk) const;
    void press_stops(MonoTime now, DriverOutput& out);
    void set_stop(std::uint8_t channel, Pressed pressed, const Heard& like, DriverOutput& out);
    void miss(MonoTime now, DriverOutput& out);
    void fall_silent(MonoTime now, DriverOutput& out);

    ModbusMap map_;
    Block inputs_;
    Block registers_;
    MbapReader reader_;
    Presence presence_ = Presence::Unknown;
    bool open_ = false;
    bool desynchronised_ = false;
    std::uint16_t next_transaction_ = 1;
    std::optional<Asked> asked_;
    std::deque<Ask> round_;
    MonoTime next_round_;
    std::uint32_t missed_ = 0;
    bool beat_ = false;
    MonoTime beat_at_;
    std::uint32_t lights_ = 0;
    std::uint32_t lights_written_ = 0;
    std::map<std::size_t, bool> lights_known_;
    std::optional<MonoTime> heartbeat_told_;

    struct Level {
        bool active = false;
        MonoTime asked_at;  ///< of the question that saw it so
    };
    std::map<std::uint8_t, Level> levels_;
    struct Total {
        std::uint64_t raw = 0;
        std::int64_t total = 0;
        MonoTime asked_at;
    };
    std::map<std::uint8_t, Total> totals_;
    std::map<std::uint8_t, Pressed> stops_;
};

}  // namespace sandau::devices
