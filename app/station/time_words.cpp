#include "station/time_words.h"

#include <cstdlib>

#include "scoring/run_clock.h"
#include "station/match_steps.h"
#include "station/refusals.h"

namespace sandau::station {

namespace {

/// A person's thumb is off by this much; more is something else.
constexpr std::int64_t thumb_ms = 500;

QString beside(const Face& face, const SheetContent& content) {
    if (!content.hand_ms || !content.time_ms) return {};
    const std::int64_t off_ms = *content.hand_ms - *content.time_ms;
    const QString sign = off_ms < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return face.say({" Giờ tay %1 (lệch %2) chỉ để đối chiếu.", " The hand's %1 (%2) stands beside it."})
        .arg(face.words.time(*content.hand_ms), sign + face.words.time(std::abs(off_ms)));
}

DeviceNote by_gates(const Face& face, const SheetContent& content) {
    DeviceNote note{face.say({"Tính giờ cổng đo: thiết bị tự đóng dấu, sai số %1.",
                              "The gates' time counts: the device stamps it itself, to %1."})
                            .arg(face.words.bound(content.measured->bound_ns)) +
                        beside(face, content),
                    Tone::Good};
    if (content.hand_ms && std::abs(*content.hand_ms - content.measured->time_ms) > thumb_ms) {
        note.tone = Tone::Warning;
        note.text +=
            face.say({" Lệch hơn nửa giây: xem lại cổng.", " More than half a second: check the gate."});
    }
    return note;
}

}  // namespace

DeviceNote time_note(const Face& face, const SheetContent& content) {
    if (!content.time_ms && !content.measured) return {{}, Tone::Plain};
    const auto& measured = content.measured;
    const bool trusted = measured && measured->fault.empty();
    if (trusted && content.time_ms == measured->time_ms) return by_gates(face, content);
    const QString why = measured && !trusted ? code_in_a_sentence(face.words, measured->fault) : QString();
    if (!content.time_ms)
        return {face.say({"Chưa có giờ chính thức, giờ cổng đo không tin được: %1.",
                          "No official time yet, the gates' cannot be trusted: %1."})
                    .arg(why),
                Tone::Warning};
    if (content.time_ms == content.hand_ms)
        return {measured ? trusted ? face.say({"Tính giờ tay vì trọng tài chọn; cổng đo cho %1 %2.",
                                               "The hand's time counts: the referee chose it. Gates: %1 %2."})
                                         .arg(face.words.time(measured->time_ms),
                                              face.words.bound(measured->bound_ns))
                                   : face.say({"Tính giờ tay, giờ cổng đo không tin được: %1.",
                                               "The hand's time counts; the gates' cannot be trusted: %1."})
                                         .arg(why)
                         : face.say({"Tính giờ tay: không có giờ cổng đo.",
                                     "The hand's time counts: there is none of the gates."}),
                Tone::Warning};
    return {face.say({"Tính giờ trọng tài nhập, khác cổng đo và giờ tay.",
                      "The referee's own figure counts, neither the gates' nor the hand's."}),
            measured || content.hand_ms ? Tone::Warning : Tone::Plain};
}

Phrase stamp_name(const std::string& stamp) {
    if (stamp == "device") return {"giờ của chính thiết bị", "stamped by the device's own clock"};
    if (stamp == "time_of_day") return {"giờ trong ngày của máy đo", "the timer's time of day"};
    if (stamp == "hand") return {"do người bấm", "pressed by a person"};
    return {"lúc byte đến máy này", "when its bytes arrived here"};
}

QString played_name(const Face& face, const RunId& played) {
    const Contest& contest = face.session.contest();
    if (const Run* run = contest.table<Run>().find(played.text))
        return face.say({"%1, lượt %2", "%1, run %2"}).arg(entry_name(contest, run->entry)).arg(run->number);
    if (const Match* match = contest.table<Match>().find(played.text))
        return match_name(contest, match->sides, game_of(*contest.definition, match->stage, match->division));
    return text_of(played.text);
}

}  // namespace sandau::station
