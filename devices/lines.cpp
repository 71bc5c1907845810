#include "devices/lines.h"

#include <algorithm>
#include <utility>

namespace sandau::devices {

namespace {

constexpr std::int64_t bits_per_byte = 10;
constexpr std::size_t kept_of_a_dropped_line = 64;
constexpr Duration a_second = seconds(1);
constexpr Duration noise_is_over_after = seconds(1);

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Two digits, the first may be a blank.
std::optional<std::int64_t> two_digits(std::string_view text) {
    if (!is_digit(text[1]) || (!is_digit(text[0]) && text[0] != ' ')) return std::nullopt;
    return (text[0] == ' ' ? 0 : text[0] - '0') * 10 + (text[1] - '0');
}

/// The digits after the point, as nanoseconds.
std::optional<TimeOfDay> read_decimals(std::string_view digits, std::size_t digits_max) {
    if (digits.size() > digits_max) return std::nullopt;
    TimeOfDay read{{0}, a_second};
    for (const char c : digits) {
        if (!is_digit(c)) return std::nullopt;
        read.resolution.ns /= 10;
        read.since_midnight.ns += (c - '0') * read.resolution.ns;
    }
    return read;
}

}  // namespace

Heard heard_on_arrival(EventBody body, const Line& line, Duration bound) {
    Heard heard;
    heard.body = std::move(body);
    heard.at = line.from;
    heard.bound = bound;
    heard.source = StampSource::HostArrival;
    heard.arrival = line.at;
    heard.raw = line.raw;
    return heard;
}

void LineReader::forget() {
    text_.clear();
    printable_ = true;
    skipping_ = false;
}

void LineReader::drop(std::string_view reason, DriverOutput& out) {
    out.dropped.push_back({reason, text_.substr(0, kept_of_a_dropped_line)});
    text_.clear();
    printable_ = true;
}

void LineReader::finish(const OnLine& on_line, DriverOutput& out) {
    if (std::exchange(skipping_, false) || text_.empty()) return forget();
    if (!printable_) return drop("not_ascii", out);
    Line line = last_;
    const std::string text = std::exchange(text_, {});
    line.text = text;
    line.from = line.at;
    if (baud_ != 0) {
        const auto bits = static_cast<std::int64_t>(text.size() + 1) * bits_per_byte;
        line.from = line.at - Duration{bits * a_second.ns / baud_};
    }
    on_line(line);
}

void LineReader::feed(const Chunk& chunk, const OnLine& on_line, DriverOutput& out) {
    // Noise that ended long ago, as of a timer that lost its power, does not spoil the next line.
    if ((skipping_ || !printable_) && chunk.at - last_.at > noise_is_over_after) {
        if (!text_.empty()) drop("not_ascii", out);
        skipping_ = false;
    }
    for (char c : chunk.bytes) {
        if (high_bit_ == HighBit::Cleared) c = static_cast<char>(static_cast<unsigned char>(c) & 0x7F);
        last_.at = chunk.at;
        last_.raw = chunk.raw;
        if (c == '\r' || c == '\n') {
            finish(on_line, out);
            continue;
        }
        if (skipping_) continue;
        text_.push_back(c);
        if ((c < 0x20 || c > 0x7E) && c != '\t') printable_ = false;
        if (text_.size() <= bytes_max_) continue;
        drop("too_long", out);
        skipping_ = true;
    }
}

std::optional<TimeOfDay> read_time_of_day(std::string_view text) {
    constexpr std::size_t whole_seconds = 8;
    if (text.size() < whole_seconds || text[2] != ':' || text[5] != ':') return std::nullopt;
    const auto hours = two_digits(text.substr(0, 2));
    const auto minutes = two_digits(text.substr(3, 2));
    const auto secs = two_digits(text.substr(6, 2));
    if (!hours || !minutes || !secs || *hours > 23 || *minutes > 59 || *secs > 59) return std::nullopt;
    std::string_view rest = text.substr(whole_seconds);
    rest = rest.substr(0, rest.find_last_not_of(' ') + 1);
    if (!rest.empty() && rest.front() != '.') return std::nullopt;
    std::optional<TimeOfDay> read = read_decimals(rest.empty() ? rest : rest.substr(1), 5);
    if (read) {
        read->since_midnight = read->since_midnight + seconds((*hours * 60 + *minutes) * 60 + *secs);
    }
    return read;
}

std::optional<TimeOfDay> read_seconds(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::optional<std::uint32_t> whole = read_whole(text.substr(0, point));
    if (!whole || *whole >= 24 * 3600) return std::nullopt;
    const std::string_view digits =
        point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    std::optional<TimeOfDay> read = read_decimals(digits, 9);
    if (read) read->since_midnight = read->since_midnight + seconds(*whole);
    return read;
}

std::optional<std::uint32_t> read_whole(std::string_view text) {
    constexpr std::size_t digits_max = 9;
    if (text.empty() || text.size() > digits_max || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    std::uint32_t whole = 0;
    for (const char c : text) whole = whole * 10 + static_cast<std::uint32_t>(c - '0');
    return whole;
}

}  // namespace sandau::devices
