#include "devices/text_rules.h"

#include <charconv>
#include <utility>

#include "devices/settings_reader.h"

namespace sandau::devices {

namespace {

constexpr std::size_t rules_max = 64;
constexpr std::size_t line_bytes_max = 256;
constexpr std::int64_t channel_max = 32;

std::optional<std::int64_t> read_signed(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// What a group holds as a lane or channel; what the rule says where there is no such group.
std::optional<std::uint8_t> small(const Pattern::Match& match, std::string_view name,
                                  std::uint8_t otherwise) {
    const std::optional<std::string> text = match.group(name);
    if (!text) return otherwise;
    const std::optional<std::uint32_t> number = read_whole(*text);
    if (!number || *number < 1 || *number > channel_max) return std::nullopt;
    return static_cast<std::uint8_t>(*number);
}

}  // namespace

TextDriver::TextDriver(std::vector<Rule> rules, std::uint32_t baud)
    : rules_(std::move(rules)), lines_(line_bytes_max, baud) {}

Result<std::unique_ptr<Driver>> TextDriver::make(std::string_view text, std::uint32_t baud) {
    const Result<Json> json = read_json(text, {.bytes_max = 1u << 20, .depth_max = 8});
    if (!json) return tl::unexpected(json.error());
    std::optional<Refusal> wrong;
    SettingsReader reader(*json, "", wrong);
    std::vector<Rule> rules;
    for (SettingsReader& one : reader.objects("rules", rules_max)) {
        Rule rule;
        const std::optional<Pattern> match = one.pattern("match");
        if (match) {
            rule.match = *match;
        } else {
            one.refuse_value("match", R"("^FINISH (?P<lane>\d)$")");
        }
        rule.makes = static_cast<Makes>(
            one.word("event", {"start", "finish", "split", "lane_time", "count", "weight", "value", "button",
                               "stop", "competitor", "heartbeat", "ignore"}));
        rule.lane = static_cast<std::uint8_t>(one.whole("lane", 1, channel_max, 1));
        rule.channel = static_cast<std::uint8_t>(one.whole("channel", 1, channel_max, 0));
        one.end();
        rules.push_back(std::move(rule));
    }
    reader.end();
    if (wrong) return tl::unexpected(*wrong);
    if (rules.empty()) return refuse("device.rules_empty");
    return std::unique_ptr<Driver>(new TextDriver(std::move(rules), baud));
}

void TextDriver::received(const Chunk& chunk, DriverOutput& out) {
    lines_.feed(
        chunk, [&](const Line& line) { take_line(line, out); }, out);
}

void TextDriver::datagram_ended(MonoTime, DriverOutput& out) {
    lines_.finish([&](const Line& line) { take_line(line, out); }, out);
}

void TextDriver::take_line(const Line& line, DriverOutput& out) {
    for (const Rule& rule : rules_) {
        const std::optional<Pattern::Match> match = rule.match.find(line.text);
        if (!match) continue;
        if (rule.makes != Makes::Ignore) {
            std::optional<EventBody> body = body_of(rule, *match);
            if (!body) {
                out.dropped.push_back({"bad_field", std::string(line.text)});
                return;
            }
            out.events.push_back(heard_on_arrival(std::move(*body), line));
        }
        presence_ = Presence::Present;
        out.frames.emplace_back(line.text);
        return;
    }
    out.dropped.push_back({"no_rule", std::string(line.text)});
}

std::optional<EventBody> TextDriver::body_of(const Rule& rule, const Pattern::Match& match) {
    const auto lane = small(match, "lane", rule.lane);
    const auto channel = small(match, "channel", rule.channel != 0 ? rule.channel : lane.value_or(1));
    if (!lane || !channel) return std::nullopt;
    const std::string number = match.group("number").value_or("").substr(0, 16);
    const std::optional<std::int64_t> value = read_signed(match.group("value").value_or(""));
    const auto place = read_whole(match.group("place").value_or(""));
    const Pressed pressed = value.value_or(1) != 0 ? Pressed::Yes : Pressed::No;
    // Starts, finishes and points between have a channel of their own, unless the rule says which.
    const auto own = [&](std::uint8_t usual) {
        return rule.channel != 0 || match.group("channel") ? *channel : usual;
    };
    switch (rule.makes) {
        case Makes::Start:
            return Start{*lane, StampedBy::Device, own(1), number};
        case Makes::Finish:
            return Finish{*lane, StampedBy::Device, own(2), number};
        case Makes::Split:
            return Split{*lane, 1, StampedBy::Device, own(3), number};
        case Makes::LaneTime: {
            const std::optional<TimeOfDay> time = read_seconds(match.group("time").value_or(""));
            if (!time) return std::nullopt;
            const Finished finished = time->since_midnight.ns == 0 ? Finished::No : Finished::Yes;
            return LaneTime{*lane,
                            time->since_midnight,
                            static_cast<std::uint8_t>(place.value_or(0) <= 64 ? place.value_or(0) : 0),
                            finished,
                            time->resolution,
                            own(0)};
        }
        case Makes::Count:
            if (!value) return std::nullopt;
            return Count{*channel, *value};
        case Makes::Weight:
            if (!value) return std::nullopt;
            return Weight{*channel, *value};
        case Makes::Value:
            if (!value) return std::nullopt;
            return Value{*channel, *value};
        case Makes::Button:
            return Button{*channel, pressed};
        case Makes::Stop:
            return EmergencyStop{*channel, pressed};
        case Makes::Competitor:
            return Competitor{number};
        case Makes::Heartbeat:
            return Heartbeat{};
        case Makes::Ignore:
            break;
    }
    return std::nullopt;
}

}  // namespace sandau::devices
