#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "devices/simulator/field_sim.h"

namespace sandau::cli {

/// Whether each serial port is asked what is on it: that takes half a minute a port, and resets many boards.
enum class Probe { Nothing, Ports };

/// Ports of this machine, then each link of the file and those named, tried for a few seconds: what
/// answered, what was dropped and why.
Exit print_devices(const Console& console, const std::string& file, const std::vector<std::string>& specs,
                   Probe probe, bool as_json);

/// One line of JSON: {"what","field","run","spec","device","time_ms"}.
std::string field_sim_line(const devices::FieldSimNews& news);

}  // namespace sandau::cli
