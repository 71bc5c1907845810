#include "devices/simulator/sim_options.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

namespace sandau::devices {

namespace {

constexpr std::int64_t longest_ms = 24LL * 3600 * 1000;

template <auto Member>
void set(FieldSimOptions& options, std::int64_t value) {
    using Value = std::remove_reference_t<decltype(options.*Member)>;
    if constexpr (std::is_same_v<Value, Duration>) {
        options.*Member = milliseconds(value);
    } else {
        options.*Member = static_cast<Value>(value);
    }
}
template <auto Member>
void set_fault(FieldSimOptions& options, std::int64_t value) {
    using Value = std::remove_reference_t<decltype(options.faults.*Member)>;
    if constexpr (std::is_same_v<Value, Duration>) {
        options.faults.*Member = milliseconds(value);
    } else {
        options.faults.*Member = static_cast<Value>(value);
    }
}

enum class Measure { Number, Time };
struct Option {
    std::string_view name;
    Measure measure;
    std::int64_t least, most;  ///< of a time: in ms
    void (*set)(FieldSimOptions&, std::int64_t);
};
using Faults = SimulatedFaults;
constexpr std::array sim_option_list = {
    Option{"seed", Measure::Number, 0, 1'000'000'000, set<&FieldSimOptions::seed>},
    Option{"lanes", Measure::Number, 1, 6, set<&FieldSimOptions::lanes>},
    Option{"runs", Measure::Number, 0, 1'000'000, set<&FieldSimOptions::runs>},
    Option{"fastest", Measure::Time, 1, longest_ms, set<&FieldSimOptions::fastest>},
    Option{"slowest", Measure::Time, 1, longest_ms, set<&FieldSimOptions::slowest>},
    Option{"pause", Measure::Time, 0, longest_ms, set<&FieldSimOptions::pause>},
    Option{"unfinished", Measure::Number, 0, 1000, set<&FieldSimOptions::unfinished_per_mille>},
    Option{"stray", Measure::Number, 0, 1000, set<&FieldSimOptions::stray_per_mille>},
    Option{"drift", Measure::Number, -50'000, 50'000, set_fault<&Faults::drift_ppm>},
    Option{"loss", Measure::Number, 0, 1000, set_fault<&Faults::loss_per_mille>},
    Option{"duplicates", Measure::Number, 0, 1000, set_fault<&Faults::duplicate_per_mille>},
    Option{"reorder", Measure::Number, 0, 1000, set_fault<&Faults::reorder_per_mille>},
    Option{"garbage", Measure::Number, 0, 1000, set_fault<&Faults::garbage_per_mille>},
    Option{"delay", Measure::Time, 0, 10'000, set_fault<&Faults::delay_max>},
    Option{"unplug", Measure::Time, 0, longest_ms, set_fault<&Faults::unplug_every>},
    Option{"wrap", Measure::Time, 0, longest_ms, set<&FieldSimOptions::wrap_after>},
    Option{"reboot", Measure::Time, 0, longest_ms, set_fault<&Faults::reboot_every>},
};

std::optional<std::int64_t> read(std::string_view text, Measure measure) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error != std::errc()) return std::nullopt;
    if (measure == Measure::Number) return unit.empty() ? std::optional(value) : std::nullopt;
    if (value < 0 || value > longest_ms) return std::nullopt;
    if (unit == "ms") return value;
    if (unit == "s") return value * 1000;
    if (unit == "m") return value * 60'000;
    return std::nullopt;
}

Result<void> read_option(std::string_view option, FieldSimOptions& options) {
    const std::size_t equals = option.find('=');
    const std::string_view name = option.substr(0, equals);
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
    if (name == "line") {
        const std::optional<LineModel> model = line_model(value);
        if (!model)
            return refuse("device.spec_sim", {{"option", std::string(option)},
                                              {"right", fmt::format("line={}", line_model_names())}});
        options.faults.line = *model;
        return {};
    }
    for (const Option& known : sim_option_list) {
        if (known.name != name) continue;
        const std::optional<std::int64_t> given = read(value, known.measure);
        if (given && *given >= known.least && *given <= known.most) {
            known.set(options, *given);
            return {};
        }
        const char* unit = known.measure == Measure::Time ? "ms" : "";
        return refuse("device.spec_sim",
                      {{"option", std::string(option)},
                       {"right", fmt::format("{}={}{} … {}{}", name, known.least, unit, known.most, unit)}});
    }
    return refuse("device.spec_option", {{"option", std::string(option)}, {"known", sim_option_names()}});
}

}  // namespace

Result<FieldSimOptions> sim_options(std::string_view text, DriverKind driver, std::string profile) {
    FieldSimOptions options;
    options.driver = driver;
    options.profile = std::move(profile);
    while (!text.empty()) {
        const std::size_t end = text.find('&');
        if (Result<void> done = read_option(text.substr(0, end), options); !done)
            return tl::unexpected(done.error());
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    if (Result<void> checked = check_field_sim(options); !checked) return tl::unexpected(checked.error());
    return options;
}

std::string sim_option_names() {
    std::string names = "driver, profile, line";
    for (const Option& one : sim_option_list) names += fmt::format(", {}", one.name);
    return names;
}

std::string sim_uid(std::string_view name, std::uint64_t seed) {
    std::uint32_t hash = 2'166'136'261u;  // FNV-1a
    const auto mix = [&](unsigned byte) { hash = (hash ^ byte) * 16'777'619u; };
    for (const char c : name) mix(static_cast<unsigned char>(c));
    for (unsigned shift = 0; shift < 32; shift += 8) mix(static_cast<unsigned>(seed >> shift & 0xFFu));
    return fmt::format("{:08X}", hash);
}

}  // namespace sandau::devices
