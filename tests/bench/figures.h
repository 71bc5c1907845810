#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

// One line for each figure that a bench prints: name, measured, baseline, ratio, goal.

namespace sandau::bench {

using Clock = std::chrono::steady_clock;

inline double since_us(Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// The value that so large a share of all does not exceed: 0.99 for p99.
inline double at_share(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0
                          : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

inline double median(std::vector<double> values) {
    return at_share(std::move(values), 0.5);
}

inline void print_head() {
    std::printf("%-58s %14s %14s %6s   %s\n", "", "measured", "baseline", "ratio", "goal");
}

/// A baseline of 0: there is none.
inline void print(const char* name, double measured, const char* unit, double baseline, const char* goal) {
    if (baseline > 0) {
        std::printf("%-58s %10.1f %-3s %10.1f %-3s %6.2f   %s\n", name, measured, unit, baseline, unit,
                    measured / baseline, goal);
    } else {
        std::printf("%-58s %10.1f %-3s %10s %-3s %6s   %s\n", name, measured, unit, "", "", "", goal);
    }
}

[[noreturn]] inline void give_up(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

}  // namespace sandau::bench
