#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "db/chain.h"
#include "db/sqlite.h"
#include "support/contest_kit.h"

// What the contest file costs: a committed score against the same rows by bare SQL, and opening.

namespace sandau::testing {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int teams = 432;
constexpr int commits_measured = 1000;

double median_us(std::vector<Clock::duration> times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return std::chrono::duration<double, std::micro>(*middle).count();
}

Sheet score(int number) {
    return a_sheet(1 + number % teams, number % 70);
}

/// A contest with all its teams, and scores up to so many entries, written in few transactions.
Contest fill(ContestFile& file, Seq entries) {
    Contest contest;
    write_something_of_everything(file, contest);
    append(file, contest, "teams", [](Draft& draft) {
        for (int number = 1; number <= teams; ++number) draft.put(a_team(number));
    });
    for (int number = 0; contest.seq < entries; ++number) {
        append(file, contest, "fill-" + std::to_string(number),
               [&](Draft& draft) { draft.put(score(number)); });
        if (number % 500 == 0) static_cast<void>(file.checkpoint());
    }
    static_cast<void>(file.checkpoint());
    return contest;
}

Step a_score(const Contest& contest, int number) {
    return a_step(contest, "score-" + std::to_string(contest.seq),
                  [&](Draft& draft) { draft.put(score(number * 7)); });
}

/// A score through the contest file; how long until it is durable.
Clock::duration commit_score(ContestFile& file, Contest& contest, int number) {
    Step step = a_score(contest, number);
    const Clock::time_point begin = Clock::now();
    const AppendResult result = file.append(step.entry, step.after);
    const Clock::duration took = Clock::now() - begin;
    if (result.outcome == WriteOutcome::Committed) contest = std::move(step.after);
    static_cast<void>(file.checkpoint_if_due());
    return took;
}

/// The same two rows by hand, in the same mode of such another database.
Clock::duration commit_rows_by_bare_sql(db::Connection& connection, const Contest& contest, int number) {
    const Step step = a_score(contest, number);
    const std::string events = write_json(to_json(step.entry.events));
    const std::string hash(64, 'a');
    const std::string answer = write_json(step.entry.answer);
    const Sheet& sheet = *step.after.table<Sheet>().find(score(number * 7).id.text);
    const std::string items = write_json(sheet.content.items);
    const Clock::time_point begin = Clock::now();
    connection.run("BEGIN IMMEDIATE");
    connection.run(
        "INSERT INTO journal(command_id, actor, seat, utc_ms, kind, events, answer, prev_hash, hash) "
        "VALUES (?, 'keyboard', '', 1723250000000, 'test.change', ?, ?, ?, ?)",
        step.entry.command, events, answer, hash, hash);
    connection.run(
        "INSERT OR REPLACE INTO score_sheets(id, stage, entry, number, state, status, time_ms, "
        "measured_fault, measured_events, items, reason, protested) "
        "VALUES (?, 'final', ?, 1, 'draft', 'OK', 41250, '', '[]', ?, '', 0)",
        sheet.id, sheet.entry, items);
    connection.run("COMMIT");
    const Clock::duration took = Clock::now() - begin;
    if (connection.log_pages() > 1000) connection.checkpoint(db::Connection::Checkpoint::AsFarAsFree);
    return took;
}

/// Both ways take turns, so that both meet the same disk.
void committed_score(benchmark::State& state) {
    for (auto _ : state) {
        const TemporaryFolder folder;
        ContestFile file = *ContestFile::create(folder / "a.sandau");
        Contest contest = fill(file, state.range(0));
        static_cast<void>(file.backup_to(folder / "b.sandau"));
        db::Connection bare(folder / "b.sandau", db::OpenAs::Writer);
        std::vector<Clock::duration> by_file;
        std::vector<Clock::duration> by_bare_sql;
        for (int number = 0; number < commits_measured; ++number) {
            by_bare_sql.push_back(commit_rows_by_bare_sql(bare, contest, number));
            by_file.push_back(commit_score(file, contest, number));
        }
        state.counters["p50_us"] = median_us(by_file);
        state.counters["bare_sql_p50_us"] = median_us(by_bare_sql);
        state.counters["ratio"] = median_us(by_file) / median_us(by_bare_sql);
    }
}
BENCHMARK(committed_score)->Arg(2'000)->Arg(10'000)->Iterations(1)->Unit(benchmark::kMillisecond);

void open_file(benchmark::State& state) {
    const TemporaryFolder folder;
    {
        ContestFile file = *ContestFile::create(folder / "a.sandau");
        fill(file, state.range(0));
    }
    for (auto _ : state) {
        const ContestFile file = *ContestFile::open(folder / "a.sandau", FileMode::Host);
        benchmark::DoNotOptimize(file.load());
    }
}
BENCHMARK(open_file)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace sandau::testing
