#include "station/notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "station/look.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {
constexpr int shown_ms = 7000;
constexpr int foot_px = 52;
}  // namespace

Notice::Notice(const Face& face, QWidget* parent)
    : QFrame(parent), face_(face), text_(new QLabel), undo_(new QPushButton) {
    setObjectName(QStringLiteral("notice"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(18, 8, 8, 8);
    row->setSpacing(14);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    row->addWidget(text_, 1);
    face_.words.bind(undo_, {"Hoàn tác", "Undo"});
    undo_->setFocusPolicy(Qt::NoFocus);
    row->addWidget(undo_);
    auto* close = new QPushButton;
    face_.words.bind(close, {"Đóng", "Close"});
    close->setFocusPolicy(Qt::NoFocus);
    row->addWidget(close);
    connect(undo_, &QPushButton::clicked, this, [this] {
        hide();
        face_.session.undo_last(this);
    });
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    fade_.setSingleShot(true);
    fade_.setInterval(shown_ms);
    connect(&fade_, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

QString Notice::text() const {
    return text_->text();
}

void Notice::say_done(const QString& named) {
    const bool undoable = face_.session.last_done().has_value();
    text_->setText(undoable ? face_.say({"Đã lưu: %1", "Saved: %1"}).arg(named)
                            : face_.say({"Đã hoàn tác: %1", "Undone: %1"}).arg(named));
    undo_->setVisible(undoable);
    set_tone(this, Tone::Plain);
    appear();
    fade_.start();
}

void Notice::say_refused(const QString& sentence, const QString& named) {
    text_->setText(named.isEmpty()
                       ? sentence
                       : face_.say({"Chưa làm được “%1”: %2", "Not done, “%1”: %2"}).arg(named, sentence));
    undo_->hide();
    set_tone(this, Tone::Bad);
    fade_.stop();
    appear();
}

void Notice::appear() {
    show();
    settle();
    raise();
}

void Notice::settle() {
    if (!isVisible()) return;
    const QRect room = parentWidget()->rect();
    const int width = std::min(room.width() - 48, 760);
    const int height = std::max(heightForWidth(width), sizeHint().height());
    setGeometry(room.right() - width - 24, room.bottom() - foot_px - height, width, height);
}

}  // namespace sandau::station
