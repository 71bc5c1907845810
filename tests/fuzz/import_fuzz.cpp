// A map and a sheet that do not trust each other: the input is a map's JSON, a zero byte, and a CSV. Whatever
// is read becomes entries, scores and a table again.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "documents/import.h"
#include "documents/match.h"
#include "documents/score_import.h"
#include "documents/table_write.h"

namespace {

using namespace sandau;
using namespace sandau::documents;

Division a_division(const char* id, const char* name) {
    Division division;
    division.id = DivisionId(id);
    division.name = {name, ""};
    return division;
}

ScoreContext a_stage(const std::vector<Division>& divisions) {
    ScoreContext context;
    context.stage.format = StageFormat::Runs;
    context.divisions = divisions;
    Item points;
    points.id = "points";
    points.kind = ItemKind::Number;
    Item finish;
    finish.id = "finish";
    finish.kind = ItemKind::Flag;
    for (const Division& division : divisions) {
        DivisionPlay& play = context.stage.divisions.emplace_back();
        play.division = division.id;
        play.game = Game{};
        play.game->items = {points, finish};
        context.entries.push_back({EntryId("T" + division.id.text), "Rồng", division.id, "X", "1"});
    }
    return context;
}

/// What is written can be read, and says the same.
void write_again(const documents::Sheet& sheet) {
    documents::Table table{"x", {}, {"a", "b"}, {}};
    for (const SheetRow& row : sheet.rows)
        table.rows.push_back({text_cell(row.at(0).text), text_cell(row.at(1).text)});
    const Result<Workbook> again = read_workbook_bytes(write_csv(table));
    if (!again) std::abort();
    for (std::uint32_t i = 0; i < table.rows.size(); ++i)
        if (again->sheets[0].at(i + 2, 0).text != table.rows[i][0].text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t zero = std::min(input.find('\0'), input.size());
    ImportOptions options;
    if (Result<ImportMap> map = read_import_map(input.substr(0, zero))) options.map = std::move(*map);
    const Result<Workbook> workbook = read_workbook_bytes(input.substr(std::min(zero + 1, input.size())));
    if (!workbook) return 0;
    ImportContext context;
    context.divisions = {a_division("A", "Bảng A: Tiểu học"), a_division("B", "Bảng B: THCS")};
    if (Result<SheetImport> import = import_entries(*workbook, options, context)) {
        std::vector<commands::ImportRow> existing;
        for (const ReadEntry& read : import->rows) existing.push_back(read.row);
        match_rows(*import, existing, options.map.key);
    }
    static_cast<void>(import_scores(*workbook, options, a_stage(context.divisions)));
    write_again(workbook->sheets[0]);
    return 0;
}
