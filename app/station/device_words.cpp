#include "station/device_words.h"

#include <algorithm>

#include "station/refusals.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

constexpr const char* silence = "device.silent";
/// A fault is news for this long.
constexpr std::int64_t news_ms = std::int64_t{5} * 60'000;

bool is_of(const Device& device, const FieldId& field) {
    return std::any_of(device.channels.begin(), device.channels.end(), [&](const ChannelUse& use) {
        return use.field == field && use.role != ChannelRole::Unused;
    });
}

/// Since when a fault on the field is news for those at it.
WallTime news_since(const Face& face, const FieldId& field) {
    WallTime since{face.session.now().wall.utc_ms - news_ms};
    const FieldView view = look_at(face.session.contest(), field);
    if (view.clock() != nullptr && !view.is_free() && view.clock()->state != ClockState::Stopped)
        since.utc_ms = std::min(since.utc_ms, view.clock()->since.wall.utc_ms);
    return since;
}

/// The stop that holds up what is on the field: a run names it; a match was last changed by it.
DeviceEventId stop_of(const Contest& contest, const FieldView& view) {
    if (view.run != nullptr) return view.run->stop_event;
    if (view.match == nullptr) return {};
    const Seq changed = contest.version(view.match->object());
    for (const DeviceRecord& event : contest.table<DeviceRecord>())
        if (event.role == ChannelRole::Stop && event.place == EventPlace::Used &&
            event.run == view.match->played() && contest.version(event.object()) == changed)
            return event.id;
    return {};
}

QString time_of(const Face& face, WallTime at) {
    return face.words.clock_time(at, face.utc_offset_min());
}

}  // namespace

QString device_name(const Contest& contest, const DeviceId& device) {
    const Device* known = contest.table<Device>().find(device.text);
    if (known != nullptr && !known->name.empty()) return text_of(known->name);
    // A timer without an identity is called by its link.
    return device.text.find(':') == std::string::npos ? text_of(device.text) : short_link(device.text);
}

QString short_link(const std::string& link) {
    constexpr qsizetype letters_max = 20, begin_letters = 7;
    QString text = text_of(link.substr(0, link.find('?')));
    if (text.startsWith(QStringLiteral("serial:"))) text = text.mid(text.lastIndexOf(u'/') + 1);
    // pci-0000:00:14.0-usb-0:2:1.0-port0: the plug is what a person can look for.
    if (const qsizetype plug = text.indexOf(QStringLiteral("-usb-")); plug > 0) text = text.mid(plug + 1);
    if (text.endsWith(QStringLiteral("-port0"))) text.chop(6);
    if (text.startsWith(QStringLiteral("tcp:"))) text = text.mid(text.indexOf(u':') + 1);
    if (text.size() <= letters_max) return text;
    return text.left(begin_letters) + u'…' + text.right(letters_max - begin_letters - 1);
}

bool is_stopped(const Contest& contest, const FieldView& view) {
    return view.clock() != nullptr && view.clock()->state == ClockState::Paused &&
           !stop_of(contest, view).empty();
}

QString stop_sentence(const Face& face, const FieldView& view) {
    const Contest& contest = face.session.contest();
    if (!is_stopped(contest, view)) return {};
    const DeviceRecord* stop = contest.table<DeviceRecord>().find(stop_of(contest, view).text);
    if (stop == nullptr)
        return face.say({"DỪNG KHẨN CẤP. Xem sân đã an toàn rồi hãy chạy tiếp.",
                         "EMERGENCY STOP. See that the field is safe, then go on."});
    const QString device = device_name(contest, stop->device);
    const QString at = time_of(face, stop->at.wall);
    if (stop->why == silence) {
        const DeviceHealth* health = contest.table<DeviceHealth>().find(stop->device.text);
        const bool still = health != nullptr && health->state == HealthState::Silent;
        const QString since = time_of(face, still ? health->since : stop->at.wall);
        return face
            .say(
                {"DỪNG KHẨN CẤP %1: “%2” giữ nút dừng và im lặng từ %3, nên coi như đã nhấn. Kiểm tra dây và "
                 "nguồn, sân an toàn thì chạy tiếp.",
                 "EMERGENCY STOP at %1: “%2” holds the stop and is silent since %3, read as pressed. Check "
                 "cable and power; go on when the field is safe."})
            .arg(at, device, since);
    }
    return face
        .say({"DỪNG KHẨN CẤP %1: nút dừng của “%2” (kênh %3) được nhấn. Sân an toàn thì nhả nút rồi chạy "
              "tiếp.",
              "EMERGENCY STOP at %1: the stop of “%2” (channel %3) was pressed. When the field is safe, "
              "release it and go on."})
        .arg(at, device)
        .arg(stop->channel);
}

DeviceNote health_note(const Face& face, const DeviceHealth& health) {
    const QString device = device_name(face.session.contest(), health.device);
    if (health.state == HealthState::Silent)
        return {face.say({"“%1” im lặng từ %2: kiểm tra dây và nguồn.",
                          "“%1” is silent since %2: check cable and power."})
                    .arg(device, time_of(face, health.since)),
                Tone::Bad};
    if (health.fault == silence)
        return {face.say({"“%1” im lặng lúc %2, có lại từ %3: tín hiệu trong khoảng đó có thể đã mất.",
                          "“%1” was silent at %2, is heard again since %3: what it saw between may be lost."})
                    .arg(device, time_of(face, health.fault_at), time_of(face, health.since))};
    QString what = code_in_a_sentence(face.words, health.fault);
    if (health.fault_count > 0)
        what += face.say({" (%1 tín hiệu)", " (%1 events)"}).arg(face.words.count(health.fault_count));
    return {face.say({"“%1”, %2: %3.", "“%1”, %2: %3."}).arg(device, time_of(face, health.fault_at), what)};
}

std::optional<DeviceNote> health_brief(const Face& face, const DeviceId& device) {
    const DeviceHealth* health = face.session.contest().table<DeviceHealth>().find(device.text);
    if (health == nullptr) return std::nullopt;
    if (health->state == HealthState::Silent)
        return DeviceNote{face.say({"im lặng từ %1", "silent since %1"}).arg(time_of(face, health->since)),
                          Tone::Bad};
    if (health->fault_at.utc_ms < face.session.now().wall.utc_ms - news_ms) return std::nullopt;
    return DeviceNote{face.say({"có lỗi lúc %1", "fault at %1"}).arg(time_of(face, health->fault_at))};
}

std::vector<DeviceNote> field_notes(const Face& face, const FieldId& field) {
    const Contest& contest = face.session.contest();
    const WallTime since = news_since(face, field);
    const FieldView view = look_at(contest, field);
    const DeviceRecord* stop =
        is_stopped(contest, view) ? contest.table<DeviceRecord>().find(stop_of(contest, view).text) : nullptr;
    std::vector<DeviceNote> notes;
    for (const DeviceHealth& health : contest.table<DeviceHealth>()) {
        const Device* device = contest.table<Device>().find(health.device.text);
        if (device == nullptr || !is_of(*device, field)) continue;
        const bool silent = health.state == HealthState::Silent;
        // The stop's own sentence has said it.
        if (silent && stop != nullptr && stop->why == silence && stop->device == health.device) continue;
        if (!silent && std::max(health.fault_at, health.since) < since) continue;
        notes.push_back(health_note(face, health));
    }
    std::stable_sort(notes.begin(), notes.end(), [](const DeviceNote& a, const DeviceNote& b) {
        return a.tone == Tone::Bad && b.tone != Tone::Bad;
    });
    return notes;
}

}  // namespace sandau::station
