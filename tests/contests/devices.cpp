#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"
#include "scoring/race.h"

namespace sandau::scripts {

namespace {

std::int64_t channel_of(const Scene& scene, const std::string& device, const std::string& word) {
    const std::optional<ChannelRole> role = from_word<ChannelRole>(word);
    if (!role) return whole_number_of({Token{word, false}});
    for (const ChannelUse& use : scene.record<Device>(device).channels)
        if (use.role == *role) return use.channel;
    fail("device " + device + " has no channel for " + word);
}

/// Its channels: start 1, finish 2.
void assign(Scene& scene, const Match& match) {
    Device device;
    device.id = DeviceId(match.text("DEVICE"));
    for (const Line& row : match.rows()) {
        if (row.tokens.size() != 2) throw ScriptError{row.number, "a channel is: start 1"};
        device.channels.push_back({static_cast<int>(whole_number_of({row.tokens[1]})),
                                   FieldId(match.text("FIELD")), word_among<ChannelRole>(row.tokens[0].text),
                                   1});
    }
    scene.must(commands::DeviceAssign{device});
}

/// Lanes of one track: one start for all, and the channel at the end of each, in the order of their numbers.
void assign_track(Scene& scene, const Match& match) {
    Device device;
    device.id = DeviceId(match.text("DEVICE"));
    const int start = static_cast<int>(whole_number_of(match.tokens("CHANNEL")));
    int lane = 0;
    for (const Line& row : match.rows()) {
        if (row.tokens.size() != 2) throw ScriptError{row.number, "a lane is: F1 2"};
        const FieldId field(row.tokens[0].text);
        const int finish = static_cast<int>(whole_number_of({row.tokens[1]}));
        ++lane;
        if (start > 0) device.channels.push_back({start, field, ChannelRole::Start, lane});
        device.channels.push_back({finish, field, ChannelRole::Finish, lane});
    }
    scene.must(commands::DeviceAssign{device});
}

/// Devices number their events from 1 in each of their own boots.
std::int64_t events_of(const Scene& scene, const std::string& device) {
    std::int64_t count = 0;
    for (const DeviceEventId& id : scene.events) count += id.text.starts_with(device + "-") ? 1 : 0;
    return count;
}

void report(Scene& scene, const Match& match) {
    commands::DeviceReport report;
    report.device = DeviceId(match.text("DEVICE"));
    report.boot = "7A3F";
    report.seq = events_of(scene, report.device.text) + 1;
    report.channel = static_cast<int>(channel_of(scene, report.device.text, match.text("CHANNEL")));
    report.type = "edge";
    report.value = 1;
    report.at = scene.world.now();
    report.bound_ns = 100'000;
    report.stamp = "device";
    if (match.has("AGO")) {
        const Duration ago = duration_of(match.tokens("AGO"));
        report.at.mono = report.at.mono - ago;
        report.at.wall.utc_ms -= ago.floor_ms();
    }
    if (match.has("BOUND")) report.bound_ns = duration_of(match.tokens("BOUND")).ns;
    if (match.has("FAULT")) report.fault = match.text("FAULT");
    if (match.has("TIME")) {
        report.type = "lane_time";
        report.value = duration_of(match.tokens("TIME")).ns;
        report.stamp = "arrival";
        report.bound_ns = 500'000;
    }
    const Json answer = scene.must_as(device_actor, report);
    scene.events.emplace_back(*answer.find("event")->as_string());
}

/// A person's key: a start or a finish by hand.
void press(Scene& scene, const Match& match) {
    commands::DeviceReport report;
    report.device = DeviceId(match.text("DEVICE"));
    report.boot = "7A3F";
    report.seq = events_of(scene, report.device.text) + 1;
    report.type = match.text("KEY");
    report.channel = report.type == "start" ? 1 : 2;
    report.at = scene.world.now();
    report.bound_ns = 100'000'000;
    report.stamp = "hand";
    const Json answer = scene.must_as(device_actor, report);
    scene.events.emplace_back(*answer.find("event")->as_string());
}

/// Each lane's place among those that started together: `1 Sao Mai`, `2 tied Sao Mai`, `- Sao Mai`.
void expect_race(Scene& scene, const Match& match) {
    std::string are;
    const std::shared_ptr<const Contest> race = scene.contest();
    for (const RaceLane& lane : race_on(*race, FieldId(match.text("FIELD")))) {
        if (lane.run.empty()) continue;
        are += (are.empty() ? "" : ", ") + (lane.place ? std::to_string(*lane.place) : std::string("-")) +
               (lane.tied ? " tied " : " ") + scene.name(scene.record<Run>(lane.run.text).entry);
    }
    const std::string wanted = match.text("LIST");
    scene.expect(are == wanted, [&] { return "the race: " + are; });
}

void repeat(Scene& scene, const Match& match) {
    const DeviceRecord event = scene.record<DeviceRecord>(scene.events.back().text);
    if (event.device.text != match.text("DEVICE")) fail("the last event is of " + event.device.text);
    commands::DeviceReport report;
    report.device = event.device;
    report.boot = event.boot;
    report.seq = event.seq;
    report.channel = event.channel;
    report.type = event.type;
    report.value = event.value;
    report.at = event.at;
    scene.must_as(device_actor, report);
}

DeviceEventId event_of(const Scene& scene, const Match& match) {
    const Tokens& which = match.tokens("EVENT");
    if (scene.events.empty()) fail("there was no event");
    if (text_of(which) == "last") return scene.events.back();
    const std::int64_t number = whole_number_of(which);
    if (number < 1 || number > static_cast<std::int64_t>(scene.events.size()))
        fail("there were " + std::to_string(scene.events.size()) + " events");
    return scene.events[static_cast<std::size_t>(number - 1)];
}

void adopt(Scene& scene, const Match& match) {
    scene.must(commands::EventAdopt{event_of(scene, match), scene.run(match.tokens("TEAM")),
                                    word_among<ChannelRole>(match.text("ROLE")), match.text("REASON")});
}

void dismiss(Scene& scene, const Match& match) {
    scene.must(
        commands::EventAdopt{event_of(scene, match), RunId(), ChannelRole::Unused, match.text("REASON")});
}

void expect_event(Scene& scene, const Match& match) {
    const DeviceRecord event = scene.record<DeviceRecord>(event_of(scene, match).text);
    const std::string place(word_of(event.place));
    for (const Line& row : match.rows()) {
        const std::string wanted = text_of(row.tokens);
        const Run* run = scene.contest()->table<Run>().find(event.run.text);
        const std::string who = event.run.empty() ? "nobody"
                                : run == nullptr  ? event.run.text
                                                  : scene.name(run->entry);
        scene.expect(wanted == place || wanted == event.why || wanted == "with " + who, [&] {
            return "not " + wanted + ": it is " + place + ", with " + who +
                   (event.why.empty() ? "" : ", " + event.why);
        });
    }
}

/// Why each event of the inbox is there, in the order in which they came.
void expect_inbox(Scene& scene, const Match& match) {
    std::string are;
    for (const DeviceEventId& id : scene.events) {
        const DeviceRecord event = scene.record<DeviceRecord>(id.text);
        if (event.place == EventPlace::Inbox) are += (are.empty() ? "" : ", ") + event.why;
    }
    const std::string wanted = match.text("LIST");
    if (are.empty()) are = "empty";
    scene.expect(are == wanted, [&] { return "the inbox: " + are; });
}

constexpr std::array sentences{
    Sentence{"gates DEVICE on FIELD: ROWS", "what its channels mean: start 1, finish 2", assign},
    Sentence{"track DEVICE started by CHANNEL: ROWS",
             "lanes that race together: F1 2, F2 3; started by 0: the timer starts them itself",
             assign_track},
    Sentence{"gate DEVICE CHANNEL times TIME", "a timer that times a lane by itself", report},
    Sentence{"key DEVICE KEY", "a person presses start or finish", press},
    Sentence{"expect race on FIELD: LIST", "1 Sao Mai, 2 tied Đại Bàng, - Tia Chớp: by lane", expect_race},
    Sentence{"gate DEVICE CHANNEL AGO ago within BOUND", "both", report},
    Sentence{"gate DEVICE CHANNEL AGO ago", "an edge so long ago, that comes late", report},
    Sentence{"gate DEVICE CHANNEL within BOUND", "an edge whose instant is known so well", report},
    Sentence{"gate DEVICE CHANNEL with FAULT", "an edge that the hub does not trust: event.gap", report},
    Sentence{"gate DEVICE repeats", "the last event comes once more", repeat},
    Sentence{"gate DEVICE CHANNEL", "an edge at this moment: gate G1 start", report},
    Sentence{"adopt event EVENT as ROLE of TEAM REASON", "a referee takes it for a run: event 2, or last",
             adopt},
    Sentence{"dismiss event EVENT REASON", "a referee puts it away", dismiss},
    Sentence{"expect event EVENT: ROWS", "used, inbox, suppressed, dismissed, its why, with TEAM",
             expect_event},
    Sentence{"expect inbox: LIST", "why each event there is: event.not_started, …; or: empty", expect_inbox},
};

}  // namespace

std::span<const Sentence> sentences_of_devices() {
    return sentences;
}

}  // namespace sandau::scripts
