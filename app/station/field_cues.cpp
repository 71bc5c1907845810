#include "station/field_cues.h"

namespace sandau::station {

std::optional<CueWatch::Given> CueWatch::look(const RunId& played, const std::optional<ClockFace>& clock) {
    const ClockFace now = clock.value_or(ClockFace{});
    const CueWatch before = *this;
    played_ = played;
    state_ = now.state;
    period_ = now.period;
    left_s_ = static_cast<int>((now.left_ms + 999) / 1000);
    if (before.played_ != played || !clock) return std::nullopt;
    switch (now.state) {
        case ClockState::Running:
            if (before.state_ != ClockState::Running || before.period_ != period_) return Given{Cue::Start};
            if (now.period_ms > 0 && left_s_ <= countdown_s && left_s_ < before.left_s_)
                return Given{Cue::Countdown, left_s_};
            return std::nullopt;
        case ClockState::Paused:
            return before.state_ == ClockState::Running ? std::optional(Given{Cue::Stop}) : std::nullopt;
        case ClockState::Over:
            return before.state_ == ClockState::Running || before.state_ == ClockState::Paused
                       ? std::optional(Given{Cue::End})
                       : std::nullopt;
        case ClockState::Stopped:
            return std::nullopt;
    }
    return std::nullopt;
}

FieldCues::FieldCues(const Face& face, Sounds& sounds, QObject* parent)
    : QObject(parent), face_(face), sounds_(sounds) {
    constexpr int tick_ms = 50;
    tick_.setInterval(tick_ms);
    connect(&tick_, &QTimer::timeout, this, &FieldCues::look);
    connect(&face_.session, &Session::snapshot_changed, this, &FieldCues::look);
}

void FieldCues::watch(const FieldId& field) {
    if (field == field_) return;
    field_ = field;
    look();
}

void FieldCues::look() {
    if (!face_.session.is_open()) return tick_.stop();
    const Contest& contest = face_.session.contest();
    const FieldView now = look_at(contest, field_);
    std::optional<ClockFace> clock;
    if (now.clock() != nullptr && now.game != nullptr)
        clock = clock_face(*now.clock(), *now.game, face_.session.now());
    const bool moves = clock && clock->state == ClockState::Running;
    if (moves && !tick_.isActive()) tick_.start();
    if (!moves) tick_.stop();
    const auto given = watch_.look(RunId(field_.text + "/" + now.played().text), clock);
    if (!given) return;
    const Field* field = contest.table<Field>().find(field_.text);
    sounds_.give(given->cue, given->seconds,
                 text_of(field == nullptr || field->name.empty() ? field_.text : field->name));
}

}  // namespace sandau::station
