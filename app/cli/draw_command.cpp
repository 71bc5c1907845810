#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "cli/commands.h"
#include "cli/contest_access.h"
#include "cli/standings_table.h"
#include "documents/sheet.h"
#include "scoring/command_payloads.h"
#include "scoring/definition.h"

namespace sandau::cli {

namespace {

struct DrawOptions {
    std::string file, stage, lots;
    std::int64_t seed = 1;
};

/// By id, running number or name, each of which must mean one entry.
std::optional<EntryId> entry_called(const Contest& contest, const std::string& text) {
    if (contest.table<Entry>().find(text) != nullptr) return EntryId(text);
    std::optional<EntryId> found;
    for (const Entry& entry : contest.table<Entry>()) {
        if (entry.name != text && entry.number != text) continue;
        if (found) return std::nullopt;
        found = entry.id;
    }
    return found;
}

std::optional<std::int64_t> lot_of(const std::string& text) {
    std::int64_t lot = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), lot);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return lot;
}

/// Lots as they were drawn by hand: an entry in the first column; its group, or in a bracket the number of
/// its seed, in the second. A first row that names no entry is a heading.
Result<void> read_lots(const documents::Sheet& sheet, const Contest& contest, bool bracket,
                       commands::DrawStage& draw) {
    std::map<std::int64_t, EntryId> seeds;
    for (const documents::SheetRow& row : sheet.rows) {
        const std::string& name = row.at(0).text;
        const std::string& lot = row.at(1).text;
        if (name.empty() && lot.empty()) continue;
        const std::string path = fmt::format("{}", row.number);
        const std::optional<EntryId> entry = entry_called(contest, name);
        if (!entry && &row == &sheet.rows.front()) continue;
        if (!entry) return refuse("not_found", {{"what", "@noun.entry"}, {"id", name}}, path);
        if (!bracket) {
            draw.groups[lot].push_back(*entry);
            continue;
        }
        const std::optional<std::int64_t> number = lot_of(lot);
        if (!number || !seeds.emplace(*number, *entry).second)
            return refuse("draw.lot", {{"found", lot}, {"entry", name}}, path);
    }
    for (const auto& [number, entry] : seeds) draw.seeds.push_back(entry);
    return {};
}

Exit draw(const Console& console, const DrawOptions& options) {
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    const Result<std::shared_ptr<const Contest>> contest = access->contest();
    if (!contest) return console.refused(contest.error());
    commands::DrawStage command;
    command.stage = StageId(options.stage);
    command.seed = options.seed;
    if (!options.lots.empty()) {
        const Stage* stage = (*contest)->definition->stage(command.stage);
        const Result<documents::Workbook> workbook = documents::read_workbook(options.lots);
        if (!workbook) return console.refused(workbook.error());
        const bool bracket = stage != nullptr && stage->is_elimination();
        const Result<void> read = read_lots(workbook->sheets.front(), **contest, bracket, command);
        if (!read) return console.refused(read.error());
        command.source = std::filesystem::path(options.lots).filename().string();
    }
    const Result<Answer> answer = access->ask(command);
    if (!answer) return console.refused(answer.error());
    const Result<std::shared_ptr<const Contest>> after = access->contest();
    if (!after) return console.refused(after.error());
    console.result(draw_csv(**after, command.stage));
    return Exit::Done;
}

}  // namespace

void add_draw_command(Program& program) {
    const Console& console = program.console;
    auto options = std::make_shared<DrawOptions>();
    CLI::App& command =
        program.command("draw", "Bốc thăm bảng đấu, cặp đấu, nhánh đấu", "Draws groups, pairings, a bracket",
                        [options, &console] { return draw(console, *options); });
    command
        .add_option("FILE", options->file,
                    console.in("tệp cuộc thi, TEN.sandau", "the contest file, NAME.sandau"))
        ->required();
    command.add_option("--stage", options->stage, console.in("vòng thi", "the stage"))->required();
    CLI::Option* seed = command.add_option("--seed", options->seed, console.in("số gieo", "the seed"));
    command
        .add_option("--from", options->lots,
                    console.in("trang tính thăm bốc bằng tay: đội, bảng đấu hoặc số hạt giống",
                               "a sheet of lots drawn by hand: entry, group or seed number"))
        ->excludes(seed);
}

}  // namespace sandau::cli
