#include "devices/simulator/line_model.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace sandau::devices {

namespace {

constexpr Duration microseconds(std::int64_t us) {
    return {us * 1000};
}

/// In [0, 1). Not the library's distributions: those differ between compilers, and a seed must mean the same
/// everywhere.
double part(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11u) / static_cast<double>(1ULL << 53u);
}

Duration share(Duration whole, double of_it) {
    return {static_cast<std::int64_t>(static_cast<double>(whole.ns) * of_it)};
}

}  // namespace

Duration LineDelay::draw(std::mt19937_64& random) const {
    Duration delay = least;
    if (even.ns > 0) delay = delay + share(even, part(random));
    if (tail.ns > 0) delay = delay + share(tail, std::min(10.0, -std::log(1 - part(random))));
    return delay;
}

LineDelays delays_of(LineModel model) {
    const Duration little = microseconds(50);
    const Duration busy = microseconds(100);
    switch (model) {
        case LineModel::Steady:
            return {};
        case LineModel::UsbCdc:
            return {{little, milliseconds(1), busy}, {little, milliseconds(1), busy}};
        case LineModel::Ftdi:
            return {{little, milliseconds(1), busy}, {busy, milliseconds(16), busy}};
        case LineModel::Wired:
            return {{little, {}, little}, {little, {}, little}};
        case LineModel::Wifi:
            return {{milliseconds(1), {}, milliseconds(3)}, {milliseconds(1), {}, milliseconds(3)}};
        case LineModel::WifiPowerSave:
            return {{milliseconds(1), milliseconds(102), milliseconds(2)},
                    {milliseconds(1), {}, milliseconds(8)}};
    }
    return {};
}

std::string_view line_model_code(LineModel model) {
    switch (model) {
        case LineModel::Steady:
            return "steady";
        case LineModel::UsbCdc:
            return "usb";
        case LineModel::Ftdi:
            return "ftdi";
        case LineModel::Wired:
            return "wired";
        case LineModel::Wifi:
            return "wifi";
        case LineModel::WifiPowerSave:
            return "wifi-power-save";
    }
    return {};
}

std::optional<LineModel> line_model(std::string_view code) {
    for (const LineModel model : all_line_models)
        if (line_model_code(model) == code) return model;
    return std::nullopt;
}

std::string line_model_names() {
    std::string names;
    for (const LineModel model : all_line_models)
        names += (names.empty() ? "" : " | ") + std::string(line_model_code(model));
    return names;
}

}  // namespace sandau::devices
