#include "scoring/race.h"

#include <algorithm>
#include <map>
#include <string>

namespace sandau {

namespace {

/// Whether two uses of one device make their fields lanes of one track.
bool are_lanes(const ChannelUse& a, const ChannelUse& b) {
    if (a.field == b.field || a.role != b.role) return false;
    if (a.role == ChannelRole::Start) return a.channel == b.channel;
    return a.role == ChannelRole::Finish && a.channel != b.channel && a.lane != b.lane;
}

/// The fields of the track, each with the number of its lane.
std::map<FieldId, int> track_of(const Contest& contest, const FieldId& field) {
    std::map<FieldId, int> lanes;
    for (const Device& device : contest.table<Device>())
        for (const ChannelUse& mine : device.channels) {
            if (mine.field != field) continue;
            for (const ChannelUse& theirs : device.channels)
                if (are_lanes(mine, theirs)) lanes.try_emplace(theirs.field, 1);
        }
    if (lanes.empty()) return lanes;
    lanes.try_emplace(field, 1);
    // Its number is where a lane ends; a start of its own says it where nothing ends it.
    for (const ChannelRole role : {ChannelRole::Start, ChannelRole::Finish})
        for (const Device& device : contest.table<Device>())
            for (const ChannelUse& use : device.channels)
                if (const auto lane = lanes.find(use.field); lane != lanes.end() && use.role == role)
                    lane->second = use.lane;
    return lanes;
}

struct Finished {
    std::size_t lane = 0;
    std::string start;  ///< what started it: a device's event, of whichever field; empty: the timer itself
};

/// What a sheet holds of a run that counts; nothing for one that did not finish.
std::optional<std::int64_t> official_ns(const Contest& contest, const Run& run) {
    const Sheet* sheet = contest.table<Sheet>().find(run.id.text);
    if (sheet == nullptr || sheet->content.status != SheetStatus::OK || !sheet->content.time_ms)
        return std::nullopt;
    return *sheet->content.time_ms * 1'000'000;
}

/// The lane's time; what started it.
std::optional<std::string> take_time(const Contest& contest, const Run& run, RaceLane& lane) {
    const DeviceRecord* start = contest.table<DeviceRecord>().find(run.start_event.text);
    const DeviceRecord* finish = contest.table<DeviceRecord>().find(run.finish_event.text);
    const std::optional<std::int64_t> official = official_ns(contest, run);
    if (!official || finish == nullptr) return std::nullopt;
    std::int64_t measured_ns = finish->value;
    if (finish->type != "lane_time") {
        if (start == nullptr || start->at.boot_id != finish->at.boot_id) return std::nullopt;
        measured_ns = (finish->at.mono - start->at.mono).ns;
    }
    lane.time_ns = measured_ns;
    lane.bound_ns = finish->bound_ns;
    // A judge who entered another time has decided which one holds.
    if (Duration{measured_ns}.floor_ms() * 1'000'000 != *official) {
        lane.time_ns = official;
        lane.bound_ns = 0;
    }
    return start != nullptr ? start->device.text + "-" + start->boot + "-" + std::to_string(start->seq)
                            : std::string();
}

void give_places(std::vector<RaceLane>& lanes, std::vector<Finished> finished) {
    std::stable_sort(finished.begin(), finished.end(), [&](const Finished& a, const Finished& b) {
        return *lanes[a.lane].time_ns < *lanes[b.lane].time_ns;
    });
    std::map<std::string, std::pair<int, const RaceLane*>>
        last;  ///< of each start: how many, and the last one
    for (const Finished& one : finished) {
        auto& [count, before] = last[one.start];
        RaceLane& lane = lanes[one.lane];
        ++count;
        lane.place = count;
        if (before != nullptr && *lane.time_ns - *before->time_ns <= lane.bound_ns + before->bound_ns) {
            lane.place = before->place;
            lane.tied = true;
            lanes[static_cast<std::size_t>(before - lanes.data())].tied = true;
        }
        before = &lane;
    }
}

}  // namespace

std::vector<RaceLane> race_on(const Contest& contest, const FieldId& field) {
    std::vector<RaceLane> lanes;
    std::vector<Finished> finished;
    for (const auto& [id, number] : track_of(contest, field)) {
        RaceLane lane;
        lane.field = id;
        lane.lane = number;
        lanes.push_back(lane);
    }
    std::stable_sort(lanes.begin(), lanes.end(),
                     [](const RaceLane& a, const RaceLane& b) { return a.lane < b.lane; });
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const Field* there = contest.table<Field>().find(lanes[i].field.text);
        const Run* run = there != nullptr ? contest.table<Run>().find(there->loaded.text) : nullptr;
        if (run == nullptr || run->state == RunState::Aborted) continue;
        lanes[i].run = run->id;
        if (std::optional<std::string> start = take_time(contest, *run, lanes[i]))
            finished.push_back({i, std::move(*start)});
    }
    give_places(lanes, std::move(finished));
    return lanes;
}

}  // namespace sandau
