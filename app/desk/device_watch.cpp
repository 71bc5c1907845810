#include "desk/device_watch.h"

#include <algorithm>

#include "scoring/run_clock.h"

namespace sandau {

namespace {

/// To be plugged in, to start and to say who it is: a bootloader takes two seconds of it.
constexpr int looks_to_come = 5;
/// A finish in time may still be held back to be ordered, or be asked for once more.
constexpr Duration finish_on_its_way = seconds(3);

bool is_open(devices::LinkState state) {
    return state == devices::LinkState::Identifying || state == devices::LinkState::Live;
}

bool has_finish(const Contest& contest, const FieldId& field) {
    for (const Device& device : contest.table<Device>())
        for (const ChannelUse& use : device.channels)
            if (use.field == field && use.role == ChannelRole::Finish) return true;
    return false;
}

/// How long the run may take by its rules; 0: as long as it likes.
Duration longest_of(const Contest& contest, const Run& run) {
    const Entry* entry = contest.table<Entry>().find(run.entry.text);
    if (contest.definition == nullptr || entry == nullptr) return {};
    const Game* game = game_of(*contest.definition, run.stage, entry->division);
    return game != nullptr ? milliseconds(main_period(*game).ms) : Duration{};
}

}  // namespace

void DeviceWatch::link_changed(const devices::LinkStatus& status) {
    // Our own gates say who they are; of other timers the link is all that shows that they are there.
    if (status.device.empty() || status.driver == "flp") {
        links_.erase(status.link);
        return;
    }
    links_[status.link] = {status.device, is_open(status.state)};
    known_by_link_.insert(status.device);
}

DeviceWatch::There DeviceWatch::is_there(const Device& device) const {
    for (const auto& [id, link] : links_)
        if (link.device == device.id && link.open) return There::Yes;
    const bool was_heard = heard_.contains(device.id) && !known_by_link_.contains(device.id);
    return was_heard ? There::AsFarAsWasHeard : There::No;
}

void DeviceWatch::look_for_absent(const Contest& contest, const Instant& now,
                                  std::vector<commands::DeviceFault>& faults) const {
    for (const Device& device : contest.table<Device>()) {
        const bool has_use =
            std::any_of(device.channels.begin(), device.channels.end(),
                        [](const ChannelUse& use) { return use.role != ChannelRole::Unused; });
        if (!has_use && device.spec.empty()) continue;
        const DeviceHealth* health = contest.table<DeviceHealth>().find(device.id.text);
        const bool silent = health != nullptr && health->state == HealthState::Silent;
        const There there = is_there(device);
        // Of a device that says so itself when it falls silent and when it is back, nothing is to be added.
        if (there == There::AsFarAsWasHeard || silent == (there == There::No)) continue;
        commands::DeviceFault fault;
        fault.device = device.id;
        fault.fault = silent ? "" : "device.silent";
        fault.at = now.wall;
        faults.push_back(std::move(fault));
    }
}

void DeviceWatch::look_for_overdue(const Contest& contest, const Instant& now,
                                   std::vector<commands::DeviceFault>& faults) {
    for (const Field& field : contest.table<Field>()) {
        const Run* run = contest.table<Run>().find(field.loaded.text);
        if (run == nullptr || run->state != RunState::Running || run->clock.state != ClockState::Running ||
            !run->finish_event.empty() || overdue_told_.contains(run->start_event))
            continue;
        const DeviceRecord* start = contest.table<DeviceRecord>().find(run->start_event.text);
        const Duration longest = longest_of(contest, *run);
        if (start == nullptr || longest.ns == 0 || !has_finish(contest, field.id) ||
            elapsed(run->clock, now) <= longest + finish_on_its_way)
            continue;
        overdue_told_.insert(start->id);
        const DeviceHealth* health = contest.table<DeviceHealth>().find(start->device.text);
        const bool told_before = health != nullptr && health->fault == "device.overdue" &&
                                 health->fault_at.utc_ms > start->at.wall.utc_ms;
        if (told_before) continue;
        commands::DeviceFault fault;
        fault.device = start->device;
        fault.fault = "device.overdue";
        fault.at = now.wall;
        faults.push_back(std::move(fault));
    }
}

std::vector<commands::DeviceFault> DeviceWatch::look(const Contest& contest, const Instant& now) {
    std::vector<commands::DeviceFault> faults;
    looks_ = std::min(looks_ + 1, looks_to_come);
    if (looks_ == looks_to_come) look_for_absent(contest, now, faults);
    look_for_overdue(contest, now, faults);
    return faults;
}

}  // namespace sandau
