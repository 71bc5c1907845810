// Every capture in devices/corpus gives the events that lie beside it, to the byte. A new capture NAME.log
// makes this fail once; what it gives then lies in the build folder, to be read and put beside it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "devices/recording.h"

namespace sandau::devices {
namespace {

std::string_view gap_code(Gap gap) {
    switch (gap) {
        case Gap::None:
            return "none";
        case Gap::Open:
            return "open";
        case Gap::GivenUp:
            return "given_up";
    }
    return "";
}

std::string line_of(const Delivery& delivery) {
    Json json;
    json.set("phase", delivery.phase == Phase::Ordered ? "ordered" : "provisional");
    json.set("gap", gap_code(delivery.gap));
    if (delivery.suppressed == Suppressed::ShortLap) json.set("suppressed", "short_lap");
    if (delivery.tie == Tie::WithPrevious) json.set("tie", "with_previous");
    if (delivery.order == Order::Late) json.set("order", "late");
    const Json event = event_json(delivery.event);
    for (const Json::Member& member : *event.as_object()) json.set(member.first, member.second);
    return write_json(json) + "\n";
}

bool is_heartbeat(const Delivery& delivery) {
    return std::holds_alternative<Heartbeat>(delivery.event.body);
}

enum class Look { WhenSomethingComes, EachMillisecond };

/// What a capture gives; heartbeats are left out, since they would drown the rest.
std::string events_of(const std::filesystem::path& log, Look look) {
    Result<Replay> replay = Replay::open(log);
    if (!replay) return replay.error().code;
    std::string text;
    const auto take = [&] {
        for (const Delivery& one : replay->take_output().deliveries) {
            if (!is_heartbeat(one)) text += line_of(one);
        }
    };
    MonoTime now;
    while (const auto next = replay->next_at()) {
        if (look == Look::EachMillisecond && now.ns != 0) {
            for (; now < *next; now = now + milliseconds(1)) replay->advance(now);
        }
        now = *next;
        replay->step();
        take();
    }
    replay->advance(now + seconds(5));
    take();
    EXPECT_FALSE(replay->broken()) << log << " line " << replay->line_number();
    return text;
}

std::string read(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::vector<std::filesystem::path> captures() {
    std::vector<std::filesystem::path> logs;
    for (const auto& entry : std::filesystem::directory_iterator(SANDAU_SOURCE_DIR "/devices/corpus")) {
        if (entry.path().extension() == ".log") logs.push_back(entry.path());
    }
    std::sort(logs.begin(), logs.end());
    return logs;
}

TEST(Corpus, EachCaptureGivesTheEventsBesideIt) {
    ASSERT_FALSE(captures().empty());
    for (const std::filesystem::path& log : captures()) {
        const std::string given = events_of(log, Look::WhenSomethingComes);
        const std::filesystem::path expected = std::filesystem::path(log).replace_extension(".events");
        if (given == read(expected)) continue;
        const auto written =
            std::filesystem::path(SANDAU_BINARY_DIR) / std::filesystem::path(expected).filename();
        std::ofstream(written, std::ios::binary) << given;
        ADD_FAILURE() << log << " gives other events: compare " << written << " with " << expected;
    }
}

TEST(Corpus, ItMakesNoDifferenceHowOftenTheClockIsLookedAt) {
    for (const std::filesystem::path& log : captures()) {
        EXPECT_EQ(events_of(log, Look::WhenSomethingComes), events_of(log, Look::EachMillisecond)) << log;
    }
}

}  // namespace
}  // namespace sandau::devices
