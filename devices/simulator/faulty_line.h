#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "devices/simulator/field_sim.h"
#include "scoring/time.h"

namespace sandau::devices {

/// One direction of a bad line: loses, doubles, swaps, delays and garbles what is sent over it. The same seed
/// gives the same faults.
class FaultyLine {
public:
    enum class Way { ToHost, ToDevice };
    FaultyLine(std::uint64_t seed, Way way, const SimulatedFaults& faults) : random_(seed), way_(way) {
        set_faults(faults);
    }

    void set_faults(const SimulatedFaults& faults);
    void send(std::string line, MonoTime now);
    /// What has arrived by now, in the order of arrival.
    std::vector<std::string> arrived(MonoTime now);
    std::optional<MonoTime> next_arrival() const;
    void clear() { underway_.clear(); }

private:
    bool happens(std::uint32_t per_mille);
    std::uint32_t below(std::uint32_t limit);
    std::string garble(std::string line);
    Duration delay();

    std::mt19937_64 random_;
    Way way_;
    SimulatedFaults faults_;
    LineDelay delay_;
    std::multimap<MonoTime, std::string> underway_;
    MonoTime last_arrival_;
};

}  // namespace sandau::devices
