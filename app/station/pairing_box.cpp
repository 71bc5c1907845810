#include "station/pairing_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

PairingBox::PairingBox(const Face& face, std::function<void()> approve, std::function<void()> refuse)
    : text_(new QLabel), code_(new QLabel), approve_(new QPushButton), refuse_(new QPushButton) {
    setProperty("role", "card");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(12);
    set_role(code_, "total");
    code_->setTextFormat(Qt::PlainText);
    row->addWidget(code_);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    row->addWidget(text_, 1);
    face.words.bind(refuse_, {"Từ chối", "Refuse"});
    face.words.bind(approve_, {"Cho ghép…", "Let it join…"});
    approve_->setObjectName(QStringLiteral("pairing_approve"));
    refuse_->setObjectName(QStringLiteral("pairing_refuse"));
    approve_->setProperty("role", "primary");
    row->addWidget(refuse_);
    row->addWidget(approve_);
    connect(approve_, &QPushButton::clicked, this, [approve = std::move(approve)] { approve(); });
    connect(refuse_, &QPushButton::clicked, this, [refuse = std::move(refuse)] { refuse(); });
}

void PairingBox::show_row(const Face& face, const PairingRow& row) {
    code_->setText(text_of(row.code));
    text_->setText(face.say({"Máy “%1” (%2) xin ghép vào cuộc thi. Chỉ cho ghép khi máy ấy hiện đúng mã này.",
                             "The station “%1” (%2) asks to join. Let it in only where it shows this code."})
                       .arg(text_of(row.name), text_of(row.address)));
}

}  // namespace sandau::station
