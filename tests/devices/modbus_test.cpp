#include "devices/modbus.h"

#include <gtest/gtest.h>

#include <deque>

#include "devices/driver_trial.h"

namespace sandau::devices {
namespace {

constexpr const char* map_text = R"({"unit":1,"poll_ms":50,
  "inputs":[{"address":0,"channel":1},{"address":1,"channel":2,"as":"button"},{"address":9,"channel":3,"as":"stop"}],
  "counters":[{"address":0,"channel":4},{"address":2,"channel":5,"words":2}],
  "lights":[{"address":0,"light":1},{"address":1,"light":2}],
  "heartbeat":{"address":7}})";

/// A module that answers what it is asked.
class Module {
public:
    std::vector<bool> inputs = std::vector<bool>(16, false);
    std::vector<std::uint16_t> registers = std::vector<std::uint16_t>(8, 0);
    std::vector<bool> coils = std::vector<bool>(16, false);
    std::string log;
    bool mute = false;

    std::string answer(std::string_view request) {
        std::string answers;
        MbapReader reader;
        reader.feed(request, [&](const MbapReader::Frame& frame) {
            answers += mbap_frame(frame.transaction, frame.unit, pdu(frame.pdu));
        });
        return mute ? "" : answers;
    }

private:
    static unsigned word(std::string_view bytes, std::size_t at) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[at]) << 8u |
                                     static_cast<unsigned char>(bytes[at + 1]));
    }
    std::string pdu(std::string_view request) {
        const unsigned first = word(request, 1), count = word(request, 3);
        std::string answer(1, request[0]);
        if (request[0] == 2) {
            log += 'i';
            answer += static_cast<char>((count + 7) / 8);
            answer.resize(answer.size() + (count + 7) / 8, '\0');
            for (unsigned i = 0; i < count; ++i)
                if (inputs[first + i]) answer[2 + i / 8] = static_cast<char>(answer[2 + i / 8] | 1 << i % 8);
        } else if (request[0] == 4) {
            log += 'r';
            answer += static_cast<char>(count * 2);
            for (unsigned i = 0; i < count; ++i) {
                answer += static_cast<char>(registers[first + i] >> 8);
                answer += static_cast<char>(registers[first + i] & 0xFF);
            }
        } else {
            log += 'c';
            coils[first] = count == 0xFF00;
            return std::string(request);
        }
        return answer;
    }
};

class Field {
public:
    Module module;
    Trial trial{{DriverKind::Modbus, 0, {}, map_text}};
    std::int64_t now_ms = 0;

    Field() { module.inputs[9] = true; }  // a stop that is whole

    void play_to(std::int64_t end_ms) {
        for (; now_ms < end_ms; now_ms += 2) {
            trial.wait_until(now_ms);
            std::string requests;
            for (; answered_ < trial.out.sends.size(); ++answered_) requests += trial.out.sends[answered_];
            if (requests.empty()) continue;
            const std::string answers = module.answer(requests);
            if (!answers.empty()) trial.hear(now_ms + 1, answers);
        }
    }

private:
    std::size_t answered_ = 0;
};

TEST(Modbus, FramesAreThoseOfTheStandard) {
    EXPECT_EQ(mbap_frame(0x1234, 1, std::string("\x02\x00\x00\x00\x08", 5)),
              std::string("\x12\x34\x00\x00\x00\x06\x01\x02\x00\x00\x00\x08", 12));
}

TEST(Modbus, AnInputThatChangesIsAnEdgeBetweenTwoQuestions) {
    Field field;
    field.play_to(1001);
    EXPECT_EQ(field.trial.of<Edge>().size(), 0u) << "how it stood at first is no event";
    field.module.inputs[0] = true;
    field.play_to(1200);
    field.module.inputs[1] = true;
    field.play_to(1400);
    ASSERT_EQ(field.trial.of<Edge>().size(), 1u);
    const Heard edge = field.trial.of<Edge>()[0];
    EXPECT_EQ(std::get<Edge>(edge.body), (Edge{1, EdgeKind::Broken}));
    EXPECT_LE(std::abs((edge.at - ms_in(1001)).ns), edge.bound.ns);
    EXPECT_LE(edge.bound, milliseconds(30));
    EXPECT_EQ(field.trial.first<Button>(), (Button{2, Pressed::Yes}));
}

TEST(Modbus, AStopIsActiveLowAndSilencePressesIt) {
    Field field;
    field.play_to(500);
    ASSERT_EQ(field.trial.of<EmergencyStop>().size(), 1u);
    EXPECT_EQ(field.trial.first<EmergencyStop>(), (EmergencyStop{3, Pressed::No}));
    field.module.inputs[9] = false;  // pressed, or the wire is cut
    field.play_to(700);
    EXPECT_EQ(std::get<EmergencyStop>(field.trial.of<EmergencyStop>()[1].body).pressed, Pressed::Yes);
    field.module.inputs[9] = true;
    field.play_to(900);
    field.module.mute = true;
    field.play_to(3000);
    ASSERT_EQ(field.trial.of<EmergencyStop>().size(), 4u);
    EXPECT_EQ(std::get<EmergencyStop>(field.trial.of<EmergencyStop>()[3].body).pressed, Pressed::Yes);
    EXPECT_EQ(field.trial.driver->presence(), Presence::Silent);
    EXPECT_LT(field.trial.of<EmergencyStop>()[3].at, ms_in(2000));
}

TEST(Modbus, AStopOfAModuleThatNeverAnsweredReadsAsPressed) {
    Field field;
    field.module.mute = true;
    field.play_to(2000);
    EXPECT_EQ(field.trial.first<EmergencyStop>(), (EmergencyStop{3, Pressed::Yes}));
}

TEST(Modbus, CountersAreAbsoluteAndTheirTurnIsCounted) {
    Field field;
    field.module.registers[0] = 65'534;
    field.module.registers[2] = 1;
    field.module.registers[3] = 2;
    field.play_to(200);
    field.module.registers[0] = 1;
    field.play_to(400);
    std::vector<Count> counts;
    for (const Heard& one : field.trial.of<Count>()) counts.push_back(std::get<Count>(one.body));
    EXPECT_EQ(counts, (std::vector<Count>{{4, 65'534}, {5, 65'538}, {4, 65'537}}));
}

TEST(Modbus, ACounterThatBeginsAnewIsARestart) {
    Field field;
    field.module.registers[0] = 100;
    field.play_to(200);
    field.module.registers[0] = 2;
    field.play_to(400);
    EXPECT_EQ(field.trial.first<Fault>().kind, FaultKind::Rebooted);
    EXPECT_EQ(std::get<Count>(field.trial.of<Count>().back().body), (Count{4, 2}));
}

TEST(Modbus, SetsLightsAndKeepsTheHeartbeatGoing) {
    Field field;
    field.play_to(300);
    EXPECT_FALSE(field.module.coils[1]);
    EXPECT_TRUE(field.trial.driver->set_lights(2, ms_in(300), field.trial.out));
    field.play_to(500);
    EXPECT_FALSE(field.module.coils[0]);
    EXPECT_TRUE(field.module.coils[1]);
    const bool beat = field.module.coils[7];
    field.play_to(800);
    EXPECT_NE(field.module.coils[7], beat);
}

TEST(Modbus, WhatWasNotAskedIsNotTaken) {
    Field field;
    field.play_to(300);
    field.trial.hear(301, mbap_frame(9999, 1, std::string("\x02\x02\xFF\xFF", 4)));
    EXPECT_EQ(field.trial.drops(), "unasked");
    EXPECT_EQ(field.trial.of<Edge>().size(), 0u);
}

TEST(Modbus, BytesThatAreNoModbusCostOneQuestion) {
    Field field;
    field.play_to(301);
    field.trial.hear(301, "HTTP/1.1 400 Bad Request\r\n\r\n");
    field.now_ms = 302;
    field.play_to(1000);
    EXPECT_EQ(field.trial.drops(), "not_modbus");
    EXPECT_EQ(field.trial.driver->presence(), Presence::Present);
    field.module.inputs[0] = true;
    field.play_to(1200);
    EXPECT_EQ(field.trial.of<Edge>().size(), 1u);
}

TEST(Modbus, HalfAnAnswerCostsOneQuestion) {
    Field field;
    field.play_to(300);
    field.module.mute = true;
    field.trial.wait_until(360);
    field.trial.hear(361, std::string("\0\7\0\0\0", 5));
    field.module.mute = false;
    field.now_ms = 362;
    field.play_to(1500);
    EXPECT_EQ(field.trial.driver->presence(), Presence::Present);
    EXPECT_EQ(field.trial.of<Fault>().size(), 0u);
}

TEST(Modbus, TheMapRefusesWithItsPlace) {
    const auto refusal = [](const char* text) { return ModbusMap::read(text).error(); };
    EXPECT_EQ(refusal(R"({})").code, "device.modbus_nothing");
    EXPECT_EQ(refusal(R"({"inputs":[{"address":0,"channel":1},{"address":1,"channel":1}]})").code,
              "device.modbus_twice");
    EXPECT_EQ(refusal(R"({"inputs":[{"address":0,"channel":1},{"address":9000,"channel":2}]})").code,
              "device.modbus_span");
    EXPECT_EQ(refusal(R"({"inputs":[{"address":0,"channel":1,"as":"lamp"}]})").path, "inputs[0].as");
    EXPECT_EQ(refusal(R"({"poll_ms":5,"inputs":[{"address":0,"channel":1}]})").path, "poll_ms");
    EXPECT_EQ(refusal(R"({"inputs":[{"channel":1}]})").code, "device.rules_missing");
}

}  // namespace
}  // namespace sandau::devices
