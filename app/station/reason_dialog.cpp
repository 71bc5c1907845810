#include "station/reason_dialog.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/widgets.h"

namespace sandau::station {

ReasonDialog::ReasonDialog(const Face& face, const QString& title, const QString& what_follows,
                           const QString& action, const std::vector<Phrase>& ready, QWidget* parent)
    : ReasonedDialog(face, parent) {
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
    auto* quick_reasons = new QVBoxLayout;
    column->addLayout(quick_reasons);
    add_reason(column, face.say({"Lý do (bắt buộc)", "Reason (required)"}), action);
    for (const Phrase& phrase : ready) {
        auto* quick = new QPushButton(face.say(phrase));
        quick->setAutoDefault(false);
        connect(quick, &QPushButton::clicked, this, [this, quick] {
            text_->setPlainText(quick->text());
            accept_->setFocus();
        });
        quick_reasons->addWidget(quick);
    }
    text_->setFocus();
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
