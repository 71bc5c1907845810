// From a broken beam on a simulated gate behind real TCP to the patch in the hands of 200 readers of events,
// and to the ordered event in the journal: the whole way through hub, desk, file and server.
#include <QCoreApplication>
#include <cstdio>

#include "bench/event_readers.h"
#include "bench/figures.h"
#include "cli/hosting.h"
#include "devices/boot_clock.h"
#include "devices/simulator/field_sim.h"
#include "scoring/command_payloads.h"
#include "support/a_contest.h"
#include "support/temporary_folder.h"

namespace sandau {
namespace {

using namespace bench;

constexpr std::size_t readers_count = 200;
constexpr int rounds = 100;

template <class Payload>
Json must(Desk& desk, const Payload& payload) {
    const Result<Answer> answer = desk.ask(command_of(new_command_id(), keyboard_actor, payload));
    if (!answer) give_up(answer.error().code);
    return answer->result;
}

/// A run with a time on it: the text that the readers wait for.
bool has_time(const std::string& text) {
    static const std::string key = "\"time_ms\":";
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1))
        if (at + key.size() < text.size() && text[at + key.size()] >= '0' && text[at + key.size()] <= '9')
            return true;
    return false;
}

struct Bench {
    testing::TemporaryFolder folder;
    std::unique_ptr<cli::Hosting> hosting;
    std::unique_ptr<devices::SimulatedField> gate;

    Bench() {
        auto made = cli::Hosting::create(folder / "live.sandau", test::a_small_definition(), {});
        if (!made) give_up(made.error().code);
        hosting = std::move(*made);
        commands::EntryAdd add;
        add.row.name = "Sao Mai";
        add.row.division = DivisionId("B");
        must(hosting->desk(), add);
        must(hosting->desk(), commands::EntryQualify{});
        devices::SimulatedFieldOptions options;
        options.link = "tcp-listen:127.0.0.1:0";
        auto opened = devices::SimulatedField::open(options);
        if (!opened) give_up(opened.error().code);
        gate = std::move(*opened);
        must(hosting->desk(),
             commands::DeviceAssign{{gate->device(), "", "", {{2, FieldId("F1"), ChannelRole::Finish, 1}}}});
        if (!hosting->devices().open(gate->spec())) give_up("the gate is not reached");
        while (hosting->devices().status().front().state != devices::LinkState::Live)
            std::this_thread::yield();
    }

    RunId start_run() {
        Desk& desk = hosting->desk();
        const Json loaded =
            must(desk, commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
        const RunId run(*loaded.find("run")->as_string());
        must(desk, commands::RunReady{run, ""});
        must(desk, commands::RunStart{run, ""});
        return run;
    }
    void end_run(const RunId& run) { must(hosting->desk(), commands::RunUnload{run, "đo"}); }
};

void measure() {
    Bench bench;
    Desk& desk = bench.hosting->desk();
    testing::Readers readers(bench.hosting->addresses().front(), readers_count);
    readers.expect("event: snapshot");
    while (readers.seen() < readers_count) std::this_thread::yield();
    std::vector<double> provisional_ms, ordered_ms;
    for (int round = 0; round < rounds; ++round) {
        const RunId run = bench.start_run();
        // All readers have the run without a time before the beam is broken.
        readers.expect("\"state\":\"running\"");
        must(desk, commands::EntryCheckIn{EntryId("T001"), round % 2 == 0});
        readers.expect(has_time);
        const std::int64_t from_ns = testing::now_ns();
        bench.gate->break_beam(2, devices::now_mono());
        while (readers.seen() < readers_count) std::this_thread::yield();
        for (const std::int64_t at_ns : readers.times_ns())
            provisional_ms.push_back(static_cast<double>(at_ns - from_ns) / 1e6);
        while (desk.snapshot()->contest->table<Run>().find(run.text)->state != RunState::Ended)
            std::this_thread::yield();
        ordered_ms.push_back(static_cast<double>(testing::now_ns() - from_ns) / 1e6);
        bench.end_run(run);
    }
    std::printf("%-58s %8s %8s   %s\n", "", "p50 ms", "p99 ms", "goal");
    std::printf("%-58s %8.2f %8.2f   %s\n", "beam broken to the patch of 200 readers",
                at_share(provisional_ms, 0.5), at_share(provisional_ms, 0.99), "p99 20 ms");
    std::printf("%-58s %8.2f %8.2f   %s\n", "beam broken to the ordered event on the disk",
                at_share(ordered_ms, 0.5), at_share(ordered_ms, 0.99), "300 ms");
}

}  // namespace
}  // namespace sandau

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    sandau::measure();
}
