#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/contest_access.h"
#include "cli/sheet_reading.h"
#include "documents/contest_json.h"
#include "documents/contest_tables.h"

namespace sandau::cli {

namespace {

struct SheetOptions {
    std::string file, sheet, sheet_name, map, stage;
    std::vector<std::uint32_t> skip;
    bool dry_run = false, as_json = false;
};

Result<documents::ImportOptions> import_options(const SheetOptions& options) {
    documents::ImportOptions read;
    read.sheet = options.sheet_name;
    read.skip = {options.skip.begin(), options.skip.end()};
    if (options.map.empty()) return read;
    const Result<std::string> text = read_input(options.map);
    if (!text) return tl::unexpected(text.error());
    Result<documents::ImportMap> map = documents::read_import_map(*text);
    if (!map) {
        Refusal refusal = map.error();
        refusal.path = options.map + (refusal.path.empty() ? "" : ": " + refusal.path);
        return tl::unexpected(std::move(refusal));
    }
    read.map = std::move(*map);
    return read;
}

/// Each problem on its own line, warnings said as such.
void say_problems(const Console& console, const std::vector<documents::SheetProblem>& problems) {
    for (const documents::SheetProblem& one : problems) {
        const bool warning = one.problem.severity == Severity::Warning;
        console.message(console.sentence(one.problem.what) +
                        (warning ? console.in(" (chỉ cảnh báo)", " (a warning)") : ""));
    }
}

Exit refused_sheet(const Console& console) {
    console.message(console.in("Chưa nhập gì. Sửa trang tính, hoặc bỏ các dòng lỗi bằng --skip.",
                               "Nothing was imported. Mend the sheet, or leave rows out with --skip."));
    return Exit::InputWrong;
}

void say_difference(const Console& console, const EntriesRead& read, const Contest& contest, bool as_json) {
    using documents::RowState;
    if (as_json) {
        Json json;
        json.set("new", read.matched.count(RowState::New))
            .set("changed", read.matched.count(RowState::Changed));
        json.set("same", read.matched.count(RowState::Same)).set("gone", to_json(read.matched.gone));
        json.set("skipped", read.sheet.skipped.size());
        console.answer(json);
        return;
    }
    for (const documents::RowMatch& row : read.matched.rows)
        for (const documents::Difference& one : row.differences)
            console.line(fmt::format("{} {}: {}: {} → {}", console.in("dòng", "row"), row.sheet_row,
                                     one.field, one.before, one.after));
    for (const EntryId& id : read.matched.gone) {
        const Entry* entry = contest.table<Entry>().find(id.text);
        console.line(fmt::format("{}: {} {}",
                                 console.in("không còn trong trang tính (không ai bị rút)",
                                            "not in the sheet any more (nobody is withdrawn)"),
                                 id.text, entry != nullptr ? entry->name : ""));
    }
    console.line(
        fmt::format(fmt::runtime(console.in("mới {}, đổi {}, như cũ {}, không còn {}, bỏ qua {}",
                                            "new {}, changed {}, the same {}, gone {}, left out {}")),
                    read.matched.count(RowState::New), read.matched.count(RowState::Changed),
                    read.matched.count(RowState::Same), read.matched.gone.size(), read.sheet.skipped.size()));
}

Exit import_sheet(const Console& console, const SheetOptions& options) {
    const Result<documents::Workbook> workbook = documents::read_workbook(options.sheet);
    if (!workbook) return console.refused(workbook.error());
    const Result<documents::ImportOptions> import = import_options(options);
    if (!import) return console.refused(import.error());
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    const Result<std::shared_ptr<const Contest>> contest = access->contest();
    if (!contest) return console.refused(contest.error());
    const Result<EntriesRead> read = read_entries(*workbook, *import, **contest);
    if (!read) return console.refused(read.error());
    say_problems(console, read->problems());
    if (read->refused()) return refused_sheet(console);
    say_difference(console, *read, **contest, options.as_json);
    if (options.dry_run) return Exit::Done;
    const std::string source = std::filesystem::path(options.sheet).filename().string();
    const Result<Answer> answer = access->ask(documents::import_command(read->sheet, source));
    if (!answer) return console.refused(answer.error());
    return Exit::Done;
}

Exit import_scores_sheet(const Console& console, const SheetOptions& options) {
    const Result<documents::Workbook> workbook = documents::read_workbook(options.sheet);
    if (!workbook) return console.refused(workbook.error());
    const Result<documents::ImportOptions> import = import_options(options);
    if (!import) return console.refused(import.error());
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    const Result<std::shared_ptr<const Contest>> contest = access->contest();
    if (!contest) return console.refused(contest.error());
    const StageId stage(options.stage);
    const Result<documents::ScoreSheet> read = read_scores(*workbook, *import, stage, **contest);
    if (!read) return console.refused(read.error());
    say_problems(console, read->problems);
    if (read->refused()) return refused_sheet(console);
    if (options.dry_run) {
        console.line(fmt::format("{} {}", read->rows.size(), console.in("dòng điểm", "rows of scores")));
        return Exit::Done;
    }
    const std::string source = std::filesystem::path(options.sheet).filename().string();
    const Result<Answer> answer = access->ask(documents::score_command(*read, stage, source));
    if (!answer) return console.refused(answer.error());
    console.answer(answer->result);
    return Exit::Done;
}

struct ExportOptions {
    std::string file, what, output;
};

using documents::ContestJson;

Exit export_file(const Console& console, const ExportOptions& options) {
    const Result<std::shared_ptr<const Contest>> loaded = look_into(options.file);
    if (!loaded) return console.refused(loaded.error());
    const Contest& contest = **loaded;
    Result<void> written;
    if (options.what == "csv") {
        written = write_output(options.output,
                               documents::write_csv(documents::entries_table(contest, console.language())));
    } else if (options.what == "xlsx") {
        if (options.output.empty()) {
            console.message(console.in("xlsx cần -o TEP.xlsx", "xlsx needs -o FILE.xlsx"));
            return Exit::UsageWrong;
        }
        const Result<std::vector<documents::Table>> tables =
            documents::contest_tables(contest, console.language());
        if (!tables) return console.refused(tables.error());
        written = documents::write_xlsx(options.output, *tables);
    } else {
        for (const ContestJson what :
             {ContestJson::Definition, ContestJson::Results, ContestJson::Standings}) {
            if (options.what != name_of(what)) continue;
            const Result<std::string> text = contest_json(contest, what);
            if (!text) return console.refused(text.error());
            written = write_output(options.output, *text);
        }
    }
    return written ? Exit::Done : console.refused(written.error());
}

}  // namespace

void add_sheet_commands(Program& program) {
    const Console& console = program.console;
    const char* file_help = console.in("tệp cuộc thi, TEN.sandau", "the contest file, NAME.sandau");
    const auto add_common = [&](CLI::App& command, SheetOptions& options) {
        command.add_option("FILE", options.file, file_help)->required();
        command.add_option("SHEET", options.sheet, "CSV, TSV, XLSX")->required();
        command.add_option("--sheet", options.sheet_name, console.in("tên trang tính", "the sheet's name"));
        command.add_option("--map", options.map,
                           console.in("bản đồ cột (JSON)", "the map of columns (JSON)"));
        command
            .add_option("--skip", options.skip,
                        console.in("các dòng bỏ qua, ví dụ 12,40", "rows to leave out, e.g. 12,40"))
            ->delimiter(',');
        command.add_flag("--dry-run", options.dry_run,
                         console.in("chỉ xem, không nhập", "only show, import nothing"));
        command.add_flag("--json", options.as_json, "JSON");
    };
    {
        auto options = std::make_shared<SheetOptions>();
        CLI::App& command = program.command("import", "Nhập đội và người từ CSV, TSV, XLSX",
                                            "Entries and people from CSV, TSV or XLSX",
                                            [options, &console] { return import_sheet(console, *options); });
        add_common(command, *options);
    }
    {
        auto options = std::make_shared<SheetOptions>();
        CLI::App& command =
            program.command("scores", "Nhập điểm của một vòng thi từ bảng tính",
                            "Run sheets or figures of a stage from a spreadsheet",
                            [options, &console] { return import_scores_sheet(console, *options); });
        add_common(command, *options);
        command.add_option("--stage", options->stage, console.in("vòng thi", "the stage"))->required();
    }
    {
        auto options = std::make_shared<ExportOptions>();
        CLI::App& command = program.command("export", "Xuất thể lệ, kết quả, xếp hạng, XLSX, CSV",
                                            "Definition, results, standings, XLSX, CSV",
                                            [options, &console] { return export_file(console, *options); });
        command.add_option("FILE", options->file, file_help)->required();
        command.add_option("WHAT", options->what, "results|definition|standings|xlsx|csv")
            ->required()
            ->check(CLI::IsMember({"results", "definition", "standings", "xlsx", "csv"}));
        command.add_option("-o,--output", options->output, console.in("tệp ra", "the output file"));
    }
}

}  // namespace sandau::cli
