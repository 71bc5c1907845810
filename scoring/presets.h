#pragma once

#include <span>
#include <string_view>

#include "scoring/text.h"

namespace sandau {

/// A definition that ships with the program.
struct Preset {
    std::string_view id;
    Text name;
    std::string_view text;  ///< the file's bytes
};

/// All of them, by id.
std::span<const Preset> presets();

/// Nothing where there is no such preset.
const Preset* preset(std::string_view id);

}  // namespace sandau
