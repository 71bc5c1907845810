#include "devices/devices.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <fstream>
#include <future>
#include <map>
#include <thread>

#include "devices/driver.h"
#include "devices/hub.h"
#include "devices/recording.h"
#include "devices/simulator/device_model.h"
#include "devices/transport/replay.h"
#include "devices/transport/transport.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;

constexpr std::size_t specs_max = 64;
/// Long enough to say who it is, ten times over; a caller that never does must not keep a place for ever.
constexpr Duration callers_wait = seconds(10);
constexpr Duration look_at_callers_every = seconds(1);
/// A caller that flooded is shown, and its address turned away, for so long.
constexpr Duration banned_for = seconds(60);
constexpr std::size_t banned_max = 256;
constexpr std::size_t rules_bytes_max = 128u << 10;

/// The map or rules file that the spec names, if it is right.
Result<std::string> rules_of(const DeviceSpec& spec, std::uint32_t baud) {
    if (spec.kind == LinkKind::Simulation) return std::string(timer_model_rules(spec.driver));
    if (spec.file.empty()) return std::string();
    std::ifstream file(spec.file, std::ios::binary);
    std::string text(rules_bytes_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty() || text.size() > rules_bytes_max)
        return refuse("device.rules_unreadable", {{"file", spec.file}});
    const auto made = make_driver({spec.driver, baud, spec.profile, text});
    if (made) return text;
    Refusal refusal = made.error();
    refusal.path = refusal.path.empty() ? spec.file : spec.file + ": " + refusal.path;
    return tl::unexpected(refusal);
}

/// A person's key: what is pressed is handed over as if it had come over a wire.
class KeyboardTransport : public Transport {
public:
    void send(LinkId, std::string, std::optional<std::uint16_t>) override {}
    void cut_off(LinkId) override {}
    void hang_up(LinkId) override {}
};

}  // namespace

/// One thread runs everything: network transports, the pipeline, and the calls into the sink. Serial ports
/// hand their chunks over to it.
class Devices::Implementation : public LinkHost {
public:
    Implementation(Options options, Sink sink)
        : options_(std::move(options)),
          sink_(std::move(sink)),
          hub_(limits_of(options_)),
          records_(!options_.record_directory.empty()),
          work_(io_.get_executor()),
          timer_(io_),
          second_(io_) {
        for (const LastEvent& last : options_.resume) hub_.resume_after(last.device, {last.boot, last.seq});
        if (sink_.each_second) wait_a_second();
        thread_ = std::thread([this] { io_.run(); });
    }

    ~Implementation() override {
        on_io([this] {
            for (auto& [spec, opened] : open_) opened.transport.reset();
            open_.clear();
            replays_.clear();
            timer_.cancel();
            second_.cancel();
            work_.reset();
        });
        io_.stop();
        thread_.join();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    /// Runs it on the io thread and waits for what it returns.
    template <class Action>
    auto on_io(Action action) -> decltype(action()) {
        CHECK(std::this_thread::get_id() != thread_.get_id(), "the sink must not call back into Devices");
        std::packaged_task<decltype(action())()> task(std::move(action));
        auto done = task.get_future();
        asio::post(io_, [&task] { task(); });
        return done.get();
    }

    /// Runs it on the io thread, some time; the sink may ask for it.
    void later(std::function<void()> action) { asio::post(io_, std::move(action)); }

    Result<void> open(const DeviceSpec& spec);
    Result<void> close(const DeviceSpec& spec);
    Result<void> press(const std::string& spec, Key key);
    std::vector<LinkStatus> status();

    /// Hands on what the hub has to say, until it has no more, and sets the alarm for the next time.
    void pump();
    Hub& hub() { return hub_; }

    MonoTime now() const override { return options_.time.now(); }
    std::optional<LinkId> caller(LinkId listener, std::string peer, LinkTraits::Bytes bytes) override;
    void listening(LinkId link) override;
    void opened(LinkId link) override;
    void closed(LinkId link, std::string trouble) override;
    void gone(LinkId link) override;
    void received(LinkId link, std::string_view bytes, MonoTime at) override;
    void overflowed(LinkId link, std::uint64_t bytes) override;
    void ping_written(LinkId link, std::uint16_t id, MonoTime at) override;

private:
    struct Opened {
        LinkId link = 0;
        std::unique_ptr<Transport> transport;
        bool listener = false;
    };
    struct KnownLink {
        std::string spec;  ///< the key in open_
        LinkTraits traits;
        std::optional<MonoTime> called_at;  ///< of a caller that has not said who it is
        std::optional<MonoTime> cut_off_at;
    };

    static HubLimits limits_of(const Options& options) {
        HubLimits limits;
        limits.shortest_lap = options.shortest_lap;
        return limits;
    }
    void start_recording();
    RawPlace record(const Recorded& record);
    Result<std::unique_ptr<Transport>> make_transport(LinkId link, const DeviceSpec& spec);
    Result<void> open_replay(const DeviceSpec& spec);
    Transport* transport_of(LinkId link);
    void set_alarm();
    void wait_a_second();
    void look_at_callers();
    void cut_off(LinkId link);

    Options options_;
    Sink sink_;
    Hub hub_;
    bool records_;  ///< until the disk refuses
    std::optional<RecordingWriter> recording_;
    LinkId next_link_ = 1;
    std::map<std::string, Opened> open_;
    std::map<LinkId, KnownLink> links_;
    std::map<std::string, std::unique_ptr<ReplayTransport>> replays_;
    std::map<std::string, MonoTime> banned_;  ///< addresses, since when
    MonoTime callers_looked_at_;
    bool pumping_ = false;

    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    asio::steady_timer timer_;
    asio::steady_timer second_;
    std::thread thread_;
};

/// With the first link that comes up: a host without devices leaves no recordings about.
void Devices::Implementation::start_recording() {
    const WallTime now_wall = now_instant().wall;
    remove_old_recordings(options_.record_directory, options_.needed_recordings, now_wall,
                          options_.recording_bounds);
    Result<RecordingWriter> writer = RecordingWriter::create(options_.record_directory, now_wall);
    if (writer) recording_.emplace(std::move(*writer));
}

RawPlace Devices::Implementation::record(const Recorded& record) {
    if (!records_) return {};
    if (!recording_) start_recording();
    if (recording_)
        if (std::optional<RawPlace> place = recording_->write(record)) return *place;
    records_ = false;
    recording_.reset();
    Delivery failed;
    failed.event.header.at = now();
    failed.event.body = Fault{FaultKind::RecordingFailed, 0};
    if (sink_.delivered) sink_.delivered(failed);
    return {};
}

Result<std::unique_ptr<Transport>> Devices::Implementation::make_transport(LinkId link,
                                                                           const DeviceSpec& spec) {
    switch (spec.kind) {
        case LinkKind::Serial:
            return open_serial(io_, *this, link, spec);
        case LinkKind::Tcp:
            return open_tcp_client(io_, *this, link, spec);
        case LinkKind::TcpListen:
            return open_tcp_listener(io_, *this, link, spec);
        case LinkKind::Udp:
            return open_udp(io_, *this, link, spec);
        case LinkKind::Modbus:
            return open_tcp_client(io_, *this, link, spec);
        case LinkKind::Keyboard:
            opened(link);
            return std::make_unique<KeyboardTransport>();
        case LinkKind::Simulation:
            return open_simulation(io_, *this, link, spec, options_.time.speed);
        case LinkKind::Replay:
            break;
    }
    CHECK(false, "a replay is not a transport of the live pipeline");
    return nullptr;
}

Result<void> Devices::Implementation::open(const DeviceSpec& spec) {
    const std::string text = to_text(spec);
    if (open_.contains(text) || replays_.contains(text))
        return refuse("device.already_open", {{"spec", text}});
    if (open_.size() + replays_.size() >= specs_max || !hub_.has_room()) {
        return refuse("device.too_many", {{"limit", std::to_string(specs_max)}});
    }
    if (spec.kind == LinkKind::Replay) return open_replay(spec);
    const LinkId link = next_link_++;
    LinkTraits traits;
    traits.spec = text;
    traits.baud = spec.kind == LinkKind::Serial ? spec.baud : 0;
    Result<std::string> rules = rules_of(spec, traits.baud);
    if (!rules) return tl::unexpected(rules.error());
    traits.rules = std::move(*rules);
    links_[link] = {text, traits, std::nullopt, std::nullopt};
    hub_.link_opening(link, traits, "", now());
    Result<std::unique_ptr<Transport>> transport = make_transport(link, spec);
    if (!transport) {
        links_.erase(link);
        hub_.link_gone(link, now());
        hub_.take_output();
        return tl::unexpected(transport.error());
    }
    const bool listener = spec.kind == LinkKind::TcpListen || spec.kind == LinkKind::Udp;
    open_[text] = {link, std::move(*transport), listener};
    pump();
    return {};
}

Result<void> Devices::Implementation::open_replay(const DeviceSpec& spec) {
    Result<Replay> replay = Replay::open(spec.address, limits_of(options_));
    if (!replay) return tl::unexpected(replay.error());
    const auto deliver = [this](Delivery delivery) {
        if (sink_.delivered) sink_.delivered(delivery);
    };
    const std::string text = to_text(spec);
    replays_[text] =
        std::make_unique<ReplayTransport>(io_, std::move(*replay), spec.speed, options_.time, text, deliver);
    return {};
}

Result<void> Devices::Implementation::close(const DeviceSpec& spec) {
    const std::string text = to_text(spec);
    if (replays_.erase(text) != 0) return {};
    const auto found = open_.find(text);
    if (found == open_.end()) return refuse("device.not_open", {{"spec", text}});
    found->second.transport.reset();
    open_.erase(found);
    for (auto link = links_.begin(); link != links_.end();) {
        if (link->second.spec != text) {
            ++link;
            continue;
        }
        record(RecordedShut{link->first, now()});
        hub_.link_gone(link->first, now());
        link = links_.erase(link);
    }
    pump();
    return {};
}

Result<void> Devices::Implementation::press(const std::string& spec, Key key) {
    const auto found = open_.find(spec);
    if (found == open_.end() || !spec.starts_with("keyboard:"))
        return refuse("device.not_open", {{"spec", spec}});
    received(found->second.link, key == Key::Start ? "S" : "F", now());
    return {};
}

std::vector<LinkStatus> Devices::Implementation::status() {
    hub_.advance(now());
    pump();
    std::vector<LinkStatus> all = hub_.status();
    for (const auto& [spec, replay] : replays_) {
        for (LinkStatus& one : replay->status()) all.push_back(std::move(one));
    }
    return all;
}

Transport* Devices::Implementation::transport_of(LinkId link) {
    const auto known = links_.find(link);
    if (known == links_.end()) return nullptr;
    const auto opened = open_.find(known->second.spec);
    return opened == open_.end() ? nullptr : opened->second.transport.get();
}

void Devices::Implementation::pump() {
    if (pumping_) return;
    pumping_ = true;
    while (true) {
        HubOutput out = hub_.take_output();
        if (out.deliveries.empty() && out.sends.empty() && out.changed.empty() && out.cut_off.empty()) break;
        for (const Delivery& delivery : out.deliveries) {
            if (sink_.delivered) sink_.delivered(delivery);
        }
        for (Send& send : out.sends) {
            if (Transport* transport = transport_of(send.link)) {
                transport->send(send.link, std::move(send.bytes), send.ping);
            }
        }
        for (const LinkId link : out.cut_off) cut_off(link);
        for (const LinkId link : out.changed) {
            std::optional<LinkStatus> status = hub_.status(link);
            if (!status) {
                status.emplace();
                status->link = link;
                status->state = LinkState::Ended;
            }
            if (sink_.status_changed) sink_.status_changed(*status);
        }
    }
    pumping_ = false;
    set_alarm();
}

void Devices::Implementation::set_alarm() {
    const std::optional<MonoTime> due = hub_.next_deadline();
    if (!due) return;
    const std::int64_t wait_ns = std::max<std::int64_t>(0, (*due - now()).ns) / options_.time.speed;
    timer_.expires_after(std::chrono::nanoseconds(wait_ns));
    timer_.async_wait([this](boost::system::error_code cancelled) {
        if (cancelled) return;
        hub_.advance(now());
        look_at_callers();
        pump();
    });
}

void Devices::Implementation::wait_a_second() {
    second_.expires_after(std::chrono::seconds(1));
    second_.async_wait([this](boost::system::error_code cancelled) {
        if (cancelled) return;
        sink_.each_second();
        wait_a_second();
    });
}

void Devices::Implementation::cut_off(LinkId link) {
    if (Transport* transport = transport_of(link)) transport->cut_off(link);
    KnownLink& known = links_.at(link);
    if (known.traits.peer.empty()) return;
    known.cut_off_at = now();
    if (banned_.size() < banned_max) banned_[peer_address(known.traits.peer)] = *known.cut_off_at;
}

/// Turns away callers that never said who they are, and forgets those that were cut off a while ago.
void Devices::Implementation::look_at_callers() {
    const MonoTime at = now();
    if (at - callers_looked_at_ < look_at_callers_every) return;
    callers_looked_at_ = at;
    std::erase_if(banned_, [&](const auto& banned) { return at - banned.second >= banned_for; });
    std::vector<LinkId> leaving;
    for (auto& [link, known] : links_) {
        if (known.cut_off_at && at - *known.cut_off_at >= banned_for) leaving.push_back(link);
        if (known.cut_off_at || !known.called_at || at - *known.called_at < callers_wait) continue;
        const std::optional<LinkStatus> status = hub_.status(link);
        if (status && status->state == LinkState::Identifying && status->driver == "flp") {
            leaving.push_back(link);
        } else {
            known.called_at.reset();
        }
    }
    for (const LinkId link : leaving) {
        if (Transport* transport = transport_of(link)) transport->hang_up(link);
        gone(link);
    }
}

std::optional<LinkId> Devices::Implementation::caller(LinkId listener, std::string peer,
                                                      LinkTraits::Bytes bytes) {
    look_at_callers();
    if (!hub_.has_room() || banned_.contains(peer_address(peer))) return std::nullopt;
    const LinkId link = next_link_++;
    KnownLink known = links_.at(listener);
    known.traits.peer = std::move(peer);
    known.traits.bytes = bytes;
    known.called_at = now();
    hub_.link_opening(link, known.traits, "", now());
    links_[link] = std::move(known);
    return link;
}

void Devices::Implementation::listening(LinkId link) {
    hub_.link_listening(link, now());
    pump();
}

void Devices::Implementation::opened(LinkId link) {
    const MonoTime at = now();
    const LinkTraits& traits = links_.at(link).traits;
    if (!traits.rules.empty()) record(RecordedRules{link, at, traits.rules});
    // Without an identity of its own a caller is known by where it calls from.
    if (!traits.peer.empty()) record(RecordedPeer{link, at, traits.peer});
    record(RecordedOpen{link, at, traits});
    hub_.link_opened(link, at);
    pump();
}

void Devices::Implementation::closed(LinkId link, std::string trouble) {
    const MonoTime at = now();
    const std::optional<LinkStatus> before = hub_.status(link);
    if (before && before->state != LinkState::Opening) record(RecordedShut{link, at});
    hub_.link_closed(link, std::move(trouble), at);
    pump();
}

void Devices::Implementation::gone(LinkId link) {
    const MonoTime at = now();
    record(RecordedShut{link, at});
    hub_.link_gone(link, at);
    links_.erase(link);
    pump();
}

void Devices::Implementation::received(LinkId link, std::string_view bytes, MonoTime at) {
    const MonoTime taken_up = std::max(at, now());
    const RawPlace raw =
        recording_ ? record(RecordedData{link, at, taken_up - at, std::string(bytes)}) : RawPlace{};
    hub_.received(link, {bytes, at, raw}, taken_up);
    pump();
}

void Devices::Implementation::overflowed(LinkId link, std::uint64_t bytes) {
    hub_.overflowed(link, bytes, now());
    pump();
}

void Devices::Implementation::ping_written(LinkId link, std::uint16_t id, MonoTime at) {
    if (recording_) record(RecordedPing{link, at, id});
    hub_.ping_written(link, id, at);
}

Devices::Devices(Options options, Sink sink)
    : implementation_(std::make_unique<Implementation>(std::move(options), std::move(sink))) {}

Devices::~Devices() = default;

Result<void> Devices::open(std::string_view text) {
    const Result<DeviceSpec> spec = parse_device_spec(text);
    if (!spec) return tl::unexpected(spec.error());
    return implementation_->on_io([&] { return implementation_->open(*spec); });
}

Result<void> Devices::close(std::string_view text) {
    const Result<DeviceSpec> spec = parse_device_spec(text);
    if (!spec) return tl::unexpected(spec.error());
    return implementation_->on_io([&] { return implementation_->close(*spec); });
}

Result<void> Devices::press(std::string_view spec, Key key) {
    return implementation_->on_io([&] { return implementation_->press(std::string(spec), key); });
}

std::vector<LinkStatus> Devices::status() const {
    return implementation_->on_io([&] { return implementation_->status(); });
}

Result<void> Devices::set_lights(const DeviceId& device, std::uint32_t mask) {
    return implementation_->on_io([&]() -> Result<void> {
        const bool known = implementation_->hub().set_lights(device, mask);
        implementation_->pump();
        if (!known) return refuse("device.unknown", {{"device", device.text}});
        return {};
    });
}

void Devices::set_shortest_lap(const DeviceId& device, std::uint8_t channel, Duration shortest) {
    implementation_->later([implementation = implementation_.get(), device, channel, shortest] {
        implementation->hub().set_shortest_lap(device, channel, shortest);
    });
}

void Devices::set_stop_inputs(const DeviceId& device, std::uint32_t mask) {
    implementation_->later([implementation = implementation_.get(), device, mask] {
        implementation->hub().set_stop_inputs(device, mask, implementation->now());
        implementation->pump();
    });
}

void Devices::pin_address(const DeviceId& device, const std::string& address) {
    implementation_->later([implementation = implementation_.get(), device, address] {
        implementation->hub().pin_address(device, address);
    });
}

}  // namespace sandau::devices
