#include "station/reason_dialog.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/widgets.h"

namespace sandau::station {

ReasonDialog::ReasonDialog(const Face& face, const QString& title, const QString& what_follows,
                           const QString& action, const std::vector<Phrase>& ready, QWidget* parent)
    : QDialog(parent), text_(new QPlainTextEdit), accept_(new QPushButton(action)) {
    setWindowTitle(title);
    setMinimumWidth(520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto* head = heading(title);
    head->setWordWrap(true);
    column->addWidget(head);
    auto* follows = muted(what_follows);
    follows->setWordWrap(true);
    column->addWidget(follows);
    for (const Phrase& phrase : ready) {
        auto* quick = new QPushButton(face.say(phrase));
        quick->setAutoDefault(false);
        connect(quick, &QPushButton::clicked, this, [this, quick] {
            text_->setPlainText(quick->text());
            accept_->setFocus();
        });
        column->addWidget(quick);
    }
    text_->setPlaceholderText(face.say({"Lý do (bắt buộc)", "Reason (required)"}));
    text_->setAccessibleName(text_->placeholderText());
    text_->setTabChangesFocus(true);
    text_->setFixedHeight(76);
    column->addWidget(text_);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(face.say({"Thôi, quay lại", "Cancel"}));
    cancel->setAutoDefault(false);
    accept_->setProperty("role", "primary");
    accept_->setEnabled(false);
    accept_->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(accept_);
    column->addLayout(buttons);
    connect(text_, &QPlainTextEdit::textChanged, this, [this] { accept_->setEnabled(!reason().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept_, &QPushButton::clicked, this, &QDialog::accept);
    text_->setFocus();
}

QString ReasonDialog::reason() const {
    return text_->toPlainText().simplified();
}

void ReasonDialog::ask(const Face& face, QWidget* parent, const QString& title, const QString& what_follows,
                       const QString& action, const std::vector<Phrase>& ready,
                       std::function<void(const QString&)> then) {
    auto* dialog = new ReasonDialog(face, title, what_follows, action, ready, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, parent, [dialog, then = std::move(then)] { then(dialog->reason()); });
    dialog->open();
}

}  // namespace sandau::station
