#include <fmt/format.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>
#include <utility>

#include "devices/simulator/device_on_a_line.h"
#include "devices/simulator/field_sim.h"
#include "devices/simulator/port.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;

constexpr std::string_view right_links =
    "pty:/tmp/field1, tcp-listen:127.0.0.1:7001, tcp:127.0.0.1:7000, udp:127.0.0.1:9700";

struct Link {
    enum class Kind { PseudoTerminal, TcpListen, Tcp, Udp } kind = Kind::PseudoTerminal;
    std::string address;
    std::uint16_t port = 0;
};

Result<Link> parse_link(std::string_view text) {
    const auto wrong = [&] {
        return refuse("device.sim_link", {{"link", std::string(text)}, {"right", std::string(right_links)}});
    };
    const std::size_t begin = text.find(':');
    if (begin == std::string_view::npos) return wrong();
    const std::string_view kind = text.substr(0, begin);
    const std::string_view rest = text.substr(begin + 1);
    if (kind == "pty") return Link{Link::Kind::PseudoTerminal, std::string(rest), 0};
    Link link;
    if (kind == "tcp-listen") {
        link.kind = Link::Kind::TcpListen;
    } else if (kind == "tcp") {
        link.kind = Link::Kind::Tcp;
    } else if (kind == "udp") {
        link.kind = Link::Kind::Udp;
    } else {
        return wrong();
    }
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos) return wrong();
    link.address = colon == 0 ? "127.0.0.1" : std::string(rest.substr(0, colon));
    const std::string_view digits = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), link.port);
    if (error != std::errc() || end != digits.data() + digits.size()) return wrong();
    if (link.port == 0 && link.kind != Link::Kind::TcpListen) return wrong();
    return link;
}

std::unique_ptr<SimulatedPort> make_port(asio::io_context& io, const Link& link,
                                         SimulatedPort::OnBytes on_bytes) {
    switch (link.kind) {
        case Link::Kind::PseudoTerminal:
            return make_pseudo_terminal_port(io, link.address, std::move(on_bytes));
        case Link::Kind::TcpListen:
            return make_tcp_port(io, link.address, link.port, std::move(on_bytes));
        case Link::Kind::Tcp:
            return make_tcp_caller(io, link.address, link.port, std::move(on_bytes));
        case Link::Kind::Udp:
            return make_udp_caller(io, link.address, link.port, std::move(on_bytes));
    }
    return nullptr;
}

bool is_uid(std::string_view text) {
    return text.size() == 8 && text.find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
}

/// The port knows where it is, and nothing of what is spoken there.
std::string spec_of(const std::string& port_spec, const SimulatedFieldOptions& options) {
    std::string address = port_spec.substr(0, port_spec.find('?'));
    const std::string rules = options.rules_file.string();
    switch (options.driver) {
        case DriverKind::Modbus:
            return "modbus" + address.substr(address.find(':')) + "?map=" + rules;
        case DriverKind::Text:
            return address + "?driver=text&rules=" + rules;
        case DriverKind::Derby: {
            const std::string profile = options.profile.empty() ? "fasttrack" : options.profile;
            return address + "?driver=derby&profile=" + profile;
        }
        case DriverKind::Flp:
        case DriverKind::Alge:
        case DriverKind::TagHeuer:
        case DriverKind::Ukmars:
        case DriverKind::Keyboard:
            break;
    }
    return address + "?driver=" + std::string(driver_code(options.driver));
}

/// A map or rules that the host needs are written where it finds them.
Result<void> write_rules(SimulatedFieldOptions& options) {
    const std::string_view rules = timer_model_rules(options.driver);
    if (rules.empty()) return {};
    if (options.rules_file.empty())
        options.rules_file = std::filesystem::temp_directory_path() /
                             fmt::format("sandau-field-{}-{}.json", driver_code(options.driver), options.uid);
    std::ofstream file(options.rules_file, std::ios::binary);
    file << rules << std::flush;
    if (file) return {};
    return refuse("device.rules_unreadable", {{"file", options.rules_file.string()}});
}

}  // namespace

class SimulatedField::Implementation {
public:
    explicit Implementation(SimulatedFieldOptions options)
        : options_(std::move(options)),
          work_(io_.get_executor()),
          timer_(io_),
          device_(options_, {[this] { port_->unplug(); }, [this] { return port_->plug().has_value(); }},
                  options_.time.now()) {}

    ~Implementation() {
        if (!thread_.joinable()) return;
        // Only once nothing runs any more: a timer that has gone off already would still use the port.
        io_.stop();
        thread_.join();
        port_.reset();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    Result<void> start(const Link& link) {
        const auto on_bytes = [this](std::string_view bytes) {
            // Lines from the host suffer too; whole chunks stand for lines, since the host writes lines.
            device_.received(std::string(bytes), options_.time.now());
            go_on();
        };
        port_ = make_port(io_, link, on_bytes);
        if (Result<void> plugged = port_->plug(); !plugged) return plugged;
        spec_ = spec_of(port_->spec(), options_);
        thread_ = std::thread([this] { io_.run(); });
        asio::post(io_, [this] { go_on(); });
        return {};
    }

    /// On the field's own thread, and waited for; then whatever became due is done.
    template <class Action>
    auto on_thread(Action action) -> decltype(action(std::declval<DeviceOnALine&>())) {
        std::packaged_task<decltype(action(device_))()> task([&] { return action(device_); });
        auto done = task.get_future();
        asio::post(io_, [this, &task] {
            task();
            go_on();
        });
        return done.get();
    }

    void later(std::function<void(DeviceOnALine&)> action) {
        asio::post(io_, [this, action = std::move(action)] {
            action(device_);
            go_on();
        });
    }

    /// Does all that is due and sets the alarm for what comes next.
    void go_on() {
        const MonoTime now = options_.time.now();
        for (const std::string& line : device_.advance(now)) port_->write(line);
        timer_.expires_after(std::chrono::nanoseconds(
            std::max<std::int64_t>(0, (device_.next_at() - now).ns) / options_.time.speed));
        timer_.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled) go_on();
        });
    }

    const SimulatedFieldOptions& options() const { return options_; }
    const std::string& spec() const { return spec_; }

private:
    SimulatedFieldOptions options_;
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    asio::steady_timer timer_;
    std::unique_ptr<SimulatedPort> port_;
    DeviceOnALine device_;
    std::string spec_;
    std::thread thread_;
};

SimulatedField::SimulatedField(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}

SimulatedField::~SimulatedField() = default;

Result<std::unique_ptr<SimulatedField>> SimulatedField::open(SimulatedFieldOptions options) {
    const Result<Link> link = parse_link(options.link);
    if (!link) return tl::unexpected(link.error());
    const bool calls_us = link->kind == Link::Kind::Tcp || link->kind == Link::Kind::Udp;
    const bool modbus = options.driver == DriverKind::Modbus;
    if (options.driver == DriverKind::Keyboard || (modbus && link->kind != Link::Kind::TcpListen) ||
        (options.driver == DriverKind::Derby && calls_us) ||
        (options.driver == DriverKind::Ukmars && calls_us)) {
        return refuse("device.spec_link_driver", {{"spec", options.link},
                                                  {"driver", std::string(driver_code(options.driver))},
                                                  {"link", options.link.substr(0, options.link.find(':'))}});
    }
    if (Result<void> written = write_rules(options); !written) return tl::unexpected(written.error());
    if (!is_uid(options.uid)) return refuse("device.sim_uid", {{"uid", options.uid}});
    auto implementation = std::make_unique<Implementation>(std::move(options));
    if (Result<void> started = implementation->start(*link); !started) return tl::unexpected(started.error());
    return std::unique_ptr<SimulatedField>(new SimulatedField(std::move(implementation)));
}

std::string SimulatedField::spec() const {
    return implementation_->spec();
}

DeviceId SimulatedField::device() const {
    return DeviceId(implementation_->options().uid);
}

void SimulatedField::break_beam(std::uint8_t channel, MonoTime at, Duration length) {
    implementation_->later([=](DeviceOnALine& device) {
        device.edge(channel, true, at);
        device.edge(channel, false, at + length);
    });
}

void SimulatedField::report_value(std::uint8_t channel, std::int64_t value, MonoTime at) {
    implementation_->later([=](DeviceOnALine& device) { device.value(channel, value, at); });
}

void SimulatedField::set_level(std::uint8_t channel, bool high, MonoTime at) {
    implementation_->later([=](DeviceOnALine& device) { device.edge(channel, !high, at); });
}

void SimulatedField::unplug() {
    implementation_->on_thread([](DeviceOnALine& device) { device.unplug(); });
}

void SimulatedField::replug() {
    const MonoTime now = implementation_->options().time.now();
    implementation_->on_thread([now](DeviceOnALine& device) { device.replug(now); });
}

void SimulatedField::reboot() {
    const MonoTime now = implementation_->options().time.now();
    implementation_->on_thread([now](DeviceOnALine& device) { device.reboot(now); });
}

void SimulatedField::set_faults(const SimulatedFaults& faults) {
    implementation_->on_thread([&](DeviceOnALine& device) { device.set_faults(faults); });
}

std::uint32_t SimulatedField::lights() const {
    return implementation_->on_thread([](const DeviceOnALine& device) { return device.lights(); });
}

std::uint64_t SimulatedField::events_made() const {
    return implementation_->on_thread([](const DeviceOnALine& device) { return device.events_made(); });
}

}  // namespace sandau::devices
