// Import of 432 teams with 1,484 people from XLSX, CSV and the old encodings; goal: 100 ms for XLSX.

#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "documents/import.h"
#include "documents/match.h"
#include "documents/score_import.h"

namespace {

using namespace sandau;

std::string bytes_of(const std::string& name) {
    std::ifstream file(SANDAU_SOURCE_DIR "/tests/data/sheets/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

documents::SheetImport import(const std::string& bytes, const documents::ImportContext& context) {
    const documents::Workbook workbook = documents::read_workbook_bytes(bytes).value();
    return documents::import_entries(workbook, {}, context).value();
}

void import_sheet(benchmark::State& state, const std::string& name) {
    const Definition definition = read_definition(bytes_of("provincial-robocon.json")).definition;
    const documents::ImportContext context = documents::import_context(definition);
    const std::string bytes = bytes_of(name);
    for (auto _ : state) benchmark::DoNotOptimize(import(bytes, context));
}
BENCHMARK_CAPTURE(import_sheet, xlsx_432_teams, "robocon-teams.xlsx")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_sheet, csv_432_teams, "robocon-teams.csv")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_sheet, tcvn3_40_teams, "robocon-teams-tcvn3.csv")->Unit(benchmark::kMillisecond);

void match_again(benchmark::State& state) {
    const Definition definition = read_definition(bytes_of("provincial-robocon.json")).definition;
    const documents::SheetImport first =
        import(bytes_of("robocon-teams.xlsx"), documents::import_context(definition));
    std::vector<commands::ImportRow> existing;
    for (const documents::ReadEntry& read : first.rows) {
        existing.push_back(read.row);
        existing.back().entry = EntryId("T" + std::to_string(existing.size()));
    }
    for (auto _ : state) {
        documents::SheetImport again = first;
        benchmark::DoNotOptimize(documents::match_rows(again, existing, {}));
    }
}
BENCHMARK(match_again)->Unit(benchmark::kMillisecond);

}  // namespace
