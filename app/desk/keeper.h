#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/contest_file.h"
#include "desk/host.h"
#include "scoring/command.h"

namespace sandau {

/// Steps 3 to 6 of a command's way: answered before, allowed, decided, appended, applied. Owns the contest
/// and its file; used by one thread. What a failing disk does to it stands in the architecture, "When the
/// disk fails".
class Keeper {
public:
    Keeper(ContestFile file, Contest contest, std::function<Instant()> clock);

    /// The answer is on the disk when it is returned.
    Result<Answer> carry_out(const Command& command);

    /// Tries whether a disk that refused takes writes again. Call it each second while `health()` is
    /// Refusing.
    void probe();

    const Contest& contest() const { return contest_; }
    FileHealth health() const { return health_; }
    const std::string& problem() const { return problem_; }
    ContestFile& file() { return file_; }

    void forget_personal() { contest_.personal = {}; }
    void show(ProvisionalReading reading);
    const std::vector<ProvisionalReading>& provisional() const { return provisional_; }

private:
    Result<Outcome> decided(const Command& command);
    Result<std::optional<Answer>> answered_before(const Command& command);
    Result<Answer> after_unknown(const Command& command, const Refusal& why);
    void forget_provisional(const std::vector<Event>& events);

    ContestFile file_;
    Contest contest_;
    std::function<Instant()> clock_;
    FileHealth health_ = FileHealth::Durable;
    std::string problem_;
    int unknown_outcomes_ = 0;
    std::vector<ProvisionalReading> provisional_;
};

}  // namespace sandau
