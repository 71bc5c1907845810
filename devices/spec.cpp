#include "devices/spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "devices/derby_profiles.h"
#include "devices/simulator/sim_options.h"

namespace sandau::devices {

namespace {

struct LinkName {
    LinkKind kind;
    std::string_view name;
    std::string_view right;  ///< an example, for the refusal
};
constexpr std::array link_names = {
    LinkName{LinkKind::Serial, "serial", "serial:/dev/ttyACM0"},
    LinkName{LinkKind::Tcp, "tcp", "tcp:192.168.1.50:7000"},
    LinkName{LinkKind::TcpListen, "tcp-listen", "tcp-listen::7000"},
    LinkName{LinkKind::Udp, "udp", "udp::9700"},
    LinkName{LinkKind::Modbus, "modbus", "modbus:192.168.1.60:502?map=field.json"},
    LinkName{LinkKind::Keyboard, "keyboard", "keyboard:1"},
    LinkName{LinkKind::Replay, "replay", "replay:run7.rec"},
    LinkName{LinkKind::Simulation, "sim", "sim:gate?seed=7"},
};
constexpr std::string_view known_links = "serial, tcp, tcp-listen, udp, modbus, keyboard, replay, sim";

struct DriverName {
    DriverKind kind;
    std::string_view name;
    std::uint32_t baud;  ///< usual
};
constexpr std::array driver_names = {
    DriverName{DriverKind::Flp, "flp", 115200},     DriverName{DriverKind::Derby, "derby", 9600},
    DriverName{DriverKind::Alge, "alge", 9600},     DriverName{DriverKind::TagHeuer, "tag-heuer", 9600},
    DriverName{DriverKind::Ukmars, "ukmars", 9600}, DriverName{DriverKind::Modbus, "modbus", 0},
    DriverName{DriverKind::Text, "text", 9600},     DriverName{DriverKind::Keyboard, "keyboard", 0},
};
constexpr std::string_view known_drivers = "flp, derby, alge, tag-heuer, ukmars, text";
constexpr std::size_t spec_bytes_max = 4096;

const LinkName& name_of(LinkKind kind) {
    for (const LinkName& link : link_names) {
        if (link.kind == kind) return link;
    }
    return link_names.front();
}

template <class Number>
std::optional<Number> whole(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Result<void> read_host_and_port(std::string_view text, const LinkName& link, DeviceSpec& spec) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return refuse("device.spec_address",
                      {{"spec", std::string(text)}, {"right", std::string(link.right)}});
    }
    std::string_view host = text.substr(0, colon);
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    const std::optional<std::uint16_t> port = whole<std::uint16_t>(text.substr(colon + 1));
    if (!port || *port == 0)
        return refuse("device.spec_port", {{"port", std::string(text.substr(colon + 1))}});
    if (host.empty() && (link.kind == LinkKind::Tcp || link.kind == LinkKind::Modbus)) {
        return refuse("device.spec_address",
                      {{"spec", std::string(text)}, {"right", std::string(link.right)}});
    }
    spec.address = host;
    spec.port = *port;
    return {};
}

/// The rates that both Linux and Windows set without tricks.
bool is_usual_baud(std::uint32_t baud) {
    constexpr std::array usual = {1200u,  2400u,   4800u,   9600u,   19200u, 38400u,
                                  57600u, 115200u, 230400u, 460800u, 921600u};
    for (const std::uint32_t rate : usual) {
        if (rate == baud) return true;
    }
    return false;
}

const DriverName& name_of(DriverKind kind) {
    for (const DriverName& driver : driver_names) {
        if (driver.kind == kind) return driver;
    }
    return driver_names.front();
}

bool is_on_a_wire(LinkKind kind) {
    return kind == LinkKind::Serial || kind == LinkKind::Tcp || kind == LinkKind::TcpListen ||
           kind == LinkKind::Udp;
}

std::string known_options(const DeviceSpec& spec) {
    switch (spec.kind) {
        case LinkKind::Serial:
            return "driver, baud, profile, rules";
        case LinkKind::Tcp:
        case LinkKind::TcpListen:
        case LinkKind::Udp:
            return "driver, profile, rules";
        case LinkKind::Modbus:
            return "map";
        case LinkKind::Keyboard:
            return "-";
        case LinkKind::Replay:
            return "speed";
        case LinkKind::Simulation:
            return sim_option_names();
    }
    return {};
}

Result<void> read_driver(std::string_view value, DeviceSpec& spec) {
    for (const DriverName& driver : driver_names) {
        // A Modbus module is a link of its own kind, but can be simulated like any other device.
        const bool is_a_link = driver.kind == DriverKind::Keyboard ||
                               (driver.kind == DriverKind::Modbus && spec.kind != LinkKind::Simulation);
        if (driver.name != value || is_a_link) continue;
        spec.driver = driver.kind;
        return {};
    }
    return refuse("device.spec_driver",
                  {{"driver", std::string(value)}, {"known", std::string(known_drivers)}});
}

Result<void> read_baud(std::string_view value, DeviceSpec& spec) {
    const std::optional<std::uint32_t> baud = whole<std::uint32_t>(value);
    if (!baud || !is_usual_baud(*baud)) return refuse("device.spec_baud", {{"baud", std::string(value)}});
    spec.baud = *baud;
    return {};
}

Result<void> read_option(std::string_view option, DeviceSpec& spec) {
    const std::size_t equals = option.find('=');
    const std::string_view name = option.substr(0, equals);
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
    const bool wired = is_on_a_wire(spec.kind);
    const bool simulated = spec.kind == LinkKind::Simulation;
    if (name == "driver" && (wired || simulated || spec.kind == LinkKind::Replay))
        return read_driver(value, spec);
    if (name == "baud" && spec.kind == LinkKind::Serial) return read_baud(value, spec);
    if (name == "profile" && (wired || simulated)) {
        spec.profile = value;
        if (derby_profile(value) != nullptr) return {};
        return refuse("device.spec_profile",
                      {{"profile", std::string(value)}, {"known", derby_profile_ids()}});
    }
    if ((name == "rules" && wired) || (name == "map" && spec.kind == LinkKind::Modbus)) {
        spec.file = value;
        return {};
    }
    if (simulated) {
        spec.simulation += (spec.simulation.empty() ? "" : "&") + std::string(option);
        return {};
    }
    if (name == "speed" && spec.kind == LinkKind::Replay) {
        const std::optional<std::uint32_t> speed = whole<std::uint32_t>(value);
        if (!speed || *speed > 1000) return refuse("device.spec_speed", {{"speed", std::string(value)}});
        spec.speed = *speed;
        return {};
    }
    return refuse("device.spec_option", {{"option", std::string(name)}, {"known", known_options(spec)}});
}

Result<void> read_options(std::string_view options, DeviceSpec& spec) {
    spec.baud = 0;
    while (!options.empty()) {
        const std::size_t end = options.find('&');
        if (Result<void> read = read_option(options.substr(0, end), spec); !read) return read;
        options = end == std::string_view::npos ? std::string_view() : options.substr(end + 1);
    }
    if (spec.kind == LinkKind::Modbus) spec.driver = DriverKind::Modbus;
    if (spec.kind == LinkKind::Keyboard) spec.driver = DriverKind::Keyboard;
    if (spec.baud == 0) {
        const DerbyProfile* profile = spec.profile.empty() ? nullptr : derby_profile(spec.profile);
        spec.baud = profile != nullptr ? profile->baud : name_of(spec.driver).baud;
    }
    if (spec.kind != LinkKind::Serial) spec.baud = DeviceSpec{}.baud;
    return {};
}

/// Whether the options go with the driver.
Result<void> check(const DeviceSpec& spec) {
    const auto lacks = [](std::string_view option) {
        return refuse("device.spec_needs", {{"option", std::string(option)}});
    };
    if (spec.kind == LinkKind::Simulation) {
        if (spec.driver != DriverKind::Derby && !spec.profile.empty()) return lacks("driver=derby");
        const Result<FieldSimOptions> options = sim_options(spec.simulation, spec.driver, spec.profile);
        if (!options) return tl::unexpected(options.error());
        return {};
    }
    if (spec.driver == DriverKind::Modbus && spec.file.empty()) return lacks("map=field.json");
    if (spec.driver == DriverKind::Text && spec.file.empty()) return lacks("rules=timer.json");
    if (spec.driver != DriverKind::Modbus && spec.driver != DriverKind::Text && !spec.file.empty())
        return lacks("driver=text");
    if (spec.driver != DriverKind::Derby && !spec.profile.empty()) return lacks("driver=derby");
    const bool streams_only = spec.driver == DriverKind::Derby || spec.driver == DriverKind::Ukmars;
    if (streams_only && spec.kind == LinkKind::Udp)
        return refuse("device.spec_link_driver",
                      {{"driver", std::string(driver_code(spec.driver))}, {"link", "udp"}});
    return {};
}

Result<DeviceSpec> parse(std::string_view text) {
    if (text.empty() || text.size() > spec_bytes_max) return refuse("device.spec_empty");
    const std::size_t colon = text.find(':');
    const std::string_view link_text = text.substr(0, colon);
    const LinkName* link = nullptr;
    for (const LinkName& candidate : link_names) {
        if (candidate.name == link_text) link = &candidate;
    }
    if (link == nullptr || colon == std::string_view::npos) {
        return refuse("device.spec_link",
                      {{"link", std::string(link_text)}, {"known", std::string(known_links)}});
    }
    DeviceSpec spec;
    spec.kind = link->kind;
    std::string_view rest = text.substr(colon + 1);
    const std::size_t question = rest.find('?');
    const std::string_view address = rest.substr(0, question);
    if (link->kind == LinkKind::Serial || link->kind == LinkKind::Replay ||
        link->kind == LinkKind::Keyboard || link->kind == LinkKind::Simulation) {
        if (address.empty()) {
            return refuse("device.spec_address",
                          {{"spec", std::string(text)}, {"right", std::string(link->right)}});
        }
        spec.address = address;
    } else if (Result<void> read = read_host_and_port(address, *link, spec); !read) {
        return tl::unexpected(read.error());
    }
    const std::string_view options =
        question == std::string_view::npos ? std::string_view() : rest.substr(question + 1);
    if (Result<void> read = read_options(options, spec); !read) return tl::unexpected(read.error());
    if (Result<void> right = check(spec); !right) return tl::unexpected(right.error());
    return spec;
}

}  // namespace

Result<DeviceSpec> parse_device_spec(std::string_view text) {
    Result<DeviceSpec> spec = parse(text);
    if (spec) return spec;
    Refusal refusal = spec.error();
    const bool named = std::any_of(refusal.arguments.begin(), refusal.arguments.end(),
                                   [](const auto& argument) { return argument.first == "spec"; });
    if (!named) refusal.arguments.emplace_back("spec", std::string(text.substr(0, 200)));
    return tl::unexpected(refusal);
}

std::string_view driver_code(DriverKind driver) {
    return name_of(driver).name;
}

std::string address_text(const DeviceSpec& spec) {
    const std::string_view name = name_of(spec.kind).name;
    switch (spec.kind) {
        case LinkKind::Serial:
        case LinkKind::Keyboard:
        case LinkKind::Replay:
        case LinkKind::Simulation:
            return fmt::format("{}:{}", name, spec.address);
        case LinkKind::Tcp:
        case LinkKind::TcpListen:
        case LinkKind::Udp:
        case LinkKind::Modbus:
            break;
    }
    const bool v6 = spec.address.find(':') != std::string::npos;
    return fmt::format("{}:{}{}{}:{}", name, v6 ? "[" : "", spec.address, v6 ? "]" : "", spec.port);
}

std::string to_text(const DeviceSpec& spec) {
    std::string text = address_text(spec);
    switch (spec.kind) {
        case LinkKind::Replay:
            return text + (spec.speed == 1 ? "" : fmt::format("?speed={}", spec.speed));
        case LinkKind::Modbus:
            return text + fmt::format("?map={}", spec.file);
        case LinkKind::Keyboard:
            return text;
        case LinkKind::Simulation:
            text += fmt::format("?driver={}", driver_code(spec.driver));
            if (!spec.profile.empty()) text += fmt::format("&profile={}", spec.profile);
            return spec.simulation.empty() ? text : text + "&" + spec.simulation;
        case LinkKind::Serial:
        case LinkKind::Tcp:
        case LinkKind::TcpListen:
        case LinkKind::Udp:
            break;
    }
    text += fmt::format("?driver={}", driver_code(spec.driver));
    const DerbyProfile* profile = spec.profile.empty() ? nullptr : derby_profile(spec.profile);
    if (profile != nullptr) text += fmt::format("&profile={}", spec.profile);
    const std::uint32_t usual = profile != nullptr ? profile->baud : name_of(spec.driver).baud;
    if (spec.kind == LinkKind::Serial && spec.baud != usual) text += fmt::format("&baud={}", spec.baud);
    if (!spec.file.empty()) text += fmt::format("&rules={}", spec.file);
    return text;
}

}  // namespace sandau::devices
