#include "station/device_words.h"
#include "station/refusals.h"

namespace sandau::station {

namespace {

QString dropped_words(const Face& face, const DeviceRow& row) {
    QStringList parts;
    for (const auto& [reason, count] : row.dropped)
        parts << face.say({"%1 vì %2", "%1: %2"})
                     .arg(face.words.count(static_cast<std::int64_t>(count)),
                          code_in_a_sentence(face.words, "device.dropped_" + reason));
    return face.say({"Khung bị bỏ: %1.", "Frames dropped: %1."}).arg(parts.join(QStringLiteral("; ")));
}

/// A few lines may be cut where a port is opened in the middle of one.
bool is_grave(const DeviceRow& row) {
    constexpr std::uint64_t first_noise = 5;
    std::uint64_t dropped = 0;
    for (const auto& [reason, count] : row.dropped) dropped += count;
    return dropped > first_noise && dropped > row.frames / 50;
}

}  // namespace

std::vector<DeviceNote> diagnosis(const Face& face, const DeviceRow& row) {
    std::vector<DeviceNote> notes;
    if (!row.trouble.empty())
        notes.push_back({face.say({"Chưa mở được, thử lại mỗi giây: %1", "Not open, tried each second: %1"})
                             .arg(text_of(row.trouble)),
                         Tone::Bad});
    for (const Refusal& one : row.advice) {
        QString text = face.words.say(one);
        if (!text.isEmpty()) text[0] = text[0].toUpper();
        notes.push_back({text, Tone::Warning});
    }
    if (row.lost > 0)
        notes.push_back({face.say({"Mất hẳn %1 tín hiệu: so với giờ tay.",
                                   "%1 events are gone for good: compare with the hand's times."})
                             .arg(face.words.count(static_cast<std::int64_t>(row.lost))),
                         Tone::Bad});
    if (is_grave(row)) notes.push_back({dropped_words(face, row), Tone::Warning});
    return notes;
}

QStringList link_facts(const Face& face, const DeviceRow& row) {
    QStringList facts;
    const auto count = [&](std::uint64_t number) {
        return face.words.count(static_cast<std::int64_t>(number));
    };
    if (!row.driver.empty()) facts << face.say({"Giao thức: %1", "Protocol: %1"}).arg(text_of(row.driver));
    if (!row.spec.empty())
        facts << face.say({"Nhận %1 byte, %2 khung, %3 tín hiệu, %4 lặp lại",
                           "%1 bytes, %2 frames, %3 events, %4 repeated"})
                     .arg(count(row.bytes), count(row.frames), count(row.events), count(row.duplicates));
    if (!row.dropped.empty() && !is_grave(row)) facts << dropped_words(face, row);
    if (row.rate_ppb) {
        const QString ppm = QString::number(static_cast<double>(*row.rate_ppb) / 1000, 'f', 1);
        const QChar mark = face.words.language() == Language::Vietnamese ? u',' : u'.';
        facts << face.say({"Đồng hồ thiết bị lệch nhịp %1 phần triệu, đã bù",
                           "Its clock is %1 ppm off, corrected"})
                     .arg((*row.rate_ppb > 0 ? QStringLiteral("+") : QString()) +
                          QString(ppm).replace(u'.', mark).replace(u'-', QChar(0x2212)));
    }
    if (row.round_trip_ns)
        facts << face.say({"Hỏi đáp nhanh nhất %1", "Quickest answer %1"})
                     .arg(face.words.bound(*row.round_trip_ns).mid(1));
    for (const std::string& probe : row.probes)
        facts << face.say({"Đã hỏi: %1", "Asked: %1"}).arg(text_of(probe));
    return facts;
}

}  // namespace sandau::station
