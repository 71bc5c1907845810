#include "devices/recording.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace sandau::devices {

namespace {

constexpr std::string_view first_line = "sandau-recording 1";
constexpr std::size_t line_bytes_max = 1u << 20;
constexpr std::size_t rules_max = 256;  ///< links with rules of their own

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Takes the next word off a line.
std::string_view word(std::string_view& line) {
    const std::size_t blank = line.find(' ');
    const std::string_view first = line.substr(0, blank);
    line = blank == std::string_view::npos ? std::string_view() : line.substr(blank + 1);
    return first;
}

template <class Number>
bool read_number(std::string_view& line, Number& number) {
    const std::string_view text = word(line);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

}  // namespace

std::string escape_bytes(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + 8);
    for (const char c : bytes) {
        switch (c) {
            case '\\':
                text += "\\\\";
                break;
            case '\r':
                text += "\\r";
                break;
            case '\n':
                text += "\\n";
                break;
            default:
                if (c >= 0x20 && c <= 0x7E) {
                    text.push_back(c);
                } else {
                    text += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
                }
        }
    }
    return text;
}

std::optional<std::string> unescape_bytes(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes.push_back(text[i]);
            continue;
        }
        if (++i == text.size()) return std::nullopt;
        if (text[i] == '\\') {
            bytes.push_back('\\');
        } else if (text[i] == 'r') {
            bytes.push_back('\r');
        } else if (text[i] == 'n') {
            bytes.push_back('\n');
        } else if (text[i] == 'x' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                   hex_digit(text[i + 2]) >= 0) {
            bytes.push_back(static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
            i += 2;
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

namespace {

std::string line_of(const RecordedOpen& open) {
    const char* bytes = open.traits.bytes == LinkTraits::Bytes::Datagrams ? "datagrams" : "stream";
    return fmt::format("open {} {} {} {} {}\n", open.link, open.at.ns, open.traits.baud, bytes,
                       escape_bytes(open.traits.spec));
}
std::string line_of(const RecordedData& data) {
    return fmt::format("data {} {} {} {}\n", data.link, data.at.ns, data.later.ns, escape_bytes(data.bytes));
}
std::string line_of(const RecordedRules& rules) {
    return fmt::format("rules {} {} {}\n", rules.link, rules.at.ns, escape_bytes(rules.text));
}
std::string line_of(const RecordedPeer& peer) {
    return fmt::format("peer {} {} {}\n", peer.link, peer.at.ns, escape_bytes(peer.address));
}
std::string line_of(const RecordedPing& ping) {
    return fmt::format("ping {} {} {}\n", ping.link, ping.at.ns, ping.id);
}
std::string line_of(const RecordedShut& shut) {
    return fmt::format("shut {} {}\n", shut.link, shut.at.ns);
}

}  // namespace

std::string record_line(const Recorded& record) {
    return std::visit([](const auto& one) { return line_of(one); }, record);
}

std::optional<Recorded> parse_record(std::string_view line) {
    const std::string_view kind = word(line);
    LinkId link = 0;
    MonoTime at;
    if (!read_number(line, link) || !read_number(line, at.ns) || at.ns < 0) return std::nullopt;
    if (kind == "rules") {
        std::optional<std::string> text = unescape_bytes(line);
        if (!text) return std::nullopt;
        return RecordedRules{link, at, std::move(*text)};
    }
    if (kind == "peer") {
        std::optional<std::string> address = unescape_bytes(line);
        if (!address) return std::nullopt;
        return RecordedPeer{link, at, std::move(*address)};
    }
    if (kind == "open") {
        RecordedOpen open{link, at, {}};
        if (!read_number(line, open.traits.baud)) return std::nullopt;
        const std::string_view bytes = word(line);
        if (bytes != "stream" && bytes != "datagrams") return std::nullopt;
        open.traits.bytes = bytes == "stream" ? LinkTraits::Bytes::Stream : LinkTraits::Bytes::Datagrams;
        std::optional<std::string> spec = unescape_bytes(line);
        if (!spec) return std::nullopt;
        open.traits.spec = std::move(*spec);
        return open;
    }
    if (kind == "data") {
        RecordedData data{link, at, {}, {}};
        if (!read_number(line, data.later.ns) || data.later.ns < 0) return std::nullopt;
        std::optional<std::string> bytes = unescape_bytes(line);
        if (!bytes) return std::nullopt;
        data.bytes = std::move(*bytes);
        return data;
    }
    if (kind == "ping") {
        RecordedPing ping{link, at, 0};
        if (!read_number(line, ping.id)) return std::nullopt;
        return ping;
    }
    if (kind == "shut") return RecordedShut{link, at};
    return std::nullopt;
}

MonoTime taken_up_at(const Recorded& record) {
    if (const auto* data = std::get_if<RecordedData>(&record)) return data->at + data->later;
    return std::visit([](const auto& one) { return one.at; }, record);
}

Result<RecordingWriter> RecordingWriter::create(const std::filesystem::path& directory, WallTime now) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    const auto refused = [&](const std::string& why) {
        return refuse("device.record_directory", {{"path", directory.string()}, {"why", why}});
    };
    if (error) return refused(error.message());
    RecordingWriter writer;
    const std::string stem = fmt::format("{:%Y%m%d-%H%M%S}", fmt::gmtime(now.utc_ms / 1000));
    for (int number = 1; number < 1000; ++number) {
        writer.name_ = number == 1 ? stem + ".rec" : fmt::format("{}-{}.rec", stem, number);
        if (!std::filesystem::exists(directory / writer.name_, error)) break;
    }
    writer.file_.open(directory / writer.name_, std::ios::binary);
    writer.file_ << first_line << '\n';
    writer.file_.flush();
    if (!writer.file_) return refused(std::generic_category().message(errno));
    writer.offset_ = first_line.size() + 1;
    return writer;
}

std::optional<RawPlace> RecordingWriter::write(const Recorded& record) {
    if (failed_) return std::nullopt;
    const std::string line = record_line(record);
    file_ << line;
    file_.flush();
    if (!file_) {
        failed_ = true;
        return std::nullopt;
    }
    RawPlace place{name_, offset_};
    offset_ += line.size();
    return place;
}

bool is_recording(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string line(first_line.size() + 1, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    return file && line.back() == '\n' && line.starts_with(first_line);
}

Result<RecordedData> read_raw(const std::filesystem::path& directory, const RawPlace& place) {
    // A name, never a way out of the folder.
    const std::filesystem::path name = std::filesystem::path(place.recording).filename();
    std::ifstream file(directory / name, std::ios::binary);
    if (!file) return refuse("device.replay_unreadable", {{"file", name.string()}});
    const Refusal missing{"device.raw_missing", {{"file", name.string()}}, {}};
    file.seekg(static_cast<std::streamoff>(place.offset));
    std::string line;
    char c = 0;
    while (line.size() < line_bytes_max && file.get(c) && c != '\n') line.push_back(c);
    const std::optional<Recorded> record = file && c == '\n' ? parse_record(line) : std::nullopt;
    const auto* data = record ? std::get_if<RecordedData>(&*record) : nullptr;
    if (data == nullptr) return tl::unexpected(missing);
    return *data;
}

Replay::Replay(std::ifstream file, std::string name, HubLimits limits)
    : file_(std::move(file)), name_(std::move(name)), hub_(limits) {}

Result<Replay> Replay::open(const std::filesystem::path& path, HubLimits limits) {
    std::ifstream file(path, std::ios::binary);
    std::string line;
    if (!file || !std::getline(file, line))
        return refuse("device.replay_unreadable", {{"file", path.string()}});
    if (line != first_line) return refuse("device.replay_not_one", {{"file", path.string()}});
    Replay replay(std::move(file), path.filename().string(), limits);
    replay.read_bytes_ = first_line.size() + 1;
    replay.line_number_ = 1;
    replay.read_next();
    return replay;
}

void Replay::read_next() {
    next_.reset();
    offset_ = read_bytes_;
    std::string line;
    for (char c = 0; file_.get(c) && c != '\n';) {
        line.push_back(c);
        if (line.size() > line_bytes_max) {
            broken_ = true;
            return;
        }
    }
    if (line.empty() && file_.eof()) return;
    read_bytes_ += line.size() + 1;
    ++line_number_;
    next_ = parse_record(line);
    broken_ = !next_;
}

std::optional<MonoTime> Replay::next_at() const {
    if (!next_) return std::nullopt;
    return taken_up_at(*next_);
}

void Replay::step() {
    if (!next_) return;
    const MonoTime now = taken_up_at(*next_);
    if (const auto* rules = std::get_if<RecordedRules>(&*next_)) {
        if (rules_.size() < rules_max) rules_[rules->link] = rules->text;
    } else if (const auto* peer = std::get_if<RecordedPeer>(&*next_)) {
        if (peers_.size() < rules_max) peers_[peer->link] = peer->address;
    } else if (const auto* open = std::get_if<RecordedOpen>(&*next_)) {
        if (hub_.status(open->link) || hub_.has_room()) {
            LinkTraits traits = open->traits;
            if (const auto known = rules_.find(open->link); known != rules_.end())
                traits.rules = known->second;
            if (const auto known = peers_.find(open->link); known != peers_.end())
                traits.peer = known->second;
            hub_.link_opening(open->link, std::move(traits), "", now);
            hub_.link_opened(open->link, now);
        }
    } else if (const auto* data = std::get_if<RecordedData>(&*next_)) {
        hub_.received(data->link, {data->bytes, data->at, {name_, offset_}}, now);
    } else if (const auto* ping = std::get_if<RecordedPing>(&*next_)) {
        hub_.ping_written(ping->link, ping->id, ping->at);
    } else if (const auto* shut = std::get_if<RecordedShut>(&*next_)) {
        hub_.link_closed(shut->link, "", now);
    }
    read_next();
}

}  // namespace sandau::devices
