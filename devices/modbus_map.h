#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::devices {

/// What the inputs, registers and coils of a Modbus TCP module mean:
/// `{"unit":1,"poll_ms":50,
///   "inputs":[{"address":0,"channel":1,"as":"button"},{"address":1,"channel":2,"as":"stop"}],
///   "counters":[{"address":0,"channel":3,"words":2}],
///   "lights":[{"address":0,"light":1}],
///   "heartbeat":{"address":7}}`
/// Addresses are on the wire: the first one is 0. An input `as` edge, button or stop; `"active":"low"` turns
/// it over, and is what a stop is unless said: a cut wire reads as pressed. Counters are absolute,
/// big-endian, the high word first. The heartbeat coil is written on and off while the host lives: the
/// module's own watchdog, or a relay behind it, drops the outputs when that ends.
struct ModbusMap {
    enum class InputAs { Edge, Button, Stop };
    enum class Active { High, Low };
    struct Input {
        std::uint16_t address = 0;
        std::uint8_t channel = 1;
        InputAs as = InputAs::Edge;
        Active active = Active::High;
    };
    struct Counter {
        std::uint16_t address = 0;
        std::uint8_t channel = 1;
        std::uint8_t words = 1;
    };
    struct LightCoil {
        std::uint16_t address = 0;
        std::uint8_t light = 1;  ///< bit `light - 1` of the mask
    };
    std::uint8_t unit = 1;
    Duration poll = milliseconds(50);  ///< 10 to 100 ms
    std::vector<Input> inputs;
    std::vector<Counter> counters;
    std::vector<LightCoil> lights;
    std::optional<std::uint16_t> heartbeat;

    /// Refused: what SettingsReader refuses, `device.modbus_nothing`, `device.modbus_twice` {channel},
    /// `device.modbus_span` {limit} where addresses lie too far apart for one question.
    static Result<ModbusMap> read(std::string_view json);
};

}  // namespace sandau::devices
