#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devices/status.h"

namespace sandau::devices {

/// What a person may do about a device of which nothing arrives: a code with arguments, a sentence at the
/// edge
/// (`device.advice_…`).
struct Advice {
    std::string code;
    std::vector<std::pair<std::string, std::string>> arguments;
    bool operator==(const Advice&) const = default;
};

/// What stands in the way at the port itself, as far as this system tells.
struct PortTrouble {
    std::string held_by;            ///< another program that has it open: its name and number
    std::optional<int> latency_ms;  ///< of an FTDI chip: what it waits for more bytes
};

/// Linux only: elsewhere nothing is known. `processes` and `devices` are /proc and /sys but in tests.
PortTrouble port_trouble(const std::string& port, const std::filesystem::path& processes = "/proc",
                         const std::filesystem::path& devices = "/sys");

std::vector<Advice> advice_for(const PortTrouble& trouble);
std::vector<Advice> advice_for(const LinkStatus& link);

}  // namespace sandau::devices
