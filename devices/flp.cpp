#include "devices/flp.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

namespace sandau::devices::flp {

namespace {

constexpr std::size_t crc_digits = 4;
constexpr std::size_t noise_kept_bytes = 64;
constexpr std::size_t name_bytes_max = 32;

constexpr std::array<std::uint16_t, 256> make_crc_table() {
    std::array<std::uint16_t, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        unsigned crc = byte << 8u;
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000u) != 0 ? (crc << 1u) ^ 0x1021u : crc << 1u;
        table[byte] = static_cast<std::uint16_t>(crc & 0xFFFFu);
    }
    return table;
}
constexpr std::array<std::uint16_t, 256> crc_table = make_crc_table();

bool is_upper_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

bool is_upper_hex(std::string_view text, std::size_t digits) {
    if (text.size() != digits) return false;
    for (const char c : text) {
        if (!is_upper_hex(c)) return false;
    }
    return true;
}

/// Plain decimal digits: no sign, no blank, no more digits than the largest number has.
template <class Number>
std::optional<Number> decimal(std::string_view text) {
    if (text.empty() || text.size() > 10 || text.front() < '0' || text.front() > '9') return std::nullopt;
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::int64_t> signed_decimal(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::uint32_t> hex_mask(std::string_view text) {
    if (text.empty() || text.size() > 8 || !is_upper_hex(text, text.size())) return std::nullopt;
    std::uint32_t mask = 0;
    std::from_chars(text.data(), text.data() + text.size(), mask, 16);
    return mask;
}

/// The fields of a body, at commas. More than `most` of them: none at all.
struct Fields {
    static constexpr std::size_t most = 8;
    std::array<std::string_view, most> at;
    std::size_t count = 0;

    explicit Fields(std::string_view body) {
        std::size_t begin = 0;
        while (true) {
            if (count == most) {
                count = 0;
                return;
            }
            const std::size_t comma = body.find(',', begin);
            at[count++] = body.substr(begin, comma == std::string_view::npos ? comma : comma - begin);
            if (comma == std::string_view::npos) return;
            begin = comma + 1;
        }
    }
};

using Parsed = tl::expected<FromDevice, Drop>;
const auto bad_field = tl::unexpected<Drop>(Drop::BadField);

Parsed parse_identity(const Fields& fields) {
    if (fields.count != 7) return bad_field;
    const auto ticks_per_second = decimal<std::uint32_t>(fields.at[2]);
    const auto channels = decimal<std::uint8_t>(fields.at[5]);
    const bool named = !fields.at[3].empty() && fields.at[3].size() <= name_bytes_max &&
                       fields.at[4].size() <= name_bytes_max;
    // Below 100 ticks a second no time is worth having; above 1 GHz the 32 bits wrap within four seconds.
    if (!is_upper_hex(fields.at[1], 4) || !ticks_per_second || *ticks_per_second < 100 ||
        *ticks_per_second > 1'000'000'000 || !named || !channels || !is_upper_hex(fields.at[6], 8)) {
        return bad_field;
    }
    return Identity{std::string(fields.at[1]), *ticks_per_second, std::string(fields.at[3]),
                    std::string(fields.at[4]), *channels,         std::string(fields.at[6])};
}

Parsed parse_edge(const Fields& fields) {
    if (fields.count != 6) return bad_field;
    const auto seq = decimal<std::uint32_t>(fields.at[2]);
    const auto channel = decimal<std::uint8_t>(fields.at[3]);
    const auto ticks = decimal<std::uint32_t>(fields.at[5]);
    const bool edge_known = fields.at[4] == "0" || fields.at[4] == "1";
    if (!is_upper_hex(fields.at[1], 4) || !seq || *seq == 0 || !channel || !edge_known || !ticks)
        return bad_field;
    return Edge{std::string(fields.at[1]), *seq, *channel, fields.at[4] == "1", *ticks};
}

Parsed parse_value(const Fields& fields) {
    if (fields.count != 6) return bad_field;
    const auto seq = decimal<std::uint32_t>(fields.at[2]);
    const auto channel = decimal<std::uint8_t>(fields.at[3]);
    const auto value = signed_decimal(fields.at[4]);
    const auto ticks = decimal<std::uint32_t>(fields.at[5]);
    if (!is_upper_hex(fields.at[1], 4) || !seq || *seq == 0 || !channel || !value || !ticks) return bad_field;
    return Value{std::string(fields.at[1]), *seq, *channel, *value, *ticks};
}

Parsed parse_heartbeat(const Fields& fields) {
    if (fields.count != 6) return bad_field;
    const auto last_seq = decimal<std::uint32_t>(fields.at[2]);
    const auto ticks = decimal<std::uint32_t>(fields.at[3]);
    const auto lost = decimal<std::uint32_t>(fields.at[4]);
    const auto levels = hex_mask(fields.at[5]);
    if (!is_upper_hex(fields.at[1], 4) || !last_seq || !ticks || !lost || !levels) return bad_field;
    return Heartbeat{std::string(fields.at[1]), *last_seq, *ticks, *lost, *levels};
}

Parsed parse_pong(const Fields& fields) {
    if (fields.count != 5) return bad_field;
    const auto id = decimal<std::uint16_t>(fields.at[2]);
    const auto received = decimal<std::uint32_t>(fields.at[3]);
    const auto sent = decimal<std::uint32_t>(fields.at[4]);
    if (!is_upper_hex(fields.at[1], 4) || !id || !received || !sent) return bad_field;
    return Pong{std::string(fields.at[1]), *id, *received, *sent};
}

}  // namespace

std::uint16_t crc16(std::string_view bytes) {
    unsigned crc = 0xFFFF;
    for (const char c : bytes) {
        const unsigned index = ((crc >> 8u) ^ static_cast<unsigned char>(c)) & 0xFFu;
        crc = ((crc << 8u) ^ crc_table[index]) & 0xFFFFu;
    }
    return static_cast<std::uint16_t>(crc);
}

std::string frame(std::string_view body) {
    return fmt::format("${}*{:04X}\r\n", body, crc16(body));
}

namespace {

std::string body_text(const Identity& m) {
    return fmt::format("I,{},{},{},{},{},{}", m.boot, m.ticks_per_second, m.model, m.firmware, m.channels,
                       m.uid);
}
std::string body_text(const Edge& m) {
    return fmt::format("E,{},{},{},{},{}", m.boot, m.seq, m.channel, m.broken ? 1 : 0, m.ticks);
}
std::string body_text(const Value& m) {
    return fmt::format("W,{},{},{},{},{}", m.boot, m.seq, m.channel, m.value, m.ticks);
}
std::string body_text(const Heartbeat& m) {
    return fmt::format("H,{},{},{},{},{:02X}", m.boot, m.last_seq, m.ticks, m.lost, m.levels);
}
std::string body_text(const Pong& m) {
    return fmt::format("S,{},{},{},{}", m.boot, m.id, m.ticks_received, m.ticks_sent);
}
std::string body_text(const Identify&) {
    return "I";
}
std::string body_text(const Ping& m) {
    return fmt::format("P,{}", m.id);
}
std::string body_text(const Acknowledge& m) {
    return fmt::format("A,{}", m.seq);
}
std::string body_text(const Resend& m) {
    return fmt::format("R,{}", m.seq);
}
std::string body_text(const Lights& m) {
    return fmt::format("L,{:02X}", m.mask);
}

}  // namespace

std::string body_of(const FromDevice& message) {
    return std::visit([](const auto& m) { return body_text(m); }, message);
}

std::string body_of(const FromHost& message) {
    return std::visit([](const auto& m) { return body_text(m); }, message);
}

std::string_view drop_code(Drop drop) {
    switch (drop) {
        case Drop::Noise:
            return "noise";
        case Drop::Cut:
            return "cut";
        case Drop::TooLong:
            return "too_long";
        case Drop::NotAscii:
            return "not_ascii";
        case Drop::BadChecksum:
            return "bad_checksum";
        case Drop::UnknownKind:
            return "unknown_kind";
        case Drop::BadField:
            return "bad_field";
    }
    return "";
}

tl::expected<FromDevice, Drop> parse_from_device(std::string_view body) {
    if (body.size() > body_bytes_max) return tl::unexpected(Drop::TooLong);
    const Fields fields(body);
    if (fields.count == 0 || fields.at[0].size() != 1) return tl::unexpected(Drop::UnknownKind);
    switch (fields.at[0].front()) {
        case 'I':
            return parse_identity(fields);
        case 'E':
            return parse_edge(fields);
        case 'W':
            return parse_value(fields);
        case 'H':
            return parse_heartbeat(fields);
        case 'S':
            return parse_pong(fields);
        default:
            return tl::unexpected(Drop::UnknownKind);
    }
}

tl::expected<FromHost, Drop> parse_from_host(std::string_view body) {
    if (body.size() > body_bytes_max) return tl::unexpected(Drop::TooLong);
    const Fields fields(body);
    if (fields.count == 0 || fields.at[0].size() != 1) return tl::unexpected(Drop::UnknownKind);
    const char kind = fields.at[0].front();
    if (kind == 'I') {
        if (fields.count != 1) return tl::unexpected(Drop::BadField);
        return Identify{};
    }
    if (std::string_view("PARL").find(kind) == std::string_view::npos)
        return tl::unexpected(Drop::UnknownKind);
    if (fields.count != 2) return tl::unexpected(Drop::BadField);
    if (kind == 'P') {
        if (const auto id = decimal<std::uint16_t>(fields.at[1])) return Ping{*id};
    } else if (kind == 'L') {
        if (const auto mask = hex_mask(fields.at[1])) return Lights{*mask};
    } else if (const auto seq = decimal<std::uint32_t>(fields.at[1])) {
        return kind == 'A' ? FromHost(Acknowledge{*seq}) : FromHost(Resend{*seq});
    }
    return tl::unexpected(Drop::BadField);
}

void Reader::begin() {
    state_ = State::Inside;
    noise_ = false;
    text_.clear();
}

void Reader::drop(Drop reason, const OnDrop& on_drop) {
    on_drop(reason, text_);
    state_ = State::Outside;
    noise_ = false;
    text_.clear();
}

void Reader::line_ended(const OnBody& on_body, const OnDrop& on_drop) {
    if (state_ == State::Outside) {
        if (noise_) drop(Drop::Noise, on_drop);
        return;
    }
    const std::size_t star = text_.rfind('*');
    if (star == std::string::npos || text_.size() - star - 1 < crc_digits) return drop(Drop::Cut, on_drop);
    const std::string_view body = std::string_view(text_).substr(0, star);
    const std::string_view digits = std::string_view(text_).substr(star + 1);
    if (body.size() > body_bytes_max) return drop(Drop::TooLong, on_drop);
    if (!is_upper_hex(digits, crc_digits) || digits != fmt::format("{:04X}", crc16(body))) {
        return drop(Drop::BadChecksum, on_drop);
    }
    on_body(body);
    state_ = State::Outside;
    text_.clear();
}

void Reader::feed(std::string_view bytes, const OnBody& on_body, const OnDrop& on_drop) {
    for (const char c : bytes) {
        if (c == '$') {
            // A `$` always begins anew: a line that was cut must not swallow the next one.
            if (state_ == State::Inside) drop(Drop::Cut, on_drop);
            if (noise_) drop(Drop::Noise, on_drop);
            begin();
        } else if (c == '\r' || c == '\n') {
            line_ended(on_body, on_drop);
        } else if (state_ == State::Inside) {
            text_.push_back(c);
            if (c < 0x20 || c > 0x7E) {
                drop(Drop::NotAscii, on_drop);
            } else if (text_.size() > body_bytes_max + 1 + crc_digits) {
                drop(Drop::TooLong, on_drop);
            }
        } else {
            noise_ = true;
            if (text_.size() < noise_kept_bytes) text_.push_back(c);
        }
    }
}

void Reader::finish(const OnBody& on_body, const OnDrop& on_drop) {
    line_ended(on_body, on_drop);
}

}  // namespace sandau::devices::flp
