#pragma once

#include <deque>
#include <memory>
#include <mutex>

#include "desk/desk.h"

namespace sandau {

/// Hands what devices have to say to the desk, and keeps what the desk could not write down until it can:
/// an event that was measured while the disk was full must not be lost. Commands keep their ids, so that
/// nothing counts twice.
class DeviceBacklog {
public:
    explicit DeviceBacklog(Desk& desk) : desk_(desk), kept_(std::make_shared<Kept>()) {}

    void submit(Command command);
    /// To be called now and then; hands over what was kept once the file takes it again.
    void try_again();
    std::size_t size() const;

private:
    /// Outlives the backlog: the desk may answer late.
    struct Kept {
        mutable std::mutex mutex;
        std::deque<Command> commands;
    };
    void hand_over(Command command);

    Desk& desk_;
    std::shared_ptr<Kept> kept_;
};

}  // namespace sandau
