#include "cli/device_table.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <string_view>

#include "cli/contest_access.h"
#include "cli/waiting.h"
#include "devices/devices.h"
#include "devices/diagnosis.h"
#include "devices/probe.h"

namespace sandau::cli {

namespace {

constexpr std::chrono::milliseconds look_step{100};
constexpr int look_steps = 40;

Json link_json(const devices::LinkStatus& link) {
    Json json;
    json.set("spec", link.spec).set("state", devices::link_state_code(link.state));
    if (!link.peer.empty()) json.set("peer", link.peer);
    if (!link.trouble.empty()) json.set("trouble", link.trouble);
    json.set("driver", link.driver).set("probes", to_json(link.probes));
    json.set("device", link.device.text)
        .set("model", link.model)
        .set("firmware", link.firmware)
        .set("boot", link.boot);
    json.set("bytes", static_cast<std::int64_t>(link.bytes))
        .set("frames", static_cast<std::int64_t>(link.frames));
    json.set("events", static_cast<std::int64_t>(link.events))
        .set("heartbeats", static_cast<std::int64_t>(link.heartbeats));
    json.set("rate_ppb", link.clock.rate_ppb).set("bound_ns", link.clock.bound.ns);
    Json dropped{Json::Object{}};
    for (const auto& [reason, count] : link.dropped) dropped.set(reason, static_cast<std::int64_t>(count));
    json.set("dropped", std::move(dropped)).set("last_lines", to_json(link.last_lines));
    return json;
}

std::string link_text(const Console& console, const devices::LinkStatus& link) {
    std::string text = fmt::format("{}  {}", link.spec, devices::link_state_code(link.state));
    if (!link.device.empty())
        text += fmt::format("  {} {} {} boot {}", link.device.text, link.model, link.firmware, link.boot);
    if (!link.trouble.empty()) text += "  " + link.trouble;
    text += fmt::format("\n    {} {}, {} {}, {} {}", link.bytes, console.in("byte", "bytes"), link.frames,
                        console.in("khung", "frames"), link.events, console.in("sự kiện", "events"));
    if (link.clock.bound.ns > 0)
        text += fmt::format(", ±{:.3f} ms, {:+.1f} ppm", static_cast<double>(link.clock.bound.ns) / 1e6,
                            static_cast<double>(link.clock.rate_ppb) / 1e3);
    for (const auto& [reason, count] : link.dropped)
        text += fmt::format("\n    {} {}: {}", console.in("bỏ", "dropped"), count,
                            console.sentence({"device.dropped_" + reason, {}, {}}));
    for (const std::string& probe : link.probes)
        text += fmt::format("\n    {} {}", console.in("đã hỏi", "asked"), probe);
    for (const std::string& line : link.last_lines) text += "\n    > " + line;
    for (const devices::Advice& advice : devices::advice_for(link))
        text += "\n    ! " + console.sentence(Refusal{advice.code, advice.arguments, {}});
    return text;
}

/// Asks a port what is on it, and says so. The spec that was understood; empty where nothing was.
std::string find_what_speaks(const Console& console, const std::string& port, bool as_json) {
    std::size_t told = 0;
    const auto tell_until = [&](const std::vector<devices::Tried>& tried, std::size_t end) {
        for (; told < end && !as_json; ++told)
            console.line(fmt::format("    {} {}: {} {}", console.in("đã thử", "tried"), tried[told].spec,
                                     tried[told].bytes, console.in("byte", "bytes")));
    };
    const devices::Probed probed =
        devices::probe_port(port, [&](Duration step, const std::vector<devices::Tried>& so_far) {
            tell_until(so_far, so_far.size() - 1);
            return !wait_or_interrupted(std::chrono::milliseconds(step.floor_ms()));
        });
    if (as_json) return probed.spec;
    tell_until(probed.tried, probed.tried.size() - (probed.spec.empty() ? 0 : 1));
    const char* nothing = console.in("không nhận ra gì", "nothing was understood");
    console.line("    " + (probed.spec.empty() ? std::string(nothing) : "--device '" + probed.spec + "'"));
    return probed.spec;
}

/// What the system lists. With a probe: those that were named without saying what speaks there, if any.
std::vector<devices::PortInfo> ports_of(std::vector<std::string>& specs, Probe probe) {
    std::vector<devices::PortInfo> ports = devices::list_ports();
    if (probe == Probe::Nothing) return ports;
    constexpr std::string_view serial = "serial:";
    std::vector<devices::PortInfo> named;
    std::erase_if(specs, [&](const std::string& spec) {
        if (!spec.starts_with(serial) || spec.find('?') != std::string::npos) return false;
        devices::PortInfo port;
        port.path = spec.substr(serial.size());
        for (const devices::PortInfo& known : ports)
            if (known.path == port.path) port = known;
        named.push_back(std::move(port));
        return true;
    });
    return named.empty() ? ports : named;
}

Json show_port(const Console& console, const devices::PortInfo& port, Probe probe, bool as_json) {
    const devices::PortTrouble trouble = devices::port_trouble(port.path);
    if (!as_json) {
        console.line(
            fmt::format("{}  {} {}  {}", port.path, port.description, port.manufacturer, port.usb_serial));
        for (const devices::Advice& advice : devices::advice_for(trouble))
            console.line("    ! " + console.sentence(Refusal{advice.code, advice.arguments, {}}));
    }
    Json one;
    one.set("path", port.path).set("description", port.description).set("manufacturer", port.manufacturer);
    one.set("usb_serial", port.usb_serial).set("held_by", trouble.held_by);
    if (trouble.latency_ms) one.set("latency_ms", *trouble.latency_ms);
    if (probe == Probe::Ports && trouble.held_by.empty())
        one.set("speaks", find_what_speaks(console, port.path, as_json));
    return one;
}

}  // namespace

Exit print_devices(const Console& console, const std::string& file, const std::vector<std::string>& named,
                   Probe probe, bool as_json) {
    std::vector<std::string> specs = named;
    if (!file.empty()) {
        const Result<std::shared_ptr<const Contest>> contest = look_into(file);
        if (!contest) return console.refused(contest.error());
        for (const Device& device : (*contest)->table<Device>())
            if (!device.spec.empty()) specs.push_back(device.spec);
    }
    Json ports{Json::Array{}};
    for (const devices::PortInfo& port : ports_of(specs, probe))
        ports.push_back(show_port(console, port, probe, as_json));
    if (ports.as_array()->empty() && !as_json)
        console.line(console.in("Không thấy cổng nối tiếp nào. Cắm thiết bị rồi thử lại.",
                                "No serial port found. Plug the device in and try again."));
    devices::Devices devices({}, {[](const devices::Delivery&) {}, {}});
    Exit exit = Exit::Done;
    for (const std::string& spec : specs)
        if (const Result<void> opened = devices.open(spec); !opened) exit = console.refused(opened.error());
    const auto all_live = [&] {
        for (const devices::LinkStatus& link : devices.status())
            if (link.state != devices::LinkState::Live && link.state != devices::LinkState::Listening)
                return false;
        return true;
    };
    for (int step = 0; !specs.empty() && step < look_steps && !all_live(); ++step)
        if (wait_or_interrupted(look_step)) break;
    Json links{Json::Array{}};
    for (const devices::LinkStatus& link : devices.status()) {
        if (as_json) {
            links.push_back(link_json(link));
        } else {
            console.line(link_text(console, link));
        }
    }
    if (as_json) {
        Json json;
        json.set("ports", std::move(ports)).set("links", std::move(links));
        console.answer(json);
    }
    return exit;
}

std::string field_sim_line(const devices::FieldSimNews& news) {
    static constexpr std::array<const char*, 6> words{"ready",      "start", "finish",
                                                      "unfinished", "stray", "done"};
    Json json;
    json.set("what", words.at(static_cast<std::size_t>(news.what)))
        .set("field", static_cast<std::int64_t>(news.field));
    if (news.run > 0) json.set("run", static_cast<std::int64_t>(news.run));
    if (!news.spec.empty()) json.set("spec", news.spec).set("device", news.device.text);
    if (news.what == devices::FieldSimWhat::Finish) {
        json.set("time_ms", news.time.floor_ms());
        if (news.lane > 1) json.set("lane", static_cast<std::int64_t>(news.lane));
    }
    return write_json(json);
}

}  // namespace sandau::cli
