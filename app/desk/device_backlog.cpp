#include "desk/device_backlog.h"

#include <utility>

namespace sandau {

namespace {

/// Hours of a busy hall; what comes after so many is lost, and the full disk is on every screen.
constexpr std::size_t kept_max = 10'000;

/// Refused by the disk or a full queue, not by the rules.
bool may_be_taken_later(const Refusal& refusal) {
    return refusal.code == "busy" || (refusal.code.starts_with("file.") && refusal.code != "file.read_only");
}

}  // namespace

void DeviceBacklog::submit(Command command) {
    {
        const std::lock_guard lock(kept_->mutex);
        if (!kept_->commands.empty()) {
            // What came first goes first.
            if (kept_->commands.size() < kept_max) kept_->commands.push_back(std::move(command));
            return;
        }
    }
    hand_over(std::move(command));
}

void DeviceBacklog::hand_over(Command command) {
    Command again = command;
    desk_.submit(std::move(command), Lane::Devices,
                 [kept = kept_, again = std::move(again)](const Result<Answer>& answer) {
                     if (answer || !may_be_taken_later(answer.error())) return;
                     const std::lock_guard lock(kept->mutex);
                     if (kept->commands.size() < kept_max) kept->commands.push_back(again);
                 });
}

void DeviceBacklog::try_again() {
    if (desk_.snapshot()->status.file != FileHealth::Durable) return;
    std::deque<Command> commands;
    {
        const std::lock_guard lock(kept_->mutex);
        commands.swap(kept_->commands);
    }
    for (Command& command : commands) hand_over(std::move(command));
}

std::size_t DeviceBacklog::size() const {
    const std::lock_guard lock(kept_->mutex);
    return kept_->commands.size();
}

}  // namespace sandau
