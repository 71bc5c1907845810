#pragma once

#include <span>
#include <string_view>

// The texts that the build embeds (scoring/presets/embed.cmake); not a door.

namespace sandau {

struct PresetData {
    std::string_view id;
    std::string_view text;
};
std::span<const PresetData> presets_data();

}  // namespace sandau
