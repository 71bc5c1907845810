#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "cli/commands.h"
#include "cli/contest_access.h"
#include "cli/date_time.h"
#include "cli/waiting.h"
#include "devices/devices.h"
#include "scoring/command_payloads.h"

namespace sandau::cli {

namespace {

constexpr std::chrono::milliseconds look_each{400};

struct AssignOptions {
    std::string file, device, field, role, name, spec, address, wait = "30s", shortest_lap = "0s";
    int channel = 0;
    int lane = 1;
};

/// What fired after `since`: the first that did.
const DeviceRecord* fired_since(const Contest& contest, Seq since) {
    const DeviceRecord* first = nullptr;
    for (const DeviceRecord& event : contest.table<DeviceRecord>()) {
        if (contest.version(event.object()) <= since || event.channel < 1) continue;
        if (first == nullptr || event.at.wall < first->at.wall) first = &event;
    }
    return first;
}

/// Waits until somebody breaks a beam. The trials themselves wait for nobody afterwards.
Result<ChannelUse> hear(ContestAccess& access, const Console& console, const AssignOptions& options,
                        DeviceId& device) {
    const Result<std::int64_t> wait_ms = read_duration_ms(options.wait);
    if (!wait_ms) return tl::unexpected(wait_ms.error());
    if (!access.is_live()) return refuse("device.no_host", {{"file", options.file}});
    const Result<std::shared_ptr<const Contest>> before = access.contest();
    if (!before) return tl::unexpected(before.error());
    console.message(
        console.in("Ngắt tia (hoặc bấm nút) ngay bây giờ…", "Break the beam (or press the button) now…"));
    for (std::int64_t waited_ms = 0; waited_ms < *wait_ms; waited_ms += look_each.count()) {
        if (wait_or_interrupted(look_each)) break;
        const Result<std::shared_ptr<const Contest>> now = access.contest();
        if (!now) return tl::unexpected(now.error());
        const DeviceRecord* fired = fired_since(**now, (*before)->seq);
        if (fired == nullptr) continue;
        device = fired->device;
        for (const DeviceRecord& event : (*now)->table<DeviceRecord>()) {
            const bool is_trial = (*now)->version(event.object()) > (*before)->seq &&
                                  event.device == device && event.channel == fired->channel &&
                                  event.place == EventPlace::Inbox;
            if (!is_trial) continue;
            commands::EventAdopt trial;
            trial.event = event.id;
            trial.reason = "event.tried";
            if (const Result<Answer> done = access.ask(trial); !done) return tl::unexpected(done.error());
        }
        return ChannelUse{fired->channel, FieldId(), ChannelRole::Unused, 1};
    }
    return refuse("device.nothing_fired", {{"time", options.wait}});
}

Result<Json> assign(const Console& console, const AssignOptions& options, ChannelRole role) {
    const Result<std::int64_t> lap_ms = read_duration_ms(options.shortest_lap);
    if (!lap_ms) return tl::unexpected(lap_ms.error());
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return tl::unexpected(access.error());
    Device device;
    device.id = DeviceId(options.device);
    ChannelUse use{options.channel, FieldId(), ChannelRole::Unused, 1};
    if (options.device.empty() || options.channel == 0) {
        const Result<ChannelUse> heard = hear(*access, console, options, device.id);
        if (!heard) return tl::unexpected(heard.error());
        use.channel = heard->channel;
    }
    use.field = FieldId(options.field);
    use.role = role;
    use.lane = options.lane;
    use.shortest_lap_ms = *lap_ms;
    const Result<std::shared_ptr<const Contest>> contest = access->contest();
    if (!contest) return tl::unexpected(contest.error());
    if (const Device* known = (*contest)->table<Device>().find(device.id.text)) device = *known;
    for (const auto& [given, kept] :
         {std::pair{&options.name, &device.name}, std::pair{&options.spec, &device.spec},
          std::pair{&options.address, &device.address}})
        if (!given->empty()) *kept = *given;
    if (!options.spec.empty()) device.spec = devices::stable_spec(options.spec);
    // A channel has one role on a field, and takes it from the device's channel that had it.
    std::erase_if(device.channels, [&](const ChannelUse& known) {
        return known.field == use.field && (known.channel == use.channel || known.role == use.role);
    });
    if (role != ChannelRole::Unused) device.channels.push_back(use);
    if (const Result<Answer> done = access->ask(commands::DeviceAssign{device}); !done)
        return tl::unexpected(done.error());
    Json answer;
    answer.set("device", device.id.text)
        .set("channel", static_cast<std::int64_t>(use.channel))
        .set("field", use.field.text)
        .set("role", word_of(use.role))
        .set("lane", static_cast<std::int64_t>(use.lane));
    return answer;
}

Exit run_assign(const Console& console, const AssignOptions& options) {
    catch_interrupts();
    const std::optional<ChannelRole> role = from_word<ChannelRole>(options.role);
    if (!role) {
        console.message(
            console.in("Vai trò không có: dùng start, finish, split, zone, scale, button, stop, unused",
                       "No such role: use start, finish, split, zone, scale, button, stop, unused"));
        return Exit::UsageWrong;
    }
    const Result<Json> done = assign(console, options, *role);
    if (!done) return console.refused(done.error());
    console.answer(*done);
    return Exit::Done;
}

}  // namespace

void add_assign_command(Program& program) {
    const Console& console = program.console;
    auto options = std::make_shared<AssignOptions>();
    CLI::App& command =
        program.command("assign", "Gán kênh của cổng đo cho sân, bằng cách ngắt tia hoặc nói rõ kênh",
                        "Gives a gate's channel its field and role, by breaking the beam or by name",
                        [options, &console] { return run_assign(console, *options); });
    command
        .add_option("FILE", options->file,
                    console.in("tệp cuộc thi, TEN.sandau", "the contest file, NAME.sandau"))
        ->required();
    command.add_option("--field", options->field, console.in("sân, ví dụ F1", "the field, e.g. F1"))
        ->required();
    command
        .add_option("--role", options->role, "start | finish | split | zone | scale | button | stop | unused")
        ->required();
    command.add_option("--lane", options->lane, console.in("làn của đường đua", "lane of the track"))
        ->check(CLI::Range(1, 99));
    command.add_option(
        "--device", options->device,
        console.in("mã thiết bị; bỏ trống thì chờ ngắt tia", "the device's id; else a beam is awaited"));
    command.add_option("--channel", options->channel, console.in("kênh, từ 1", "the channel, from 1"))
        ->check(CLI::Range(1, 32));
    command.add_option("--wait", options->wait,
                       console.in("chờ ngắt tia tối đa", "how long a beam is awaited"));
    command.add_option("--shortest-lap", options->shortest_lap,
                       console.in("ngắt lại sớm hơn thì bị chặn", "a beam broken again sooner is held back"));
    command.add_option("--name", options->name, console.in("tên dễ nhớ", "a name to remember"));
    command.add_option("--spec", options->spec,
                       console.in("cách nối, để lần sau tự mở", "how to open it next time"));
    command.add_option("--address", options->address,
                       console.in("chỉ nghe từ địa chỉ mạng này", "heard from this network address only"));
}

}  // namespace sandau::cli
