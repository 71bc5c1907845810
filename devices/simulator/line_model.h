#pragma once

#include <array>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "scoring/time.h"

namespace sandau::devices {

/// What lies between a device and the host, by how long a line is under way.
enum class LineModel { Steady, UsbCdc, Ftdi, Wired, Wifi, WifiPowerSave };

inline constexpr std::array all_line_models = {LineModel::Steady, LineModel::UsbCdc,
                                               LineModel::Ftdi,   LineModel::Wired,
                                               LineModel::Wifi,   LineModel::WifiPowerSave};

/// `least`, plus evenly spread up to `even`, plus an exponential tail with the mean `tail`.
struct LineDelay {
    Duration least, even, tail;

    Duration draw(std::mt19937_64& random) const;
    /// Nothing takes longer: a tail is cut at ten times its mean.
    Duration most() const { return least + even + Duration{tail.ns * 10}; }
};

struct LineDelays {
    LineDelay to_device, to_host;
};

/// A chip of USB answers every millisecond, an FTDI waits 16 ms for more bytes, a radio that saves power
/// hears its network once in 102 ms and answers at once.
LineDelays delays_of(LineModel model);

/// `steady`, `usb`, `ftdi`, `wired`, `wifi`, `wifi-power-save`
std::string_view line_model_code(LineModel model);
std::optional<LineModel> line_model(std::string_view code);
std::string line_model_names();

}  // namespace sandau::devices
