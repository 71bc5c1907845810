#pragma once

#include <CLI/CLI.hpp>

#include "cli/console.h"

namespace sandau::cli {

/// Help, and what is said of wrong usage, in the console's language: once all options and commands are there.
void speak_in_help(CLI::App& app, const Console& console);

}  // namespace sandau::cli
