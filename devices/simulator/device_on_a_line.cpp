#include "devices/simulator/device_on_a_line.h"

#include <algorithm>
#include <utility>

#include "devices/simulator/gate_model.h"

namespace sandau::devices {

namespace {

constexpr Duration out_for = seconds(1);
constexpr std::size_t scheduled_max = 100'000;

GateModelOptions model_options(const SimulatedFieldOptions& options) {
    GateModelOptions model;
    model.uid = options.uid;
    model.channels = std::max(options.channels, static_cast<std::uint8_t>(options.lanes + 2));
    model.ticks_per_second = options.ticks_per_second;
    model.first_ticks = options.first_ticks;
    model.drift_ppm = options.faults.drift_ppm;
    model.heartbeat = options.heartbeat;
    // Another boot id for each run of the program: the same gate after a restart is a gate that rebooted.
    model.first_boot = static_cast<std::uint32_t>(options.seed * 7919 +
                                                  static_cast<std::uint64_t>(now_mono().ns / 1'000'000));
    return model;
}

std::unique_ptr<DeviceModel> make_model(const SimulatedFieldOptions& options, MonoTime now) {
    if (options.driver == DriverKind::Flp) return std::make_unique<GateModel>(model_options(options), now);
    return make_timer_model(options.driver, options.profile, options.lanes, options.faults.drift_ppm, now);
}

}  // namespace

DeviceOnALine::DeviceOnALine(const SimulatedFieldOptions& options, Plug plug, MonoTime now)
    : faults_(options.faults),
      plug_(std::move(plug)),
      model_(make_model(options, now)),
      to_host_(options.seed * 2 + 1, FaultyLine::Way::ToHost, options.faults),
      to_device_(options.seed * 2 + 2, FaultyLine::Way::ToDevice, options.faults) {
    if (faults_.unplug_every.ns > 0) plan_unplug(now + faults_.unplug_every);
    if (faults_.reboot_every.ns > 0) plan_reboot(now + faults_.reboot_every);
}

void DeviceOnALine::schedule(MonoTime at, std::function<void(MonoTime)> what) {
    if (scheduled_.size() < scheduled_max) scheduled_.emplace(at, std::move(what));
}

void DeviceOnALine::edge(std::uint8_t channel, bool broken, MonoTime at) {
    schedule(at, [this, channel, broken](MonoTime when) {
        ++events_made_;
        model_->edge(channel, broken, when);
    });
}

void DeviceOnALine::value(std::uint8_t channel, std::int64_t value, MonoTime at) {
    schedule(at, [this, channel, value](MonoTime when) {
        ++events_made_;
        model_->value(channel, value, when);
    });
}

void DeviceOnALine::unplug() {
    to_host_.clear();
    to_device_.clear();
    plug_.pull();
    plugged_ = false;
}

void DeviceOnALine::replug(MonoTime now) {
    if (plugged_) return;
    // Somebody else may hold the address for a moment; the next second it is tried again.
    plugged_ = plug_.put_in();
    if (!plugged_) schedule(now + out_for, [this](MonoTime when) { replug(when); });
}

void DeviceOnALine::set_faults(const SimulatedFaults& faults) {
    faults_ = faults;
    to_host_.set_faults(faults);
    to_device_.set_faults(faults);
}

void DeviceOnALine::plan_unplug(MonoTime at) {
    schedule(at, [this](MonoTime when) {
        unplug();
        schedule(when + out_for, [this](MonoTime later) { replug(later); });
        plan_unplug(when + faults_.unplug_every + out_for);
    });
}

void DeviceOnALine::plan_reboot(MonoTime at) {
    schedule(at, [this](MonoTime when) {
        model_->reboot(when);
        plan_reboot(when + faults_.reboot_every);
    });
}

std::vector<std::string> DeviceOnALine::advance(MonoTime now) {
    while (!scheduled_.empty() && scheduled_.begin()->first <= now) {
        auto node = scheduled_.extract(scheduled_.begin());
        node.mapped()(node.key());
    }
    for (const std::string& line : to_device_.arrived(now)) model_->received(line, now);
    model_->advance(now);
    for (std::string& line : model_->take_lines()) {
        if (plugged_) to_host_.send(std::move(line), now);
    }
    return to_host_.arrived(now);
}

MonoTime DeviceOnALine::next_at() const {
    MonoTime next = model_->next_at();
    if (!scheduled_.empty()) next = std::min(next, scheduled_.begin()->first);
    if (const auto due = to_host_.next_arrival()) next = std::min(next, *due);
    if (const auto due = to_device_.next_arrival()) next = std::min(next, *due);
    return next;
}

}  // namespace sandau::devices
