#include "station/seat_code_dialog.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "station/people_words.h"
#include "station/qr_picture.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

QLabel* centred(QLabel* label) {
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

}  // namespace

SeatCodeDialog::SeatCodeDialog(const Face& face, const QString& person, const std::string& digits,
                               QWidget* parent)
    : QDialog(parent), face_(face), joining_(muted()), open_(new QPushButton) {
    setWindowTitle(face_.say({"Mã vào ghế", "Seat code"}));
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto* name = centred(heading(person));
    name->setTextFormat(Qt::PlainText);
    column->addWidget(name);
    auto* code = centred(new QLabel(text_of(digits.substr(0, 3) + " " + digits.substr(3))));
    code->setObjectName(QStringLiteral("seat_code"));
    code->setProperty("role", "total");
    code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(code);
    const OpenedContest& opened = face_.session.opened();
    const std::vector<std::string> addresses =
        opened.addresses ? opened.addresses() : std::vector<std::string>();
    if (opened.qr_code && !addresses.empty()) {
        const QString pages = text_of(addresses.front());
        const QString url = pages + QStringLiteral("join/") + text_of(digits);
        auto* picture = new QLabel;
        picture->setPixmap(qr_picture(opened.qr_code(url.toStdString())));
        picture->setAccessibleName(url);
        column->addWidget(picture, 0, Qt::AlignHCenter);
        column->addWidget(centred(muted(face_
                                            .say({"Quét mã, hoặc mở %1 rồi gõ sáu chữ số.",
                                                  "Scan it, or open %1 and type the six digits."})
                                            .arg(pages + QStringLiteral("join")))));
    }
    column->addWidget(centred(muted(face_.say(
        {"Mã chỉ hiện lần này. Mất thì cấp mã mới: mã cũ hết hiệu lực.",
         "It is shown this once. If it is lost, give a new one: the old one then opens nothing."}))));
    column->addWidget(centred(joining_));
    open_->setText(face_.say({"Mở nhận ghế", "Open joining"}));
    open_->setAutoDefault(false);
    column->addWidget(open_);
    auto* done = new QPushButton(face_.say({"Xong", "Done"}));
    done->setProperty("role", "primary");
    done->setDefault(true);
    column->addWidget(done);
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    connect(open_, &QPushButton::clicked, this, [this] { submit_joining(face_, this, Joining::Open); });
    connect(&face_.session, &Session::snapshot_changed, this, &SeatCodeDialog::show_joining);
    show_joining();
}

void SeatCodeDialog::show_joining() {
    if (!face_.session.is_open()) return;
    const bool is_open = face_.session.contest().settings().joining == Joining::Open;
    joining_->setText(is_open ? face_.say({"Đang nhận ghế bằng mã.", "Joining by code is open."})
                              : face_.say({"Ban tổ chức chưa mở nhận ghế: mã chưa dùng được.",
                                           "Joining is closed: the code does not work yet."}));
    set_tone(joining_, is_open ? Tone::Good : Tone::Warning);
    open_->setVisible(!is_open);
}

}  // namespace sandau::station
