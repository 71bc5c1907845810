#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cli/hosting.h"
#include "devices/simulator/field_sim.h"
#include "scoring/contest.h"

namespace sandau {
struct Game;
}

namespace sandau::cli::demo {

/// What happened on a field, for whoever watches.
struct FieldNews {
    FieldId field;
    std::string text_vi;
    std::string text_en;
};

enum class Referee { Simulated, Person };

/// One field of the final: its referee, its teams by the timetable, its gate on a real port. Works like
/// people would, through the same commands; the time of a run comes from the gate alone. Where a person is
/// the referee, whoever is called and told to be ready runs, and nothing else happens by itself.
class FieldPlayer {
public:
    /// `grace`: what the gate has not reported by then, the referee does by hand.
    FieldPlayer(Referee referee, Hosting& hosting, FieldId field,
                std::unique_ptr<devices::SimulatedField> gate, std::uint64_t seed, Duration grace,
                std::function<void(const FieldNews&)> tell);

    void add(const Slot& slot) { slots_.push_back(slot); }
    const devices::SimulatedField& gate() const { return *gate_; }

    /// Does what is due now; called again and again. Refused: what the desk refused, which a
    /// demonstration must not meet.
    Result<void> step();
    bool is_done() const { return referee_ == Referee::Simulated && slots_.empty() && step_ == Step::Free; }
    /// Somebody else referees what is on the field: the next team is called when it is free again.
    void let_go() { step_ = Step::Free; }

private:
    enum class Step { Free, Armed, OnTheWay, Judging };
    /// How the run on the field will go, drawn when it is called.
    struct Plan {
        enum class Kind { Finishes, GivesUp, Absent, Disqualified, RerunNeeded } kind = Kind::Finishes;
        std::int64_t time_ms = 0;
    };

    Result<void> call_next();
    void run_when_ready();
    Result<void> start();
    Result<void> watch();
    Result<void> judge();
    Result<void> gone();
    Result<Answer> ask_load(const Slot& slot);
    Plan draw(const Game& game);
    Json items_for(const Game& game, const Plan& plan);
    void stray_finish(MonoTime at);
    std::uint64_t below(std::uint64_t bound);
    template <class Payload>
    Result<Answer> ask(const Payload& payload);
    void tell(std::string vi, std::string en) const { tell_({field_, std::move(vi), std::move(en)}); }

    Referee referee_;
    Hosting& hosting_;
    FieldId field_;
    std::unique_ptr<devices::SimulatedField> gate_;
    std::uint64_t random_state_;
    Duration grace_;
    std::function<void(const FieldNews&)> tell_;
    std::deque<Slot> slots_;
    Step step_ = Step::Free;
    RunId run_;
    Plan plan_;
    std::string name_;
    MonoTime starts_at_;
    MonoTime ends_at_;
    bool was_rerun_ = false;
};

}  // namespace sandau::cli::demo
