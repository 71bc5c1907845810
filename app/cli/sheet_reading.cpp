#include "cli/sheet_reading.h"

#include <algorithm>

#include "scoring/definition.h"

namespace sandau::cli {

namespace {

bool has_error(const std::vector<documents::SheetProblem>& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const auto& one) { return one.problem.severity == Severity::Error; });
}

Result<documents::ImportOptions> options_of(std::string_view map) {
    documents::ImportOptions options;
    Result<documents::ImportMap> read = documents::read_import_map(map);
    if (!read) return tl::unexpected(read.error());
    options.map = std::move(*read);
    return options;
}

}  // namespace

bool EntriesRead::refused() const {
    return sheet.refused() || has_error(matched.problems);
}

std::vector<documents::SheetProblem> EntriesRead::problems() const {
    std::vector<documents::SheetProblem> all = sheet.problems;
    all.insert(all.end(), matched.problems.begin(), matched.problems.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    return all;
}

Result<EntriesRead> read_entries(const documents::Workbook& workbook, const documents::ImportOptions& options,
                                 const Contest& contest) {
    Result<documents::SheetImport> sheet =
        documents::import_entries(workbook, options, documents::import_context(*contest.definition));
    if (!sheet) return tl::unexpected(sheet.error());
    EntriesRead read{std::move(*sheet), {}};
    read.matched = documents::match_rows(read.sheet, documents::existing_rows(contest), options.map.key);
    return read;
}

Result<documents::ScoreSheet> read_scores(const documents::Workbook& workbook,
                                          const documents::ImportOptions& options, const StageId& stage_id,
                                          const Contest& contest) {
    const Stage* stage = contest.definition->stage(stage_id);
    if (stage == nullptr) return refuse("not_found", {{"what", "@noun.stage"}, {"id", stage_id.text}});
    return documents::import_scores(
        workbook, options, {*stage, contest.definition->divisions, documents::score_entries(contest)});
}

Result<commands::EntryImport> read_entries_text(std::string_view sheet, std::string_view map,
                                                const std::string& source, const Contest& contest) {
    const Result<documents::Workbook> workbook = documents::read_workbook_bytes(sheet);
    if (!workbook) return tl::unexpected(workbook.error());
    const Result<documents::ImportOptions> options = options_of(map);
    if (!options) return tl::unexpected(options.error());
    const Result<EntriesRead> read = read_entries(*workbook, *options, contest);
    if (!read) return tl::unexpected(read.error());
    if (read->refused()) return tl::unexpected(read->problems().front().problem.what);
    return documents::import_command(read->sheet, source);
}

Result<commands::ScoreImport> read_scores_text(std::string_view sheet, std::string_view map,
                                               const std::string& source, const StageId& stage,
                                               const Contest& contest) {
    const Result<documents::Workbook> workbook = documents::read_workbook_bytes(sheet);
    if (!workbook) return tl::unexpected(workbook.error());
    const Result<documents::ImportOptions> options = options_of(map);
    if (!options) return tl::unexpected(options.error());
    const Result<documents::ScoreSheet> read = read_scores(*workbook, *options, stage, contest);
    if (!read) return tl::unexpected(read.error());
    if (read->refused()) return tl::unexpected(read->problems.front().problem.what);
    return documents::score_command(*read, stage, source);
}

}  // namespace sandau::cli
