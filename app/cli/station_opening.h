#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "cli/console.h"
#include "cli/demo/demo.h"
#include "cli/hosting.h"
#include "cli/seat_keys.h"
#include "station/station.h"

namespace sandau::cli {

/// A demonstration that plays in the background for as long as it is held.
class PlayingDemo {
public:
    static Result<std::shared_ptr<PlayingDemo>> start(const demo::DemoOptions& options,
                                                      const Console& console);
    ~PlayingDemo();
    PlayingDemo(const PlayingDemo&) = delete;
    PlayingDemo& operator=(const PlayingDemo&) = delete;

    demo::Demo& demo() { return *demo_; }

private:
    explicit PlayingDemo(std::unique_ptr<demo::Demo> demo, const Console& console);
    std::unique_ptr<demo::Demo> demo_;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

/// How the station gets at contest files: the desk, the devices and the server behind its host.
class StationOpening {
public:
    /// `seats`: those that this machine was given elsewhere.
    StationOpening(const Console& console, HostingOptions hosting, demo::DemoOptions demo, SeatKeys seats)
        : console_(console), hosting_(std::move(hosting)), demo_(std::move(demo)), seats_(std::move(seats)) {}

    /// Called on a worker thread.
    Result<station::OpenedContest> open(const station::OpenRequest& request);
    /// Asks another station's host for a seat.
    station::JoinAttempt join(const std::string& address, const std::string& name) const;
    /// Starts the demonstration now; `open` finds it under its file's name.
    Result<std::filesystem::path> start_demo();
    /// The started demonstration's clock, which may run faster than the machine's.
    std::function<Instant()> demo_clock() { return started_->demo().hosting().clock(); }

private:
    Result<station::OpenedContest> open_demo();

    const Console& console_;
    HostingOptions hosting_;
    demo::DemoOptions demo_;
    SeatKeys seats_;
    std::shared_ptr<PlayingDemo> started_;
};

}  // namespace sandau::cli
