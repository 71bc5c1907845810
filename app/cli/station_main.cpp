#include <CLI/CLI.hpp>
#include <QApplication>
#include <QStandardPaths>
#include <QTimer>
#include <optional>
#include <string>

#include "cli/station_opening.h"
#include "cli/version.h"
#include "cli/waiting.h"
#include "devices/boot_clock.h"
#include "scoring/presets.h"
#include "station/station.h"

namespace {

using namespace sandau;

struct StationCommand {
    std::string file, language, directory, join;
    std::vector<std::string> listen;
    cli::TlsChoice tls;
    bool demo = false;
    std::uint32_t speed = 1;
};

std::filesystem::path folder(QStandardPaths::StandardLocation location) {
    return QStandardPaths::writableLocation(location).toStdString();
}

int run(QApplication& application, const StationCommand& command, const cli::Console& console) {
    cli::demo::DemoOptions demo;
    demo.directory = command.directory.empty() ? folder(QStandardPaths::AppDataLocation) / "demo"
                                               : std::filesystem::path(command.directory);
    demo.speed = command.speed;
    demo.with_people = true;
    cli::HostingOptions hosting;
    hosting.listen = command.listen;
    // Judges' tablets, screens and phones come by the hall's network; any port will do.
    if (command.listen.empty()) {
        hosting.listen = {"0.0.0.0:8080", "0.0.0.0:0"};
        hosting.one_is_enough = true;
    }
    hosting.tls = command.tls;
    hosting.stations_may_ask = true;
    demo.listen = hosting.listen;
    demo.tls = command.tls;
    demo.stations_may_ask = true;
    const cli::SeatKeys seats(folder(QStandardPaths::AppConfigLocation) / "seats.json");
    cli::StationOpening opening(console, hosting, demo, seats);
    station::StationOptions options;
    options.open_contest = [&](const station::OpenRequest& request) { return opening.open(request); };
    options.join = [&](const std::string& address, const std::string& name) {
        return opening.join(address, name);
    };
    options.join_at_start = command.join;
    options.last_joined = [&] { return seats.last(); };
    for (const Preset& preset : presets()) options.presets.push_back({std::string(preset.id), preset.name});
    options.now = devices::now_instant;
    options.open_at_start = command.file;
    options.settings_file = folder(QStandardPaths::AppConfigLocation) / "station.ini";
    if (command.language == "vi") options.language = Language::Vietnamese;
    if (command.language == "en") options.language = Language::English;
    // Asked to end from outside (Ctrl+C, the session's end), the window closes as if by hand.
    QTimer interrupts;
    QObject::connect(&interrupts, &QTimer::timeout, &application, [] {
        if (cli::wait_or_interrupted(std::chrono::milliseconds(0))) QApplication::quit();
    });
    interrupts.start(250);
    if (command.demo) {
        const Result<std::filesystem::path> started = opening.start_demo();
        if (!started) return static_cast<int>(console.refused(started.error()));
        options.open_at_start = *started;
        options.now = opening.demo_clock();
    }
    return station::run_station(application, std::move(options));
}

}  // namespace

int main(int argc, char** argv) {
    const cli::Console console(cli::language_of(argc, argv));
    StationCommand command;
    CLI::App app(console.in("Sàn Đấu: bàn điều hành của giám khảo.", "Sandau: the judges' station."),
                 "sandau-station");
    app.set_version_flag("--version", std::string("sandau-station ") + cli::version);
    app.set_help_flag("-h,--help", console.in("In hướng dẫn này", "Prints this help"));
    app.add_option("FILE", command.file, console.in("tệp cuộc thi để mở", "the contest file to open"));
    app.add_option("--join", command.join,
                   console.in("ghép vào máy chủ của cuộc thi, ví dụ http://192.168.1.20:8080",
                              "joins the host of a contest, like http://192.168.1.20:8080"))
        ->excludes("FILE");
    app.add_option("--lang", command.language, "vi, en")->check(CLI::IsMember({"vi", "en"}));
    app.add_option("--listen", command.listen,
                   console.in("ĐỊA_CHỈ:CỔNG của trang web; mặc định: mọi mạng của máy này",
                              "ADDRESS:PORT of the web pages; all networks of this machine unless said"))
        ->take_all();
    cli::add_tls_options(app, command.tls, console);
    app.add_flag(
        "--demo", command.demo,
        console.in("cuộc thi trình diễn trên thiết bị giả lập", "the demo contest on simulated devices"));
    app.add_option("--speed", command.speed,
                   console.in("trình diễn nhanh gấp 1 đến 100", "the demo 1 to 100 times as fast"))
        ->check(CLI::Range(1u, 100u));
    app.add_option("--dir", command.directory,
                   console.in("thư mục cho tệp trình diễn", "the folder of the demo's file"));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(cli::Exit::UsageWrong);
    }
    QApplication::setApplicationName("sandau");
    QApplication application(argc, argv);
    return run(application, command, console);
}
