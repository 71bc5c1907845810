#include <gtest/gtest.h>

#include <fmt/format.h>

#include <optional>
#include <string>

#include "desk/desk.h"
#include "desk/device_intake.h"
#include "devices/boot_clock.h"
#include "devices/flp.h"
#include "devices/hub.h"
#include "scoring/command_payloads.h"
#include "support/a_contest.h"
#include "support/temporary_folder.h"

// Times that are no times, from the bytes on the wire to the sheet: 0.0 s, below zero, absurd, repeated. None
// is ever proposed, let alone scored; each is shown to a person with why.

namespace sandau {
namespace {

using devices::Hub;
using devices::LinkId;

constexpr std::uint32_t ticks_per_second = 2'000'000;

class NoTimes : public ::testing::Test {
protected:
    void SetUp() override {
        desk = std::move(*Desk::create(path, test::a_small_definition()));
        intake.emplace(*desk, devices::now_instant);
        sink = intake->sink();
        commands::EntryImport import;
        import.rows.resize(1);
        import.rows[0].name = "Sao Mai";
        import.rows[0].division = DivisionId("B");
        import.rows[0].members = {{ "Nguyễn An", "2012-01-01", "", "" }};
        must(import);
        must(commands::EntryQualify{});
    }
    template <class Payload>
    void must(const Payload& payload) {
        const Result<Answer> answer = desk->ask(command_of(new_command_id(), keyboard_actor, payload));
        ASSERT_TRUE(answer) << answer.error().code;
    }
    void assign(const std::string& device, ChannelRole first = ChannelRole::Start) {
        const FieldId field("F1");
        must(commands::DeviceAssign{
            {DeviceId(device), "Cổng", "", {{1, field, first, 1}, {2, field, ChannelRole::Finish, 1}}}});
    }
    void call_a_run() {
        must(commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
        must(commands::RunReady{run, ""});
    }
    void plug_in(const std::string& spec, const std::string& rules = {}) {
        hub.link_opening(link, {spec, "", 0, devices::LinkTraits::Bytes::Stream, rules}, "", now);
        hub.link_opened(link, now);
        pass_on();
    }
    void wait(Duration time) {
        now = now + time;
        hub.advance(now);
        pass_on();
    }
    /// Bytes that come a moment after they were sent.
    void hear(const std::string& bytes) {
        wait(milliseconds(1));
        hub.received(link, {bytes, now, {}}, now);
        pass_on();
    }
    void settle() {
        wait(seconds(3));
        // The device lane goes first: whoever is answered now comes after what was heard.
        must(commands::DisplayShow{{"hall", "live", {}, {}, ""}});
    }
    void pass_on() {
        for (const devices::Delivery& one : hub.take_output().deliveries) sink.delivered(one);
    }
    Sheet sheet() const { return *desk->snapshot()->contest->table<Sheet>().find(run.text); }
    std::string inbox() const {
        std::string all;
        for (const DeviceRecord& event : desk->snapshot()->contest->table<DeviceRecord>())
            if (event.place == EventPlace::Inbox) all += (all.empty() ? "" : " ") + event.why;
        return all;
    }
    void expect_no_time() const {
        EXPECT_FALSE(sheet().content.time_ms);
        EXPECT_EQ(sheet().state, SheetState::Draft);
    }

    testing::TemporaryFolder folder;
    std::filesystem::path path = folder / "a.sandau";
    std::unique_ptr<Desk> desk;
    std::optional<DeviceIntake> intake;
    devices::Sink sink;
    Hub hub;
    const LinkId link = 1;
    MonoTime now = devices::now_mono();
    const RunId run{"final.T001.1"};
};

/// An FLP gate whose counter ran from 0 when it was plugged in.
class NoTimesOfAGate : public NoTimes {
protected:
    void SetUp() override {
        NoTimes::SetUp();
        assign("00C0FFEE");
        call_a_run();
        plug_in("serial:/dev/ttyACM0?driver=flp");
        hear(line("I,7A3F,2000000,gate328,1.0,3,00C0FFEE"));
        beat_for(seconds(8));
    }
    void beat_for(Duration time) {
        for (const MonoTime end = now + time; now < end; wait(milliseconds(199)))
            hear(line(fmt::format("H,7A3F,{},{},0,07", seq, ticks())));
    }
    static std::string line(const std::string& body) { return devices::flp::frame(body); }
    std::uint32_t ticks(Duration ago = {}) const {
        return static_cast<std::uint32_t>((now - ago - began).ns / 500);
    }
    std::string broken(int channel, std::uint32_t at_ticks) {
        return line(fmt::format("E,7A3F,{},{},1,{}", ++seq, channel, at_ticks));
    }

    const MonoTime began = now;
    std::uint32_t seq = 0;
};

TEST_F(NoTimesOfAGate, StartAndFinishInOneMomentAreZero) {
    const std::uint32_t at = ticks();
    const std::string start = broken(1, at);
    hear(start + broken(2, at));
    settle();
    expect_no_time();
    EXPECT_EQ(inbox(), "event.before_start");
}

TEST_F(NoTimesOfAGate, ATimeWithinItsOwnBoundIsNone) {
    const std::uint32_t at = ticks();
    const std::string start = broken(1, at);
    hear(start + broken(2, at + ticks_per_second / 500));
    settle();
    expect_no_time();
    ASSERT_TRUE(sheet().content.measured);
    EXPECT_EQ(sheet().content.measured->fault, "time.not_positive");
}

TEST_F(NoTimesOfAGate, AFinishBeforeTheStartIsNone) {
    hear(broken(1, ticks()));
    hear(broken(2, ticks(milliseconds(700))));
    settle();
    expect_no_time();
    EXPECT_EQ(inbox(), "event.not_started");
    hear(broken(2, ticks(seconds(4))));  // too late to be put in order
    settle();
    expect_no_time();
    EXPECT_EQ(inbox(), "event.not_started event.before_start");
}

TEST_F(NoTimesOfAGate, ATimeAboveTheLimitIsShownAndNotProposed) {
    hear(broken(1, ticks()));
    beat_for(seconds(120));
    hear(broken(2, ticks()));
    settle();
    expect_no_time();
    ASSERT_TRUE(sheet().content.measured);
    EXPECT_EQ(sheet().content.measured->fault, "time.above_limit");
}

TEST_F(NoTimesOfAGate, WhatIsSaidAgainCountsOnce) {
    const std::string start = broken(1, ticks());
    hear(start + start);
    beat_for(seconds(20));
    hear(start);
    const std::string finish = broken(2, ticks());
    hear(finish + finish);
    hear(finish);
    settle();
    ASSERT_TRUE(sheet().content.time_ms);
    EXPECT_NEAR(static_cast<double>(*sheet().content.time_ms), 20'000, 20);
    EXPECT_EQ(inbox(), "");
    hear(broken(2, ticks()));
    settle();
    EXPECT_EQ(inbox(), "event.already_finished");
}

TEST_F(NoTimesOfAGate, ARebootInTheRunMakesNoTime) {
    hear(broken(1, ticks()));
    wait(seconds(5));
    hear(line("I,0B07,2000000,gate328,1.0,3,00C0FFEE"));
    wait(seconds(2));
    hear(line("E,0B07,1,2,1,4000"));
    settle();
    expect_no_time();
    ASSERT_TRUE(sheet().content.measured);
    EXPECT_EQ(sheet().content.measured->fault, "time.across_boot");
}

TEST_F(NoTimes, OfADerbyTimerALaneThatNobodyFinishedOnIsNone) {
    assign("serial:/dev/ttyUSB0", ChannelRole::Finish);
    call_a_run();
    plug_in("serial:/dev/ttyUSB0?driver=derby&profile=fasttrack");
    hear(" A=0.000! B=0.000\"\r\n");
    hear(" A=-3.261!\r\n");
    hear(" A=9999.999!\r\n");
    hear(" A=99999999999999999999.9!\r\n");
    settle();
    expect_no_time();
    EXPECT_EQ(inbox(), "event.no_finish event.no_finish");
}

TEST_F(NoTimes, OfADerbyTimerThatIsAssignedAsAStartNone) {
    assign("serial:/dev/ttyUSB0");
    call_a_run();
    plug_in("serial:/dev/ttyUSB0?driver=derby&profile=fasttrack");
    hear(" A=3.261!\r\n");
    settle();
    expect_no_time();
    EXPECT_EQ(inbox(), "event.time_as_start");
}

TEST_F(NoTimes, OfATimerByTheDayTheSameMomentTwiceOrOneBeforeIsNone) {
    assign("serial:/dev/ttyUSB0");
    call_a_run();
    plug_in("serial:/dev/ttyUSB0?driver=alge&baud=9600");
    wait(seconds(1));
    hear(" 0001 C0  09:00:38.7600 00\r");
    wait(milliseconds(10));
    hear(" 0001 C1  09:00:38.7600 00\r");
    wait(milliseconds(10));
    hear(" 0001 C1  09:00:38.1000 00\r");
    wait(milliseconds(10));
    hear(" 0001 C1  25:61:99.0000 00\r");
    settle();
    expect_no_time();
    EXPECT_EQ(inbox(), "event.before_start event.not_started");
}

class TimesByTheDay : public NoTimes {
protected:
    MeasuredTime measure_ten_seconds() {
        call_a_run();
        plug_in("serial:/dev/ttyUSB0?driver=alge&baud=9600");
        wait(seconds(1));
        hear(" 0001 C0  09:00:38.7600 00\r");
        wait(milliseconds(9'998));
        hear(" 0001 C1  09:00:48.7600 00\r");
        settle();
        return sheet().content.measured.value_or(MeasuredTime{});
    }
};

TEST_F(TimesByTheDay, OfOneTimerAreRightByItsOwnClock) {
    assign("serial:/dev/ttyUSB0");
    const MeasuredTime measured = measure_ten_seconds();
    EXPECT_EQ(measured.time_ms, 10'000);
    EXPECT_EQ(measured.bound_ns, 2 * 100'000) << "a tenth of a millisecond for each of its stamps";
}

TEST_F(TimesByTheDay, BesideAnotherTimerAreRightByWhatIsKnownOfItsClock) {
    assign("serial:/dev/ttyUSB0");
    must(
        commands::DeviceAssign{{DeviceId("00C0FFEE"), "", "", {{1, FieldId("F1"), ChannelRole::Finish, 1}}}});
    EXPECT_GT(measure_ten_seconds().bound_ns, 2 * 100'000);
}

/// A micromouse timer, which tells its beams as they are broken and then the time that it measured.
class TimeToldTwice : public NoTimes {
protected:
    void SetUp() override {
        NoTimes::SetUp();
        assign("serial:/dev/ttyUSB1");
        call_a_run();
        plug_in("serial:/dev/ttyUSB1?driver=ukmars&baud=9600");
        hear("<71,0>\r\n");
        wait(milliseconds(3100));
    }
    void expect_the_timers_own() const {
        EXPECT_EQ(sheet().content.time_ms, 3010);
        ASSERT_TRUE(sheet().content.measured);
        EXPECT_EQ(sheet().content.measured->bound_ns, 1'000'000);
        EXPECT_EQ(inbox(), "");
    }
};

TEST_F(TimeToldTwice, CountsAsMeasuredWhenTheBeamWasToldFirst) {
    hear("<72,0>\r\n");
    wait(milliseconds(600));
    hear("<13,3010>\r\n<13,3010>\r\n");
    settle();
    expect_the_timers_own();
}

TEST_F(TimeToldTwice, CountsAsMeasuredWhenBothCameAtOnce) {
    hear("<72,0>\r\n<13,3010>\r\n<13,3010>\r\n");
    settle();
    expect_the_timers_own();
}

TEST_F(NoTimes, OfATimerThatTheHostStampsAFinishRightAfterTheStartIsNone) {
    assign("serial:/dev/ttyUSB2");
    call_a_run();
    plug_in("serial:/dev/ttyUSB2?driver=text&rules=timer.json",
            R"({"rules":[{"match":"^GO$","event":"start"},{"match":"^END$","event":"finish"}]})");
    wait(seconds(1));
    hear("GO\r\n");
    wait(milliseconds(120));
    hear("END\r\n");
    settle();
    expect_no_time();
    ASSERT_TRUE(sheet().content.measured);
    EXPECT_EQ(sheet().content.measured->fault, "time.not_positive");
}

}  // namespace
}  // namespace sandau
