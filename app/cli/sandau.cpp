#include "cli/sandau.h"

#include <fmt/format.h>

#include <exception>
#include <string>

#include "cli/commands.h"
#include "cli/usage.h"
#include "cli/version.h"
#include "db/digest.h"

namespace sandau::cli {

CLI::App& Program::command(const char* name, const char* vi, const char* en, std::function<Exit()> run) {
    CLI::App* made = app.add_subcommand(name, console.in(vi, en));
    if (run) made->callback([this, run = std::move(run)] { exit = run(); });
    return *made;
}

int run_sandau(int argc, char** argv) {
    const Console console(language_of(argc, argv));
    CLI::App app(console.in("Sàn Đấu: điều hành cuộc thi Robocon và sáng tạo, từ đăng ký đến trao giải.",
                            "Sandau runs a Robocon or creativity contest, from registration to the awards."),
                 "sandau");
    app.set_version_flag("--version", fmt::format("sandau {} (SQLite {})", version, sqlite_version()),
                         console.in("In phiên bản", "Prints the version"));
    app.set_help_flag("-h,--help", console.in("In hướng dẫn này", "Prints this help"));
    std::string language;
    app.add_option("--lang", language, console.in("ngôn ngữ: vi, en", "the language: vi, en"))
        ->check(CLI::IsMember({"vi", "en"}));
    app.require_subcommand(1);
    app.fallthrough();
    Program program{app, console, Exit::Done};
    add_rules_commands(program);
    add_pairing_commands(program);
    add_file_commands(program);
    add_sheet_commands(program);
    add_contest_commands(program);
    add_draw_command(program);
    add_assign_command(program);
    add_attach_command(program);
    add_host_commands(program);
    speak_in_help(app, console);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : static_cast<int>(Exit::UsageWrong);
    } catch (const std::exception& failure) {
        console.message(failure.what());
        return static_cast<int>(Exit::HostFailed);
    }
    std::fflush(stdout);
    return static_cast<int>(program.exit);
}

}  // namespace sandau::cli
