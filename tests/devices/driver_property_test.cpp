// Of every driver: in whatever chunks its bytes come, the events are the same.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "devices/driver_trial.h"
#include "devices/modbus.h"

namespace sandau::devices {
namespace {

struct Speaker {
    const char* name;
    DriverSettings settings;
    std::vector<std::string> phrases;
};

std::vector<Speaker> speakers() {
    return {
        {"alge",
         {DriverKind::Alge, 9600, {}, {}},
         {" 0001 C0M 09:00:38.7600 00\r", "?0001 C1  09:06:42.7183 00\r", "c0001 C0M 09:00:38.7600 00\r",
          "n0300\r", "m0002 C1  09:00:40.0000 00\r\n", " 0001 RT  00:00:10.0000 00\r"}},
        {"tag_heuer",
         {DriverKind::TagHeuer, 9600, {}, {}},
         {"TN   12    1  1 10:33:36.96900 12345\r", "TN   12    2 M2 10:34:18.21950 12345\r",
          "T-   12    1  1 10:33:36.96900 12345\r", "T*    3    1  1 10:33:36.96900 12345\r"}},
        {"ukmars",
         {DriverKind::Ukmars, 9600, {}, {}},
         {"<71,0> go\r\n", "<72,0>", "<13,12000>\r\n", "<0,0>", "<4,2>"}},
        {"text",
         {DriverKind::Text, 9600, {}, R"({"rules":[{"match":"^GO","event":"start"}]})"},
         {"GO\n", "GO 2\r\n", "no\n"}},
        {"fasttrack",
         {DriverKind::Derby, 9600, "fasttrack", {}},
         {"K1 Version 1.09D Serial Number 12345\r\n", " A=4.009\" B=3.261! C=4.129$\r\n", "RG0\r\n",
          "RG1\r\n"}},
        {"derbytimer",
         {DriverKind::Derby, 9600, "derbytimer", {}},
         {"RESET\r\n", "READY 2 LANES\r\n", "RACE\r\n", "1 1.3186\r\n", "FINISH\r\n", "U\r\n"}},
        {"probing",
         {DriverKind::Derby, 9600, "", {}},
         {"RESET\r\n", "Micro Wizard\r\n", " A=4.009!\r\n", "RG1\r\n"}},
        {"newbold", {DriverKind::Derby, 1200, "newbold", {}}, {"1  3.1415\r\n", "2  3.2000\r\n"}},
        {"modbus",
         {DriverKind::Modbus, 0, {}, R"({"inputs":[{"address":0,"channel":1}]})"},
         {mbap_frame(1, 1, std::string("\x02\x01\x01", 3)), mbap_frame(2, 1, std::string("\x02\x01\x00", 3)),
          mbap_frame(1, 1, std::string("\x82\x02", 2))}},
        {"keyboard", {DriverKind::Keyboard, 0, {}, {}}, {"S", "F"}},
    };
}

class EveryDriver : public testing::TestWithParam<Speaker> {};

/// Its own phrases, some of them garbled, with noise between.
std::string some_bytes(const Speaker& speaker) {
    std::string bytes;
    for (int left = *rc::gen::inRange(1, 12); left > 0; --left) {
        std::string phrase = *rc::gen::elementOf(speaker.phrases);
        const int harm = *rc::gen::inRange(0, 8);
        if (harm == 0)
            phrase.resize(
                static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(phrase.size()))));
        if (harm == 1) phrase.insert(0, *rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
        if (harm == 2) phrase[0] = *rc::gen::arbitrary<char>();
        bytes += phrase;
    }
    return bytes;
}

TEST_P(EveryDriver, MakesTheSameOfAnyChunking) {
    const Speaker& speaker = GetParam();
    EXPECT_TRUE(rc::check(std::string("any chunking: ") + speaker.name, [&] {
        Trial whole(speaker.settings);
        Trial parts(speaker.settings);
        for (std::int64_t ms : {1000, 1700, 9000}) {
            const std::string bytes = some_bytes(speaker);
            whole.hear(ms, bytes);
            for (std::size_t from = 0; from < bytes.size();) {
                const auto size = static_cast<std::size_t>(*rc::gen::inRange(1, 9));
                parts.hear(ms, std::string_view(bytes).substr(from, size));
                from += size;
            }
            if (bytes.empty()) parts.wait_until(ms);
        }
        whole.wait_until(20'000);
        parts.wait_until(20'000);
        RC_ASSERT(text_of(whole.out) == text_of(parts.out));
    }));
}

TEST_P(EveryDriver, KeepsTheBoundsOfWhatItMakes) {
    const Speaker& speaker = GetParam();
    EXPECT_TRUE(rc::check(std::string("bounds: ") + speaker.name, [&] {
        Trial trial(speaker.settings);
        for (std::int64_t ms : {1000, 1500, 100'000}) trial.hear(ms, some_bytes(speaker));
        for (const Heard& one : trial.out.events) {
            RC_ASSERT(one.bound.ns >= 0);
            RC_ASSERT(one.own_bound.ns >= 0);
            RC_ASSERT(one.at <= one.arrival + one.bound + seconds(1));
        }
    }));
}

INSTANTIATE_TEST_SUITE_P(ThatThereIs, EveryDriver, testing::ValuesIn(speakers()),
                         [](const auto& speaker) { return std::string(speaker.param.name); });

}  // namespace
}  // namespace sandau::devices
