// What is drawn and timetabled, each beside what it could not cost less than: a bracket of 1,024 (goal 2 ms),
// a Swiss round of 432 (goal 100 ms), 432 entries twice on 4 fields (goal 100 ms), 60 teams 12 times.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "scoring/alliance_timetable.h"
#include "scoring/random.h"
#include "scoring/simulate.h"
#include "scoring/swiss_pairing.h"
#include "scoring/timetable.h"

namespace {

using namespace sandau;

Strengths in_order(std::size_t teams) {
    Strengths strengths(teams);
    std::iota(strengths.begin(), strengths.end(), std::size_t{0});
    return strengths;
}

void bracket_made(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(double_elimination(1024, GrandFinal::Reset));
}
BENCHMARK(bracket_made)->Unit(benchmark::kMillisecond);

void bracket_made_and_played(benchmark::State& state) {
    const Strengths strengths = in_order(1024);
    for (auto _ : state)
        benchmark::DoNotOptimize(play_double_elimination(strengths, GrandFinalPlay::ResetWbWins));
}
BENCHMARK(bracket_made_and_played)->Unit(benchmark::kMillisecond);

/// As many matches on bare numbers: whoever has two defeats leaves the queue.
void bracket_baseline_bare_queue(benchmark::State& state) {
    for (auto _ : state) {
        std::vector<int> queue(1024);
        std::iota(queue.begin(), queue.end(), 0);
        std::vector<int> defeats(1024);
        for (std::size_t next = 0; next + 1 < queue.size(); next += 2) {
            const int winner = std::min(queue[next], queue[next + 1]);
            const int loser = std::max(queue[next], queue[next + 1]);
            queue.push_back(winner);
            if (++defeats[static_cast<std::size_t>(loser)] < 2) queue.push_back(loser);
        }
        benchmark::DoNotOptimize(queue.back());
    }
}
BENCHMARK(bracket_baseline_bare_queue)->Unit(benchmark::kMillisecond);

/// So many rounds are played; every sixth match is a draw.
SwissState after_rounds(std::size_t teams, int rounds) {
    SwissState state;
    state.points.assign(teams, 0);
    Random random(1);
    for (int round = 0; round < rounds; ++round) {
        const SwissPairing pairing = *pair_swiss_round(state);
        for (const auto& [a, b] : pairing.pairs) {
            state.met.push_back({a, b});
            const std::size_t drawn = random.below(6);
            if (drawn == 0) {
                state.points[a] += 1;
                state.points[b] += 1;
            } else {
                state.points[drawn % 2 == 0 ? a : b] += 3;
            }
        }
        if (pairing.bye) state.had_bye.push_back(*pairing.bye);
    }
    return state;
}

void swiss_round_of_432(benchmark::State& state) {
    const SwissState before = after_rounds(432, static_cast<int>(state.range(0)));
    Rational difference;
    for (auto _ : state) difference = pair_swiss_round(before)->difference;
    state.SetLabel("sum of differences " + difference.text());
}
BENCHMARK(swiss_round_of_432)->Arg(0)->Arg(1)->Arg(3)->Arg(6)->Arg(11)->Unit(benchmark::kMillisecond);

/// Down the table, each with the next whom it has not met: quick, and neither the least nor always possible.
void swiss_baseline_down_the_table(benchmark::State& state) {
    const SwissState before = after_rounds(432, static_cast<int>(state.range(0)));
    Rational difference;
    std::size_t left = 0;
    for (auto _ : state) {
        std::vector<std::size_t> table = in_order(432);
        std::stable_sort(table.begin(), table.end(),
                         [&](std::size_t a, std::size_t b) { return before.points[a] > before.points[b]; });
        std::set<std::pair<std::size_t, std::size_t>> met;
        for (const auto& [a, b] : before.met) met.insert(std::minmax(a, b));
        difference = 0;
        left = 0;
        while (!table.empty()) {
            const std::size_t a = table.front();
            table.erase(table.begin());
            const auto b = std::find_if(table.begin(), table.end(), [&](std::size_t other) {
                return !met.contains(std::minmax(a, other));
            });
            if (b == table.end()) {
                ++left;
                continue;
            }
            difference += before.points[a] - before.points[*b];
            table.erase(b);
        }
    }
    state.SetLabel("sum of differences " + difference.text() + ", left over " + std::to_string(left));
}
BENCHMARK(swiss_baseline_down_the_table)->Arg(6)->Arg(11)->Unit(benchmark::kMillisecond);

TimetableRequest a_day() {
    TimetableRequest request;
    request.entries = 432;
    request.plays = 2;
    request.fields = 4;
    request.slot_ms = 240'000;
    request.rest_ms = 900'000;
    return request;
}

void timetable_of_432(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(make_timetable(a_day()));
}
BENCHMARK(timetable_of_432)->Unit(benchmark::kMillisecond);

/// The same slots filled in the order of the entries, nothing asked.
void timetable_baseline_filled_in_order(benchmark::State& state) {
    const TimetableRequest request = a_day();
    for (auto _ : state) {
        std::vector<TimetableSlot> slots;
        for (int i = 0; i < request.entries * request.plays; ++i)
            slots.push_back({i % request.entries, i / request.entries + 1, i % request.fields,
                             i / request.fields * request.slot_ms});
        benchmark::DoNotOptimize(slots);
    }
}
BENCHMARK(timetable_baseline_filled_in_order)->Unit(benchmark::kMillisecond);

void alliances(benchmark::State& state) {
    AllianceRequest request;
    request.teams = static_cast<int>(state.range(0));
    request.plays = static_cast<int>(state.range(1));
    request.slot_ms = 240'000;
    int faults = 0;
    for (auto _ : state) faults = faults_of(request, *make_alliance_timetable(request)).sum();
    state.SetLabel("faults " + std::to_string(faults));
}
BENCHMARK(alliances)->Args({36, 8})->Args({36, 12})->Args({60, 12})->Unit(benchmark::kMillisecond);

}  // namespace
