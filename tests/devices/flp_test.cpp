#include "devices/flp.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <vector>

namespace sandau::devices::flp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Read {
    std::vector<std::string> bodies;
    std::vector<std::string> drops;
    bool operator==(const Read&) const = default;
};

Read read_in_chunks(std::string_view bytes, const std::vector<std::size_t>& sizes) {
    Read read;
    Reader reader;
    const auto on_body = [&](std::string_view body) { read.bodies.emplace_back(body); };
    const auto on_drop = [&](Drop drop, std::string_view) { read.drops.emplace_back(drop_code(drop)); };
    std::size_t next = 0;
    while (!bytes.empty()) {
        const std::size_t size = sizes.empty() ? bytes.size() : 1 + sizes[next++ % sizes.size()] % 40;
        reader.feed(bytes.substr(0, size), on_body, on_drop);
        bytes.remove_prefix(std::min(size, bytes.size()));
    }
    reader.finish(on_body, on_drop);
    return read;
}

Read read_all(std::string_view bytes) {
    return read_in_chunks(bytes, {});
}

TEST(FlpChecksum, IsCcittFalse) {
    EXPECT_EQ(crc16("123456789"), 0x29B1);
}

TEST(FlpFrame, GivesTheTestVectorsOfTheProtocol) {
    const std::vector<std::string> from_device = {
        "$I,7A3F,2000000,gate328,1.0,3,00C0FFEE*D07F", "$E,7A3F,41,1,1,88123456*EFF3",
        "$H,7A3F,41,88200000,0,05*C7A7", "$S,7A3F,17,90000000,90000212*FB48",
        "$W,7A3F,42,2,1250,90100000*7C7C"};
    for (const std::string& line : from_device) {
        const Read read = read_all(line + "\r\n");
        ASSERT_THAT(read.bodies, testing::SizeIs(1)) << line;
        const auto message = parse_from_device(read.bodies[0]);
        ASSERT_TRUE(message) << line;
        EXPECT_EQ(frame(body_of(*message)), line + "\r\n");
    }
    const std::vector<std::string> from_host = {"$P,17*724C", "$A,41*806C", "$R,40*1036", "$L,05*35AA",
                                                "$I*381D"};
    for (const std::string& line : from_host) {
        const Read read = read_all(line + "\r\n");
        ASSERT_THAT(read.bodies, testing::SizeIs(1)) << line;
        const auto message = parse_from_host(read.bodies[0]);
        ASSERT_TRUE(message) << line;
        EXPECT_EQ(frame(body_of(*message)), line + "\r\n");
    }
}

TEST(FlpParse, ReadsEachField) {
    EXPECT_EQ(parse_from_device("E,7A3F,41,1,1,88123456"), FromDevice(Edge{"7A3F", 41, 1, true, 88123456}));
    EXPECT_EQ(parse_from_device("W,7A3F,42,2,-1250,4294967295"),
              FromDevice(Value{"7A3F", 42, 2, -1250, 4294967295}));
    EXPECT_EQ(parse_from_device("I,7A3F,2000000,gate328,1.0,3,00C0FFEE"),
              FromDevice(Identity{"7A3F", 2000000, "gate328", "1.0", 3, "00C0FFEE"}));
}

TEST(FlpParse, RefusesImpossibleFields) {
    for (const std::string_view body :
         {"E,7A3F,0,1,1,5", "E,7a3f,1,1,1,5", "E,7A3F,1,256,1,5", "E,7A3F,1,1,2,5", "E,7A3F,1,1,1,4294967296",
          "E,7A3F,1,1,1,-5", "E,7A3F,1,1,1", "E,7A3F,1,1,1,5,6", "E,7A3F,,1,1,5", "H,7A3F,1,5,0,",
          "H,7A3F,1,5,0,0G", "S,7A3F,65536,1,2", "W,7A3F,1,1,12x,5", "I,7A3F,0,gate,1.0,3,00C0FFEE",
          "I,7A3F,2000000,gate,1.0,3,C0FFEE", "I,7A3F,2000000,,1.0,3,00C0FFEE", "E,7A3F,1,1,1,5,,,,,,,,,"}) {
        EXPECT_FALSE(parse_from_device(body)) << body;
    }
    for (const std::string_view body : {"P,65536", "P", "A,", "R,-1", "L,XY", "I,1"}) {
        EXPECT_FALSE(parse_from_host(body)) << body;
    }
}

TEST(FlpParse, TellsAnUnknownKindFromABadField) {
    EXPECT_EQ(parse_from_device("Z,1").error(), Drop::UnknownKind);
    EXPECT_EQ(parse_from_device("").error(), Drop::UnknownKind);
    EXPECT_EQ(parse_from_device("E,1").error(), Drop::BadField);
}

TEST(FlpReader, CountsWhatItDropsAndWhy) {
    const Read read = read_all(
        "bootloader\r\n$A,41*806D\r\n$A,4$A,41*806C\r\n$P,1\x80*0000\r\n"
        "$X" +
        std::string(200, 'x') + "\r\n$A\r\n$A*12\r\n$P,17*724C\r\n");
    EXPECT_THAT(read.bodies, ElementsAre("A,41", "P,17"));
    EXPECT_THAT(read.drops, ElementsAre("noise", "bad_checksum", "cut", "not_ascii", "noise", "too_long",
                                        "noise", "cut", "cut"));
}

TEST(FlpReader, TakesABodyOf96BytesAndNoMore) {
    const std::string longest(96, 'x');
    EXPECT_THAT(read_all(frame(longest)).bodies, ElementsAre(longest));
    EXPECT_THAT(read_all(frame(longest + "x")).bodies, IsEmpty());
}

TEST(FlpReader, TakesLowerCaseDigitsForAWrongChecksum) {
    EXPECT_THAT(read_all("$P,17*724c\r\n").bodies, IsEmpty());
}

TEST(FlpReader, NeedsNoLineEndAtTheEndOfADatagram) {
    EXPECT_THAT(read_all("$P,17*724C").bodies, ElementsAre("P,17"));
}

TEST(FlpReader, FindsTheNextFrameAfterNoiseWithoutALineEnd) {
    EXPECT_THAT(read_all(std::string(5000, '\x7F') + "$P,17*724C\r\n").bodies, ElementsAre("P,17"));
}

TEST(FlpReader, ReadsTheSameInAnyChunking) {
    const bool held = rc::check("any chunking of any mixture", [] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(
            rc::gen::element<std::string>("$P,17*724C\r\n", "$E,7A3F,41,1,1,88123456*EFF3\r\n", "$A,41*80",
                                          "\r\n", "$", "*", "$I*381D\n", "$I*381D"),
            rc::gen::arbitrary<std::string>()));
        const auto sizes = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 40)));
        std::string bytes;
        for (const std::string& piece : pieces) bytes += piece;
        RC_ASSERT(read_all(bytes) == read_in_chunks(bytes, sizes));
    });
    EXPECT_TRUE(held);
}

TEST(FlpReader, WhatIsBuiltIsReadBack) {
    const bool held =
        rc::check("edge", [](std::uint32_t seq, std::uint8_t channel, bool broken, std::uint32_t ticks) {
            const FromDevice edge = Edge{"00FF", seq == 0 ? 1 : seq, channel, broken, ticks};
            const Read read = read_all(frame(body_of(edge)));
            RC_ASSERT(read.bodies.size() == 1u);
            RC_ASSERT(parse_from_device(read.bodies[0]) == edge);
        });
    EXPECT_TRUE(held);
}

}  // namespace
}  // namespace sandau::devices::flp
