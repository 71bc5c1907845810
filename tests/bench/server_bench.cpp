// From a new snapshot to the patch in the hands of 200 readers of events, over real sockets on loopback.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/event_readers.h"
#include "bench/figures.h"
#include "server/http_client.h"
#include "server/memory_host.h"
#include "server/server.h"

namespace sandau::testing {
namespace {

/// Each round: what a gate reports is shown, and all readers wait for it.
void provisional_to_readers(benchmark::State& state) {
    MemoryHost host;
    std::vector<std::string> names;
    for (int i = 0; i < 48; ++i) names.push_back("Đội " + std::to_string(i));
    const auto ids = host.add_entries("A", names);
    const Json answer = host.keyboard(commands::RunLoad{StageId("final"), ids[0], FieldId("F1"), 0});
    const RunId run(*answer.find("run")->as_string());
    host.keyboard(commands::RunReady{run, ""});
    host.keyboard(commands::RunStart{run, ""});
    server::ServerOptions options;
    options.now = host.clock.source();
    server::Server server(host, options);
    const auto addresses = server.start();
    Readers readers(addresses->front(), static_cast<std::size_t>(state.range(0)));
    while (get(addresses->front(), "/metrics")
               .body.find("sandau_streams_open " + std::to_string(state.range(0))) == std::string::npos)
        std::this_thread::yield();
    std::vector<double> delays_ms;
    for (auto _ : state) {
        host.clock.advance(milliseconds(7));
        const Instant at = host.clock.now();
        const std::int64_t elapsed_ms =
            (at.mono - host.snapshot()->contest->table<Run>().find(run.text)->clock.since.mono).floor_ms();
        readers.expect("\"time_ms\":" + std::to_string(elapsed_ms));
        const std::int64_t from_ns = now_ns();
        host.show_provisional({FieldId("F1"), ChannelRole::Finish, at, 50'000});
        while (readers.seen() < static_cast<std::size_t>(state.range(0))) std::this_thread::yield();
        for (const std::int64_t at_ns : readers.times_ns())
            delays_ms.push_back(static_cast<double>(at_ns - from_ns) / 1e6);
    }
    state.counters["readers"] = static_cast<double>(state.range(0));
    state.counters["p50_ms"] = bench::at_share(delays_ms, 0.5);
    state.counters["p99_ms"] = bench::at_share(delays_ms, 0.99);
}
BENCHMARK(provisional_to_readers)->Arg(200)->Iterations(500)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace sandau::testing
