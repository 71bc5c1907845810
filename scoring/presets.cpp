#include "scoring/presets.h"

#include <algorithm>
#include <vector>

#include "scoring/definition.h"
#include "scoring/presets_data.h"

namespace sandau {

std::span<const Preset> presets() {
    static const std::vector<Preset> all = [] {
        std::vector<Preset> list;
        for (const PresetData& data : presets_data()) {
            const DefinitionReading reading = read_definition(std::string_view(data.text));
            CHECK(reading.ok(), "a shipped preset has no problems");
            list.push_back({data.id, reading.definition.name, data.text});
        }
        std::sort(list.begin(), list.end(), [](const Preset& a, const Preset& b) { return a.id < b.id; });
        return list;
    }();
    return all;
}

const Preset* preset(std::string_view id) {
    for (const Preset& one : presets())
        if (one.id == id) return &one;
    return nullptr;
}

}  // namespace sandau
