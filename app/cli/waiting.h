#pragma once

#include <chrono>

namespace sandau::cli {

/// From now on Ctrl+C and the like ask the program to end instead of ending it.
void catch_interrupts();

/// Waits that long, or until somebody asked the program to end: then true.
bool wait_or_interrupted(std::chrono::milliseconds time);

}  // namespace sandau::cli
