#include "devices/derby_profiles.h"

#include <utility>

#include "devices/settings_reader.h"

namespace sandau::devices {

namespace {

constexpr std::size_t profiles_max = 64;
constexpr std::size_t rules_max = 8;
constexpr std::int64_t baud_least = 1200;
constexpr std::int64_t baud_most = 115200;

/// A pattern that must be there.
Pattern needed(SettingsReader& reader, std::string_view key) {
    if (std::optional<Pattern> pattern = reader.pattern(key)) return std::move(*pattern);
    reader.refuse_value(key, "\"…\"");
    return {};
}

DerbyProfile read_profile(SettingsReader& reader) {
    DerbyProfile profile;
    profile.id = reader.text("id", "");
    if (profile.id.empty()) reader.refuse_value("id", "\"fasttrack\"");
    profile.name = reader.text("name", profile.id);
    profile.baud = static_cast<std::uint32_t>(reader.whole("baud", baud_least, baud_most, 9600));
    profile.seven_bits = reader.flag("seven_bits", false);
    profile.wake = reader.text("wake", "");
    if (auto probe = reader.object("probe")) {
        profile.probe = DerbyProfile::Probe{probe->text("send", ""), needed(*probe, "expect")};
        probe->end();
    }
    profile.setup = reader.texts("setup", rules_max);
    if (auto gate = reader.object("gate")) {
        DerbyProfile::Gate read;
        read.send = gate->text("send", "");
        read.closed = needed(*gate, "closed");
        read.open = needed(*gate, "open");
        read.none = gate->pattern("none");
        gate->end();
        profile.gate = std::move(read);
    }
    profile.on_gate_open = reader.text("on_gate_open", "");
    profile.start = reader.pattern("start");
    profile.ready = reader.pattern("ready");
    profile.end = reader.pattern("end");
    for (SettingsReader& one : reader.objects("results", rules_max)) {
        DerbyProfile::ResultRule rule;
        rule.match = needed(one, "match");
        rule.places = one.flag("every", false) ? DerbyProfile::ResultRule::Places::Every
                                               : DerbyProfile::ResultRule::Places::First;
        one.end();
        profile.results.push_back(std::move(rule));
    }
    reader.end();
    return profile;
}

}  // namespace

Result<std::vector<DerbyProfile>> read_derby_profiles(std::string_view text) {
    const Result<Json> json = read_json(text, {.bytes_max = 1u << 20, .depth_max = 8});
    if (!json) return tl::unexpected(json.error());
    std::optional<Refusal> wrong;
    SettingsReader reader(*json, "", wrong);
    std::vector<DerbyProfile> profiles;
    for (SettingsReader& one : reader.objects("profiles", profiles_max))
        profiles.push_back(read_profile(one));
    reader.end();
    if (wrong) return tl::unexpected(*wrong);
    if (profiles.empty()) return refuse("device.rules_empty");
    return profiles;
}

const std::vector<DerbyProfile>& derby_profiles() {
    static const std::vector<DerbyProfile> profiles = [] {
        Result<std::vector<DerbyProfile>> read = read_derby_profiles(derby_profiles_text());
        CHECK(read.has_value(), "the program's own derby profiles are right");
        return std::move(*read);
    }();
    return profiles;
}

const DerbyProfile* derby_profile(std::string_view id) {
    for (const DerbyProfile& profile : derby_profiles())
        if (profile.id == id) return &profile;
    return nullptr;
}

std::string derby_profile_ids() {
    std::string ids;
    for (const DerbyProfile& profile : derby_profiles()) ids += (ids.empty() ? "" : ", ") + profile.id;
    return ids;
}

}  // namespace sandau::devices
