#include "station/status_lights.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "station/clock_panel.h"
#include "station/elided_button.h"
#include "station/keys.h"
#include "station/look.h"
#include "station/sounds.h"
#include "station/widgets.h"

namespace sandau::station {

/// A mark whose shape says the same as its colour, and words beside it.
class Light : public QWidget {
public:
    Light() : words_(new QLabel) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(20, 0, 0, 0);
        row->addWidget(words_);
    }
    void show_state(Tone tone, const QString& words) {
        tone_ = tone;
        words_->setText(words);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor colour = tone_text(colours_now(), tone_);
        const QRectF where(3, (height() - 11) / 2.0, 11, 11);
        painter.setPen(QPen(colour, 1.6));
        painter.setBrush(colour);
        switch (tone_) {
            case Tone::Good:
                painter.drawEllipse(where);
                break;
            case Tone::Warning:
                painter.drawPolygon(
                    QPolygonF{{where.center().x(), where.top()}, where.bottomRight(), where.bottomLeft()});
                break;
            case Tone::Bad:
                painter.drawRect(where);
                break;
            case Tone::Plain:
            case Tone::Accent:
                painter.setBrush(Qt::NoBrush);
                painter.drawEllipse(where);
                break;
        }
    }

private:
    QLabel* words_;
    Tone tone_ = Tone::Plain;
};

StatusLights::StatusLights(const Face& face, const Keys& keys, const Sounds& sounds)
    : face_(face),
      keys_(keys),
      file_(new Light),
      devices_(new Light),
      judges_(new Light),
      cue_(new Pill),
      pairings_(new QPushButton),
      undo_(new ElidedButton),
      time_(new QLabel) {
    setObjectName(QStringLiteral("status_bar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(36);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(18);
    for (Light* light : {file_, devices_, judges_}) row->addWidget(light);
    row->addStretch(1);
    cue_->setObjectName(QStringLiteral("cue"));
    cue_->hide();
    row->addWidget(cue_);
    cue_over_.setSingleShot(true);
    cue_over_.setInterval(ClockPanel::cue_ms);
    connect(&cue_over_, &QTimer::timeout, cue_, &QWidget::hide);
    connect(&sounds, &Sounds::given, this, [this](Cue cue, int seconds, const QString& field) {
        cue_->show_word(QStringLiteral("%1 · %2").arg(cue_words(face_.words, cue, seconds), field),
                        cue_tone(cue));
        cue_over_.start();
    });
    pairings_->setProperty("role", "link");
    pairings_->setObjectName(QStringLiteral("status_pairings"));
    put_icon(pairings_, QStringLiteral("people"), Tone::Warning);
    row->addWidget(pairings_);
    connect(pairings_, &QPushButton::clicked, this, &StatusLights::pairings_wanted);
    undo_->setProperty("role", "link");
    undo_->setFocusPolicy(Qt::NoFocus);
    undo_->setMaximumWidth(420);
    row->addWidget(undo_);
    row->addWidget(time_);
    connect(undo_, &QPushButton::clicked, this, [this] { face_.session.undo_last(this); });
    connect(&face_.session, &Session::snapshot_changed, this, &StatusLights::render);
    connect(&face_.session, &Session::done, this, &StatusLights::render);
    connect(&face_.session, &Session::waiting_changed, this, &StatusLights::render_file);
    connect(&face_.words, &Words::language_changed, this, &StatusLights::render);
    second_.setInterval(1000);
    connect(&second_, &QTimer::timeout, this, &StatusLights::render);
    second_.start();
    render();
}

void StatusLights::render() {
    if (!face_.session.is_open()) return;
    render_file();
    render_devices();
    render_pairings();
    const OpenedContest& opened = face_.session.opened();
    judges_->setVisible(static_cast<bool>(opened.judges_connected));
    if (opened.judges_connected) {
        const std::size_t connected = opened.judges_connected();
        judges_->show_state(connected > 0 ? Tone::Good : Tone::Plain,
                            face_.say({"Giám khảo: %1 đang nối", "Judges: %1 connected"}).arg(connected));
    }
    const auto& last = face_.session.last_done();
    undo_->setVisible(last.has_value());
    if (last) {
        const QString text = face_.say({"Hoàn tác: %1, %2", "Undo: %1, %2"})
                                 .arg(last->named, face_.words.clock_time(last->at, face_.utc_offset_min()));
        undo_->show_words(text);
        undo_->setToolTip(text + u' ' + keys_.on_button(face_.words, {Deed::Undo}));
    }
    time_->setText(face_.words.clock_time(face_.session.now().wall, face_.utc_offset_min()));
}

void StatusLights::render_pairings() {
    const PairingDoor& door = face_.session.opened().pairings;
    const auto waiting = door.waiting ? static_cast<int>(door.waiting().size()) : 0;
    pairings_->setVisible(waiting > 0);
    pairings_->setText(face_.say({"Máy xin ghép: %1", "Stations asking to join: %1"}).arg(waiting));
}

/// What is shown here is the host's: how old it is, and what the host has not confirmed.
void StatusLights::render_link(const HostLink& link) {
    const qint64 age_s = link.age_ms / 1000;
    switch (link.state) {
        case HostLink::State::Connected:
            if (link.unanswered > 0)
                return file_->show_state(
                    Tone::Accent,
                    face_.say({"Máy chủ: chờ xác nhận %1", "Host: %1 to be confirmed"}).arg(link.unanswered));
            return file_->show_state(Tone::Good,
                                     face_.say({"Máy chủ: đã ghi chắc trên đĩa", "Host: safe on its disk"}));
        case HostLink::State::Lost:
            return file_->show_state(Tone::Bad,
                                     face_
                                         .say({"MẤT NỐI máy chủ: đang xem bản cũ %1 giây; %2 mục chưa gửi",
                                               "Host LOST: what is shown is %1 s old; %2 not confirmed"})
                                         .arg(age_s)
                                         .arg(link.unanswered));
        case HostLink::State::Ended:
            return file_->show_state(Tone::Bad,
                                     face_
                                         .say({"Ghế của máy này đã bị thu: bản cũ %1 giây, xin ghép lại",
                                               "This seat is revoked: %1 s old, ask to join again"})
                                         .arg(age_s));
    }
}

void StatusLights::render_file() {
    if (!face_.session.is_open()) return;
    if (const auto& link = face_.session.opened().link) {
        const HostLink now = link();
        if (now.state != HostLink::State::Connected ||
            face_.session.snapshot()->status.file == FileHealth::Durable)
            return render_link(now);
    }
    const HostStatus& status = face_.session.snapshot()->status;
    switch (status.file) {
        case FileHealth::Durable:
            if (face_.session.waiting() > 0)
                file_->show_state(Tone::Accent, face_.say({"Tệp: đang ghi…", "File: writing…"}));
            else
                file_->show_state(Tone::Good,
                                  face_.say({"Tệp: đã ghi chắc trên đĩa", "File: safe on the disk"}));
            break;
        case FileHealth::Refusing:
            file_->show_state(
                Tone::Bad, face_.say({"Tệp: ĐĨA KHÔNG NHẬN, đang thử lại", "File: DISK REFUSES, retrying"}));
            break;
        case FileHealth::ReadOnly:
            file_->show_state(
                Tone::Bad, face_.say({"Tệp: CHỈ ĐỌC, hãy mở bản sao lưu", "File: READ ONLY, open a backup"}));
            break;
    }
}

void StatusLights::render_devices() {
    const OpenedContest& opened = face_.session.opened();
    devices_->setVisible(static_cast<bool>(opened.devices));
    if (!opened.devices) return;
    const std::vector<DeviceRow> rows = opened.devices();
    const auto alive =
        std::count_if(rows.begin(), rows.end(), [](const DeviceRow& row) { return row.alive; });
    const auto all = static_cast<std::ptrdiff_t>(rows.size());
    if (all == 0)
        devices_->show_state(Tone::Plain, face_.say({"Thiết bị: chưa có", "Devices: none"}));
    else
        devices_->show_state(
            alive == all ? Tone::Good
            : alive > 0  ? Tone::Warning
                         : Tone::Bad,
            face_.say({"Thiết bị: %1/%2 hoạt động", "Devices: %1 of %2 alive"}).arg(alive).arg(all));
}

}  // namespace sandau::station
