#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/host.h"
#include "scoring/contest.h"
#include "scoring/ids.h"
#include "scoring/result.h"
#include "scoring/text.h"
#include "scoring/time.h"

class QApplication;

namespace sandau::station {

class SoundSink;

/// What the person on the start page asked for.
enum class OpenMode {
    Open,        ///< `file` is there
    FromPreset,  ///< make `file` with the rules of `preset`
    FromRules,   ///< make `file` with the rules of the definition `source`
    Sample,      ///< make a sample contest to try, at `file` or, where that is empty, in a place of your own
};

struct OpenRequest {
    OpenMode mode = OpenMode::Open;
    std::filesystem::path file;
    std::string preset;
    std::filesystem::path source;
};

/// One line of the devices room: what is known of a device, or of a link that nobody has answered on, now.
struct DeviceRow {
    DeviceId device;  ///< empty: nobody has said who it is yet
    std::string name;
    std::string where;  ///< how it is reached: port or address
    bool alive = false;
    std::string state;  ///< a code: connected, searching, lost, recorded; others are shown as they are
    std::string last_event;
    std::optional<std::int64_t> last_event_age_ms;
    std::optional<std::int64_t> offset_ns;  ///< the device's clock against the host's
    std::optional<std::int64_t> bound_ns;   ///< how far a stamp may be off
    std::uint64_t events = 0;
    std::uint64_t lost = 0;
    std::vector<std::string> raw_lines{};  ///< the latest, newest first
    std::string spec{};                    ///< what opened the link; empty: it is not open
    std::string address{};                 ///< the caller's own, of a device on the network
    std::string driver{};
    std::optional<std::int64_t> rate_ppb{};       ///< how much faster the host's second is, in 1e-9
    std::optional<std::int64_t> round_trip_ns{};  ///< the least one of a clock ping
    std::uint64_t bytes = 0;
    std::uint64_t frames = 0;
    std::uint64_t duplicates = 0;
    std::string trouble{};  ///< the system's own words why the link is not open
    std::vector<std::pair<std::string, std::uint64_t>> dropped{};  ///< frames, each with the code of why
    std::vector<std::string> probes{};                             ///< what it was asked, what it answered
    std::vector<Refusal> advice{};                                 ///< what a person may do about it
};

/// A serial port of this machine.
struct PortRow {
    std::string path;
    std::string description;  ///< as the system and its maker call it
    std::string identity;     ///< of the USB device: vendor, product, serial number
    std::optional<int> latency_ms{};
    std::vector<Refusal> advice{};  ///< what stands in the way
    bool is_held = false;           ///< by another program
    std::string stable_path{};      ///< the one that outlives its number; empty: there is none
};

/// What was tried on a port, and how many bytes came while it was.
struct PortTried {
    std::string driver;
    std::uint64_t bytes = 0;
};

/// A search on a port, as far as it has come.
struct PortSearch {
    std::vector<PortTried> tried{};
    std::string spec{};  ///< what was understood; empty: nothing yet
    bool is_over = false;
};

/// The bytes that an event was read from.
struct RawBytes {
    std::string bytes;
    std::string recording;  ///< the file that they lie in
    std::uint64_t offset = 0;
    MonoTime at;  ///< when the last of them came, on the boot clock
};

/// One journal entry as a person reads it.
struct JournalRow {
    Seq seq = 0;
    WallTime at;
    std::string actor;
    std::string kind;  ///< of the command
    std::vector<Event> events;
};

/// Six digits that open a seat, and what the contest file keeps of them.
struct SeatCode {
    std::string digits;
    std::string hash;
};

/// A station in the network that asks for a seat here.
struct PairingRow {
    std::string id;
    std::string name;     ///< what the people at that station call it
    std::string code;     ///< four digits that it shows, too
    std::string address;  ///< where it asks from
};

/// The host's side of joining. Each may be called from any thread.
struct PairingDoor {
    std::function<std::vector<PairingRow>()> waiting;
    /// False: that station does not ask any more.
    std::function<bool(const std::string& id, const UserId& seat)> approve;
    std::function<bool(const std::string& id)> refuse;
};

/// How a joined station stands to its host.
struct HostLink {
    enum class State { Connected, Lost, Ended };
    State state = State::Connected;
    std::int64_t age_ms = 0;     ///< since the host last answered: how old what is shown may be
    std::size_t unanswered = 0;  ///< commands that the host has not said yes or no to
    Refusal why{};               ///< why it is lost or ended
};

/// A contest that is open here: the host and what else only the host's own machine can say. The functions
/// may be called from any thread, also while the host works; each may be empty: then the station does not
/// show what it would say.
struct OpenedContest {
    std::shared_ptr<Host> host;
    std::filesystem::path file;
    /// Of the web pages, best first, http://ADDRESS:PORT/; in the networks that the machine is in now.
    /// Empty: none are served.
    std::function<std::vector<std::string>()> addresses;
    std::function<std::vector<DeviceRow>()> devices;
    std::function<std::vector<PortRow>()> ports;
    /// Asks a port what is on it, for two minutes at most, in a thread of its own; what it returns says how
    /// far it is, and letting go of that ends it. Opening a port resets many boards.
    std::function<std::function<PortSearch()>(const std::string& port)> search_port;
    std::function<Result<void>(const std::string& spec)> open_link;
    std::function<Result<void>(const std::string& spec)> close_link;
    /// What lies behind an event's place in a recording (DeviceRecord::raw). Refused: `device.raw_missing`,
    /// `device.replay_unreadable`.
    std::function<Result<RawBytes>(const std::string& place)> raw_bytes;
    /// Newest first, at most `count` entries before `before` (0: from the end).
    std::function<Result<std::vector<JournalRow>>(Seq before, std::size_t count)> journal;
    /// The dark squares of a QR code of a text, row by row.
    std::function<std::vector<std::vector<bool>>(const std::string&)> qr_code;
    std::function<std::size_t()> judges_connected;
    std::function<SeatCode()> seat_code;
    std::string fingerprint{};  ///< of the certificate of the web pages; empty: without TLS
    PairingDoor pairings{};
    UserId seat{};                   ///< of a joined station; empty: the organiser at the host's keyboard
    std::function<HostLink()> link;  ///< of a joined station; empty: the host is this machine
};

/// How far a joining is: reaching the host, comparing the certificate that it shows, waiting for a person at
/// the host, and how it ended.
enum class JoinStage { Connecting, Comparing, Waiting, Joined, Failed };
struct JoinProgress {
    JoinStage stage = JoinStage::Connecting;
    std::string fingerprint{};  ///< from Comparing on, with TLS
    std::string code{};         ///< from Waiting on
    Refusal why{};              ///< once it failed
    bool is_anew = false;       ///< the seat that it had there is revoked: another one is asked for
    std::optional<OpenedContest> opened{};
};
/// A joining under way, in a thread of its own; letting go of it ends it.
struct JoinAttempt {
    std::function<JoinProgress()> progress;
    std::function<void()> trust;  ///< the fingerprints were compared and are the same
};

struct PresetRow {
    std::string id;
    Text name;
};

struct StationOptions {
    /// Called on a worker thread.
    std::function<Result<OpenedContest>(const OpenRequest&)> open_contest;
    /// Asks the host at an address for a seat, under a name that its people will read. Empty: this program
    /// joins nobody.
    std::function<JoinAttempt(const std::string& address, const std::string& name)> join;
    std::string join_at_start;                 ///< an address; empty: none
    std::function<std::string()> last_joined;  ///< the host that was joined last; empty: none is known
    std::vector<PresetRow> presets;
    std::function<Instant()> now;
    std::filesystem::path open_at_start;  ///< empty: the start page
    std::filesystem::path settings_file;  ///< language, ground, recent files; empty: nothing is remembered
    std::optional<Language> language;     ///< nothing: as remembered, else Vietnamese
    std::shared_ptr<SoundSink> sounds{};  ///< empty: nothing is heard
};

/// Shows the station and runs Qt's loop till the window is closed. Returns the program's exit code.
int run_station(QApplication& application, StationOptions options);

}  // namespace sandau::station
