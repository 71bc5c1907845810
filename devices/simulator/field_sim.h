#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "devices/boot_clock.h"
#include "devices/event.h"
#include "devices/simulator/line_model.h"
#include "devices/spec.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::devices {

/// What goes wrong, and how often. All zero: a perfect gate on a perfect line.
struct SimulatedFaults {
    std::int32_t drift_ppm = 0;             ///< the gate's clock is so much too fast
    std::uint32_t loss_per_mille = 0;       ///< lines that never arrive, in both directions
    std::uint32_t duplicate_per_mille = 0;  ///< lines that arrive twice
    std::uint32_t reorder_per_mille = 0;    ///< lines that the next one overtakes
    std::uint32_t garbage_per_mille = 0;    ///< noise before a line, or a bit turned over in it
    LineModel line = LineModel::Steady;     ///< how long each line is under way
    Duration delay_max;                     ///< on top of that, up to this long, evenly spread
    Duration unplug_every;                  ///< 0: never; out for one second each time
    Duration reboot_every;                  ///< 0: never

    bool operator==(const SimulatedFaults&) const = default;
};

struct SimulatedFieldOptions {
    /// `pty:/tmp/field1` (a symbolic link to a new pseudo-terminal; `pty:` alone makes no link) or
    /// `tcp-listen:127.0.0.1:7001` (port 0: any free one); `tcp:HOST:PORT` and `udp:HOST:PORT` call a host.
    std::string link = "pty:";
    std::string uid = "00C0FFEE";  ///< 8 upper-case hex digits, another for each field
    std::uint64_t seed = 1;
    std::uint8_t channels = 3;
    std::uint32_t ticks_per_second = 2'000'000;
    std::uint32_t first_ticks = 0;  ///< where the counter stands at boot: near 2^32 it soon wraps
    Duration heartbeat = milliseconds(200);
    SimulatedFaults faults;
    DriverKind driver =
        DriverKind::Flp;    ///< what it speaks; only FLP has a UID, boots and a heartbeat of its own
    std::string profile{};  ///< of a derby timer
    std::uint32_t lanes = 1;
    std::filesystem::path rules_file{};  ///< where the map or rules for the host are written; empty: a folder
                                         ///< for what does not last
    TimeSource time;                     ///< the same as the host's
};

/// One gate on a real port, in a thread of its own: beams are broken by the program that holds it.
/// All calls may come from any thread.
class SimulatedField {
public:
    /// Refused: `device.sim_link` {link, right}, `device.sim_uid` {uid}, `device.port_taken` {address},
    /// `device.spec_link_driver` where the two do not go together, `device.rules_unreadable` {file},
    /// `device.sim_link_exists` {path} where something that is no symbolic link stands in the way.
    static Result<std::unique_ptr<SimulatedField>> open(SimulatedFieldOptions options);
    ~SimulatedField();  ///< unplugs it and takes the symbolic link away
    SimulatedField(const SimulatedField&) = delete;
    SimulatedField& operator=(const SimulatedField&) = delete;

    /// What `Devices::open` takes to reach it.
    std::string spec() const;
    DeviceId device() const;

    /// The beam of a channel is broken at `at` and clear again `length` later. A moment that has passed is
    /// reported at once, with that moment's stamp.
    void break_beam(std::uint8_t channel, MonoTime at, Duration length = milliseconds(80));
    void report_value(std::uint8_t channel, std::int64_t value, MonoTime at);
    /// The input's level in the heartbeats; an edge goes with it.
    void set_level(std::uint8_t channel, bool high, MonoTime at);
    void unplug();
    void replug();
    void reboot();
    void set_faults(const SimulatedFaults& faults);
    std::uint32_t lights() const;
    /// Events that were reported since the first boot, acknowledged or not.
    std::uint64_t events_made() const;

private:
    class Implementation;
    explicit SimulatedField(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

struct FieldSimOptions {
    std::uint32_t fields = 1;  ///< 1 to 64
    std::string link =
        "pty:/tmp/sandau-field-{}";  ///< `{}` is the field's number; for TCP it is added to the port
    std::uint64_t seed = 1;
    std::uint32_t runs = 0;          ///< a field; 0: until it is stopped
    Duration fastest = seconds(25);  ///< a run takes from fastest to slowest
    Duration slowest = seconds(75);
    Duration pause = seconds(20);             ///< between two runs of a field
    std::uint32_t unfinished_per_mille = 50;  ///< runs without a finish
    std::uint32_t stray_per_mille = 30;       ///< a finish beam broken when nobody runs
    /// 1 to 100. Above 1 the gates' seconds are shorter: the host's clock must run as fast (`faster_time`).
    std::uint32_t speed = 1;
    SimulatedFaults faults;
    DriverKind driver = DriverKind::Flp;
    std::string profile{};
    /// Raced beside each other, 1 to 6: a start on channel 1, finishes on channels 2 and up.
    std::uint32_t lanes = 1;
    /// Of FLP: so long after each boot the counter wraps; 0: as late as it can, after half an hour and more.
    Duration wrap_after;
};

enum class FieldSimWhat { Ready, Start, Finish, Unfinished, Stray, Done };

/// What `run_field_sim` tells as it goes: truth to compare with.
struct FieldSimNews {
    FieldSimWhat what = FieldSimWhat::Ready;
    std::uint32_t field = 0;  ///< from 1
    std::uint32_t run = 0;    ///< from 1
    std::string spec;         ///< of Ready: what `--device` takes
    DeviceId device;
    Duration time;           ///< of Finish
    std::uint32_t lane = 1;  ///< of Finish
};

/// The gate of a field that such a simulation plays; link, UID and seed are the caller's.
SimulatedFieldOptions gate_of(const FieldSimOptions& options);

/// Refused as `run_field_sim` does.
Result<void> check_field_sim(const FieldSimOptions& options);

/// Plays gates for several fields (channel 1 starts, channels 2 and up finish, one a lane) until all runs are
/// over or `stop` turns true. Refused: what `SimulatedField::open` refuses, `device.sim_fields` {fields,
/// limit}, `device.sim_speed` {speed, limit}, `device.sim_times`, `device.sim_lanes` {lanes, limit, driver},
/// `device.sim_part` {part}, `device.sim_drift` {drift, limit}, `device.sim_wrap` {limit}.
Result<void> run_field_sim(const FieldSimOptions& options,
                           const std::function<void(const FieldSimNews&)>& tell,
                           const std::atomic<bool>& stop);

}  // namespace sandau::devices
