#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "devices/event.h"
#include "devices/hub.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::devices {

// A recording is text, a line for each thing that happened at the edge of the pipeline, in its order:
//   sandau-recording 1
//   rules LINK AT_NS TEXT                           the map or rules file of the link that comes up next
//   peer LINK AT_NS ADDRESS                         who calls on the link that comes up next
//   open LINK AT_NS BAUD stream|datagrams SPEC      a link came up
//   data LINK AT_NS LATER_NS BYTES                  a chunk; it was taken up LATER_NS after it arrived
//   ping LINK AT_NS ID                              a clock ping was written
//   shut LINK AT_NS                                 a link went down
// Bytes are printable ASCII with \\ \r \n \xHH. The same recording gives the same events to the byte.

struct RecordedRules {
    LinkId link = 0;
    MonoTime at;
    std::string text;
};
struct RecordedPeer {
    LinkId link = 0;
    MonoTime at;
    std::string address;
};
struct RecordedOpen {
    LinkId link = 0;
    MonoTime at;
    LinkTraits traits;
};
struct RecordedData {
    LinkId link = 0;
    MonoTime at;
    Duration later;
    std::string bytes;
};
struct RecordedPing {
    LinkId link = 0;
    MonoTime at;
    std::uint16_t id = 0;
};
struct RecordedShut {
    LinkId link = 0;
    MonoTime at;
};
using Recorded =
    std::variant<RecordedRules, RecordedPeer, RecordedOpen, RecordedData, RecordedPing, RecordedShut>;

std::string escape_bytes(std::string_view bytes);
std::optional<std::string> unescape_bytes(std::string_view text);
std::string record_line(const Recorded& record);
/// Nothing for a line that is no record.
std::optional<Recorded> parse_record(std::string_view line);

/// When the pipeline took it up.
MonoTime taken_up_at(const Recorded& record);

/// Writes each record before anything looks at it.
class RecordingWriter {
public:
    /// Refused: `device.record_directory` {path, why}.
    static Result<RecordingWriter> create(const std::filesystem::path& directory, WallTime now);

    /// Where the record begins; nothing once the disk has refused one.
    std::optional<RawPlace> write(const Recorded& record);
    bool failed() const { return failed_; }

private:
    std::string name_;
    std::ofstream file_;
    std::uint64_t offset_ = 0;
    bool failed_ = false;
};

/// Whether a file begins as a recording does.
bool is_recording(const std::filesystem::path& file);

/// The bytes behind an event, with how they came: `data` with its bytes, as they were recorded. Refused:
/// `device.replay_unreadable` {file}, `device.raw_missing` {file} where no chunk begins there.
Result<RecordedData> read_raw(const std::filesystem::path& directory, const RawPlace& place);

/// Plays a recording into a hub of its own, on the recording's own time.
class Replay {
public:
    /// Refused: `device.replay_unreadable` {file}, `device.replay_not_one` {file}.
    static Result<Replay> open(const std::filesystem::path& file, HubLimits limits = {});

    /// When the next record was taken up; nothing at the end, or at a line that is no record.
    std::optional<MonoTime> next_at() const;
    /// Feeds the next record.
    void step();
    /// Lets time pass without a record: what is held back at the end comes out.
    void advance(MonoTime now) { hub_.advance(now); }
    HubOutput take_output() { return hub_.take_output(); }
    const Hub& hub() const { return hub_; }
    std::uint64_t line_number() const { return line_number_; }
    bool broken() const { return broken_; }

private:
    Replay(std::ifstream file, std::string name, HubLimits limits);
    void read_next();

    std::ifstream file_;
    std::string name_;
    Hub hub_;
    std::optional<Recorded> next_;
    std::map<LinkId, std::string> rules_;
    std::map<LinkId, std::string> peers_;
    std::uint64_t offset_ = 0;  ///< of the next record
    std::uint64_t read_bytes_ = 0;
    std::uint64_t line_number_ = 0;
    bool broken_ = false;
};

}  // namespace sandau::devices
