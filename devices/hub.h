#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/device_track.h"
#include "devices/driver.h"
#include "devices/event.h"
#include "devices/flp.h"
#include "devices/order.h"
#include "devices/status.h"

namespace sandau::devices {

using LinkId = std::uint32_t;

struct HubLimits {
    TrackLimits track;
    Duration hold_back = milliseconds(250);
    Duration shortest_lap;
    std::size_t ordered_max = 8192;  ///< events held back at once
    std::size_t links_max = 128;
    std::size_t devices_max = 256;          ///< known by UID, connected or not
    std::size_t waiting_max = 64;           ///< frames of a link that has not said who it is
    std::uint32_t lines_per_second = 2000;  ///< more is a flood: the link is cut off
    std::uint32_t bytes_per_second = 256 * 1024;
};

/// How a link behaves, for the hub.
struct LinkTraits {
    std::string spec;
    std::string peer;
    std::uint32_t baud = 0;  ///< 0: no wire to subtract
    enum class Bytes { Stream, Datagrams } bytes = Bytes::Stream;
    std::string rules{};  ///< the text of the map or rules file that the spec names
};

struct Send {
    LinkId link = 0;
    std::string bytes;
    std::optional<std::uint16_t> ping;  ///< then `ping_written` must be told when they were written
};

struct HubOutput {
    std::vector<Send> sends;
    std::vector<Delivery> deliveries;
    std::vector<LinkId> changed;  ///< whose state is another now
    std::vector<LinkId> cut_off;  ///< to be closed by their transport
};

/// All devices on all links: bytes and times in, deliveries and bytes out. Plain and single-threaded, with no
/// clock of its own: what comes out depends only on the calls and their times, however often `advance` is
/// called.
class Hub {
public:
    explicit Hub(HubLimits limits = {});

    /// Each call's `now` is at or after the one before (an earlier one counts as the same).
    void link_opening(LinkId link, LinkTraits traits, std::string trouble, MonoTime now);
    void link_listening(LinkId link, MonoTime now);
    void link_opened(LinkId link, MonoTime now);
    void link_closed(LinkId link, std::string trouble, MonoTime now);
    void link_ended(LinkId link, MonoTime now);
    void link_gone(LinkId link, MonoTime now);
    bool has_room() const { return links_.size() < limits_.links_max; }

    void received(LinkId link, const Chunk& chunk, MonoTime now);
    /// Bytes that were thrown away before they came here, because the pipeline could not keep up.
    void overflowed(LinkId link, std::uint64_t bytes, MonoTime now);
    void ping_written(LinkId link, std::uint16_t id, MonoTime at);
    void advance(MonoTime now);
    std::optional<MonoTime> next_deadline() const;

    /// Where somebody who was here before left off with a device that has not come yet.
    void resume_after(const DeviceId& device, LastKnown last);
    bool set_lights(const DeviceId& device, std::uint32_t mask);
    void set_shortest_lap(const DeviceId& device, std::uint8_t channel, Duration shortest);
    void set_stop_inputs(const DeviceId& device, std::uint32_t mask, MonoTime now);
    /// A device that calls is heard from this address alone, from its next identification on; empty: from
    /// any.
    void pin_address(const DeviceId& device, std::string address);

    /// What has come out since the last call.
    HubOutput take_output();

    std::vector<LinkStatus> status() const;
    std::optional<LinkStatus> status(LinkId link) const;

private:
    struct Outstanding {
        std::uint16_t id = 0;
        MonoTime asked;
        std::optional<MonoTime> written;
    };
    struct Waiting {
        std::string body;
        MonoTime at;
        RawPlace raw;
    };
    /// What came of a link with a driver.
    struct DriverTally {
        std::uint32_t seq = 0;
        std::uint64_t duplicates = 0;
        std::uint64_t heartbeats = 0;
        std::uint64_t openings = 0;
        std::uint32_t levels = 0;
        std::optional<MonoTime> last_event;
        std::optional<MonoTime> last_heartbeat;
    };
    struct Link {
        LinkTraits traits;
        LinkState state = LinkState::Opening;
        std::string trouble;
        flp::Reader reader;              ///< of a link without a driver: it speaks FLP
        std::optional<DeviceId> device;  ///< of FLP: who it said it is
        std::unique_ptr<Driver> driver;  ///< kept when the link is opened again
        bool deaf = false;               ///< there should be a driver, but its rules are not to be had
        std::string driver_boot;         ///< when it was opened first: its events are numbered since then
        DeviceId driver_device;
        DriverTally tally;
        std::deque<Waiting> waiting;
        std::deque<Outstanding> pings;
        std::uint16_t next_ping = 1;
        std::optional<MonoTime> ping_at;
        std::optional<MonoTime> identify_at;
        bool second_told = false;
        MonoTime budget_at;
        std::int64_t lines_left = 0;
        std::int64_t bytes_left = 0;
        std::uint64_t bytes = 0;
        std::uint64_t frames = 0;
        std::map<std::string, std::uint64_t, std::less<>> dropped;
        std::deque<std::string> last_lines;
        std::optional<MonoTime> last_byte;
    };

    MonoTime step_to(MonoTime now);
    void fire(MonoTime now);
    std::optional<MonoTime> link_deadline(const Link& link) const;
    void fire_link(LinkId id, Link& link, MonoTime now);
    void take_body(LinkId id, Link& link, std::string_view body, const Arrival& arrival);
    void take_message(LinkId id, Link& link, const flp::FromDevice& message, const Arrival& arrival);
    void take_identity(LinkId id, Link& link, const flp::Identity& identity, const Arrival& arrival);
    bool take_over(LinkId id, Link& link, const DeviceId& device, const Arrival& arrival);
    void take_waiting(LinkId id, Link& link, MonoTime now);
    void take_pong(LinkId id, Link& link, const flp::Pong& pong, const Arrival& arrival);
    void drop(Link& link, std::string_view reason, std::string_view text);
    void keep_line(Link& link, std::string_view text);
    bool within_budget(LinkId id, Link& link, std::size_t bytes, MonoTime now);
    void cut_off(LinkId id, Link& link, MonoTime now);
    void detach(LinkId id, Link& link, MonoTime now);
    void give_driver(Link& link);
    void open_driver(LinkId id, Link& link, MonoTime now);
    void close_driver(LinkId id, Link& link, MonoTime now);
    void received_by_driver(LinkId id, Link& link, const Chunk& chunk, MonoTime now);
    void advance_drivers(MonoTime now);
    void take_driver_output(LinkId id, Link& link, DriverOutput& out);
    void take_heard(Link& link, Heard heard);
    void follow_presence(LinkId id, Link& link);
    bool set_driver_lights(const DeviceId& device, std::uint32_t mask, MonoTime now);
    bool is_of_a_driver(const DeviceId& device) const;
    static void describe_driver(const Link& link, LinkStatus& status);
    void send(LinkId id, const flp::FromHost& message, std::optional<std::uint16_t> ping = std::nullopt);
    void pass_on(TrackOutput& out, std::optional<LinkId> link);
    void release(MonoTime now);
    void deliver(Delivery delivery);
    void fault(const Link& link, FaultKind kind, std::uint64_t count, MonoTime now);
    void set_state(LinkId id, Link& link, LinkState state);
    DeviceTrack& track_of(const DeviceId& device);
    bool has_room_for_a_device();
    std::optional<LinkId> link_of(const DeviceId& device) const;
    LinkStatus describe(LinkId id, const Link& link) const;
    Duration wire(const Link& link, std::size_t body_bytes) const;

    HubLimits limits_;
    MonoTime now_;
    std::map<LinkId, Link> links_;
    std::map<DeviceId, DeviceTrack> devices_;
    std::map<DeviceId, LastKnown> resume_;
    std::map<DeviceId, std::string> pinned_;
    OrderQueue order_;
    ShortestLaps laps_at_once_;
    ShortestLaps laps_ordered_;
    HubOutput output_;
};

}  // namespace sandau::devices
