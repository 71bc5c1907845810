#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/command.h"
#include "scoring/contest.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::scripts {

/// Where a script takes place: a contest that takes commands, and a clock that stands until it is moved.
class World {
public:
    virtual ~World() = default;

    virtual Result<Json> tell(const Command& command) = 0;
    virtual std::shared_ptr<const Contest> contest() const = 0;
    virtual Instant now() const = 0;
    virtual void pass(Duration time) = 0;
    /// The machine goes down and comes up again so much later: a new boot, its clock from nought.
    virtual void reboot(Duration later) = 0;
    /// What does not hold once the script is over, a sentence each.
    virtual std::vector<std::string> check() = 0;
};

/// Decides and applies, without a file. Afterwards: replaying the events gives the same contest.
std::unique_ptr<World> in_memory(std::string_view definition, const Instant& start);

/// Through the desk and a contest file in this folder. Afterwards: the file verifies, what is read from it is
/// what the desk had, and its journal replayed into an empty file gives the same ordered dump.
std::unique_ptr<World> in_a_file(const std::filesystem::path& folder, std::string_view definition,
                                 const Instant& start);

/// Another world, with every line of its history written down for the fuzzer of commands (tests/fuzz).
std::unique_ptr<World> recorded(std::unique_ptr<World> world, std::string& lines);

}  // namespace sandau::scripts
