#include "devices/simulator/gate_model.h"

#include <fmt/format.h>

#include <utility>

namespace sandau::devices {

namespace {
constexpr std::size_t events_kept = 32;
}  // namespace

GateModel::GateModel(GateModelOptions options, MonoTime now)
    : options_(std::move(options)), boot_number_(options_.first_boot) {
    reboot(now);
}

void GateModel::reboot(MonoTime now) {
    boot_ = fmt::format("{:04X}", boot_number_ & 0xFFFFu);
    // An odd step visits all 65,536 ids before one comes again.
    boot_number_ += 0x9E37u;
    booted_ = now;
    next_heartbeat_ = now;
    seq_ = 0;
    acknowledged_ = 0;
    levels_ = options_.channels >= 32 ? 0xFFFF'FFFFu : (1u << options_.channels) - 1u;
    kept_.clear();
    reader_ = {};
    identify();
}

std::uint32_t GateModel::ticks_at(MonoTime at) const {
    const double elapsed_ns = static_cast<double>((at - booted_).ns) * (1 + options_.drift_ppm / 1e6);
    const double ticks = elapsed_ns * (options_.ticks_per_second / 1e9);
    return options_.first_ticks + static_cast<std::uint32_t>(static_cast<std::int64_t>(ticks));
}

void GateModel::say(const flp::FromDevice& message) {
    lines_.push_back(flp::frame(flp::body_of(message)));
}

void GateModel::say_event(std::uint32_t seq, const flp::FromDevice& message) {
    say(message);
    kept_.push_back({seq, lines_.back()});
    if (kept_.size() > events_kept) kept_.pop_front();
}

void GateModel::identify() {
    say(flp::Identity{boot_, options_.ticks_per_second, options_.model, options_.firmware, options_.channels,
                      options_.uid});
}

void GateModel::edge(std::uint8_t channel, bool broken, MonoTime at) {
    const std::uint32_t bit = channel >= 1 && channel <= 32 ? 1u << (channel - 1u) : 0u;
    levels_ = broken ? levels_ & ~bit : levels_ | bit;
    ++seq_;
    say_event(seq_, flp::Edge{boot_, seq_, channel, broken, ticks_at(at)});
}

void GateModel::value(std::uint8_t channel, std::int64_t value, MonoTime at) {
    ++seq_;
    say_event(seq_, flp::Value{boot_, seq_, channel, value, ticks_at(at)});
}

void GateModel::answer(const flp::FromHost& message, MonoTime now) {
    if (std::holds_alternative<flp::Identify>(message)) {
        identify();
    } else if (const auto* ping = std::get_if<flp::Ping>(&message)) {
        say(flp::Pong{boot_, ping->id, ticks_at(now), ticks_at(now)});
    } else if (const auto* ack = std::get_if<flp::Acknowledge>(&message)) {
        acknowledged_ = ack->seq;
    } else if (const auto* resend = std::get_if<flp::Resend>(&message)) {
        for (const Kept& kept : kept_) {
            if (kept.seq == resend->seq) lines_.push_back(kept.line);
        }
    } else if (const auto* lights = std::get_if<flp::Lights>(&message)) {
        lights_ = lights->mask;
    }
}

void GateModel::received(std::string_view bytes, MonoTime now) {
    reader_.feed(
        bytes,
        [&](std::string_view body) {
            if (const auto message = flp::parse_from_host(body)) answer(*message, now);
        },
        [](flp::Drop, std::string_view) {});
}

void GateModel::advance(MonoTime now) {
    while (next_heartbeat_ <= now) {
        say(flp::Heartbeat{boot_, seq_, ticks_at(next_heartbeat_), 0, levels_});
        next_heartbeat_ = next_heartbeat_ + options_.heartbeat;
        // After a long sleep of the whole program one heartbeat is enough.
        if (next_heartbeat_ + seconds(1) < now) next_heartbeat_ = now;
    }
}

std::vector<std::string> GateModel::take_lines() {
    return std::exchange(lines_, {});
}

}  // namespace sandau::devices
