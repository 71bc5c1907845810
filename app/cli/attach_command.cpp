#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/contest_access.h"
#include "db/file_folder.h"
#include "scoring/command_payloads.h"

namespace sandau::cli {

namespace {

struct AttachOptions {
    std::string file, entry, document, person;
    std::vector<std::string> paths;
    bool anonymous = false;
};

Result<std::string> attach(ContestAccess& access, const AttachOptions& options, const std::string& path) {
    std::error_code error;
    // What is too large is not read at all.
    if (std::filesystem::file_size(path, error) > FileFolder::file_bytes_max && !error)
        return refuse("files.too_large", {{"max_mb", std::to_string(FileFolder::file_bytes_max >> 20)}});
    const Result<std::string> bytes = read_input(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const Result<std::string> sha256 = access.keep_file(*bytes);
    if (!sha256) return sha256;
    const std::string name = std::filesystem::path(path).filename().string();
    const Result<Answer> answer =
        access.ask(commands::EntryAttach{EntryId(options.entry), *sha256, name, options.anonymous,
                                         options.document, PersonId(options.person)});
    if (!answer) return tl::unexpected(answer.error());
    const Json* number = answer->result.find("number");
    return fmt::format("{} {} {}", options.entry, number != nullptr ? write_json(*number) : "", name);
}

/// One after the other: what was attached stays where a later one is refused.
Exit run_attach(const Console& console, const AttachOptions& options) {
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    Exit exit = Exit::Done;
    for (const std::string& path : options.paths) {
        const Result<std::string> attached = attach(*access, options, path);
        if (attached) {
            console.line(*attached);
        } else {
            console.message(path);
            exit = console.refused(attached.error());
        }
    }
    return exit;
}

}  // namespace

void add_attach_command(Program& program) {
    const Console& console = program.console;
    auto options = std::make_shared<AttachOptions>();
    CLI::App& command =
        program.command("attach", "Đính kèm ảnh và tài liệu (JPEG, PNG, WebP, PDF) vào một hồ sơ",
                        "Attaches photos and documents (JPEG, PNG, WebP, PDF) to an entry",
                        [options, &console] { return run_attach(console, *options); });
    command
        .add_option("FILE", options->file,
                    console.in("tệp cuộc thi, TEN.sandau", "the contest file, NAME.sandau"))
        ->required();
    command
        .add_option("ENTRY", options->entry, console.in("mã hồ sơ, ví dụ T001", "the entry's id, e.g. T001"))
        ->required();
    command.add_option("PATH", options->paths, console.in("ảnh hoặc tệp PDF", "photos or PDF files"))
        ->required();
    command.add_option(
        "--document", options->document,
        console.in("là giấy tờ nào mà thể lệ yêu cầu", "which document the rules ask for it is"));
    command.add_option("--person", options->person,
                       console.in("của tác giả nào, ví dụ P0001", "whose it is, e.g. P0001"));
    command.add_flag("--anonymous", options->anonymous,
                     console.in("không lộ tác giả: vòng chấm ẩn danh cũng được xem",
                                "tells nothing of its authors: a blind stage shows it too"));
}

}  // namespace sandau::cli
