#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/demo/field_player.h"
#include "cli/hosting.h"

namespace sandau::cli::demo {

struct DemoOptions {
    std::filesystem::path directory;  ///< where the contest file goes; made if need be
    std::uint32_t speed = 1;          ///< 1 to 100 times real time
    std::uint64_t seed = 2024;
    int fields = 4;
    int fields_of_people = 0;  ///< the first ones: teams run there, but whoever watches calls and scores them
    /// Somebody may take part anywhere: a field that is played otherwise than planned is let go, not a
    /// failure.
    bool with_people = false;
    /// The first of them whose port nobody has.
    std::vector<std::string> listen{"127.0.0.1:8080", "127.0.0.1:0"};
    TlsChoice tls;
    bool stations_may_ask = false;  ///< to join
    int finalists_max = 0;          ///< of each division; 0: all who were promoted
};

/// A province's contest, from the registration sheet to the awards, with simulated gates on real ports:
/// half of the fields over pseudo-terminals, half over TCP.
class Demo {
public:
    /// Makes the contest file (a new name where one is there), registers, qualifies, promotes, schedules, and
    /// has the gates found.
    static Result<std::unique_ptr<Demo>> prepare(const DemoOptions& options, const Console& console);
    ~Demo();

    Hosting& hosting() { return *hosting_; }
    const std::filesystem::path& file() const { return file_; }

    /// Plays all runs of the final, until they are over or `stop` turns true; where people have a field,
    /// until then.
    Result<void> play(const std::atomic<bool>& stop);
    /// Rankings posted, results final, ties decided by the committee, awards posted; says who won what.
    Result<void> award();

private:
    Demo(DemoOptions options, const Console& console) : options_(std::move(options)), console_(console) {}
    Result<void> set_up();
    Result<void> register_teams();
    Result<void> qualify();
    Result<void> schedule_final();
    Result<void> connect_gates();
    Result<void> decide_ties();
    Result<void> say_awards();
    template <class Payload>
    Result<Answer> ask(const Payload& payload);
    void say(const std::string& vi, const std::string& en) const;

    DemoOptions options_;
    const Console& console_;
    std::filesystem::path file_;
    std::unique_ptr<Hosting> hosting_;
    std::vector<std::unique_ptr<FieldPlayer>> fields_;
};

}  // namespace sandau::cli::demo
