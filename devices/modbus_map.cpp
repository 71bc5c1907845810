#include "devices/modbus_map.h"

#include <algorithm>
#include <set>

#include "devices/settings_reader.h"

namespace sandau::devices {

namespace {

constexpr std::size_t entries_max = 32;
constexpr std::int64_t address_max = 65535;
constexpr std::int64_t channel_max = 32;
// What one question may ask for (Modbus Application Protocol 1.1b3, 6.2 and 6.4).
constexpr int inputs_span_max = 2000;
constexpr int registers_span_max = 125;

template <class Entry>
int span(const std::vector<Entry>& entries) {
    int least = address_max, most = 0;
    for (const Entry& entry : entries) {
        least = std::min<int>(least, entry.address);
        most = std::max<int>(most, entry.address);
    }
    return entries.empty() ? 0 : most - least + 1;
}

Result<void> check(const ModbusMap& map) {
    if (map.inputs.empty() && map.counters.empty()) return refuse("device.modbus_nothing");
    std::set<int> channels;
    const auto twice = [&](int channel) { return !channels.insert(channel).second; };
    for (const ModbusMap::Input& input : map.inputs)
        if (twice(input.channel))
            return refuse("device.modbus_twice", {{"channel", std::to_string(input.channel)}}, "inputs");
    for (const ModbusMap::Counter& counter : map.counters)
        if (twice(counter.channel))
            return refuse("device.modbus_twice", {{"channel", std::to_string(counter.channel)}}, "counters");
    if (span(map.inputs) > inputs_span_max)
        return refuse("device.modbus_span", {{"limit", std::to_string(inputs_span_max)}}, "inputs");
    if (span(map.counters) + 1 > registers_span_max)
        return refuse("device.modbus_span", {{"limit", std::to_string(registers_span_max)}}, "counters");
    return {};
}

}  // namespace

Result<ModbusMap> ModbusMap::read(std::string_view text) {
    const Result<Json> json = read_json(text, {.bytes_max = 1u << 20, .depth_max = 8});
    if (!json) return tl::unexpected(json.error());
    std::optional<Refusal> wrong;
    SettingsReader reader(*json, "", wrong);
    ModbusMap map;
    map.unit = static_cast<std::uint8_t>(reader.whole("unit", 0, 255, 1));
    map.poll = milliseconds(reader.whole("poll_ms", 10, 100, 50));
    const auto address = [](SettingsReader& one) {
        return static_cast<std::uint16_t>(one.whole("address", 0, address_max));
    };
    const auto channel = [](SettingsReader& one) {
        return static_cast<std::uint8_t>(one.whole("channel", 1, channel_max));
    };
    for (SettingsReader& one : reader.objects("inputs", entries_max)) {
        Input input;
        input.address = address(one);
        input.channel = channel(one);
        input.as = static_cast<InputAs>(one.word("as", {"edge", "button", "stop"}, 0));
        const std::size_t usual = input.as == InputAs::Stop ? 1 : 0;
        input.active = static_cast<Active>(one.word("active", {"high", "low"}, usual));
        one.end();
        map.inputs.push_back(input);
    }
    for (SettingsReader& one : reader.objects("counters", entries_max)) {
        Counter counter;
        counter.address = address(one);
        counter.channel = channel(one);
        counter.words = static_cast<std::uint8_t>(one.whole("words", 1, 2, 1));
        one.end();
        map.counters.push_back(counter);
    }
    for (SettingsReader& one : reader.objects("lights", entries_max)) {
        LightCoil coil;
        coil.address = address(one);
        coil.light = static_cast<std::uint8_t>(one.whole("light", 1, channel_max));
        one.end();
        map.lights.push_back(coil);
    }
    if (std::optional<SettingsReader> beat = reader.object("heartbeat")) {
        map.heartbeat = address(*beat);
        beat->end();
    }
    reader.end();
    if (wrong) return tl::unexpected(*wrong);
    if (Result<void> right = check(map); !right) return tl::unexpected(right.error());
    return map;
}

}  // namespace sandau::devices
