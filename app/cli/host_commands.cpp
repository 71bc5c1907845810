#include <fmt/format.h>

#include <QCoreApplication>
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "cli/commands.h"
#include "cli/date_time.h"
#include "cli/demo/demo.h"
#include "cli/device_table.h"
#include "cli/hosting.h"
#include "cli/waiting.h"
#include "devices/simulator/field_sim.h"
#include "server/tls.h"

namespace sandau::cli {

namespace {

/// Serial ports need one; it needs no display.
class QtCore {
public:
    QtCore() {
        if (QCoreApplication::instance() == nullptr)
            application_ = std::make_unique<QCoreApplication>(count_, arguments_);
    }

private:
    int count_ = 1;
    char name_[7] = "sandau";
    char* arguments_[2] = {name_, nullptr};
    std::unique_ptr<QCoreApplication> application_;
};

struct ServeOptions {
    std::string file, record;
    std::vector<std::string> listen, devices;
    TlsChoice tls;
};

Exit serve(const Console& console, const ServeOptions& options) {
    catch_interrupts();
    const QtCore qt;
    HostingOptions hosting_options;
    if (!options.listen.empty()) hosting_options.listen = options.listen;
    hosting_options.devices = options.devices;
    hosting_options.record_directory =
        options.record.empty() ? recordings_of(options.file) : std::filesystem::path(options.record);
    hosting_options.tls = options.tls;
    const Result<std::unique_ptr<Hosting>> hosting = Hosting::open(options.file, hosting_options);
    if (!hosting) return console.refused(hosting.error());
    for (const Refusal& trouble : (*hosting)->troubles()) console.message(console.sentence(trouble));
    for (const std::string& address : (*hosting)->reachable_addresses()) console.line(address);
    if (const std::optional<server::TlsFiles>& tls = (*hosting)->tls())
        console.message(
            console.in("Dấu vân tay của chứng chỉ (SHA-256): ", "The certificate's fingerprint (SHA-256): ") +
            server::fingerprint_of(tls->certificate));
    std::fflush(stdout);
    while (!wait_or_interrupted(std::chrono::minutes(1))) {
    }
    return Exit::Done;
}

Exit list_devices(const Console& console, const std::string& file, const std::vector<std::string>& specs,
                  bool probe, bool as_json) {
    const QtCore qt;
    return print_devices(console, file, specs, probe ? Probe::Ports : Probe::Nothing, as_json);
}

struct SimOptions {
    devices::FieldSimOptions sim;
    std::string driver = "flp";
    std::string fastest = "25s", slowest = "75s", pause = "20s", delay = "0ms", unplug = "0s", reboot = "0s",
                wrap = "0s", line = "steady";
};

/// What the simulated devices speak, checked as a device's spec is.
Result<devices::DeviceSpec> spoken_by(const SimOptions& options) {
    if (options.driver == "modbus") return devices::parse_device_spec("modbus:127.0.0.1:502?map=-");
    const std::string profile = options.sim.profile.empty() ? "" : "&profile=" + options.sim.profile;
    const std::string rules = options.driver == "text" ? "&rules=-" : "";
    return devices::parse_device_spec("tcp:127.0.0.1:1?driver=" + options.driver + profile + rules);
}

Exit field_sim(const Console& console, SimOptions& options) {
    catch_interrupts();
    const std::pair<const std::string*, Duration*> durations[] = {
        {&options.fastest, &options.sim.fastest},
        {&options.slowest, &options.sim.slowest},
        {&options.pause, &options.sim.pause},
        {&options.delay, &options.sim.faults.delay_max},
        {&options.unplug, &options.sim.faults.unplug_every},
        {&options.reboot, &options.sim.faults.reboot_every},
        {&options.wrap, &options.sim.wrap_after}};
    for (const auto& [text, duration] : durations) {
        const Result<std::int64_t> read = read_duration_ms(*text);
        if (!read) return console.refused(read.error());
        *duration = milliseconds(*read);
    }
    const Result<devices::DeviceSpec> spoken = spoken_by(options);
    if (!spoken) return console.refused(spoken.error());
    options.sim.driver = spoken->driver;
    const std::optional<devices::LineModel> line = devices::line_model(options.line);
    if (!line) {
        return console.refused({"device.spec_sim",
                                {{"spec", "field-sim"},
                                 {"option", "--line " + options.line},
                                 {"right", devices::line_model_names()}},
                                {}});
    }
    options.sim.faults.line = *line;
    std::atomic<bool> stop = false;
    std::atomic<bool> over = false;
    std::thread watcher([&] {
        while (!over && !stop)
            if (wait_or_interrupted(std::chrono::milliseconds(200))) stop = true;
    });
    const Result<void> played = devices::run_field_sim(
        options.sim,
        [&](const devices::FieldSimNews& news) {
            console.line(field_sim_line(news));
            std::fflush(stdout);
        },
        stop);
    over = true;
    watcher.join();
    return played ? Exit::Done : console.refused(played.error());
}

struct DemoCommand {
    demo::DemoOptions demo;
    std::string directory = "sandau-demo";
    std::vector<std::string> listen;
    bool keep = false;
};

Exit play_demo(const Console& console, DemoCommand& options) {
    catch_interrupts();
    const QtCore qt;
    options.demo.directory = options.directory;
    if (!options.listen.empty()) options.demo.listen = options.listen;
    const Result<std::unique_ptr<demo::Demo>> prepared = demo::Demo::prepare(options.demo, console);
    if (!prepared) return console.refused(prepared.error());
    demo::Demo& demo = **prepared;
    for (const std::string& address : demo.hosting().reachable_addresses())
        console.line(fmt::format("{}: {}", console.in("Xem tại", "Watch it at"), address));
    std::fflush(stdout);
    std::atomic<bool> stop = false;
    if (const Result<void> played = demo.play(stop); !played) return console.refused(played.error());
    if (wait_or_interrupted(std::chrono::milliseconds(0))) return Exit::Done;
    if (const Result<void> awarded = demo.award(); !awarded) return console.refused(awarded.error());
    std::fflush(stdout);
    if (!options.keep) return Exit::Done;
    console.line(console.in("Vẫn mở cho xem; Ctrl+C để kết thúc.", "Still open to look at; Ctrl+C ends it."));
    std::fflush(stdout);
    while (!wait_or_interrupted(std::chrono::minutes(1))) {
    }
    return Exit::Done;
}

void add_field_sim(Program& program) {
    const Console& console = program.console;
    auto options = std::make_shared<SimOptions>();
    CLI::App& command = program.command("field-sim", "Sân thi đấu giả lập: cổng hồng ngoại trên cổng thật",
                                        "A simulated field: gates on real ports",
                                        [options, &console] { return field_sim(console, *options); });
    command.add_option("--fields", options->sim.fields, console.in("số sân", "how many fields"));
    command.add_option(
        "--link", options->sim.link,
        "pty:/tmp/sandau-field-{} | tcp-listen:127.0.0.1:7001 | tcp:HOST:PORT | udp:HOST:PORT");
    command.add_option("--driver", options->driver,
                       "flp | alge | tag-heuer | ukmars | derby | text | modbus");
    command.add_option("--profile", options->sim.profile,
                       console.in("loại đồng hồ derby", "the make of a derby timer"));
    command.add_option("--lanes", options->sim.lanes,
                       console.in("số làn thi song song", "lanes raced beside each other"));
    command.add_option("--seed", options->sim.seed, console.in("số gieo", "the seed"));
    command.add_option("--runs", options->sim.runs,
                       console.in("số lượt mỗi sân; 0: đến khi dừng", "runs a field; 0: until stopped"));
    command.add_option("--fastest", options->fastest, console.in("lượt nhanh nhất", "the fastest run"));
    command.add_option("--slowest", options->slowest, console.in("lượt chậm nhất", "the slowest run"));
    command.add_option("--pause", options->pause, console.in("nghỉ giữa hai lượt", "between two runs"));
    command.add_option("--unfinished", options->sim.unfinished_per_mille,
                       console.in("phần nghìn lượt không về đích", "runs without a finish, per mille"));
    command.add_option("--stray", options->sim.stray_per_mille,
                       console.in("phần nghìn lần ngắt lạc", "stray finishes, per mille"));
    command.add_option("--speed", options->sim.speed, console.in("nhanh gấp", "times real time"));
    command.add_option("--drift", options->sim.faults.drift_ppm,
                       console.in("sai tốc độ đồng hồ, ppm", "clock drift, ppm"));
    command.add_option("--loss", options->sim.faults.loss_per_mille,
                       console.in("mất dòng, phần nghìn", "lines lost, per mille"));
    command.add_option("--duplicates", options->sim.faults.duplicate_per_mille,
                       console.in("lặp dòng, phần nghìn", "lines twice, per mille"));
    command.add_option("--reorder", options->sim.faults.reorder_per_mille,
                       console.in("đảo dòng, phần nghìn", "lines overtaken, per mille"));
    command.add_option("--garbage", options->sim.faults.garbage_per_mille,
                       console.in("nhiễu, phần nghìn", "noise, per mille"));
    command.add_option("--delay", options->delay, console.in("trễ tới", "delay up to"));
    command.add_option("--line", options->line, devices::line_model_names());
    command.add_option("--wrap", options->wrap,
                       console.in("bộ đếm quay vòng sau khi khởi động", "the counter wraps after a boot by"));
    command.add_option("--unplug", options->unplug, console.in("rút cáp mỗi", "unplugged every"));
    command.add_option("--reboot", options->reboot, console.in("khởi động lại mỗi", "reboots every"));
}

}  // namespace

void add_host_commands(Program& program) {
    const Console& console = program.console;
    const char* file_help = console.in("tệp cuộc thi, TEN.sandau", "the contest file, NAME.sandau");
    const char* sim_help = console.in("sim:gate?seed=7&loss=20 (tùy chọn như của field-sim), …",
                                      "sim:gate?seed=7&loss=20 (options as of field-sim), …");
    const char* listen_help =
        console.in("ĐỊA_CHỈ:CỔNG; mặc định chỉ máy này", "ADDRESS:PORT; this machine only unless said");
    {
        auto options = std::make_shared<ServeOptions>();
        CLI::App& command = program.command("serve", "Chạy cuộc thi: web, thiết bị, nhật ký",
                                            "Hosts the contest: web, devices, journal",
                                            [options, &console] { return serve(console, *options); });
        command.add_option("FILE", options->file, file_help)->required();
        command.add_option("--listen", options->listen, listen_help)->take_all();
        command
            .add_option("--device", options->devices,
                        fmt::format("serial:/dev/ttyACM0?driver=flp, tcp:HOST:PORT?driver=flp, {}", sim_help))
            ->take_all();
        add_tls_options(command, options->tls, console);
        command.add_option(
            "--record", options->record,
            console.in("thư mục ghi mọi byte nhận được; mặc định TEN.recordings cạnh tệp",
                       "folder for every byte received; else NAME.recordings beside the file"));
    }
    {
        auto file = std::make_shared<std::string>();
        auto specs = std::make_shared<std::vector<std::string>>();
        auto as_json = std::make_shared<bool>(false);
        auto probe = std::make_shared<bool>(false);
        CLI::App& command =
            program.command("devices", "Cổng và thiết bị tìm thấy, nhận ra gì, bỏ gì và vì sao",
                            "Ports and links found, what was recognised, what was dropped and why",
                            [=, &console] { return list_devices(console, *file, *specs, *probe, *as_json); });
        command.add_option("FILE", *file, file_help);
        command.add_option("--device", *specs, console.in("thử thiết bị này", "try this one"))->take_all();
        command.add_flag(
            "--probe", *probe,
            console.in("hỏi từng cổng, hoặc chỉ cổng nêu như --device serial:/dev/ttyS0, xem có gì ở đó",
                       "asks each port, or the one named as --device serial:/dev/ttyS0, what is on it"));
        command.add_flag("--json", *as_json, "JSON");
    }
    add_field_sim(program);
    {
        auto options = std::make_shared<DemoCommand>();
        CLI::App& command =
            program.command("demo", "Một cuộc thi cấp tỉnh từ đăng ký đến trao giải, trên thiết bị giả lập",
                            "A province's contest from registration to awards on simulated devices",
                            [options, &console] { return play_demo(console, *options); });
        command.add_option("DIR", options->directory,
                           console.in("thư mục cho tệp cuộc thi", "folder for the contest file"));
        command
            .add_option("--speed", options->demo.speed,
                        console.in("nhanh gấp 1 đến 100", "1 to 100 times real time"))
            ->check(CLI::Range(1u, 100u));
        command.add_option("--seed", options->demo.seed, console.in("số gieo", "the seed"));
        command.add_option(
            "--finalists", options->demo.finalists_max,
            console.in("số đội mỗi bảng, để xem nhanh", "teams of each division, for a short look"));
        command.add_option("--listen", options->listen, listen_help)->take_all();
        command.add_flag("--keep", options->keep,
                         console.in("giữ mở sau trao giải", "stays open after the awards"));
    }
}

}  // namespace sandau::cli
