#include "devices/recording.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "support/temporary_folder.h"

namespace sandau::devices {
namespace {

TEST(RecordedBytes, ComeBackAsTheyWere) {
    EXPECT_EQ(escape_bytes("$A*1\r\n\\\x80"), "$A*1\\r\\n\\\\\\x80");
    const bool held = rc::check("any bytes", [](const std::string& bytes) {
        RC_ASSERT(unescape_bytes(escape_bytes(bytes)) == bytes);
    });
    EXPECT_TRUE(held);
}

TEST(RecordedBytes, RefuseAnUnknownEscape) {
    for (const char* text : {"\\", "\\q", "\\x4", "\\xZZ"}) EXPECT_FALSE(unescape_bytes(text)) << text;
}

TEST(Record, IsReadBackAsItWasWritten) {
    LinkTraits traits;
    traits.spec = "serial:/dev/tty with a blank?driver=flp";
    traits.baud = 9600;
    const std::vector<Recorded> records = {
        RecordedOpen{1, {5}, traits},
        RecordedData{2, {6}, {7}, "$I*381D\r\n"},
        RecordedPing{3, {8}, 65535},
        RecordedShut{4, {9}},
    };
    for (const Recorded& record : records) {
        std::string line = record_line(record);
        line.pop_back();
        const auto again = parse_record(line);
        ASSERT_TRUE(again) << line;
        EXPECT_EQ(record_line(*again), record_line(record));
    }
}

TEST(Record, KeepsRulesAndCallers) {
    for (const Recorded& record : {Recorded{RecordedRules{1, MonoTime{5}, "{\"rules\":\n[]}"}},
                                   Recorded{RecordedPeer{2, MonoTime{6}, "10.0.0.2:7000"}}}) {
        const std::string line = record_line(record);
        const std::optional<Recorded> read = parse_record(std::string_view(line).substr(0, line.size() - 1));
        ASSERT_TRUE(read);
        EXPECT_EQ(record_line(*read), line);
    }
}

TEST(Record, LeadsFromAnEventBackToItsBytes) {
    const testing::TemporaryFolder folder;
    Result<RecordingWriter> writer = RecordingWriter::create(folder.path(), WallTime{1'700'000'000'000});
    ASSERT_TRUE(writer);
    writer->write(RecordedOpen{1, {5}, {}});
    const RawPlace place = *writer->write(RecordedData{1, {6}, {7}, "$E,7A3F,41,1,1,88123456*EFF3\r\n"});
    writer->write(RecordedData{1, {8}, {7}, "more"});
    const Result<RecordedData> raw = read_raw(folder.path(), place);
    ASSERT_TRUE(raw);
    EXPECT_EQ(raw->bytes, "$E,7A3F,41,1,1,88123456*EFF3\r\n");
    EXPECT_EQ(raw->at, MonoTime{6});
    EXPECT_EQ(read_raw(folder.path(), {place.recording, place.offset + 1}).error().code,
              "device.raw_missing");
    EXPECT_EQ(read_raw(folder.path(), {place.recording, 1'000'000}).error().code, "device.raw_missing");
    EXPECT_EQ(read_raw(folder.path(), {"other.rec", 0}).error().code, "device.replay_unreadable");
}

TEST(Record, RefusesWhatIsNone) {
    for (const char* line : {"", "data", "data 1", "data 1 -5 0 x", "data 1 5 -1 x", "open 1 5 9600 pigeon x",
                             "ping 1 5 65536", "shut x 5", "sing 1 5"}) {
        EXPECT_FALSE(parse_record(line)) << line;
    }
}

}  // namespace
}  // namespace sandau::devices
