#pragma once

#include <map>
#include <string>
#include <string_view>

#include "scoring/command.h"
#include "scoring/command_payloads.h"
#include "scoring/contest.h"

namespace sandau::test {

/// A contest in memory with a clock that stands until it is moved: commands are decided and applied as the
/// desk does it, without a file.
class ContestUnderTest {
public:
    /// With the rules of the one-stage contest below, or others.
    ContestUnderTest();
    explicit ContestUnderTest(std::string_view definition);

    ContestUnderTest& with_entries(int count, const std::string& division = "A");
    /// Entries that may compete.
    ContestUnderTest& with_eligible(int count, const std::string& division = "A");

    template <class Payload>
    Result<Json> tell(const Payload& payload, UserId actor = keyboard_actor) {
        return tell(command_of(CommandId("c" + std::to_string(++commands_)), std::move(actor), payload));
    }
    Result<Json> tell(const Command& command);
    /// Fails the test with the refusal's code when it is refused.
    template <class Payload>
    Json must(const Payload& payload) {
        return must(tell(payload));
    }

    void pass(Duration time) {
        now.mono = now.mono + time;
        now.wall.utc_ms += time.floor_ms();
    }

    /// Calls the entry to a field, makes it ready and starts it by hand.
    RunId start_run(const std::string& entry, const std::string& field = "F1");
    /// What a gate reports at this moment.
    Json gate(const std::string& device, int channel, Duration ago = {}, std::int64_t bound_ns = 100'000);
    void assign_gate(const std::string& device, const std::string& field);

    const Run& run(const RunId& id) const;
    const Sheet& sheet(const RunId& id) const;

    Contest contest;
    Instant now{"boot-1", MonoTime{1'000'000'000'000}, WallTime{1'723'250'000'000}};
    std::map<Seq, std::pair<std::string, std::vector<Event>>> journal;

private:
    static Json must(const Result<Json>& answer);
    int commands_ = 0;
    std::int64_t device_seq_ = 0;
};

/// What a gate reports of a beam that is broken at this moment.
commands::DeviceReport broken_beam(const std::string& device, int channel, std::int64_t seq,
                                   const Instant& at, std::int64_t bound_ns = 100'000);

/// One division A and B, one stage `final` of two timed runs (item `zone` 0 to 5 of 20 points, flag
/// `finish` of 50), limit 90 s, best run ranks, awards 1/2.
std::string_view a_small_definition();

}  // namespace sandau::test
