#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/pattern.h"
#include "scoring/result.h"

namespace sandau::devices {

/// What one make of pinewood-derby timer understands and says. A new make is a new entry in
/// devices/data/derby_profiles.json, not new code.
struct DerbyProfile {
    struct Probe {
        std::string send;
        Pattern expect;
    };
    struct Gate {
        std::string send;
        Pattern closed;
        Pattern open;
        std::optional<Pattern> none;  ///< the timer cannot tell
    };
    struct ResultRule {
        Pattern match;  ///< groups lane or letter (A is lane 1), time, mark (place = mark − `!` + 1), dnf
        enum class Places { First, Every } places = Places::First;
    };
    std::string id;
    std::string name;
    std::uint32_t baud = 9600;
    bool seven_bits = false;  ///< 7N2: over 8N1 each byte comes with its high bit set
    std::string wake;         ///< sent before the probe
    std::optional<Probe> probe;
    std::vector<std::string> setup;
    std::optional<Gate> gate;
    std::string on_gate_open;
    std::optional<Pattern> start;
    std::optional<Pattern> ready;
    std::optional<Pattern> end;
    std::vector<ResultRule> results;
};

/// Refused: what SettingsReader refuses, `device.rules_empty`.
Result<std::vector<DerbyProfile>> read_derby_profiles(std::string_view json);

/// Those that the program brings along.
const std::vector<DerbyProfile>& derby_profiles();
/// Nothing where there is none of that id.
const DerbyProfile* derby_profile(std::string_view id);
/// Their ids, for a refusal.
std::string derby_profile_ids();

/// The text of devices/data/derby_profiles.json, from the build.
std::string_view derby_profiles_text();

}  // namespace sandau::devices
