#include "devices/spec.h"

#include <fmt/format.h>
#include <array>
#include <charconv>
#include <optional>

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
    LinkName{LinkKind::Replay, "replay", "replay:run7.rec"},
};
constexpr std::string_view known_links = "serial, tcp, tcp-listen, udp, replay";
constexpr std::string_view known_drivers = "flp";
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
    if (host.empty() && link.kind == LinkKind::Tcp) {
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

Result<void> read_option(std::string_view option, DeviceSpec& spec) {
    const std::size_t equals = option.find('=');
    const std::string_view name = option.substr(0, equals);
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
    if (name == "driver") {
        if (value != "flp") {
            return refuse("device.spec_driver",
                          {{"driver", std::string(value)}, {"known", std::string(known_drivers)}});
        }
        spec.driver = Driver::Flp;
        return {};
    }
    if (name == "baud" && spec.kind == LinkKind::Serial) {
        const std::optional<std::uint32_t> baud = whole<std::uint32_t>(value);
        if (!baud || !is_usual_baud(*baud)) return refuse("device.spec_baud", {{"baud", std::string(value)}});
        spec.baud = *baud;
        return {};
    }
    if (name == "speed" && spec.kind == LinkKind::Replay) {
        const std::optional<std::uint32_t> speed = whole<std::uint32_t>(value);
        if (!speed || *speed > 1000) return refuse("device.spec_speed", {{"speed", std::string(value)}});
        spec.speed = *speed;
        return {};
    }
    const std::string_view known = spec.kind == LinkKind::Serial   ? "driver, baud"
                                   : spec.kind == LinkKind::Replay ? "driver, speed"
                                                                   : "driver";
    return refuse("device.spec_option", {{"option", std::string(name)}, {"known", std::string(known)}});
}

}  // namespace

Result<DeviceSpec> parse_device_spec(std::string_view text) {
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
    if (link->kind == LinkKind::Serial || link->kind == LinkKind::Replay) {
        if (address.empty()) {
            return refuse("device.spec_address",
                          {{"spec", std::string(text)}, {"right", std::string(link->right)}});
        }
        spec.address = address;
    } else if (Result<void> read = read_host_and_port(address, *link, spec); !read) {
        return tl::unexpected(read.error());
    }
    std::string_view options =
        question == std::string_view::npos ? std::string_view() : rest.substr(question + 1);
    while (!options.empty()) {
        const std::size_t end = options.find('&');
        if (Result<void> read = read_option(options.substr(0, end), spec); !read)
            return tl::unexpected(read.error());
        options = end == std::string_view::npos ? std::string_view() : options.substr(end + 1);
    }
    return spec;
}

std::string to_text(const DeviceSpec& spec) {
    const std::string_view name = name_of(spec.kind).name;
    switch (spec.kind) {
        case LinkKind::Serial:
            return fmt::format("{}:{}?driver=flp{}", name, spec.address,
                               spec.baud == 115200 ? "" : fmt::format("&baud={}", spec.baud));
        case LinkKind::Replay:
            return fmt::format("{}:{}{}", name, spec.address,
                               spec.speed == 1 ? "" : fmt::format("?speed={}", spec.speed));
        case LinkKind::Tcp:
        case LinkKind::TcpListen:
        case LinkKind::Udp: {
            const bool v6 = spec.address.find(':') != std::string::npos;
            return fmt::format("{}:{}{}{}:{}?driver=flp", name, v6 ? "[" : "", spec.address, v6 ? "]" : "",
                               spec.port);
        }
    }
    return {};
}

}  // namespace sandau::devices
