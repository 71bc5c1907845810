#include "station/clock_panel.h"

#include <QLabel>
#include <QVBoxLayout>

#include "scoring/run_clock.h"
#include "station/clock_digits.h"
#include "station/match_steps.h"

namespace sandau::station {

namespace {

constexpr int tick_ms = 50;
constexpr std::int64_t last_seconds_ms = 10'000;

Tone tone_of(const sandau::ClockFace& clock, bool is_running) {
    const bool last = clock.period_ms > 0 && clock.left_ms <= last_seconds_ms;
    switch (clock.state) {
        case ClockState::Stopped:
            return Tone::Plain;
        case ClockState::Running:
            return last ? Tone::Bad : Tone::Plain;
        case ClockState::Paused:
            return Tone::Warning;
        case ClockState::Over:
            return is_running ? Tone::Bad : Tone::Plain;
    }
    return Tone::Plain;
}

}  // namespace

ClockPanel::ClockPanel(const Face& face, const char* digits_name)
    : face_(face), digits_(new ClockDigits), words_(muted()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    digits_->setObjectName(QString::fromLatin1(digits_name));
    column->addWidget(digits_);
    words_->setAlignment(Qt::AlignCenter);
    words_->setTextFormat(Qt::PlainText);
    column->addWidget(words_);
    tick_.setInterval(tick_ms);
    connect(&tick_, &QTimer::timeout, this, &ClockPanel::render);
    cue_over_.setSingleShot(true);
    cue_over_.setInterval(cue_ms);
    connect(&cue_over_, &QTimer::timeout, this, [this] {
        digits_->show_cue({}, Tone::Plain);
        words_->setTextFormat(Qt::PlainText);
        render();
    });
}

void ClockPanel::show_cue(Cue cue, int seconds) {
    const QString word = cue_words(face_.words, cue, seconds);
    digits_->show_cue(word, cue_tone(cue));
    words_->setTextFormat(Qt::RichText);
    words_->setText(QStringLiteral("<b>%1</b>").arg(word));
    cue_over_.start();
}

void ClockPanel::show_field(const FieldId& field) {
    field_ = field;
    render();
}

void ClockPanel::render() {
    if (!face_.session.is_open()) return;
    const FieldView now = look_at(face_.session.contest(), field_);
    if (now.clock() == nullptr || now.game == nullptr) {
        tick_.stop();
        digits_->show_time(QStringLiteral("0:00"), QStringLiteral(",0"), Tone::Plain);
        if (!cue_over_.isActive()) words_->setText(QStringLiteral(" "));
        return;
    }
    const sandau::ClockFace clock = clock_face(*now.clock(), *now.game, face_.session.now());
    // A countdown shows the tenth that is being used up, so that it reads 0 only at the end.
    const std::int64_t ms =
        clock.period_ms > 0 ? clock.left_ms + (clock.left_ms % 100 != 0 ? 99 : 0) : clock.elapsed_ms;
    const QString mark =
        face_.words.language() == Language::Vietnamese ? QStringLiteral(",") : QStringLiteral(".");
    digits_->show_time(QStringLiteral("%1:%2").arg(ms / 60'000).arg(ms / 1000 % 60, 2, 10, QChar(u'0')),
                       mark + QString::number(ms / 100 % 10), tone_of(clock, now.is_running()));
    if (!cue_over_.isActive()) words_->setText(words_for(now, clock));
    const bool moves = now.clock()->state == ClockState::Running;
    if (moves && isVisible() && !tick_.isActive()) tick_.start();
    if (!moves) tick_.stop();
}

QString ClockPanel::words_for(const FieldView& now, const sandau::ClockFace& clock) const {
    const QString tenths = face_.words.time(clock.elapsed_ms).chopped(2);
    QString words;
    switch (clock.state) {
        case ClockState::Stopped:
            words = face_.say({"Đồng hồ chưa chạy", "The clock has not started"});
            break;
        case ClockState::Running:
            words = face_.say({"Đã chạy %1", "Running for %1"}).arg(tenths);
            break;
        case ClockState::Paused:
            words = face_.say({"ĐANG TẠM DỪNG, đã chạy %1", "HELD, ran for %1"}).arg(tenths);
            break;
        case ClockState::Over:
            words = now.is_running() ? face_.say({"HẾT GIỜ", "TIME IS UP"})
                                     : face_.say({"Đã dừng, chạy %1", "Stopped after %1"})
                                           .arg(face_.words.time(clock.elapsed_ms));
            break;
    }
    if (now.run != nullptr && now.run->state == RunState::Ready && clock.state == ClockState::Running)
        words = face_.say({"Thời gian chuẩn bị. ", "Setting up. "}) + words;
    if (now.match != nullptr && !now.match->clock.period.empty()) {
        QString period = period_words(face_.words, *now.game, now.match->clock.period);
        if (!period.isEmpty()) period[0] = period[0].toUpper();
        words = period + QStringLiteral(" · ") + words;
    }
    const auto& measured = now.sheet->content.measured;
    if (measured && measured->fault.empty())
        words += face_.say({" · cổng đo %1 %2", " · gates %1 %2"})
                     .arg(face_.words.time(measured->time_ms), face_.words.bound(measured->bound_ns));
    return words;
}

void ClockPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    render();
}

void ClockPanel::hideEvent(QHideEvent* event) {
    tick_.stop();
    QWidget::hideEvent(event);
}

void ClockPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    digits_->updateGeometry();
}

}  // namespace sandau::station
