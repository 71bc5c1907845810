#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "devices/simulator/field_sim.h"

namespace sandau::devices {

/// What happens on one field, decided by the seed alone: runs with a start and, mostly, finishes, one on each
/// lane, and now and then somebody who walks through a beam.
class RunPlan {
public:
    RunPlan(const FieldSimOptions& options, std::uint32_t field, MonoTime now);

    using Break = std::function<void(std::uint8_t channel, MonoTime at)>;
    using Tell = std::function<void(const FieldSimNews&)>;
    /// Does what is due by `now`; `tell` may be empty.
    void advance(MonoTime now, const Break& break_beam, const Tell& tell);
    MonoTime next_at() const { return next_; }
    bool done(MonoTime now) const { return phase_ == Phase::Over && next_ <= now; }

private:
    enum class Phase { Waiting, Running, Over };
    struct Arrival {
        MonoTime at;
        std::uint8_t lane = 1;
    };

    Duration between(Duration least, Duration most);
    bool happens(std::uint32_t per_mille) { return random_() % 1000 < per_mille; }
    void start(const Break& break_beam, const Tell& tell);
    void finish(const Break& break_beam, const Tell& tell);
    void end(const Break& break_beam, const Tell& tell);

    FieldSimOptions options_;
    std::uint32_t field_;
    std::mt19937_64 random_;
    Phase phase_ = Phase::Waiting;
    std::uint32_t run_ = 0;
    MonoTime started_;
    MonoTime next_;
    std::vector<Arrival> to_come_;  ///< the next one last
    std::uint32_t finished_ = 0;
};

}  // namespace sandau::devices
