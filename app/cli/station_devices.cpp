#include "cli/station_devices.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "devices/diagnosis.h"
#include "devices/probe.h"
#include "devices/recording.h"

namespace sandau::cli {

namespace {

std::string device_state(const devices::LinkStatus& link) {
    switch (link.state) {
        case devices::LinkState::Live:
            return "connected";
        case devices::LinkState::Opening:
        case devices::LinkState::Listening:
        case devices::LinkState::Identifying:
            return "searching";
        case devices::LinkState::Stale:
        case devices::LinkState::CutOff:
            return "lost";
        case devices::LinkState::Ended:
            return "recorded";
    }
    return "";
}

std::vector<Refusal> refusals_of(const std::vector<devices::Advice>& advice) {
    std::vector<Refusal> refusals;
    for (const devices::Advice& one : advice) refusals.push_back({one.code, one.arguments, {}});
    return refusals;
}

station::DeviceRow row_of(const devices::LinkStatus& link, const Contest& contest, MonoTime now) {
    station::DeviceRow row;
    row.device = link.device;
    const Device* known = contest.table<Device>().find(link.device.text);
    row.name = known != nullptr && !known->name.empty() ? known->name : link.model;
    row.where = link.peer.empty() ? link.spec : link.spec + " · " + link.peer;
    row.spec = link.spec;
    row.address = devices::peer_address(link.peer);
    row.driver = link.driver;
    row.alive = link.state == devices::LinkState::Live;
    row.state = device_state(link);
    row.trouble = link.trouble;
    if (link.last_event) row.last_event_age_ms = (now - *link.last_event).floor_ms();
    if (link.clock.model != devices::ClockModel::None) {
        row.bound_ns = link.clock.bound.ns;
        row.offset_ns = link.clock.zero.ns;
        row.rate_ppb = link.clock.rate_ppb;
        if (link.clock.least_round_trip.ns > 0) row.round_trip_ns = link.clock.least_round_trip.ns;
    }
    row.bytes = link.bytes;
    row.frames = link.frames;
    row.events = link.events;
    row.duplicates = link.duplicates;
    row.lost = link.missing + link.lost_in_device;
    row.dropped = link.dropped;
    row.probes = link.probes;
    row.advice = refusals_of(devices::advice_for(link));
    row.raw_lines.assign(link.last_lines.rbegin(), link.last_lines.rend());
    return row;
}

std::vector<station::DeviceRow> device_rows(Hosting& hosting) {
    std::vector<station::DeviceRow> rows;
    const SnapshotPtr snapshot = hosting.desk().snapshot();
    const MonoTime now = hosting.clock()().mono;
    for (const devices::LinkStatus& link : hosting.devices().status())
        rows.push_back(row_of(link, *snapshot->contest, now));
    return rows;
}

std::vector<station::PortRow> port_rows() {
    std::vector<station::PortRow> rows;
    for (const devices::PortInfo& port : devices::list_ports()) {
        const devices::PortTrouble trouble = devices::port_trouble(port.path);
        station::PortRow row;
        row.path = port.path;
        row.stable_path = port.stable_path;
        row.description = port.description;
        if (!port.manufacturer.empty() && port.manufacturer != port.description)
            row.description += (row.description.empty() ? "" : " · ") + port.manufacturer;
        if (port.usb_vendor && port.usb_product)
            row.identity = fmt::format("{:04x}:{:04x}", *port.usb_vendor, *port.usb_product);
        if (!port.usb_serial.empty()) row.identity += (row.identity.empty() ? "" : " · ") + port.usb_serial;
        row.latency_ms = trouble.latency_ms;
        row.advice = refusals_of(devices::advice_for(trouble));
        row.is_held = !trouble.held_by.empty();
        rows.push_back(std::move(row));
    }
    return rows;
}

/// A search in a thread of its own; it ends with the last who asks about it.
class SearchInBackground {
public:
    explicit SearchInBackground(std::string port)
        : thread_([this, port = std::move(port)] {
              const devices::Probed probed =
                  devices::probe_port(port, [this](Duration step, const std::vector<devices::Tried>& so_far) {
                      std::unique_lock lock(mutex_);
                      show(so_far);
                      return !let_go_.wait_for(lock, std::chrono::nanoseconds(step.ns),
                                               [this] { return stop_; });
                  });
              const std::lock_guard lock(mutex_);
              show(probed.tried);
              search_.spec = probed.spec;
              search_.is_over = true;
          }) {}
    ~SearchInBackground() {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        let_go_.notify_all();
        thread_.join();
    }
    SearchInBackground(const SearchInBackground&) = delete;
    SearchInBackground& operator=(const SearchInBackground&) = delete;

    station::PortSearch so_far() {
        const std::lock_guard lock(mutex_);
        return search_;
    }

private:
    void show(const std::vector<devices::Tried>& so_far) {
        search_.tried.clear();
        for (const devices::Tried& tried : so_far)
            search_.tried.push_back({tried.spec.substr(tried.spec.find('=') + 1), tried.bytes});
    }

    std::mutex mutex_;
    std::condition_variable let_go_;
    station::PortSearch search_;
    bool stop_ = false;
    std::thread thread_;
};

/// `20240810-010203.rec@4711`.
std::optional<devices::RawPlace> place_of(const std::string& text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string::npos || at == 0) return std::nullopt;
    devices::RawPlace place{text.substr(0, at), 0};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at + 1, end, place.offset);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return place;
}

/// What came on the link just before, as far back as the line that the chunk goes on with begins: a line
/// seldom comes in one piece.
std::string begun_before(const std::filesystem::path& directory, const devices::RawPlace& place,
                         const devices::RecordedData& chunk) {
    constexpr std::uint64_t looked_back_max = 8192;
    constexpr Duration in_one_go = milliseconds(100);
    std::ifstream file(directory / std::filesystem::path(place.recording).filename(), std::ios::binary);
    const std::uint64_t from = place.offset > looked_back_max ? place.offset - looked_back_max : 0;
    std::string text(place.offset - from, '\0');
    file.seekg(static_cast<std::streamoff>(from));
    if (!file.read(text.data(), static_cast<std::streamsize>(text.size()))) return {};
    std::string before;
    while (before.find_first_of("\r\n") == std::string::npos && text.size() > 1) {
        const std::size_t begin = text.rfind('\n', text.size() - 2);
        const std::string line = text.substr(begin == std::string::npos ? 0 : begin + 1);
        text.resize(begin == std::string::npos ? 0 : begin + 1);
        const std::optional<devices::Recorded> record =
            devices::parse_record(line.substr(0, line.find('\n')));
        const auto* data = record ? std::get_if<devices::RecordedData>(&*record) : nullptr;
        if (data == nullptr || data->link != chunk.link) continue;
        if (chunk.at - data->at > in_one_go) break;
        before = data->bytes + before;
    }
    const std::size_t ended = before.find_last_of("\r\n");
    return ended == std::string::npos ? before : before.substr(ended + 1);
}

}  // namespace

Result<station::RawBytes> raw_bytes(const std::filesystem::path& directory, const std::string& text) {
    const std::optional<devices::RawPlace> place = place_of(text);
    if (!place || directory.empty()) return refuse("device.raw_missing", {{"file", text}});
    const Result<devices::RecordedData> data = devices::read_raw(directory, *place);
    if (!data) return tl::unexpected(data.error());
    station::RawBytes raw;
    raw.bytes = begun_before(directory, *place, *data) + data->bytes;
    raw.recording = (directory / place->recording).string();
    raw.offset = place->offset;
    raw.at = data->at;
    return raw;
}

void give_devices(station::OpenedContest& contest, Hosting& hosting, const std::shared_ptr<void>& keep) {
    contest.devices = [keep, &hosting] { return device_rows(hosting); };
    contest.ports = port_rows;
    contest.search_port = [](const std::string& port) {
        return [search = std::make_shared<SearchInBackground>(port)] { return search->so_far(); };
    };
    contest.open_link = [keep, &hosting](const std::string& spec) {
        return hosting.devices().open(devices::stable_spec(spec));
    };
    contest.close_link = [keep, &hosting](const std::string& spec) { return hosting.devices().close(spec); };
    contest.raw_bytes = [keep, &hosting](const std::string& place) {
        return raw_bytes(hosting.record_directory(), place);
    };
}

}  // namespace sandau::cli
