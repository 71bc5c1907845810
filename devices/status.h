#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scoring/ids.h"
#include "scoring/time.h"

namespace sandau::devices {

enum class LinkState {
    Opening,      ///< not yet open, or being tried again each second
    Listening,    ///< waits for devices to call
    Identifying,  ///< open; nobody has said who it is yet
    Live,         ///< identified, heartbeats come
    Stale,        ///< three heartbeats missed
    CutOff,       ///< flooded; stays shut until it is opened again
    Ended,        ///< a replay that has come to its end, or a caller that hung up
};

/// Which of the two models stamps this device's events now.
enum class ClockModel { None, Ping, Hull };

struct ClockStatus {
    ClockModel model = ClockModel::None;
    MonoTime zero;              ///< the host's time at the device's tick 0 of this clock
    std::int64_t rate_ppb = 0;  ///< how much faster the host's second is than the device's, in 1e-9
    Duration bound;
    Duration least_round_trip;  ///< 0: never pinged
    std::uint32_t pings = 0;    ///< answered, in the window
};

/// What a person needs when "the timer is connected and nothing arrives". One a connection; a listener has
/// one of its own and one for each caller.
struct LinkStatus {
    std::uint32_t link = 0;
    std::string spec;  ///< as it was opened
    std::string peer;  ///< the caller's address; empty where there is only one
    LinkState state = LinkState::Opening;
    std::string trouble;  ///< the system's own words why it is not open; empty when all is well
    std::string driver = "flp";
    DeviceId device;  ///< the UID, or the address of a device that has none; empty until identified
    std::string model;
    std::string firmware;
    std::string boot;
    std::uint32_t channels = 0;
    std::optional<MonoTime> last_byte;
    std::optional<MonoTime> last_event;
    std::optional<MonoTime> last_heartbeat;
    Duration heartbeat_interval;  ///< as observed; 0 before there are two
    std::uint32_t levels = 0;
    ClockStatus clock;
    std::uint64_t bytes = 0;
    std::uint64_t frames = 0;
    std::uint64_t heartbeats = 0;
    std::uint64_t events = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t resends_asked = 0;
    std::uint64_t missing = 0;         ///< given up
    std::uint64_t lost_in_device = 0;  ///< the device's own count since its boot
    std::uint64_t reconnections = 0;
    std::vector<std::pair<std::string, std::uint64_t>> dropped;  ///< reason code → frames; only what happened
    std::vector<std::string> probes;      ///< what it was asked to find out what it is, and what it answered
    std::vector<std::string> last_lines;  ///< the newest last, printable, at most 16
};

struct PortInfo {
    std::string path;         ///< what a spec takes: `/dev/ttyACM0`, `COM3`
    std::string stable_path;  ///< the same as `stable_spec` writes it; empty: there is none
    std::string description;
    std::string manufacturer;
    std::string usb_serial;
    std::optional<std::uint16_t> usb_vendor;
    std::optional<std::uint16_t> usb_product;
};

std::string_view link_state_code(LinkState state);

/// The address of a caller without its port.
std::string peer_address(const std::string& peer);

}  // namespace sandau::devices
